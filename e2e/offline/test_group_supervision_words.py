"""Group supervision where the signal goes: no view and nothing that was agreed is lost, and each goes exactly once."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold, lock, lose_signal, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, all_sent, expect_sent_once, kept_readable, ready, save_unsent
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from e2e.test_group_supervision import plan
from store.tables.entries import Task
from store.tables.supervision import SupervisedFamily, SupervisionView
from tests.cast import Cast

EVIDENCE, AGREED = "Zebra made breakfast for Leo.", "Zebra is safe in the week, not on Fridays."


@pytest.fixture
def turn(phones: HandOut, own: Server) -> str:
    """The Okafor-Hill family's in a meeting that is planned; whoever planned it has left the room."""
    manager = phones("ruth", of=own)
    room = plan(manager, "Okafor-Hill")
    manager.page.goto("about:blank")
    return f"/families/{family_id(own, 'Okafor-Hill')}{room}"


def write_view(phone: Phone, turn: str) -> None:
    go(phone, f"{turn}/view")
    phone.page.get_by_role("radio", name="3", exact=True).check()
    phone.page.get_by_label("What it stands on").fill(EVIDENCE)
    status(phone).to_contain_text(SAVED)


def expect_view_written(phone: Phone) -> None:
    expect(phone.page.get_by_label("What it stands on")).to_have_value(EVIDENCE)
    expect(phone.page.get_by_role("radio", name="3", exact=True)).to_be_checked()


def test_a_view_that_is_being_written_comes_back_after_a_reload(phones: HandOut, own: Server, turn: str) -> None:
    phone = hold(phones, "priya", of=own)
    write_view(phone, turn)
    assert "Zebra" not in kept_readable(phone.page), "sealed like everything else"
    lock(phone)
    unlock(phone)
    expect_view_written(phone)
    assert look(own, given) == []


def test_a_view_saved_without_signal_goes_later_with_both_its_times(phones: HandOut, own: Server, turn: str) -> None:
    """The family was opened in the room meanwhile."""
    phone = hold(phones, "priya", of=own)
    write_view(phone, turn)
    lose_signal(own, phone)
    save_unsent(phone)
    expect_view_written(phone)
    look(own, lambda db: open_in_the_room(db, turn))
    own.start()
    all_sent(phone)
    [(view, opened_at)] = look(own, given)
    assert (view.safety, view.evidence, view.revision) == (3, EVIDENCE, 1)
    assert opened_at and view.phone_wrote_at and view.phone_wrote_at < opened_at < view.given_at
    go(phone, turn)
    expect(phone.page.get_by_text(EVIDENCE)).to_be_visible()
    expect(phone.page.get_by_text("Given after the others were seen")).to_be_visible()


def test_a_view_is_written_where_there_is_no_signal_from_the_start(phones: HandOut, own: Server, turn: str) -> None:
    """The phone carries the way to it: supervision, the meeting, the family, the form."""
    phone = hold(phones, "priya", of=own)
    wait_until(phone.page, CARRIED)
    own.stop()
    go(phone, "/supervision")
    phone.page.locator(f"a[href='{turn[turn.index('/supervisions/') :]}']").click()
    phone.page.locator("#main").get_by_role("link", name="Okafor-Hill").click()
    phone.page.get_by_role("link", name="Give my view").click()
    ready(phone.page)
    phone.page.get_by_role("radio", name="3", exact=True).check()
    phone.page.get_by_label("What it stands on").fill(EVIDENCE)
    status(phone).to_contain_text(SAVED)
    save_unsent(phone)
    own.start()
    all_sent(phone)
    [(view, _)] = look(own, given)
    assert (view.safety, view.evidence, view.revision) == (3, EVIDENCE, 1)


def test_what_is_agreed_comes_back_after_a_reload_and_goes_later_exactly_once(
    phones: HandOut, own: Server, turn: str
) -> None:
    phone = hold(phones, "ruth", of=own)
    go(phone, turn)
    phone.page.get_by_role("button", name="Open the views").click()
    expect(phone.page.get_by_text("Nobody gave a view")).to_be_visible()
    go(phone, f"{turn}/record/new")
    write_what_is_agreed(phone)
    assert "Zebra" not in kept_readable(phone.page), "sealed like everything else"
    lock(phone)
    unlock(phone)
    expect_agreed_written(phone)
    ready(phone.page)
    lose_signal(own, phone)
    save_unsent(phone)
    expect_agreed_written(phone)
    own.start()
    expect_sent_once(phone, AGREED)
    assert look(own, rings) == 1


def write_what_is_agreed(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("radio", name="5", exact=True).check()
    page.get_by_label("The view that you agree on").fill(AGREED)
    page.get_by_text("Somebody sees it otherwise").click()
    page.get_by_label("Sam Okoro, recovery worker").first.fill("Fridays are better than we say.")
    page.get_by_label("What was agreed").first.fill("Ring Dawn on Friday")
    page.get_by_label("Who does it").first.select_option(label="Sam Okoro, recovery worker")
    page.get_by_label("By when").first.fill("2031-03-04")
    status(phone).to_contain_text(SAVED)


def expect_agreed_written(phone: Phone) -> None:
    page = phone.page
    expect(page.get_by_role("radio", name="5", exact=True)).to_be_checked()
    expect(page.get_by_label("The view that you agree on")).to_have_value(AGREED)
    expect(page.get_by_label("Sam Okoro, recovery worker").first).to_have_value("Fridays are better than we say.")
    expect(page.get_by_label("What was agreed").first).to_have_value("Ring Dawn on Friday")


async def given(db: AsyncSession) -> list[tuple[SupervisionView, datetime | None]]:
    """Every view, with when its family was opened."""
    opened = SupervisedFamily.revealed_at
    rows = await db.execute(
        select(SupervisionView, opened).join(SupervisedFamily, SupervisedFamily.id == SupervisionView.supervised_id)
    )
    return [(view, at) for view, at in rows]


async def open_in_the_room(db: AsyncSession, turn: str) -> None:
    by = await Cast.practitioner_id(db, "ruth")
    of_it = SupervisedFamily.supervision_id == UUID(turn.rsplit("/", 1)[1])
    await db.execute(update(SupervisedFamily).where(of_it).values(revealed_at=datetime.now(UTC), revealed_by_id=by))


async def rings(db: AsyncSession) -> int:
    return await db.scalar(select(func.count()).where(Task.title == "Ring Dawn on Friday")) or 0
