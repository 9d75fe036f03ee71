"""Back and forward: once locked or signed out no step in the history shows a page with words of a family."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e import chromium
from e2e.conftest import HandOut
from e2e.offline.hand import expect_locked, go, hold, lock, status, unlock
from e2e.offline.writing import SAVED, event_form, first_field
from e2e.phone import Phone, hand_out
from e2e.records import family_id
from e2e.server import Server

FAMILYS = ("Okafor", "Brennan", "Cedar Close", "Dawn", "Priya", "What Maya said")
SHOWN_AGAIN = """type => dispatchEvent(new PageTransitionEvent(type, { persisted: true }))"""


@pytest.fixture
def with_cache(browser: Browser, server: Server) -> Iterator[HandOut]:
    """As `phones`, in a browser that keeps pages for Back, as people's browsers do and Playwright's does not."""
    keeping = browser.browser_type.launch(
        executable_path=chromium.find(), args=chromium.ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    out: list[Phone] = []

    def hand(name: str = "", *, of: Server | None = None, **different: Any) -> Phone:
        out.append(hand_out(keeping, of or server, **different))
        return out[-1].sign_in_as(name) if name else out[-1]

    yield hand
    for phone in out:
        phone.close()
    keeping.close()


def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def nothing_to_read(page: Page) -> None:
    readable = page.content() + page.title()
    assert [words for words in FAMILYS if words in readable] == []


def read_and_write(phone: Phone) -> None:
    for path in ("", "/story", "/people"):
        go(phone, family(phone.server) + path)
    go(phone, event_form(phone.server))
    first_field(phone.page).fill("What Maya said.")
    status(phone).to_contain_text(SAVED)


def test_back_while_locked_shows_the_lock_at_every_step(with_cache: HandOut, server: Server) -> None:
    phone = hold(with_cache, "priya", prf=False)
    read_and_write(phone)
    lock(phone)
    for _ in range(3):
        phone.page.evaluate("history.back()")
        phone.page.wait_for_function("before => location.href !== before", arg=phone.page.url)
        expect_locked(phone)
        nothing_to_read(phone.page)
    unlock(phone)
    expect(phone.page.get_by_text("Okafor-Hill").first).to_be_visible()


def test_back_from_another_site_locks(with_cache: HandOut, server: Server) -> None:
    phone = hold(with_cache, "priya", prf=False)
    read_and_write(phone)
    phone.page.goto("about:blank")
    phone.page.go_back()
    expect_locked(phone)
    nothing_to_read(phone.page)
    unlock(phone)
    expect(first_field(phone.page)).to_have_value("What Maya said.")


def test_back_after_signing_out_shows_nothing(with_cache: HandOut, server: Server) -> None:
    phone = hold(with_cache, "priya", prf=False)
    read_and_write(phone)
    go(phone, "/you")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url("**/sign-in*")
    for _ in range(4):
        phone.page.go_back()
        nothing_to_read(phone.page)


def test_without_a_vault_too(with_cache: HandOut, server: Server) -> None:
    phone = with_cache("priya")
    phone.open(family(server))
    expect(phone.page.get_by_text("Okafor-Hill").first).to_be_visible()
    phone.open("/you")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url("**/sign-in*")
    for _ in range(2):
        phone.page.go_back()
        nothing_to_read(phone.page)


@pytest.mark.parametrize("kind", ["pagehide", "pageshow"])
def test_a_page_that_a_browser_keeps_for_back_is_locked_in_it(phones: HandOut, server: Server, kind: str) -> None:
    """Chromium keeps none whose answers say no-store; others may. The event is what tells."""
    phone = hold(phones, "priya", prf=False)
    read_and_write(phone)
    phone.page.evaluate(SHOWN_AGAIN, kind)
    expect_locked(phone)
    nothing_to_read(phone.page)
    unlock(phone)
    expect(first_field(phone.page)).to_have_value("What Maya said.")


def test_without_a_vault_it_is_asked_for_anew(phones: HandOut, server: Server) -> None:
    """And the server answers for whoever is signed in by then."""
    phone = phones("priya")
    phone.open(family(server))
    phone.context.clear_cookies()
    phone.page.evaluate(SHOWN_AGAIN, "pageshow")
    expect(phone.page.get_by_role("button", name="Sign in with your passkey")).to_be_visible()
    nothing_to_read(phone.page)
