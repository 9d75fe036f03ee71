"""Stories in which peers dropped what was typed as a sign-in ended (numbers as in the list of twenty)."""

from datetime import UTC, datetime

from playwright.sync_api import expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import expect_locked, priyas_phone, status, unlock
from e2e.offline.writing import SAVED, all_sent, expect_sent_once, first_field, save, versions, write
from e2e.records import look
from e2e.server import Server
from store.tables.access import SignIn


def end_sign_ins(server: Server) -> None:
    async def end(db: AsyncSession) -> None:
        await db.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=datetime.now(UTC)))

    look(server, end)


def test_12_text_typed_after_the_session_ended_is_dropped(phones: HandOut, own: Server) -> None:
    phone = priyas_phone(phones, own)
    page = write(phone, "Before the sign-in ended.")
    end_sign_ins(own)
    first_field(page).fill("Before the sign-in ended. And after it.")
    status(phone).to_contain_text(SAVED)
    save(page)
    expect_locked(phone)
    unlock(phone)
    all_sent(phone)
    [said] = versions(own, "Before the sign-in ended.")
    assert "And after it." in said[-1]


def test_18_xhr_follows_the_sign_in_redirect_and_succeeds(phones: HandOut, own: Server) -> None:
    """With the sign-in ended a post is answered 401, the text stays, no sign-in form turns up inside a fragment."""
    phone = priyas_phone(phones, own)
    page = write(phone, "Posted without a sign-in.")
    end_sign_ins(own)
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/families/" in answer.url) as heard:
        save(page)
    assert heard.value.status == 401
    expect_locked(phone)
    expect(page.locator("main").get_by_role("button", name="Sign in with your passkey")).to_have_count(0)
    assert versions(own, "Posted without a sign-in.") == []
    unlock(phone)
    expect_sent_once(phone, "Posted without a sign-in.")
