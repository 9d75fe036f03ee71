"""A second weekly entry for one family and week, written without signal: both texts side by side, nothing copied."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lose_signal, status
from e2e.offline.writing import BY_ITSELF, SAVED, SOON, all_sent, save, versions
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.practice.weeks import Week
from store.tables.entries import Amendment, Entry
from tests.cast import TODAY

HERE, THERE = "Written on the phone in the car.", "Written on the computer at the desk."


HOLD_SENDER = """() => new Promise((held) => {
  navigator.locks.request('weekbook-sender', () => {
    held();
    return new Promise((let) => { globalThis.letSenderGo = let; });
  });
})"""
"""As another tab that is sending: the phone's next try by itself would come before the computer's words."""
LET_SENDER_GO = "() => { globalThis.letSenderGo(); dispatchEvent(new Event('online')); }"


def weekly_form(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}/weekly-entries/new?week={Week.of(TODAY)}"


def write_week(phone: Phone, headline: str, worked_on: str) -> Page:
    go(phone, weekly_form(phone.server))
    phone.page.get_by_label("The week in one line").fill(headline)
    phone.page.get_by_label("What we worked on").fill(worked_on)
    status(phone).to_contain_text(SAVED)
    return phone.page


def refused_second(phones: HandOut, own: Server) -> Phone:
    """The first stands on the record from the computer; the second waits on the phone."""
    phone, computer = (hold(phones, "priya", prf=False, of=own) for _ in range(2))
    page = write_week(phone, HERE, "Bedtimes, in the car.")
    write_week(computer, THERE, "School runs, at the desk.")
    lose_signal(own, phone)
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    go(phone, "/find")
    page.evaluate(HOLD_SENDER)
    own.start()
    save(computer.page)
    computer.page.wait_for_url("**/weekly-entries/*-*-*-*-*")
    page.evaluate(LET_SENDER_GO)
    go(phone, "/on-this-phone")
    expect(page.get_by_text("Needs attention", exact=True)).to_be_visible(timeout=SOON)
    return phone


def test_opened_both_texts_stand_beside_each_other(phones: HandOut, own: Server) -> None:
    phone = refused_second(phones, own)
    page = phone.page
    page.get_by_role("button", name=re.compile("^Open")).click()
    headline, beside = page.get_by_label("The week in one line"), page.locator("main .beside")
    expect(headline).to_have_value(HERE)
    expect(beside.get_by_text(THERE)).to_be_visible()
    expect(beside.get_by_text("School runs, at the desk.")).to_be_visible()
    assert re.search("/weekly-entries/[0-9a-f-]{36}/edit$", page.url)
    headline.fill(f"{THERE} {HERE}")
    status(phone).to_contain_text(SAVED)
    save(page)
    page.wait_for_url("**/weekly-entries/*-*-*-*-*")
    all_sent(phone)
    [said] = versions(own, THERE)
    assert len(said) == 2 and HERE in said[1] and "Bedtimes, in the car." in said[1]


def test_what_the_record_says_is_not_overwritten_by_opening(phones: HandOut, own: Server) -> None:
    phone = refused_second(phones, own)
    phone.page.get_by_role("button", name=re.compile("^Open")).click()
    expect(phone.page.locator("main .beside").get_by_text(THERE)).to_be_visible()
    badge(phone, "1 unsent")
    go(phone, "/find")
    go(phone, "/on-this-phone")
    phone.page.get_by_role("button", name=re.compile("^Open")).click()
    expect(phone.page.get_by_label("The week in one line")).to_have_value(HERE)
    expect(phone.page.locator("main .beside").get_by_text(THERE)).to_be_visible()
    assert [len(said) for said in versions(own, THERE)] == [1]


def test_where_the_first_is_signed_off_the_words_go_beneath_it(phones: HandOut, own: Server) -> None:
    phone = refused_second(phones, own)
    look(own, sign_off)
    phone.page.get_by_role("button", name=re.compile("^Open")).click()
    phone.page.get_by_role("link", name="Add an amendment").click()
    amendment = phone.page.locator("main textarea")
    expect(amendment).to_have_value(re.compile(re.escape(HERE)))
    expect(amendment).to_have_value(re.compile("Bedtimes, in the car."))
    save(phone.page)
    all_sent(phone)
    assert [len(said) for said in versions(own, THERE)] == [1]
    assert HERE in look(own, amendments)


async def sign_off(db: AsyncSession) -> None:
    await db.execute(update(Entry).values(signed_off_at=datetime.now(UTC)))


async def amendments(db: AsyncSession) -> str:
    return "; ".join(await db.scalars(select(Amendment.text)))
