"""What `make run` shows without signal: with a real passkey the real thing, by the door what is said to be the door."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import NO_SIGNAL, expect_locked, expect_open, go, hold, lock, unlock
from e2e.offline.test_carried_app import CARRIED, expect_stamp
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.server import Server

DOOR = "In this demonstration one touch opens without a passkey"
DOOR_KEYS = """async () => {
  const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await heard(indexedDB.open('weekbook'));
  const rows = await heard(db.transaction('vaults').objectStore('vaults').getAll());
  db.close();
  return rows.map((row) => Boolean(row.door_key));
}"""


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


def through_the_door(phones: HandOut, demonstration: Server) -> Phone:
    phone = phones(of=demonstration, service_workers="allow")
    phone.expects(*NO_SIGNAL)
    phone.open("/sign-in")
    phone.page.get_by_role("button", name="Priya Raman").click()
    phone.page.wait_for_url("**/welcome?**")
    return phone


def test_the_door_opens_without_signal_and_says_what_it_is(phones: HandOut, demonstration: Server) -> None:
    phone = through_the_door(phones, demonstration)
    expect(phone.page.get_by_text(DOOR)).to_be_visible()
    expect(phone.page.get_by_role("link", name="Try it with a real passkey")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Touch once more")).to_have_count(0)
    phone.page.get_by_role("link", name="Go to the week").click()
    phone.page.wait_for_url("**/week")
    wait_until(phone.page, CARRIED)
    with stopped(demonstration):
        lock(phone)
        expect(phone.page.get_by_text(DOOR)).to_be_visible()
        unlock(phone)
        expect_stamp(phone)
    lock(phone)
    unlock(phone)
    expect(phone.page.locator("[data-stamp]")).to_have_count(0)


def test_welcome_comes_once_on_each_phone(phones: HandOut, demonstration: Server) -> None:
    phone = through_the_door(phones, demonstration)
    go(phone, "/you")
    phone.page.get_by_role("button", name="Sign out").click()
    phone.page.wait_for_url("**/sign-in")
    phone.page.get_by_role("button", name="Priya Raman").click()
    phone.page.wait_for_url("**/week")
    expect_open(phone)


def test_a_real_passkey_in_a_demonstration_is_used_as_one(phones: HandOut, demonstration: Server) -> None:
    phone = hold(phones, "Priya Raman", of=demonstration)
    wait_until(phone.page, CARRIED)
    assert phone.page.evaluate(DOOR_KEYS) == [False]
    with stopped(demonstration):
        lock(phone)
        expect(phone.page.get_by_text(DOOR)).to_have_count(0)
        unlock(phone)
        expect_stamp(phone)


def test_a_real_council_never_keeps_such_a_key(phones: HandOut, own: Server) -> None:
    """Also where its server has to give the key: without signal it stays locked."""
    phone = hold(phones, "priya", prf=False, of=own)
    assert phone.page.evaluate(DOOR_KEYS) == [False]
    wait_until(phone.page, CARRIED)
    own.stop()
    lock(phone)
    phone.page.get_by_role("button", name="Unlock with one touch").click()
    expect(phone.page.get_by_text("opens Weekbook only with signal for now")).to_be_visible()
    expect_locked(phone)
    own.start()
    unlock(phone)
    expect_open(phone)
    assert phone.page.evaluate(DOOR_KEYS) == [False]
