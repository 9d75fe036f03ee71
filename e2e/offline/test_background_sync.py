"""With Background Sync the browser delivers what is unsent; without it the next start does, before anybody unlocks."""

from playwright.sync_api import Page

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import hold, unlock
from e2e.offline.sealed import end_sign_ins
from e2e.offline.test_delivery import WORDS, expect_handed_over_locked, kept, write_without_signal
from e2e.offline.waiting import wait_until
from e2e.offline.writing import expect_sent_once
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server

TAGS = "async () => (await navigator.serviceWorker.ready).sync.getTags()"
NO_SYNC = """if (window.ServiceWorkerRegistration) {
  delete ServiceWorkerRegistration.prototype.sync;
  delete window.SyncManager;
}"""


def tags(page: Page) -> list[str]:
    found: list[str] = page.evaluate(TAGS)
    return found


def without_background_sync(phone: Phone) -> None:
    """As Safari and Firefox are: on every page from now on, and on this one."""
    phone.context.add_init_script(NO_SYNC)
    phone.page.evaluate(f"() => {{ {NO_SYNC} }}")
    assert not phone.page.evaluate("() => 'SyncManager' in window || 'sync' in ServiceWorkerRegistration.prototype")


def test_the_page_asks_the_browser_to_deliver_what_is_unsent(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, _ = fronted
    phone = hold(phones, "priya", of=server)
    assert tags(phone.page) == [], "nothing is unsent, nothing is asked"
    write_without_signal(phone, server)
    wait_until(phone.page, f"async () => (await ({TAGS})()).includes('envelopes')")


def test_where_the_browser_does_not_the_next_start_delivers_it_still_locked_and_it_is_filed_once(
    phones: HandOut, fronted: tuple[Server, Front]
) -> None:
    server, front = fronted
    phone = hold(phones, "priya", of=server)
    without_background_sync(phone)
    write_without_signal(phone, server)
    phone.page.goto("about:blank")  # the app is closed
    look(server, end_sign_ins)
    server.start()
    phone.page.goto(server.origin + "/week")
    expect_handed_over_locked(phone, front, server)
    assert [filed for _, filed in kept(server)] == [False]
    unlock(phone)
    expect_sent_once(phone, WORDS)
    assert [filed for _, filed in kept(server)] == [True]
