"""The app without signal: one's families open at their addresses with their time, Find finds them, forms are blank."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.front import Front, opened
from e2e.offline.hand import expect_locked, expect_open, go, hold, unlock
from e2e.offline.reallocating import take_away
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.records import copy_of, family_id, look
from e2e.server import Server

PORTAL = (200, [("Content-Type", "text/html")], b"<h1>Free Wifi</h1>")
CARRIED = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await done(indexedDB.open('weekbook'));
  const keys = await done(db.transaction('carried').objectStore('carried').getAllKeys());
  db.close();
  const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return keys.some(([, id]) => id === 'index') && kept.flat().some(({ url }) => url.includes('/js/offline/vault.js'));
}"""


@pytest.fixture
def own(prepared: Server, tmp_path: Any) -> Iterator[Server]:
    server = copy_of(prepared, tmp_path / "data").start()
    yield server
    if server.process:
        server.stop()


def carrying(phones: HandOut, server: Server) -> Phone:
    """Priya's phone with her families on it."""
    phone = hold(phones, "priya", of=server)
    phone.expects("MIME type", "somebody else answered", "Content Security Policy", "JSON")
    wait_until(phone.page, CARRIED)
    return phone


def expect_stamp(phone: Phone) -> None:
    expect(phone.page.locator("[data-stamp]")).to_have_text(re.compile(r"No signal\. .*as of \d\d:\d\d\."))


def test_a_cold_start_without_signal_ends_at_a_form_that_can_be_written(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    own.stop()
    form = f"/families/{family_id(own, 'Okafor-Hill')}/significant-events/new"
    phone.page.goto(own.origin + form)
    expect_locked(phone)
    expect(phone.page.get_by_text("Okafor")).to_have_count(0)
    unlock(phone)
    expect_stamp(phone)
    assert phone.page.url == own.origin + form
    phone.page.locator("main textarea").first.fill("Maya opened the door herself.")
    expect(phone.page.locator("[data-form-status]").last).to_contain_text("Saved on this phone")


def test_families_open_and_are_found_without_signal(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    own.stop()
    phone.page.get_by_role("link", name="Find").first.click()
    expect_stamp(phone)
    phone.page.get_by_role("searchbox").press_sequentially("okafer")
    hit = phone.page.locator("#answers").get_by_role("link", name="Okafor-Hill family")
    expect(hit).to_be_visible()
    expect_stamp(phone)
    hit.click()
    phone.page.wait_for_url(f"**/families/{family_id(own, 'Okafor-Hill')}")
    expect_stamp(phone)
    expect(phone.page.get_by_text("Dawn Hill").first).to_be_visible()
    phone.page.get_by_role("link", name="Week").first.click()
    expect(phone.page.get_by_text("Brennan family").first).to_be_visible()
    own.start()
    go(phone, f"/families/{family_id(own, 'Brennan')}")
    expect(phone.page.locator("[data-stamp]")).to_have_count(0)


def test_access_that_ended_ends_in_an_app_that_stays_open(phones: HandOut, own: Server) -> None:
    """The family answers that it is not there: what was carried of it goes too."""
    phone = carrying(phones, own)
    phone.expects("404")
    before = phone.page.evaluate(HOW_MANY)
    look(own, lambda db: take_away(db, "Brennan", "priya"))
    go(phone, f"/families/{family_id(own, 'Brennan')}")
    expect(phone.page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    wait_until(phone.page, f"async () => await ({HOW_MANY})() < {before}")
    own.stop()
    go(phone, "/week")
    expect_stamp(phone)
    expect(phone.page.get_by_text("Brennan family")).to_have_count(0)
    own.start()


HOW_MANY = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await done(indexedDB.open('weekbook'));
  const number = await done(db.transaction('carried').objectStore('carried').count());
  db.close();
  return number;
}"""


def test_without_signal_find_gives_the_card_needed_at_the_door(phones: HandOut, own: Server) -> None:
    """The same card as with signal: warnings, whom to call, the plan, what is due."""
    phone = carrying(phones, own)
    go(phone, "/find")
    phone.page.get_by_role("searchbox").fill("okafor")
    card = phone.page.locator("#answers article").first
    expect(card).to_contain_text("Visit in pairs.")
    with_signal = card.inner_text()
    go(phone, "/week")
    own.stop()
    go(phone, "/find")
    phone.page.get_by_role("searchbox").fill("okafer")
    expect_stamp(phone)
    expect(card).to_contain_text("Visit in pairs.")
    assert card.inner_text() == with_signal
    expect(card.get_by_role("link", name=re.compile("Call Dawn Hill"))).to_have_attribute("href", "tel:07700900123")
    phone.page.get_by_role("searchbox").fill("al10")
    expect(phone.page.locator("#answers article")).to_have_count(2)
    expect(phone.page.locator("#answers article").last).not_to_contain_text("Call")


def test_what_is_not_carried_says_so_in_its_place(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    own.stop()
    family = f"/families/{family_id(own, 'Okafor-Hill')}"
    for tab, path in (("Story", "/story"), ("Plans", "/plans")):
        go(phone, family + path)
        expect_stamp(phone)
        expect(phone.page.locator(".tabs [aria-current]")).to_have_text(tab)
        expect(phone.page.locator("[data-absent]")).to_have_count(0)
    phone.page.get_by_role("navigation", name="Places").get_by_role("link", name="You").click()
    expect(phone.page.get_by_role("heading", name="This screen is not kept on this phone")).to_be_visible()
    phone.page.evaluate("path => htmx.ajax('GET', path, {target: '#main'})", f"{family}/story?show=visit")
    expect(phone.page.get_by_role("heading", name="Story is not kept on this phone")).to_be_visible()
    expect(phone.page.get_by_role("heading", level=1, name="Okafor-Hill family")).to_be_visible()
    expect(phone.page.locator(".tabs [aria-current]")).to_have_text("Story")


def test_a_captive_portal_does_not_get_into_the_page(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    own.stop()
    with opened(Front(instead=lambda method, path, body: PORTAL, port=own.port)):
        go(phone, f"/families/{family_id(own, 'Okafor-Hill')}")
        expect_stamp(phone)
        expect_open(phone)
        expect(phone.page.get_by_text("Free Wifi")).to_have_count(0)


def test_a_server_that_does_not_answer_is_not_waited_for(phones: HandOut, own: Server) -> None:
    phone = carrying(phones, own)
    with own.frozen():
        go(phone, f"/families/{family_id(own, 'Okafor-Hill')}")
        expect_stamp(phone)
