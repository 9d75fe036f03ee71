"""A phone without room: said in plain words where one writes; the words stay, and are stored when there is some."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lock, status, unlock
from e2e.offline.waiting import wait_until
from e2e.offline.writing import (
    BY_ITSELF,
    MEANING,
    SAFE,
    SAVED,
    SOON,
    all_sent,
    event_form,
    first_field,
    ready,
    save,
    versions,
)  # fmt: skip
from e2e.phone import Phone
from e2e.server import Server

FULL = "Not saved: this phone is full."
LONG = "Leo had drawn the whole street. " * 500
ROWS = """async () => {
  const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await heard(indexedDB.open('weekbook'));
  const number = await heard(db.transaction('drafts').objectStore('drafts').count());
  db.close();
  return number;
}"""


BALLAST = """async () => {
  const heard = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onupgradeneeded = () => asked.result.createObjectStore('stones', { autoIncrement: true });
  });
  const stored = (tx) => new Promise((resolve) => {
    tx.oncomplete = () => resolve(true);
    tx.onabort = () => resolve(false);
  });
  const [weekbook, ballast] = [await heard(indexedDB.open('weekbook')), await heard(indexedDB.open('ballast'))];
  const carried = weekbook.transaction('carried', 'readwrite');
  carried.objectStore('carried').clear();
  await stored(carried);
  for (const size of [60_000, 6_000, 600]) {
    for (let room = true; room;) {
      const tx = ballast.transaction('stones', 'readwrite');
      tx.objectStore('stones').put(crypto.getRandomValues(new Uint8Array(size)));
      room = await stored(tx);
    }
  }
  weekbook.close();
  ballast.close();
}"""


def small(phones: HandOut) -> HandOut:
    """Phones on which Weekbook may keep four megabytes: said before it keeps any, since Chromium asks but seldom."""

    def hand(*given: Any, **different: Any) -> Phone:
        phone = phones(*given, **different)
        allow(phone, 4_000_000)
        return phone

    return hand


def allow(phone: Phone, size: int | None) -> None:
    """As much as this origin may keep; None: as much as ever."""
    origin = {"origin": phone.server.origin}
    phone.cdp().send("Storage.overrideQuotaForOrigin", origin | ({"quotaSize": size} if size else {}))


def fill_up(phone: Phone) -> None:
    """Other things take all the room there is."""
    phone.page.evaluate(BALLAST)


def write_on_a_full_phone(phone: Phone, words: str = LONG) -> None:
    go(phone, event_form(phone.server))
    ready(phone.page)
    fill_up(phone)
    first_field(phone.page).fill(words)
    phone.page.locator("main textarea").nth(1).fill(MEANING)
    status(phone).to_contain_text(FULL)
    expect(phone.page.locator("#full-bar")).to_be_visible()


def test_the_words_stay_in_the_form_and_are_stored_when_there_is_room_again(phones: HandOut, server: Server) -> None:
    phone = hold(small(phones), "priya", prf=False)
    write_on_a_full_phone(phone)
    badge(phone, "All sent")
    expect(first_field(phone.page)).to_have_value(LONG)
    allow(phone, None)
    status(phone).to_contain_text(SAVED, timeout=SOON)
    expect(phone.page.locator("#full-bar")).to_be_hidden()
    badge(phone, "1 unsent")
    lock(phone)
    unlock(phone)
    expect(first_field(phone.page)).to_have_value(LONG)


def test_with_signal_it_goes_on_the_record_from_a_full_phone(phones: HandOut, server: Server) -> None:
    """And does not come back as something unsent once there is room."""
    phone = hold(small(phones), "priya", prf=False)
    words = "Sent from a full phone. " * 500
    write_on_a_full_phone(phone, words)
    save(phone.page)
    phone.page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    allow(phone, None)
    go(phone, event_form(server))
    ready(phone.page)
    expect(first_field(phone.page)).to_have_value("")
    all_sent(phone)
    assert phone.page.evaluate(ROWS) == 0
    assert [len(said) for said in versions(server, "Sent from a full phone.")] == [1]


def test_saved_without_signal_it_goes_by_itself_once_there_is_room(phones: HandOut, own: Server) -> None:
    phone = hold(small(phones), "priya", prf=False, of=own)
    write_on_a_full_phone(phone, "Neither room nor signal. " * 500)
    own.stop()
    save(phone.page)
    status(phone).to_contain_text(FULL)
    allow(phone, None)
    status(phone).to_contain_text(BY_ITSELF, timeout=SOON)
    own.start()
    status(phone).to_contain_text(SAFE, timeout=SOON)
    all_sent(phone)
    assert [len(said) for said in versions(own, "Neither room nor signal.")] == [1]


def test_leaving_a_form_whose_words_could_not_be_stored_asks_first(phones: HandOut, server: Server) -> None:
    phone = hold(small(phones), "priya", prf=False)
    write_on_a_full_phone(phone)
    phone.page.get_by_role("navigation", name="Places").get_by_role("link", name="Find").click()
    dialog = phone.page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Stay and finish").click()
    expect(first_field(phone.page)).to_have_value(LONG)
    allow(phone, None)
    status(phone).to_contain_text(SAVED, timeout=SOON)


def test_a_note_on_a_full_locked_phone_says_so_and_is_stored_when_there_is_room(
    phones: HandOut, server: Server
) -> None:
    phone = hold(small(phones), "priya")
    lock(phone)
    page = phone.page
    page.get_by_role("button", name="Write now, file it after unlocking").click()
    fill_up(phone)
    page.get_by_label("Your note").fill(LONG)
    expect(page.locator("[data-note-line]")).to_contain_text(FULL)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_label("Your note")).to_be_focused()
    expect(page.get_by_label("Your note")).to_have_value(LONG)
    allow(phone, None)
    expect(page.get_by_text(re.compile(r"Saved on this phone \d\d:\d\d, sealed"))).to_be_visible(timeout=SOON)
    wait_until(page, f"async () => await ({ROWS})() === 1")


def test_nearly_full_is_said_before_it_is_too_late(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    phone.page.add_init_script("navigator.storage.estimate = async () => ({ usage: 95, quota: 100 });")
    lock(phone)
    unlock(phone)
    expect(phone.page.locator("#full-bar")).to_be_visible()
    go(phone, event_form(server))
    first_field(phone.page).fill("There is room for this yet.")
    status(phone).to_contain_text(SAVED)


@pytest.mark.parametrize("promised", [True, False])
def test_the_browser_is_asked_to_keep_what_lies_here_and_its_answer_is_told(
    phones: HandOut, server: Server, promised: bool
) -> None:
    answer = "true" if promised else "false"
    phone = hold(phones, "priya", prf=False)
    phone.page.add_init_script(
        f"navigator.storage.persist = async () => {{ window.asked = true; return {answer}; }};"
        f"navigator.storage.persisted = async () => {answer};"
    )
    lock(phone)
    unlock(phone)
    wait_until(phone.page, "async () => window.asked")
    go(phone, "/on-this-phone")
    line = phone.page.get_by_text("This browser has not promised to keep what lies here")
    expect(phone.page.get_by_role("heading", name="All sent")).to_be_visible()
    expect(line).to_be_hidden() if promised else expect(line).to_be_visible()
