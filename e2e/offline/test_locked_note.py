"""A note written while the phone was locked stands on the record where its author put it, or still on the phone."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lock, status, unlock
from e2e.offline.writing import SAVED, all_sent, save, versions
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server


@dataclass(frozen=True)
class Form:
    """`more`: what else must be said before it can be saved, by label; `chosen`: what must be tapped."""

    address: str
    takes: str
    more: tuple[tuple[str, str], ...] = ()
    chosen: tuple[str, ...] = ()


VISIT = Form("visits/new", "What you saw and heard")
EVENT = Form("significant-events/new", "What happened", (("What it means for the children", "They know their way."),))
SESSION = Form("sessions/new", "What you did together", chosen=("Dawn (mother)",))
WEEK = Form("weekly-entries/new", "What we worked on", (("The week in one line", "A calmer week"),))


def note_of(phone: Phone, words: str) -> Page:
    """Written and put away while locked; unlocked; "File it" is pressed."""
    lock(phone)
    page = phone.page
    page.get_by_role("button", name="Write now, file it after unlocking").click()
    page.get_by_label("Your note").fill(words)
    page.get_by_role("button", name="Done").click()
    unlock(phone)
    go(phone, "/on-this-phone")
    page.get_by_role("button", name=re.compile("^Put it on a visit")).click()
    expect(page.get_by_text("Choose the family and what it is")).to_be_visible()
    return page


def put_on(phone: Phone, form: Form) -> Locator:
    go(phone, f"/families/{family_id(phone.server, 'Okafor-Hill')}/{form.address}")
    return phone.page.get_by_label(form.takes, exact=True)


def of_note(page: Page) -> Locator:
    return page.locator("[data-items] > li").filter(has=page.get_by_role("heading", name="Note", exact=True))


@pytest.mark.parametrize("form", [VISIT, EVENT, SESSION, WEEK], ids=["visit", "event", "session", "week"])
def test_its_words_reach_the_record(phones: HandOut, own: Server, form: Form) -> None:
    words = f"Dawn rang from the bus about the {form.address}."
    phone = hold(phones, "priya", of=own)
    page = note_of(phone, words)
    field = put_on(phone, form)
    expect(field).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value(words)
    status(phone).to_contain_text(SAVED)
    go(phone, "/on-this-phone")
    expect(of_note(page).get_by_text("Okafor-Hill family")).to_be_visible()
    expect(of_note(page).get_by_role("button", name=re.compile("^Put it on a visit"))).to_be_hidden()
    put_on(phone, form)
    expect(field).to_have_value(words)
    for label, said in form.more:
        page.get_by_label(label, exact=True).fill(said)
    for answer in form.chosen:
        page.get_by_role("radio", name=answer).check(force=True)
    save(page)
    all_sent(phone)
    assert len(versions(own, words)) == 1


def test_it_stays_when_the_form_is_emptied(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", of=own)
    page = note_of(phone, "Dawn rang from the bus.")
    expect(put_on(phone, EVENT)).to_have_value("Dawn rang from the bus.")
    status(phone).to_contain_text(SAVED)
    page.get_by_role("button", name="Start afresh").click()
    badge(phone, "1 unsent")
    go(phone, "/on-this-phone")
    expect(of_note(page).get_by_role("button", name=re.compile("^Put it on a visit"))).to_be_visible()


def test_it_goes_from_the_screen_by_itself(phones: HandOut, hasty: Server) -> None:
    """Said while it can be read; put away, sealed, where nobody writes any more."""
    phone = hold(phones, "priya", prf=False, of=hasty)
    lock(phone)
    page = phone.page
    page.get_by_role("button", name="Write now, file it after unlocking").click()
    expect(page.get_by_text("can be read on this screen until you press Done")).to_be_visible()
    expect(page.get_by_text("Nothing on this phone can be read")).to_have_count(0)
    page.get_by_label("Your note").fill("Dawn rang from the bus.")
    expect(page.get_by_text(re.compile(r"Saved on this phone \d\d:\d\d, sealed"))).to_be_visible()
    expect(page.get_by_label("Your note")).to_be_hidden(timeout=20_000)
    expect(page.get_by_label("Your note")).to_have_value("")
    expect(page.get_by_text("Nothing on this phone can be read")).to_be_visible()
    unlock(phone)
    badge(phone, "1 unsent")
