"""Locked after a while or a reload, with signal or without: nothing to be read, one touch back to where one was."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.offline.hand import add_person, badge, expect_locked, expect_wrapped_by, go, hold, lock, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server
from web.cookies import SIGN_IN_COOKIE

WORDS = "Leo had drawn the whole street, and named every door."


def new_event(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}/significant-events/new"


def write(phone: Phone, words: str = WORDS) -> None:
    phone.page.locator("main textarea").nth(0).press_sequentially(words)
    status(phone).to_contain_text("Saved on this phone")


def nothing_to_read(page: Page, words: str = WORDS) -> None:
    shown = page.evaluate("document.documentElement.textContent")
    assert words not in shown and "Okafor" not in shown and "Priya" not in shown
    assert page.title() == "Weekbook"


def await_lock(phone: Phone) -> None:
    expect(phone.page.locator("main > unlock-card")).to_be_visible(timeout=30_000)
    expect_locked(phone)


def test_untouched_it_locks_without_signal_too(phones: HandOut, hasty: Server) -> None:
    """Story 4: the idle timer runs on while there is no signal; the touch that opens needs none either."""
    phone = hold(phones, "priya", prf=False, of=hasty)
    await_lock(phone)
    unlock(phone)
    expect_wrapped_by(phone.page, "prf")
    go(phone, new_event(hasty))
    write(phone)
    hasty.stop()
    await_lock(phone)
    nothing_to_read(phone.page)
    unlock(phone)
    expect(phone.page.locator("main textarea").nth(0)).to_have_value(WORDS)
    badge(phone, "1 unsent")


def test_a_reload_locks_and_one_touch_brings_it_back(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya")
    go(phone, new_event(server))
    write(phone)
    lock(phone)
    nothing_to_read(phone.page)
    unlock(phone)
    expect(phone.page.locator("main textarea").nth(0)).to_have_value(WORDS)
    assert phone.page.url.endswith(new_event(server))


def test_out_of_sight_it_locks(phones: HandOut, hasty: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=hasty)
    go(phone, new_event(hasty))
    phone.page.locator("main textarea").nth(0).press_sequentially("Not yet stored, hidden at once")
    seem(phone.page, "hidden")
    expect(phone.page.locator("main > unlock-card")).to_be_visible(timeout=30_000)
    seem(phone.page, "visible")
    nothing_to_read(phone.page, "Not yet stored")
    unlock(phone)
    expect(phone.page.locator("main textarea").nth(0)).to_have_value("Not yet stored, hidden at once")


def seem(page: Page, state: str) -> None:
    """As when another app comes before it."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        state,
    )


def test_signed_out_means_locked_and_never_a_sign_in_page_inside(phones: HandOut, server: Server) -> None:
    """Story 18: the sign-in ended; what was saved waits, and goes after one touch."""
    phone = hold(phones, "priya", prf=False)
    go(phone, new_event(server))
    write(phone)
    phone.page.locator("main textarea").nth(1).fill("He knows where he is.")
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    phone.page.locator("main form[method=post] button[type=submit]").last.click()
    expect_locked(phone)
    expect(phone.page.get_by_text("You were signed out")).to_be_visible()
    nothing_to_read(phone.page)
    unlock(phone)
    expect(phone.page.locator("sync-badge").first).to_have_text("All sent", timeout=20_000)


def test_a_note_begun_while_locked_is_filed_after_unlocking(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya")
    lock(phone)
    page = phone.page
    page.get_by_role("button", name="Write now, file it after unlocking").click()
    page.get_by_label("Your note").press_sequentially("Dawn rang from the bus.")
    expect(page.get_by_text(re.compile(r"Saved on this phone \d\d:\d\d, sealed"))).to_be_visible()
    page.get_by_role("button", name="Done").click()
    nothing_to_read(page, "Dawn rang")
    unlock(phone)
    badge(phone, "1 unsent")
    go(phone, "/on-this-phone")
    page.get_by_role("button", name=re.compile("^Put it on a visit")).click()
    expect(page.get_by_text("Choose the family and what it is")).to_be_visible()
    go(phone, new_event(server))
    expect(page.locator("main textarea").nth(0)).to_have_value("Dawn rang from the bus.")
    status(phone).to_contain_text("Saved on this phone")
    badge(phone, "2 unsent")


def test_two_people_share_a_phone(phones: HandOut, server: Server) -> None:
    """Each reads their own; a note cannot be begun for whoever comes first."""
    phone = hold(phones, "priya", prf=False)
    go(phone, new_event(server))
    write(phone)
    add_person(phone, "ruth")
    badge(phone, "All sent")
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_text(WORDS)).to_have_count(0)
    lock(phone)
    expect(phone.page.get_by_text("Several people use this phone")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Write now")).to_be_hidden()


def test_the_demonstration_locks_too(phones: HandOut, demonstration: Server) -> None:
    """Its door instead of a passkey: the same vault, the same card."""
    phone = phones(of=demonstration, service_workers="allow")
    phone.open("/sign-in")
    phone.page.get_by_role("button", name="Priya Raman").click()
    phone.page.get_by_role("link", name="Go to the week").click()
    phone.page.wait_for_url("**/week")
    expect(phone.page.locator("body")).to_have_attribute("data-vault", "open")
    lock(phone)
    unlock(phone)
    expect(phone.page).to_have_url(re.compile("/week$"))


def test_the_store_is_gone_under_the_page_and_that_is_said(phones: HandOut, server: Server) -> None:
    """Story 14: what is typed next is kept all the same, or it is said loudly that it is not."""
    phone = hold(phones, "priya", prf=False)
    go(phone, new_event(server))
    write(phone, "Before. ")
    phone.page.evaluate(
        """async () => {
          const gone = indexedDB.deleteDatabase('weekbook');
          await new Promise((resolve) => { gone.onsuccess = gone.onblocked = resolve; });
        }"""
    )
    phone.page.locator("main textarea").nth(0).press_sequentially("After.")
    expect(phone.page.locator("[data-form-status]").last).to_contain_text(re.compile("Saved on this phone|Not saved"))
    expect(phone.page.locator("#emptied-bar")).to_be_visible()
    lock(phone)
    unlock(phone)
    expect(phone.page.locator("main textarea").nth(0)).to_have_value("Before. After.")


def test_a_step_back_is_a_fragment_too(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    places = phone.page.get_by_role("navigation", name="Places")
    places.get_by_role("link", name="Find").click()
    phone.page.wait_for_url("**/find")
    places.get_by_role("link", name="You").click()
    phone.page.wait_for_url("**/you")
    phone.page.go_back()
    expect(phone.page.get_by_role("searchbox")).to_be_visible()
    expect(phone.page.locator("main > unlock-card")).to_have_count(0)
    expect(places.get_by_role("link", name="Find")).to_have_attribute("aria-current", "page")


def test_no_address_of_a_search_is_left_once_it_is_locked(phones: HandOut, server: Server) -> None:
    """The browser lists every address that a page asked for."""
    phone = hold(phones, "priya", prf=False)
    page = phone.page
    listed = "performance.getEntriesByType('resource').map(({ name }) => name).join()"
    go(phone, "/find")
    with page.expect_response(re.compile("q=okafor")):
        page.get_by_role("searchbox").fill("okafor")
    expect(page.locator("#answers").get_by_role("link", name="Okafor-Hill family")).to_be_visible()
    assert "q=okafor" in page.evaluate(listed)
    page.evaluate("async () => (await import('weekbook/offline/session')).lock('hidden')")
    expect_locked(phone)
    assert "okafor" not in page.evaluate(listed)


def test_unlocking_asks_nobody_else(phones: HandOut, own: Server) -> None:
    """At an address that without its beginning would be another server's."""
    phone = hold(phones, "priya", of=own)
    page = phone.page
    wait_until(page, CARRIED)
    own.stop()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{own.origin}//evil.example/x")
    expect_locked(phone)
    page.get_by_role("button", name="Unlock with one touch").click()
    expect(page.locator("body")).to_have_attribute("data-vault", "open")
    expect(page.locator("main > unlock-card")).to_have_count(0)
    assert [url for url in asked if not url.startswith(own.origin)] == []
    assert any(url == f"{own.origin}//evil.example/x" for url in asked)


def test_half_a_character_is_never_sealed(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya")
    lock(phone)
    page = phone.page
    page.get_by_role("button", name="Write now, file it after unlocking").click()
    page.get_by_label("Your note").evaluate(
        "note => { note.value = 'Half \\ud83d a smile'; note.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.get_by_role("button", name="Done").click()
    unlock(phone)
    told = page.evaluate(
        """async () => {
          const { list } = await import('weekbook/offline/drafts');
          const { current } = await import('weekbook/offline/session');
          return (await list(current())).map(({ fields }) => [fields[0][1], fields[0][1].isWellFormed()]);
        }"""
    )
    assert told == [["Half \ufffd a smile", True]]
