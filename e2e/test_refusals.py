"""What is refused is designed too: each such page is looked at as the others are, and leads on."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.coming_in import add_person, open_invitation
from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.records import family_id, look
from e2e.server import Server
from store.tables.access import SignIn


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


async def touched_long_ago(db: AsyncSession) -> None:
    await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))


def test_a_touch_that_is_too_old(phones: HandOut, server: Server) -> None:
    """403: one touch more, and one is back where one was."""
    phone = phones("ruth")
    look(server, touched_long_ago)
    phone.open("/people/new")
    phone.open("/passkeys/new")
    page = phone.page
    if page.get_by_role("button", name="Touch now").count() == 0:
        page.get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Touch your passkey once more")).to_be_visible()
    well_made(page)


def test_too_many_tries(phones: HandOut) -> None:
    """429: the passkey's button says so in words."""
    phone = phones()
    phone.authenticator()
    phone.open("/sign-in")
    button = phone.page.locator("passkey-button")
    for _ in range(90):
        status = phone.page.evaluate(
            "async () => (await fetch('/sign-in/options', {method: 'POST', body: '{}'})).status"
        )
        if status == 429:
            break
    assert status == 429, "ninety tries in a row were all taken"
    phone.page.get_by_role("button", name="Sign in with your passkey").click()
    expect(button.get_by_role("status")).to_contain_text(re.compile("wait|later|again|minute", re.I))
    well_made(phone.page)


def test_signed_out_in_the_middle(phones: HandOut, family: str) -> None:
    """401: the bar stands above the words."""
    phone = phones("priya")
    phone.open(f"{family}/significant-events/new")
    phone.page.locator("textarea").nth(0).fill("Half a sentence")
    phone.context.clear_cookies()
    phone.page.locator("main form[method=post] button[type=submit]").last.click()
    expect(phone.page.locator("#again-bar")).to_be_visible()
    well_made(phone.page)


def test_each_step_of_an_invitation(phones: HandOut) -> None:
    manager, newcomer = phones("ruth"), phones()
    add_person(manager, "Nora Newell", "Recovery worker")
    manager.page.get_by_role("button", name="Make the invitation").click()
    link = manager.page.get_by_label("Or send the link").input_value()
    well_made(manager.page)
    open_invitation(newcomer, link)
    well_made(newcomer.page)
    expect(manager.page.locator(".code")).to_be_visible()
    well_made(manager.page)
    manager.page.get_by_role("button", name="No, or there is none").click()
    expect(manager.page.get_by_text("The numbers differed")).to_be_visible()
    well_made(manager.page)
