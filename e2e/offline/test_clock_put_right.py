"""A phone's clock that was two days ahead is put right: what is written on is later than what was written before."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import go, hold, lock, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import BY_ITSELF, SAVED, all_sent, event_form, first_field, ready, save, versions
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.tables.entries import Task

EARLIER, LATER = "Dawn rang the school.", "Dawn rang the school, and they rang back."
NAME = "Okafor-Hill"


def ahead(phones: HandOut, server: Server) -> Phone:
    """Priya's phone, which says that it is the day after tomorrow; it has locked itself at the change of its clock."""
    phone = hold(phones, "priya", prf=False, of=server)
    wait_until(phone.page, CARRIED)
    phone.expects("502")
    phone.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=2))
    lock(phone)
    unlock(phone)
    return phone


def put_right(phone: Phone) -> None:
    phone.page.clock.set_system_time(datetime.now(UTC))


def stamps(front: Front, ending: str) -> list[str]:
    found = [parse_qs(body.decode())["written_on_phone_at"][0] for path, body in front.posted if path.endswith(ending)]
    return list(dict.fromkeys(found))


def saved_unheard(phone: Phone, front: Front, ending: str) -> None:
    """The server has it; the phone does not know."""
    front.loses = lambda method, path: method == "POST" and (path.endswith(ending) or path == "/outbox")
    save(phone.page)
    status(phone).to_contain_text(BY_ITSELF)


def written_on(phone: Phone, front: Front) -> None:
    put_right(phone)
    field = first_field(phone.page) if phone.page.locator("main textarea").count() else phone.page.locator("#title")
    field.fill(LATER)
    front.loses = lambda method, path: False
    save(phone.page)
    all_sent(phone)


async def titles(db: AsyncSession) -> list[str]:
    return list(await db.scalars(select(Task.title).where(Task.title.in_([EARLIER, LATER]))))


def test_an_event_written_on_stands_over_what_was_written_before(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = ahead(phones, server)
    go(phone, event_form(server))
    ready(phone.page)
    first_field(phone.page).fill(EARLIER)
    phone.page.locator("main textarea").nth(1).fill("Maya was told at tea.")
    saved_unheard(phone, front, "/significant-events")
    written_on(phone, front)
    assert stamps(front, "/significant-events") == sorted(stamps(front, "/significant-events"))
    [said] = versions(server, EARLIER)
    assert LATER in said[-1] and len(said) == 2


def test_a_task_written_on_is_taken(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """It keeps no earlier versions: held for earlier words, the later ones would have stayed on the phone for good."""
    server, front = fronted
    phone = ahead(phones, server)
    go(phone, f"/families/{family_id(server, NAME)}/tasks/new")
    ready(phone.page)
    phone.page.locator("#title").fill(EARLIER)
    status(phone).to_contain_text(SAVED)
    saved_unheard(phone, front, "/tasks")
    written_on(phone, front)
    assert look(server, titles) == [LATER]


@pytest.mark.parametrize("reload", [False, True], ids=["there", "begun anew"])
def test_what_came_back_into_its_form_is_written_on(
    phones: HandOut, fronted: tuple[Server, Front], reload: bool
) -> None:
    """From “On this phone”, in the form or in one that was opened anew."""
    server, front = fronted
    phone = ahead(phones, server)
    go(phone, f"/families/{family_id(server, NAME)}/tasks/new")
    ready(phone.page)
    phone.page.locator("#title").fill(EARLIER)
    saved_unheard(phone, front, "/tasks")
    go(phone, "/on-this-phone" if reload else f"/families/{family_id(server, NAME)}/tasks/new")
    phone.page.get_by_role("button", name="Open it" if not reload else "Open").first.click()
    expect(phone.page.locator("#title")).to_have_value(EARLIER)
    written_on(phone, front)
    assert look(server, titles) == [LATER]
