"""What somebody discards is not put on the record behind their back by the council's sealed copy of it."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import badge, expect_locked, go, hold, lose_signal, unlock
from e2e.offline.sealed import end_sign_ins
from e2e.offline.test_delivery import ROWS
from e2e.offline.waiting import wait_until
from e2e.offline.writing import all_sent, event_form, first_field, save_unsent, versions, write
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server
from store.tables.sending import Envelope
from web.cookies import SIGN_IN_COOKIE

WORDS = "Said in anger, and not seen."


def put_away(server: Server) -> list[bool]:
    """Of each envelope that the council has: whether its author put it away."""

    async def ask(db: AsyncSession) -> list[bool]:
        return [at is not None for at in await db.scalars(select(Envelope.discarded_at))]

    return look(server, ask)


@pytest.fixture
def handed_over(phones: HandOut, fronted: tuple[Server, Front]) -> tuple[Phone, Server, Front]:
    """Saved by Priya, and sealed at the council, unfiled since her sign-in is over; unlocked again, without signal."""
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    write(phone, WORDS)
    lose_signal(server, phone)
    save_unsent(phone)
    phone.page.goto("about:blank")  # the app is closed
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    server.start()
    look(server, end_sign_ins)
    phone.page.goto(server.origin + "/on-this-phone")
    expect_locked(phone)
    front.wait_for("/envelopes", 201)
    wait_until(phone.page, f"async () => (await ({ROWS})('drafts')).every((row) => row.deposited === row.serial)")
    server.stop()
    unlock(phone)
    badge(phone, "1 unsent")
    return phone, server, front


def back_with_signal(phone: Phone, server: Server) -> None:
    server.start()
    phone.page.reload()
    expect_locked(phone)
    unlock(phone)


def test_discarded_without_signal_it_stays_off_the_record(handed_over: tuple[Phone, Server, Front]) -> None:
    phone, server, _ = handed_over
    page = phone.page
    page.get_by_role("button", name="Discard").click()
    dialog = page.get_by_role("dialog", name="Discard these words?")
    expect(dialog.get_by_text("it is put away as soon as there is signal")).to_be_visible()
    dialog.get_by_role("button", name="Discard them").click()
    badge(phone, "All sent")
    back_with_signal(phone, server)
    wait_until(phone.page, f"async () => (await ({ROWS})('vaults')).every((row) => !row.discarded.length)")
    all_sent(phone)
    assert put_away(server) == [True] and versions(server, WORDS) == []


def test_brought_back_it_goes_on_the_record_once(handed_over: tuple[Phone, Server, Front]) -> None:
    phone, server, _ = handed_over
    page = phone.page
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog", name="Discard these words?").get_by_role("button", name="Discard them").click()
    badge(phone, "All sent")
    page.get_by_role("button", name="Bring it back").click()
    badge(phone, "1 unsent")
    back_with_signal(phone, server)
    all_sent(phone)
    assert [len(said) for said in versions(server, WORDS)] == [1]


def test_started_afresh_and_written_anew_it_is_one_entry(handed_over: tuple[Phone, Server, Front]) -> None:
    phone, server, _ = handed_over
    page = phone.page
    go(phone, event_form(server))
    page.get_by_role("button", name="Open it").click()
    expect(first_field(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Start afresh").click()
    page.get_by_role("button", name="Bring my words back").click()
    expect(first_field(page)).to_have_value(WORDS)
    save_unsent(phone)
    back_with_signal(phone, server)
    all_sent(phone)
    assert [len(said) for said in versions(server, WORDS)] == [1]
