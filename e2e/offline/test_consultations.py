"""A question is asked, and answered, where there is no signal; both go later, exactly once."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold, lock, lose_signal, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, SOON, all_sent, expect_sent_once, save, save_unsent
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.consultations import settle_consultation
from store.practice.consultations import NOT_NOW, TAKEN_BACK

SAM, PRIYA = "Sam Okoro, recovery worker", "Priya Raman, children’s social worker"
WAKES, LISTENS = "Why does Leo wake at four?", "He listens for the door."

A_FAMILY_CARRIED = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await done(indexedDB.open('weekbook'));
  const keys = await done(db.transaction('carried').objectStore('carried').getAllKeys());
  db.close();
  return keys.length > 15;
}"""
"""More lies there than the screens that belong to no family."""


def ask(phone: Phone, family: str = "Okafor-Hill") -> None:
    go(phone, f"/families/{family_id(phone.server, family)}/consultations/new")
    phone.page.get_by_label("Your question", exact=True).fill(WAKES)
    status(phone).to_contain_text(SAVED)


def test_asked_without_signal_it_goes_later_exactly_once(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", of=own)
    wait_until(phone.page, CARRIED)
    own.stop()
    ask(phone)
    phone.page.get_by_label("Who may read the question").select_option("health")
    save_unsent(phone)
    own.start()
    expect_sent_once(phone, WAKES)


def asked(phone: Phone, family: str = "Okafor-Hill") -> str:
    """On the record; the question's address."""
    ask(phone, family)
    save(phone.page)
    phone.page.wait_for_url(re.compile("/consultations/[0-9a-f-]{36}$"))
    return phone.page.url.removeprefix(phone.server.origin)


def test_answered_in_a_corridor_without_signal_it_goes_later(phones: HandOut, own: Server) -> None:
    asker = hold(phones, "priya", prf=False, of=own)
    address = asked(asker)
    phone = hold(phones, "helen", of=own)
    go(phone, "/consultations")
    expect(phone.page.get_by_text(WAKES)).to_be_visible()
    go(phone, address)
    phone.page.get_by_role("button", name="Take it on").click()
    expect(phone.page.get_by_text("Taken on by Helen Voss")).to_be_visible()
    lock(phone)
    unlock(phone)
    wait_until(phone.page, A_FAMILY_CARRIED)
    own.stop()
    go(phone, f"{address}/answers/new")
    answer(phone)
    save_unsent(phone)
    own.start()
    all_sent(phone)
    expect_sent_once(phone, LISTENS)
    go(asker, address)
    expect(asker.page.get_by_text(LISTENS)).to_be_visible()
    expect(asker.page.get_by_text("Sit with Leo until he sleeps")).to_be_visible()


@pytest.mark.parametrize(
    ("family", "reason"),
    [("Okafor-Hill", "open it to see what stands there. Your words stay here"),
     ("Brennan", "the question or the entry is not open to you any more")],
    ids=["she works with the family", "she saw it through the question"],
)  # fmt: skip
@pytest.mark.parametrize("state", [NOT_NOW, TAKEN_BACK])
def test_put_off_or_taken_back_meanwhile_the_words_stay_with_their_reason(
    phones: HandOut, own: Server, family: str, reason: str, state: str
) -> None:
    address = asked(hold(phones, "priya", prf=False, of=own), family)
    phone = hold(phones, "helen", prf=False, of=own)
    go(phone, f"{address}/answers/new")
    answer(phone, PRIYA if family == "Brennan" else SAM)
    lose_signal(own, phone)
    save_unsent(phone)
    look(own, lambda db: _settled(db, UUID(address.rsplit("/", 1)[1]), state))
    own.start()
    status(phone).to_contain_text(reason, timeout=SOON)
    expect(phone.page.get_by_label("How you understand it")).to_have_value(LISTENS)
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_text("Needs attention", exact=True)).to_be_visible()
    phone.page.get_by_text("Read the words").click()
    expect(phone.page.get_by_text(LISTENS)).to_be_visible()


async def _settled(db: AsyncSession, entry_id: UUID, state: str) -> None:
    now = datetime.now(UTC)
    assert await settle_consultation(db, entry_id=entry_id, state=state, who=None, now=now, reason="Later.")


def answer(phone: Phone, who: str = SAM) -> None:
    page = phone.page
    page.get_by_label("How you understand it").fill(LISTENS)
    page.get_by_label("What you recommend").first.fill("Sit with Leo until he sleeps")
    page.get_by_label("Who does it").first.select_option(label=who)
    page.get_by_label("By when").first.fill("2031-03-04")
    page.get_by_label("Look at it together again on").fill("2031-04-01")
    status(phone).to_contain_text(SAVED)
