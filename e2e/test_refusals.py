"""What is refused, or fails, is designed too: each such page is looked at as the others are, and leads on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.coming_in import add_person, open_invitation
from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.records import family_id, held, look
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


MORE_THAN_A_FORM_HAS = """() => {
  const form = document.querySelector('main form[method=post]');
  for (let one = 0; one < 2001; one += 1) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'one' }));
  }
}"""


def test_more_than_is_taken_at_once(phones: HandOut, family: str) -> None:
    """413: the bar stands above the words, which stay; a browser that sends by itself gets a page."""
    page = phones("priya").page
    page.goto(f"{family}/significant-events/new")
    words = page.get_by_label("What happened")
    words.fill("Half a sentence")
    page.evaluate(MORE_THAN_A_FORM_HAS)
    page.get_by_role("button", name="Save event").click()
    expect(page.locator("#refused-bar")).to_contain_text("too large to send")
    expect(page.locator("[data-form-status]")).to_contain_text("Your words are still here")
    expect(words).to_have_value("Half a sentence")
    well_made(page)
    page.evaluate("document.querySelector('main form[method=post]').submit()")
    expect(page.get_by_role("heading", name="That is too large")).to_be_visible()
    well_made(page)
    page.get_by_role("link", name="Back to the week").click()
    page.wait_for_url("**/week")


def try_again(page: Page, heading: str) -> None:
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


@contextmanager
def broken(server: Server) -> Iterator[None]:
    """The list of words is away."""
    renamed = "ALTER TABLE {} RENAME TO {}"
    with server.faulty():
        look(server, lambda db: db.execute(text(renamed.format("words", "words_away"))))
        yield
        look(server, lambda db: db.execute(text(renamed.format("words_away", "words"))))


def test_a_fault_and_a_database_that_is_busy(phones: HandOut, server: Server) -> None:
    """500 and 503, on the way from one screen to the next: the same screen is there once all is well again."""
    phone = phones("priya")
    phone.expects("500", "503")
    page = phone.page
    phone.open("/you")
    with broken(server):
        page.get_by_role("link", name="Words").click()
        expect(page.get_by_role("heading", name="That did not work")).to_be_focused()
        well_made(page)
    try_again(page, "Words")
    with held(server):
        page.get_by_role("link", name="Record").click()
        expect(page.locator("body")).to_contain_class("slow")
        expect(page.get_by_role("heading", name="Back in a moment")).to_be_focused()
    well_made(page)
    try_again(page, "Record")


@contextmanager
def kept_waiting(page: Page, address: str) -> Iterator[None]:
    """Within the block what is asked there is on its way."""
    asked: list[Route] = []
    page.route(address, lambda route: asked.append(route))
    yield
    for one in asked:
        one.continue_()
    page.unroute(address)


def test_while_something_is_on_its_way(phones: HandOut, family: str) -> None:
    page = phones("priya").page
    page.goto(f"{family}/significant-events/new")
    page.get_by_label("What happened").fill("Leo came to nursery on his own.")
    page.get_by_label("What it means for the children").fill("He crossed two roads.")
    with kept_waiting(page, "**/significant-events"):
        page.get_by_role("button", name="Save event").click()
        expect(page.locator("[data-form-status]")).to_have_text("Sending…")
        expect(page.locator("body")).to_contain_class("slow")
        well_made(page)
    expect(page.get_by_text("He crossed two roads.")).to_be_visible()

    page.goto("/find")
    with kept_waiting(page, "**/find/answers*"):
        page.get_by_role("searchbox").fill("okafor")
        expect(page.locator("#finding")).to_be_visible()
        well_made(page)
    expect(page.get_by_role("link", name="Okafor-Hill family")).to_be_visible()


def test_while_a_passkey_is_asked_for(phones: HandOut) -> None:
    phone = phones()
    phone.authenticator()
    phone.open("/sign-in")
    button = phone.page.get_by_role("button", name="Sign in with your passkey")
    with kept_waiting(phone.page, "**/sign-in/options"):
        button.click()
        expect(button).to_have_attribute("aria-busy", "true")
        well_made(phone.page)
    expect(button).to_have_attribute("aria-busy", "false")


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
