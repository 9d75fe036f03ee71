"""A bad worker: the switch `WEEKBOOK_WORKER=off` takes it from each phone that comes by, and no words with it."""

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import expect_locked, hold, lock, unlock
from e2e.offline.waiting import wait_until
from e2e.offline.writing import event_form, expect_sent_once, first_field, save, write
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Written while the worker was bad."
RETIRED = "async () => !(await navigator.serviceWorker.getRegistration())?.active && !(await caches.keys()).length"


def controlled(phone: Phone) -> bool:
    return bool(phone.page.evaluate("() => Boolean(navigator.serviceWorker.controller)"))


def test_a_bad_worker_is_retired_with_all_that_it_kept_and_what_was_typed_stays(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    write(phone, WORDS)
    phone.page.wait_for_function("() => navigator.serviceWorker.controller")
    assert phone.page.evaluate("async () => (await caches.keys()).length > 0")
    own.stop()
    own.settings["WEEKBOOK_WORKER"] = "off"
    own.start()
    lock(phone)
    wait_until(phone.page, RETIRED)
    phone.page.goto(own.origin + event_form(own))
    expect_locked(phone)
    assert not controlled(phone), "the server answers, and no worker before it"
    unlock(phone)
    expect(first_field(phone.page)).to_have_value(WORDS)
    save(phone.page)
    expect_sent_once(phone, WORDS)
