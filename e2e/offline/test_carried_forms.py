"""A form that was carried for a day says when one writes it, not when it was fetched."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import expect_locked, go, hold, lock, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server

LATER = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=7)
IN_LONDON = LATER.astimezone(ZoneInfo("Europe/London"))


@pytest.fixture
def a_day_later(phones: HandOut, own: Server) -> Iterator[Phone]:
    """Priya's phone, which is set to another country's time, without signal on the day after it last had some."""
    phone = hold(phones, "priya", of=own, timezone_id="America/New_York")
    wait_until(phone.page, CARRIED)
    own.stop()
    phone.page.clock.set_fixed_time(LATER)
    yield phone


def form(phone: Phone, which: str) -> str:
    return f"/families/{family_id(phone.server, 'Okafor-Hill')}/{which}/new"


def expect_moment(phone: Phone, day: str, time: str) -> None:
    expect(phone.page.get_by_label("Day", exact=True)).to_have_value(day)
    expect(phone.page.get_by_label("Time", exact=True)).to_have_value(time)


@pytest.mark.parametrize("which", ["visits", "sessions", "significant-events"])
def test_day_and_time_are_those_of_writing(a_day_later: Phone, which: str) -> None:
    """As London's clocks have it, as the server would say; what is typed or comes back stays."""
    phone, today = a_day_later, IN_LONDON.date().isoformat()
    phone.page.goto(phone.server.origin + form(phone, which))
    expect_locked(phone)
    unlock(phone)
    expect_moment(phone, today, IN_LONDON.strftime("%H:%M"))
    phone.page.get_by_label("Time", exact=True).fill("07:30")
    status(phone).to_contain_text(SAVED)
    go(phone, "/find")
    phone.page.clock.set_fixed_time(LATER + timedelta(minutes=2))
    go(phone, form(phone, which))
    expect(phone.page.locator("#main").get_by_text("are back")).to_be_visible()
    expect_moment(phone, today, "07:30")
    phone.page.get_by_role("button", name="Start afresh").click()
    expect_moment(phone, today, (IN_LONDON + timedelta(minutes=2)).strftime("%H:%M"))


def test_record_offers_the_family_opened_last_on_this_phone(phones: HandOut, own: Server) -> None:
    """Opened with signal after the carrying, or without; locked in between; and nobody else's."""
    phone = hold(phones, "priya", of=own)
    wait_until(phone.page, CARRIED)
    for name in ("Okafor-Hill", "Brennan"):
        go(phone, f"/families/{family_id(own, name)}")
    own.stop()
    offered = phone.page.locator("main section").filter(has=phone.page.get_by_role("link", name="Weekly entry"))
    go(phone, "/record")
    expect(offered.get_by_role("heading", name="Brennan family")).to_be_visible()
    expect(offered.get_by_text("The family you opened last")).to_be_visible()
    go(phone, f"/families/{family_id(own, 'Okafor-Hill')}")
    lock(phone)
    unlock(phone)
    go(phone, "/record")
    expect(offered.get_by_role("heading", name="Okafor-Hill family")).to_be_visible()
