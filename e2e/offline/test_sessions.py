"""A session is written where there is no signal, in the form that was carried, and goes later: exactly once."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold, status
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, expect_sent_once, save_unsent, versions
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server

SHOWED = "Dawn sees for herself that Fridays are the hardest."


def tap(page: Page, question: str, answer: str, nth: int = 0) -> None:
    """As a thumb does it: on the words of the answer."""
    group = page.get_by_role("group", name=question).nth(nth)
    group.locator("label", has=page.get_by_role("radio", name=answer, exact=True)).click()


def form_of(phone: Phone) -> str:
    return f"/families/{family_id(phone.server, 'Okafor-Hill')}/sessions/new"


def write(phone: Phone) -> Page:
    """Sam's session with Dawn, who is chosen already; most of it is tapped."""
    page = phone.page
    expect(page.get_by_role("radio", name="Dawn (mother)")).to_be_checked()
    tap(page, "Module", "A child’s day")
    page.get_by_label("What it showed").fill(SHOWED)
    expect(page.get_by_label("What would change").first).to_be_hidden()
    page.get_by_text("Talking about change", exact=True).click()
    page.get_by_label("What would change").first.fill("Drinking on Fridays")
    page.get_by_label("Their own words").first.fill("I want to be up for them")
    tap(page, "What kind of words", "Wants to")
    page.get_by_text("Add their words").first.click()
    page.get_by_label("Their own words").nth(1).fill("It switches my head off")
    tap(page, "What kind of words", "Stays as it is", nth=1)
    tap(page, "How important is it to them?", "7")
    tap(page, "How confident are they that they can?", "4")
    status(phone).to_contain_text(SAVED)
    return page


def expect_written(page: Page) -> None:
    for words in (SHOWED, "A child’s day", "“I want to be up for them”", "“It switches my head off”", "7 of 10"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_written_without_signal_it_goes_later_exactly_once(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "sam", of=own)
    wait_until(phone.page, CARRIED)
    own.stop()
    go(phone, form_of(phone))
    write(phone)
    save_unsent(phone)
    own.start()
    expect_sent_once(phone, SHOWED)
    go(phone, form_of(phone).removesuffix("/new"))
    page = phone.page
    expect(page.get_by_role("heading", name="Drinking on Fridays")).to_be_visible()
    page.get_by_text("Every number and their words").click()
    page.get_by_role("row").nth(1).get_by_role("link").click()
    page.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}$"))
    expect_written(page)


def test_left_and_opened_again_its_words_are_back_and_unfolded(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "sam", of=server)
    go(phone, form_of(phone))
    page = write(phone)
    go(phone, "/find")
    go(phone, form_of(phone))
    expect(page.get_by_label("What would change").first).to_have_value("Drinking on Fridays")
    expect(page.get_by_label("What would change").first).to_be_visible()
    expect(page.get_by_label("Their own words").nth(1)).to_be_visible()
    expect(page.get_by_label("Their own words").nth(2)).to_be_hidden()
    expect(page.get_by_role("group", name="How important is it to them?").first.get_by_role(
        "radio", name="7", exact=True)).to_be_checked()  # fmt: skip
    assert versions(server, SHOWED) == []
