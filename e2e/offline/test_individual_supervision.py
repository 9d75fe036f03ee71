"""Supervision without signal: the manager writes it, the two read what is between them, and it goes exactly once."""

import re

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold, status
from e2e.offline.test_carried_app import CARRIED, expect_stamp
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, all_sent, kept_readable, save, save_unsent
from e2e.records import look
from e2e.server import Server
from store.tables.individual_supervision import OneToOne
from tests.cast import Cast

LIST, WORDS = "/supervision/one-to-one", "Zebra sleeps badly this month."


def form_about(server: Server, name: str) -> str:
    return f"{LIST}/with/{look(server, lambda db: Cast.practitioner_id(db, name))}/new"


def on_record(server: Server) -> list[str]:
    async def ask(db: AsyncSession) -> list[str]:
        return [one.content["wellbeing"] for one in await db.scalars(select(OneToOne))]

    return look(server, ask)


def test_written_without_signal_it_goes_later_exactly_once(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "ruth", of=own)
    wait_until(phone.page, CARRIED)
    own.stop()
    go(phone, form_about(own, "sam"))
    expect_stamp(phone)
    phone.page.get_by_label("How the practitioner is").fill(WORDS)
    status(phone).to_contain_text(SAVED)
    assert "Zebra" not in kept_readable(phone.page), "sealed like everything else"
    save_unsent(phone)
    own.start()
    all_sent(phone)
    assert on_record(own) == [WORDS]


def test_what_is_between_the_two_is_read_without_signal_by_the_two_alone(phones: HandOut, own: Server) -> None:
    ruth = hold(phones, "ruth", of=own)
    go(ruth, form_about(own, "sam"))
    ruth.page.get_by_label("How the practitioner is").fill(WORDS)
    status(ruth).to_contain_text(SAVED)
    save(ruth.page)
    ruth.page.wait_for_url(re.compile(LIST + "/[0-9a-f-]{36}$"))
    address = ruth.page.url.removeprefix(own.origin)
    sam, mark = hold(phones, "sam", of=own), hold(phones, "mark", of=own)
    for phone in (sam, mark):
        wait_until(phone.page, CARRIED)
        assert "Zebra" not in kept_readable(phone.page)
    own.stop()
    go(sam, address)
    expect_stamp(sam)
    expect(sam.page.get_by_text(WORDS)).to_be_visible()
    go(mark, address)
    expect(mark.page.get_by_text(WORDS)).to_have_count(0)
    own.start()
