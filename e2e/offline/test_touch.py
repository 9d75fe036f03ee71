"""A form that asks for a fresh touch: after the touch it goes on by itself, under its own id, nothing typed twice."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import badge, expect_locked, go, hold, lock, status, unlock
from e2e.offline.writing import SAFE, SAVED, SOON, all_sent
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.tables.access import SignIn
from store.tables.cases import Restriction
from tests.cast import Cast

REASON = "A relative of the family works in the same building."


def six_minutes_later(server: Server) -> None:
    async def touched_long_ago(db: AsyncSession) -> None:
        await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))

    look(server, touched_long_ago)


def restrictions(server: Server, family: str) -> list[str]:
    """The reasons on the record, the first first."""

    async def ask(db: AsyncSession) -> list[str]:
        case = await Cast.case_id(db, family)
        of_case = select(Restriction.reason).where(Restriction.case_id == case).order_by(Restriction.id)
        return list(await db.scalars(of_case))

    return look(server, ask)


def refused_for_a_touch(phone: Phone, family: str) -> Page:
    """Written while the touch was fresh, sent when it was not any more."""
    go(phone, f"/families/{family_id(phone.server, family)}/restriction")
    page = phone.page
    page.get_by_label("Why").fill(REASON)
    status(phone).to_contain_text(SAVED)
    six_minutes_later(phone.server)
    page.get_by_role("button", name="Restrict this family").click()
    expect(page.locator("#again-bar")).to_be_visible()
    status(phone).to_contain_text("fresh touch")
    badge(phone, "1 unsent")
    assert restrictions(phone.server, family) == []
    return page


def test_after_the_touch_it_is_sent_on_under_the_same_id(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "ruth", prf=False, of=server)
    page = refused_for_a_touch(phone, "Okafor-Hill")
    expect(page.get_by_label("Why")).to_have_value(REASON)
    page.get_by_role("button", name="Touch again").click()
    status(phone).to_contain_text(SAFE, timeout=SOON)
    expect(page.locator("#again-bar")).to_be_hidden()
    all_sent(phone)
    assert restrictions(server, "Okafor-Hill") == [REASON]
    sent = [body for path, body in front.posted if path.endswith("/restrictions")]
    assert len(sent) == 2 and sent[0] == sent[1]


def test_from_another_screen_too(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "ruth", prf=False, of=own)
    page = refused_for_a_touch(phone, "Okafor-Hill")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    badge(phone, "1 unsent")
    lock(phone)
    expect_locked(phone)
    unlock(phone)
    all_sent(phone)
    assert restrictions(own, "Okafor-Hill") == [REASON]


def test_words_changed_while_it_waited_for_the_touch_are_what_is_sent(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "ruth", prf=False, of=own)
    page = refused_for_a_touch(phone, "Okafor-Hill")
    page.get_by_label("Why").fill(f"{REASON} And a neighbour.")
    status(phone).to_contain_text(SAVED)
    page.get_by_role("button", name="Touch again").click()
    expect(page.locator("#again-bar")).to_be_hidden()
    assert restrictions(own, "Okafor-Hill") == [], "who changes words is still writing"
    page.get_by_role("button", name="Restrict this family").click()
    all_sent(phone)
    assert restrictions(own, "Okafor-Hill") == [f"{REASON} And a neighbour."]
