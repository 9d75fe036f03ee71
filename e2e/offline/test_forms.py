"""Every form is saved on the phone as it is typed, goes into the outbox first, and is let go for its receipt alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lose_signal, status
from e2e.offline.reallocating import take_away
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.proxy import ProxyThread
from e2e.records import copy_of, family_id, look
from e2e.server import Server
from store.tables.entries import Entry, EntryRevision, Task
from tests.cast import Cast

WORDS = "Leo had drawn the whole street, and named every door."
MEANING = "He knows where he is at home."
SAVED = "Saved on this phone"
BY_ITSELF = "It goes by itself when there is signal."


@pytest.fixture
def behind(prepared: Server, tmp_path: object) -> Iterator[tuple[Server, ProxyThread]]:
    """A server behind a line that can be held up or cut."""
    server = copy_of(prepared, tmp_path / "behind")  # type: ignore[operator]
    line = ProxyThread(server.port)
    server.front = line.port
    server.start()
    yield server, line
    line.stop()
    server.stop()


def event_form(server: Server, family: str = "Okafor-Hill") -> str:
    return f"/families/{family_id(server, family)}/significant-events/new"


def write(phone: Phone, server: Server, words: str = WORDS, meaning: str = MEANING) -> Page:
    go(phone, event_form(server))
    page = phone.page
    page.locator("main textarea").nth(0).fill(words)
    page.locator("main textarea").nth(1).fill(meaning)
    status(phone).to_contain_text(SAVED)
    return page


def save(page: Page) -> None:
    page.locator("main form[method=post] button[type=submit]").last.click()


def contents(server: Server, saying: str) -> list[list[str]]:
    """For each entry with those words: its versions, the first first."""

    async def ask(db: AsyncSession) -> list[list[str]]:
        found: dict[UUID, list[str]] = {}
        for one in await db.scalars(select(EntryRevision).order_by(EntryRevision.number)):
            found.setdefault(one.entry_id, []).append(str(one.content))
        return [versions for versions in found.values() if any(saying in version for version in versions)]

    return look(server, ask)


def test_words_are_kept_while_the_form_is_not_valid_yet(phones: HandOut, server: Server) -> None:
    """Story 10: nothing but the first text is filled; one leaves, and it is back."""
    phone = hold(phones, "priya", prf=False)
    go(phone, event_form(server))
    phone.page.locator("main textarea").nth(0).press_sequentially("Half a sentence that")
    status(phone).to_contain_text(SAVED)
    badge(phone, "1 unsent")
    go(phone, "/find")
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    go(phone, event_form(server))
    expect(phone.page.locator("#main").get_by_text("are back")).to_be_visible()
    expect(phone.page.locator("main textarea").nth(0)).to_have_value("Half a sentence that")


def test_start_afresh_and_take_it_back(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    go(phone, "/find")
    go(phone, event_form(server))
    first = phone.page.locator("main textarea").nth(0)
    phone.page.get_by_role("button", name="Start afresh").click()
    expect(first).to_have_value("")
    badge(phone, "All sent")
    phone.page.get_by_role("button", name="Bring my words back").click()
    expect(first).to_have_value(WORDS)
    badge(phone, "1 unsent")


def test_never_in_another_familys_form(phones: HandOut, server: Server) -> None:
    """Story 5."""
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    go(phone, event_form(server, "Brennan"))
    expect(phone.page.locator("main textarea").nth(0)).to_have_value("")
    expect(phone.page.get_by_text("are back")).to_have_count(0)


def test_saved_without_signal_it_goes_by_itself(phones: HandOut, own: Server) -> None:
    """Story 7: the promise on the screen is kept, from another screen, with nobody pressing anything."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own, "Without signal. " + WORDS)
    lose_signal(own, phone)
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    badge(phone, "1 unsent")
    own.start()
    status(phone).to_contain_text("Safe on the record since", timeout=30_000)
    badge(phone, "All sent")
    assert len(contents(own, "Without signal.")) == 1


def test_one_goes_on_and_it_is_sent_all_the_same(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own, "Gone on. " + WORDS)
    own.kill()
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    own.start()
    badge(phone, "1 unsent")
    expect(page.locator("sync-badge").first).to_have_text("All sent", timeout=30_000)
    assert len(contents(own, "Gone on.")) == 1


def test_what_is_typed_while_it_is_sent_is_sent_too(phones: HandOut, behind: tuple[Server, ProxyThread]) -> None:
    """Story 17: the line is slow; one keeps typing, is not taken away, and the server ends with all of it."""
    server, line = behind
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, server, "Typed on. ")
    first = page.locator("main textarea").nth(0)
    with line.holding("POST /families/"):
        save(page)
        status(phone).to_contain_text("Sending")
        first.focus()
        page.keyboard.press("End")
        page.keyboard.type("And then Dawn came in.")
    expect(first).to_have_value("Typed on. And then Dawn came in.")
    status(phone).to_contain_text("Safe on the record since", timeout=20_000)
    assert page.url.endswith("/significant-events/new")
    [versions] = contents(server, "Typed on.")
    assert "And then Dawn came in." in versions[-1] and len(versions) == 2
    badge(phone, "All sent")


def test_two_taps_make_one_record(phones: HandOut, server: Server) -> None:
    """Story 6."""
    phone = hold(phones, "priya", prf=False)
    page = write(phone, server, "Tapped twice, sealed. " + WORDS)
    page.locator("main form[method=post] button[type=submit]").last.dblclick()
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    assert len(contents(server, "Tapped twice, sealed.")) == 1
    badge(phone, "All sent")


def test_the_answer_is_lost_and_the_words_change(phones: HandOut, behind: tuple[Server, ProxyThread]) -> None:
    """Story 15: one record, the latest words, the earlier version kept."""
    server, line = behind
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, server, "Answer lost. ")
    line.lose_answers("POST /families/", after=100)  # cut before a byte, the browser would ask again by itself
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    first = page.locator("main textarea").nth(0)
    first.focus()
    page.keyboard.press("End")
    page.keyboard.type("Later words.")
    status(phone).to_contain_text("Safe on the record since", timeout=30_000)
    [versions] = contents(server, "Answer lost.")
    assert len(versions) == 2 and "Later words." in versions[1]


def test_what_the_form_lacks_is_asked_for_in_the_form(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    page = write(phone, server, "Lacks something. " + WORDS, meaning="")
    save(page)
    expect(page.locator(".error-summary")).to_be_focused()
    badge(phone, "1 unsent")
    page.locator("main textarea").nth(1).fill(MEANING)
    save(page)
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    badge(phone, "All sent")
    assert len(contents(server, "Lacks something.")) == 1


def test_a_form_changed_meanwhile_shows_both_texts(phones: HandOut, server: Server) -> None:
    """Story 1: nobody's words are overwritten; what was typed stays on the phone until it is on the record."""
    phone = hold(phones, "priya", prf=False)
    page = save_over_another(phone, "First version. ", "First version. Mine.")
    expect(page.locator("main textarea").nth(0)).to_have_value("First version. Mine.")
    badge(phone, "1 unsent")
    save(page)
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    badge(phone, "All sent")
    assert "First version. Mine." in contents(server, "First version.")[0][-1]


def save_over_another(phone: Phone, words: str, mine: str) -> Page:
    """An event with those words is changed here while another phone has changed it: both texts stand on the screen."""
    page = write(phone, phone.server, words)
    save(page)
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    entry = page.url.split("/")[-1]
    go(phone, f"/significant-events/{entry}/edit")
    page.locator("main textarea").nth(0).fill(mine)
    look(phone.server, lambda db: changed_elsewhere(db, UUID(entry)))
    save(page)
    expect(page.get_by_text("This was changed since you opened it")).to_be_visible()
    return page


async def changed_elsewhere(db: AsyncSession, entry_id: UUID) -> None:
    entry = await db.get_one(Entry, entry_id)
    content = {**entry.content, "what": "First version. Theirs."}
    facts = {"fingerprint": "1" * 64, "content": content}
    db.add(EntryRevision(entry_id=entry.id, number=entry.revision + 1, written_at=entry.written_at, **facts))
    entry.revision, entry.content, entry.fingerprint = entry.revision + 1, content, "1" * 64


def test_what_cannot_be_taken_waits_with_its_reason(phones: HandOut, own: Server) -> None:
    """Story 3: the case goes to somebody else meanwhile; nothing is deleted by an answer."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own, "Reallocated. " + WORDS)
    look(own, lambda db: take_away(db, "Okafor-Hill", "priya"))
    save(page)
    status(phone).to_contain_text("not open to you any more")
    badge(phone, "1 unsent")
    expect(page.locator("main textarea").nth(0)).to_have_value("Reallocated. " + WORDS)
    go(phone, "/on-this-phone")
    expect(page.get_by_text("Needs attention", exact=True)).to_be_visible()
    page.get_by_text("Read the words").click()
    expect(page.get_by_text("Reallocated. " + WORDS)).to_be_visible()


def test_a_decision_without_words_waits_too(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    family = f"/families/{family_id(own, 'Okafor-Hill')}"
    look(own, lambda db: add_task(db))
    go(phone, f"{family}/tasks")
    lose_signal(own, phone)
    phone.page.get_by_role("button", name="Done: Ask the school").click()
    expect(phone.page.locator("#main").get_by_text(BY_ITSELF)).to_be_visible()
    badge(phone, "1 unsent")
    own.start()
    expect(phone.page.locator("sync-badge").first).to_have_text("All sent", timeout=30_000)
    closed = look(own, lambda db: db.scalar(select(Task.closed_at).where(Task.title == "Ask the school")))
    assert closed


async def add_task(db: AsyncSession) -> None:
    case_id, author = await Cast.case_id(db, "Okafor-Hill"), await Cast.practitioner_id(db, "priya")
    facts = {"owner_id": author, "made_by_id": author, "made_at": datetime.now(UTC)}
    db.add(Task(id=uuid4(), case_id=case_id, title="Ask the school", **facts))


def test_saved_without_signal_one_is_done_and_finds_it_again(phones: HandOut, own: Server) -> None:
    """The way on stands there; the same form, opened again, says what waits and opens it: nothing is written twice."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own, "Done for today. " + WORDS)
    wait_until(page, CARRIED)
    lose_signal(own, phone)
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    page.get_by_role("link", name="Back to the family").click()
    page.wait_for_url(f"**/families/{family_id(own, 'Okafor-Hill')}")
    go(phone, event_form(own))
    expect(page.locator("main textarea").nth(0)).to_have_value("")
    expect(
        page.locator("#main").get_by_text(re.compile(r"“Significant event” of \d\d:\d\d is saved and waits to be sent"))
    ).to_be_visible()
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("main textarea").nth(0)).to_have_value("Done for today. " + WORDS)
    badge(phone, "1 unsent")
    own.start()
    expect(page.locator("sync-badge").first).to_have_text("All sent", timeout=30_000)
    assert len(contents(own, "Done for today.")) == 1
