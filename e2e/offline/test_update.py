"""A new release while people write: the page stays theirs until they press "Update", and no word is lost by it."""

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import expect_locked, hold, status, unlock
from e2e.offline.test_tabs import second_tab
from e2e.offline.test_worker import next_release
from e2e.offline.waiting import wait_until
from e2e.offline.writing import SAVED, event_form, expect_sent_once, first_field, ready, save, write
from e2e.server import Server

FIRST = "Maya would not say who had been there."
SECOND = "Niamh’s brother answered the door."
CAME_AGAIN = "() => !window.here"


def mark(page: Page) -> None:
    page.evaluate("() => { window.here = true; }")


def expect_untouched(page: Page, words: str) -> None:
    assert page.evaluate("() => window.here === true"), "nothing is loaded anew under a person"
    expect(first_field(page)).to_have_value(words)


def test_19_a_release_while_somebody_types_takes_over_no_tab_and_no_words(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    first, of_first = write(phone, FIRST), phone.keys
    second = second_tab(phone, event_form(server, "Brennan"))
    ready(second)
    first_field(second).fill(SECOND)
    status(phone).to_contain_text(SAVED)
    for page in (first, second):
        page.wait_for_function("() => navigator.serviceWorker.controller")
        mark(page)

    front.changed = next_release
    first.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    for page, words in ((first, FIRST), (second, SECOND)):
        expect(page.get_by_text("A newer Weekbook is ready.")).to_be_visible()
        expect_untouched(page, words)
    assert first.evaluate("async () => Boolean((await navigator.serviceWorker.ready).waiting)")

    first.get_by_role("button", name="Update").click()
    first.wait_for_function(CAME_AGAIN)
    wait_until(second, "async () => (await caches.keys()).every((name) => name.startsWith('weekbook-next'))")
    expect_untouched(second, SECOND)
    more = f"{SECOND} He was alone."
    first_field(second).fill(more)
    second.locator("main textarea").nth(1).fill("Nobody was looking after him.")
    status(phone).to_contain_text(SAVED)
    save(second)
    second.wait_for_url("**/significant-events/*-*-*-*-*")
    second.get_by_role("button", name="Update").click()  # the first tab was quicker
    second.wait_for_function(CAME_AGAIN)

    phone.page, phone.keys = first, of_first
    expect_locked(phone)
    unlock(phone)
    expect(first_field(first)).to_have_value(FIRST)
    save(first)
    for words in (FIRST, more):
        expect_sent_once(phone, words)
