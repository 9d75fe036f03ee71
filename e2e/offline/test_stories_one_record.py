"""Stories in which peers lost or doubled what was sent (numbers as in the list of twenty), on real servers."""

import re
from datetime import timedelta

from playwright.sync_api import expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.fingers import lay_finger, lift_finger
from e2e.offline.hand import add_person, badge, go, lock, lose_signal, priyas_phone, status, unlock
from e2e.offline.writing import (
    SAFE,
    SAVED,
    SOON,
    all_sent,
    event_form,
    expect_sent_once,
    first_field,
    on_record,
    ready,
    save,
    save_unsent,
    versions,
    write,
)  # fmt: skip
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server
from store.tables.cases import Case
from tests.cast import TODAY, Cast


def change(phone: Phone, address: str, words: str) -> None:
    go(phone, f"{address}/edit")
    first_field(phone.page).fill(words)
    status(phone).to_contain_text(SAVED)


def test_01_the_last_writer_wins_in_silence(phones: HandOut, own: Server) -> None:
    """Two phones change the same text without signal; both texts are kept, and the second is told."""
    here, there = (priyas_phone(phones, own) for _ in range(2))
    address = on_record(here, "The door was open.")
    change(here, address, "The front door was open.")
    change(there, address, "The back door was open.")
    lose_signal(own, here, there)
    for phone in (here, there):
        save_unsent(phone)
    own.start()
    second = there if is_safe(here) else here
    status(second).to_contain_text("Changed on another phone", timeout=SOON)
    badge(second, "1 unsent")
    save(second.page)
    expect(second.page.get_by_text("This was changed since you opened it").first).to_be_visible()
    for words in ("The front door was open.", "The back door was open."):
        expect(second.page.locator("main .both").get_by_text(words)).to_be_visible()
    save(second.page)
    all_sent(second)
    [said] = versions(own, "The door was open.")
    assert len(said) == 3 and all(any(words in one for one in said) for words in ("The front door", "The back door"))


def is_safe(phone: Phone) -> bool:
    """Once it has tried: whether its words are on the record. Otherwise they were late."""
    line = phone.page.locator("[data-form-status]").last
    expect(line).to_contain_text(re.compile(f"{SAFE}|Changed on another phone"), timeout=SOON)
    return SAFE in line.inner_text()


def test_02_another_person_signs_in_on_the_phone_and_the_queue_is_wiped(phones: HandOut, own: Server) -> None:
    """Priya's note waits; Sam signs in and works; Priya comes back: the note is there, and goes."""
    phone = priyas_phone(phones, own)
    page = write(phone, "Queued before Sam came in.")
    lose_signal(own, phone)
    save_unsent(phone)
    lock(phone)
    own.start()
    priyas = lift_finger(phone)
    add_person(phone, "sam")
    badge(phone, "All sent")
    on_record(phone, "Sam’s own words.")
    assert "Queued before" not in (page.locator("body").text_content() or "")
    lock(phone)
    lay_finger(phone, priyas)
    unlock(phone)
    expect_sent_once(phone, "Queued before Sam came in.")


def test_03_a_404_deletes_the_queued_write(phones: HandOut, own: Server) -> None:
    """The case is closed while the phone is without signal: the words wait with their reason, to be read and copied."""
    phone = priyas_phone(phones, own)
    page = write(phone, "Written before the case was closed.")
    lose_signal(own, phone)
    save_unsent(phone)
    look(own, close_case)
    own.start()
    status(phone).to_contain_text("not open to you any more", timeout=SOON)
    badge(phone, "1 unsent")
    go(phone, "/on-this-phone")
    expect(page.get_by_text("Needs attention", exact=True)).to_be_visible()
    page.get_by_text("Read the words").click()
    expect(page.get_by_text("Written before the case was closed.")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()


async def close_case(db: AsyncSession) -> None:
    case = await Cast.case_id(db, "Okafor-Hill")
    await db.execute(update(Case).where(Case.id == case).values(closed_on=TODAY - timedelta(days=1)))


def test_05_a_rescued_note_turns_up_in_the_next_familys_form(phones: HandOut, server: Server) -> None:
    """After it is sent the next family's form is blank, and nothing of it is left on the phone."""
    phone = priyas_phone(phones)
    write(phone, "Of the Okafor-Hill family only.")
    go(phone, event_form(server, "Brennan"))
    expect(first_field(phone.page)).to_have_value("")
    go(phone, event_form(server))
    expect(first_field(phone.page)).to_have_value("Of the Okafor-Hill family only.")
    save(phone.page)
    all_sent(phone)
    go(phone, event_form(server, "Brennan"))
    expect(first_field(phone.page)).to_have_value("")
    assert phone.page.evaluate(COUNT_DRAFTS) == 0


COUNT_DRAFTS = """() => new Promise((resolve) => {
  indexedDB.open('weekbook').onsuccess = ({ target: { result } }) => {
    result.transaction('drafts').objectStore('drafts').count().onsuccess = ({ target }) => resolve(target.result);
  };
})"""


def test_06_submit_during_the_first_autosave_makes_two_records(phones: HandOut, own: Server) -> None:
    """The server has no breath; one types, saves at once, and taps twice."""
    phone = priyas_phone(phones, own)
    go(phone, event_form(own))
    page = phone.page
    ready(page)
    with own.frozen():
        first_field(page).fill("Tapped twice at once.")
        page.locator("main textarea").nth(1).fill("Leo was cold.")
        button = page.locator("main form[method=post] button[type=submit]").last
        button.dblclick()
        status(phone).to_contain_text("Sending")
        button.click(force=True)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect_sent_once(phone, "Tapped twice at once.")
