"""The phone's store is closed or deleted under a page in which words stand: noticed, said, and put right."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lock, status, unlock
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, event_form, first_field, write
from e2e.phone import Phone
from e2e.server import Server

DRAFTS = """async () => {
  const heard = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onupgradeneeded = () => asked.transaction.abort();
  });
  const db = await heard(indexedDB.open('weekbook')).catch(() => null);
  const number = db ? await heard(db.transaction('drafts').objectStore('drafts').count()) : 0;
  db?.close();
  return number;
}"""
DELETE = """() => new Promise((resolve) => {
  const asked = indexedDB.deleteDatabase('weekbook');
  asked.onsuccess = asked.onerror = () => resolve();
})"""

BREAK = """() => {
  window.before = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => { throw new DOMException('the disk is broken', 'UnknownError'); };
}"""

SILENCE = """() => {
  window.before = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = () => { throw new DOMException('no answer', 'UnknownError'); };
}"""


def take_away(phone: Phone, how: str) -> None:
    if how == "deleted":
        phone.page.evaluate(DELETE)
    else:
        session, origin = phone.cdp(), phone.server.origin
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})


@pytest.mark.parametrize("how", ["deleted", "cleared"])
def test_what_stands_on_the_screen_is_stored_again_without_a_key_being_touched(
    phones: HandOut, server: Server, how: str
) -> None:
    """The line under the form had said that it is saved; nobody types again before the phone goes into the pocket."""
    phone = hold(phones, "priya", prf=False)
    page = write(phone, "Saved, and then the store went.")
    take_away(phone, how)
    expect(page.locator("#emptied-bar")).to_be_visible()
    expect(page.locator("#emptied-bar")).to_contain_text("emptied")
    wait_until(page, f"async () => await ({DRAFTS})() === 1")
    status(phone).to_contain_text(SAVED)
    badge(phone, "1 unsent")
    lock(phone)
    unlock(phone)
    expect(first_field(page)).to_have_value("Saved, and then the store went.")


def test_on_a_screen_without_words_it_is_said_too(phones: HandOut, server: Server) -> None:
    """What waited there is gone from this phone: that must not look like “All sent”."""
    phone = hold(phones, "priya", prf=False)
    write(phone, "Waiting on another screen.")
    go(phone, "/find")
    badge(phone, "1 unsent")
    take_away(phone, "deleted")
    expect(phone.page.locator("#emptied-bar")).to_be_visible()


def test_while_there_is_no_store_it_is_said_and_the_words_stay(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    page = phone.page
    go(phone, event_form(server))
    expect(page.locator("main draft-form[data-kept]")).to_be_attached()
    page.evaluate(BREAK)
    page.evaluate(DELETE)
    first_field(page).fill("Nowhere to be stored.")
    status(phone).to_contain_text("Not saved: this phone’s store does not answer.")
    expect(page.locator("#store-bar")).to_be_visible()
    expect(first_field(page)).to_have_value("Nowhere to be stored.")
    page.evaluate("() => { IDBFactory.prototype.open = window.before; }")
    status(phone).to_contain_text(SAVED)
    expect(page.locator("#store-bar")).to_be_hidden()
    wait_until(page, f"async () => await ({DRAFTS})() === 1")


def test_what_cannot_be_seen_is_neither_called_sent_nor_removed(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    page = write(phone, "Out of sight, still there.")
    go(phone, "/you")
    page.evaluate(SILENCE)
    page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    dialog = page.get_by_role("dialog", name="Remove Weekbook from this phone?")
    expect(dialog.get_by_text("cannot be seen just now, so nothing can be removed yet")).to_be_visible()
    expect(dialog.get_by_role("button", name="Erase it from this phone")).to_be_hidden()
    dialog.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out now?")
    expect(dialog.get_by_text("cannot be seen just now. What there is stays on this phone")).to_be_visible()
    dialog.get_by_role("button", name="Stay signed in").click()
    page.evaluate("() => { IDBDatabase.prototype.transaction = window.before; }")
    page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    expect(page.get_by_role("button", name="Erase it from this phone")).to_be_visible()
    expect(page.get_by_text("One note is not on the record yet.")).to_be_visible()
