"""Stories in which peers lost or doubled what was sent (numbers as in the list of twenty); real servers, real lines."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.fingers import lay_finger, lift_finger
from e2e.offline.hand import add_person, badge, go, hold, lock, status, unlock
from e2e.offline.lines import behind_a_line
from e2e.offline.writing import (
    BY_ITSELF,
    SAFE,
    SAVED,
    SOON,
    all_sent,
    event_form,
    first_field,
    on_record,
    ready,
    save,
    versions,
    write,
)  # fmt: skip
from e2e.phone import Phone
from e2e.proxy import ProxyThread
from e2e.records import look
from e2e.server import Server
from store.tables.cases import Case
from tests.cast import TODAY, Cast

Behind = tuple[Server, ProxyThread]


@pytest.fixture
def behind(prepared: Server, tmp_path: Path) -> Iterator[Behind]:
    with behind_a_line(prepared, tmp_path / "behind") as both:
        yield both


def change(phone: Phone, address: str, words: str) -> None:
    go(phone, f"{address}/edit")
    first_field(phone.page).fill(words)
    status(phone).to_contain_text(SAVED)


def test_01_the_last_writer_wins_in_silence(phones: HandOut, own: Server) -> None:
    """Two phones change the same text without signal; both texts are kept, and the second is told."""
    here, there = (hold(phones, "priya", prf=False, of=own) for _ in range(2))
    address = on_record(here, "The door was open.")
    change(here, address, "The front door was open.")
    change(there, address, "The back door was open.")
    own.stop()
    for phone in (here, there):
        save(phone.page)
        status(phone).to_contain_text(BY_ITSELF)
    own.start()
    second = there if is_safe(here) else here
    status(second).to_contain_text("It was changed", timeout=SOON)
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
    expect(line).to_contain_text(re.compile(f"{SAFE}|It was changed"), timeout=SOON)
    return SAFE in line.inner_text()


def test_02_another_person_signs_in_on_the_phone_and_the_queue_is_wiped(phones: HandOut, own: Server) -> None:
    """Priya's note waits; Sam signs in and works; Priya comes back: the note is there, and goes."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, "Queued before Sam came in.")
    own.stop()
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
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
    all_sent(phone)
    assert [len(said) for said in versions(own, "Queued before Sam came in.")] == [1]


def test_03_a_404_deletes_the_queued_write(phones: HandOut, own: Server) -> None:
    """The case is closed while the phone is without signal: the words wait with their reason, to be read and copied."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, "Written before the case was closed.")
    own.stop()
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    look(own, close_case)
    own.start()
    status(phone).to_contain_text("not open to you any more", timeout=SOON)
    badge(phone, "1 unsent")
    go(phone, "/on-this-phone")
    expect(page.get_by_text("Needs attention")).to_be_visible()
    page.get_by_text("Read the words").click()
    expect(page.get_by_text("Written before the case was closed.")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()


async def close_case(db: AsyncSession) -> None:
    case = await Cast.case_id(db, "Okafor-Hill")
    await db.execute(update(Case).where(Case.id == case).values(closed_on=TODAY - timedelta(days=1)))


def test_05_a_rescued_note_turns_up_in_the_next_familys_form(phones: HandOut, server: Server) -> None:
    """After it is sent the next family's form is blank, and nothing of it is left on the phone."""
    phone = hold(phones, "priya", prf=False)
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
    phone = hold(phones, "priya", prf=False, of=own)
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
    all_sent(phone)
    assert [len(said) for said in versions(own, "Tapped twice at once.")] == [1]


def test_15_the_server_commits_the_answer_is_lost_the_phone_resends(phones: HandOut, behind: Behind) -> None:
    """One record, the latest text, the earlier version kept."""
    server, line = behind
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, "The answer was lost.")
    with line.losing_answers("POST /families/") as lost:
        save(page)
        status(phone).to_contain_text(BY_ITSELF)
        assert lost.met.is_set()
    first_field(page).fill("The answer was lost. Then I wrote on.")
    status(phone).to_contain_text(SAFE, timeout=SOON)
    [said] = versions(server, "The answer was lost.")
    assert len(said) == 2 and "Then I wrote on." not in said[0] and "Then I wrote on." in said[1]


def test_17_what_is_typed_while_a_request_runs_is_lost(phones: HandOut, behind: Behind) -> None:
    server, line = behind
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, "Typed before.")
    with line.holding("POST /families/") as held:
        save(page)
        assert held.met.wait(10)
        first_field(page).press_sequentially(" And typed while it ran.")
    status(phone).to_contain_text(SAFE, timeout=SOON)
    all_sent(phone)
    [said] = versions(server, "Typed before.")
    assert "And typed while it ran." in said[-1]


def test_20_the_retry_gives_up(phones: HandOut, behind: Behind) -> None:
    """Ten failures later the count is unchanged; then it goes by itself."""
    server, line = behind
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, "Tried again and again.")
    line.disconnect()
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    with page.expect_event("requestfailed"):
        page.evaluate("dispatchEvent(new Event('online'))")
    for _ in range(9):
        with page.expect_event("requestfailed"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    badge(phone, "1 unsent")
    line.connect()
    page.evaluate("dispatchEvent(new Event('online'))")
    all_sent(phone)
    assert [len(said) for said in versions(server, "Tried again and again.")] == [1]
