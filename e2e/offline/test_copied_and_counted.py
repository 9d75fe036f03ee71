"""What waits on this phone, outside of its screen: the clipboard gets the words, the app's icon their number; and what
the server is said to hold otherwise is kept until its author has looked at it."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.offline.front import Answer, Front
from e2e.offline.hand import badge, go, hold, lock, lose_signal, unlock
from e2e.offline.writing import (
    MEANING,
    SOON,
    event_form,
    expect_sent_once,
    first_field,
    ready,
    save,
    save_unsent,
    versions,
    write,
)
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Leo asked whether he may stay with Nan."
HEAR_ICON = """
  window.icon = [];
  navigator.setAppBadge = async (number) => { window.icon.push(number); };
  navigator.clearAppBadge = async () => { window.icon.push('cleared'); };
"""


def expect_on_icon(page: Page, number: int | str) -> None:
    page.wait_for_function("number => window.icon.at(-1) === number", arg=number)


def with_icon(phones: HandOut, **more: Any) -> Phone:
    """A phone whose icon tells what it was asked to show."""
    phone = hold(phones, "priya", prf=False, **more)
    phone.context.add_init_script(HEAR_ICON)
    lock(phone)
    unlock(phone)
    return phone


def test_copy_puts_the_words_on_the_clipboard(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own, permissions=["clipboard-read", "clipboard-write"])
    page = write(phone, WORDS)
    lose_signal(own, phone)
    save_unsent(phone)
    go(phone, "/on-this-phone")
    page.get_by_role("button", name=re.compile("^Copy: Significant event")).click()
    expect(page.get_by_text("Copied", exact=True).locator("visible=true").first).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert f"What happened\n{WORDS}\n\n" in copied and copied.endswith(MEANING)
    assert "draft_id" not in copied


def test_the_apps_icon_shows_how_many_are_unsent(phones: HandOut, server: Server) -> None:
    phone = with_icon(phones)
    expect_on_icon(phone.page, "cleared")
    write(phone, WORDS)
    expect_on_icon(phone.page, 1)
    write(phone, "Another family, another day.", family="Brennan")
    expect_on_icon(phone.page, 2)
    save(phone.page)
    phone.page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect_on_icon(phone.page, 1)
    go(phone, event_form(server))
    ready(phone.page)  # what was begun before is back in it
    save(phone.page)
    phone.page.wait_for_url("**/significant-events/*-*-*-*-*")
    badge(phone, "All sent")
    expect_on_icon(phone.page, "cleared")


def receipt_of_other_words(method: str, path: str, body: bytes) -> Answer | None:
    """Of this very draft, as our own server would say it; the hash is not that of what was sent."""
    if method != "POST" or not path.endswith("/significant-events"):
        return None
    [draft] = parse_qs(body.decode())["draft_id"]
    receipt = {"id": draft, "sha256": "ab" * 32, "at": datetime.now(UTC).isoformat(), "revision": 1}
    return 201, [("Content-Security-Policy", "weekbook"), ("Weekbook-Receipt", json.dumps(receipt))], b""


def test_a_receipt_of_other_words_lets_go_of_nothing(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, WORDS)
    lose_signal(server, phone)
    save_unsent(phone)
    go(phone, "/on-this-phone")
    front.instead = receipt_of_other_words
    server.start()
    row = page.locator("[data-items] > li")
    expect(row.get_by_text("Needs attention", exact=True)).to_be_visible(timeout=SOON)
    expect(row.get_by_text("What Weekbook stored is not what stands here")).to_be_visible()
    row.get_by_text("Read the words").click()
    expect(row.get_by_text(WORDS)).to_be_visible()
    badge(phone, "1 unsent")
    assert versions(server, WORDS) == []

    front.instead = lambda method, path, body: None
    row.get_by_role("button", name=re.compile("^Open")).click()
    expect(first_field(page)).to_have_value(WORDS)
    save(page)
    expect_sent_once(phone, WORDS)


def test_nor_does_one_that_comes_to_the_form_itself(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, WORDS)
    front.instead = receipt_of_other_words
    save(page)
    expect(page.locator("[data-form-status]").last).to_contain_text("What Weekbook stored is not what stands here")
    expect(first_field(page)).to_have_value(WORDS)
    badge(phone, "1 unsent")
    lock(phone)
    unlock(phone)
    go(phone, "/on-this-phone")
    expect(page.locator("[data-items] > li").get_by_text("Needs attention", exact=True)).to_be_visible()
