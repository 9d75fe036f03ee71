"""Stories in which peers lost what was typed, or promised what they did not keep (numbers as in the list of twenty)."""

import re
from contextlib import suppress
from datetime import UTC, datetime

from playwright.sync_api import Error, expect

from e2e.conftest import HandOut
from e2e.offline.fingers import lay_finger
from e2e.offline.hand import badge, expect_locked, go, lock, priyas_phone, status, unlock
from e2e.offline.waiting import wait_until
from e2e.offline.writing import (
    SAVED,
    SOON,
    event_form,
    expect_sent_once,
    first_field,
    kept_readable,
    save,
    save_unsent,
    versions,
    write,
)  # fmt: skip
from e2e.phone import Phone
from e2e.server import Server

TWO_HUNDRED = " ".join(f"word{number}" for number in range(200))


def test_04_the_idle_timer_stops_while_offline(phones: HandOut, hasty: Server) -> None:
    """Without signal and untouched past the limit: locked, and nothing that can be read holds the text."""
    phone = priyas_phone(phones, hasty)
    page = write(phone, "Nobody may read this later.")
    hasty.stop()
    expect(page.locator("main > unlock-card")).to_be_visible(timeout=SOON)
    expect_locked(phone)
    readable = kept_readable(page) + page.content()
    assert "Nobody may read" not in readable and "Okafor" not in readable


def test_07_will_be_saved_when_the_connection_returns_and_nothing_retries(phones: HandOut, own: Server) -> None:
    """The promise on the screen: from another screen, with nobody pressing anything."""
    phone = priyas_phone(phones, own)
    page = write(phone, "Promised without signal.")
    own.kill()
    save_unsent(phone)
    page.get_by_role("navigation", name="Places").get_by_role("link", name="You").click()
    badge(phone, "1 unsent")
    own.start()
    expect_sent_once(phone, "Promised without signal.")


def test_10_autosave_only_when_the_form_is_valid(phones: HandOut, server: Server) -> None:
    """A required field is empty; 200 words; the tab is killed: the words remain."""
    phone = priyas_phone(phones)
    go(phone, event_form(server))
    first_field(phone.page).fill(TWO_HUNDRED)
    status(phone).to_contain_text(SAVED)
    kill_tab(phone)
    phone.page.goto(server.origin + event_form(server))
    expect_locked(phone)
    unlock(phone)
    expect(first_field(phone.page)).to_have_value(TWO_HUNDRED)


def kill_tab(phone: Phone) -> None:
    """The renderer's process crashes: no event, no last word. The passkey is in the next tab as well."""
    passkeys, dead = phone.keys.credentials(), phone.page
    with dead.expect_event("crash"), suppress(Error):
        dead.goto("chrome://crash", timeout=5_000)
    phone.new_page()
    phone.keys = phone.authenticator()
    lay_finger(phone, passkeys)


def test_11_all_synced_with_one_unsent(phones: HandOut, server: Server) -> None:
    """Within one second of any local save the number stands on every screen."""
    phone = priyas_phone(phones)
    go(phone, event_form(server))
    badge(phone, "All sent")
    first_field(phone.page).fill("Saved here only.")
    status(phone).to_contain_text(SAVED)
    expect(phone.page.locator("sync-badge").first).to_have_text("1 unsent", timeout=1_000)
    go(phone, event_form(server, "Brennan"))
    first_field(phone.page).fill("And another.")
    status(phone).to_contain_text(SAVED)
    expect(phone.page.locator("sync-badge").first).to_have_text("2 unsent", timeout=1_000)


def test_12_drafts_are_purged_by_age_of_creation(phones: HandOut, server: Server) -> None:
    """A draft that was edited on day 6 lives on day 8, and on day 80."""
    phone = priyas_phone(phones)
    page = write(phone, "Begun on day 1.")
    now = datetime.now(UTC).timestamp() * 1_000
    for day in (6, 8, 80):
        page.clock.set_system_time(now + day * 86_400_000)
        lock(phone)
        unlock(phone)
        expect(first_field(page)).to_have_value(re.compile("Begun on day 1."))
        first_field(page).fill(f"Begun on day 1. Edited on day {day}.")
        status(phone).to_contain_text(SAVED)
    badge(phone, "1 unsent")


def test_14_the_browser_closes_or_loses_indexeddb(phones: HandOut, server: Server) -> None:
    """Deleted while somebody types: the next save says loudly that it was not stored, and the words stay."""
    phone = priyas_phone(phones)
    page = write(phone, "Typed before the store went.")
    page.evaluate(DELETE_STORE)
    first_field(page).fill("Typed before the store went. And after.")
    expect(page.locator("[data-form-status]").last).to_contain_text(re.compile(f"{SAVED}|Not saved"))
    expect(first_field(page)).to_have_value("Typed before the store went. And after.")
    wait_until(page, IN_STORE)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    assert [len(said) for said in versions(server, "Typed before the store went. And after.")] == [1]


# What was typed after is on the disk again: one row, and a later saving than the first.
IN_STORE = """async () => {
  const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  if (!(await indexedDB.databases()).some(({ name }) => name === 'weekbook')) return false;
  const db = await heard(indexedDB.open('weekbook'));
  const rows = await heard(db.transaction('drafts').objectStore('drafts').getAll());
  db.close();
  return rows.length === 1 && rows[0].serial > 1;
}"""
DELETE_STORE = """() => new Promise((resolve) => {
  const asked = indexedDB.deleteDatabase('weekbook');
  asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
})"""
