"""What waits on this phone: read, copied, opened, sent, discarded and brought back; said before one leaves."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.offline.hand import add_person, badge, expect_locked, go, hold, lock, status, unlock
from e2e.offline.test_forms import WORDS, contents, event_form, save, write
from e2e.phone import Phone
from e2e.server import Server
from web.cookies import SIGN_IN_COOKIE


@pytest.fixture
def waiting(phones: HandOut, own: Server) -> Phone:
    """One event of Priya's waits on her phone; there is no signal."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own)
    own.stop()
    save(page)
    status(phone).to_contain_text("It goes by itself")
    go(phone, "/on-this-phone")
    expect(page.get_by_role("heading", name="Significant event")).to_be_visible()
    return phone


def item(page: Page) -> None:
    page.get_by_text("Read the words").click()


def test_it_can_be_read_and_sent(waiting: Phone, own: Server) -> None:
    page = waiting.page
    expect(page.get_by_text("Waits for signal")).to_be_visible()
    expect(page.get_by_text("Okafor-Hill family")).to_be_visible()
    item(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    own.start()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="All sent")).to_be_visible(timeout=20_000)
    badge(waiting, "All sent")


def test_it_can_be_opened_and_goes_on_in_its_form(waiting: Phone) -> None:
    page = waiting.page
    page.get_by_role("button", name=re.compile("^Open: Significant event")).click()
    expect(page.locator("main textarea").nth(0)).to_have_value(WORDS)
    badge(waiting, "1 unsent")


def test_it_is_discarded_only_after_asking_and_comes_back(waiting: Phone) -> None:
    page = waiting.page
    discard = page.get_by_role("button", name=re.compile("^Discard: "))
    discard.click()
    page.get_by_role("button", name="Keep them").click()
    badge(waiting, "1 unsent")
    discard.click()
    page.get_by_role("button", name="Discard them").click()
    badge(waiting, "All sent")
    page.get_by_role("button", name="Bring it back").click()
    badge(waiting, "1 unsent")
    item(page)
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_signing_out_says_what_is_unsent(waiting: Phone, own: Server) -> None:
    """And leaves it there, for whoever wrote it."""
    own.start()
    page = waiting.page
    page.route("**/significant-events", lambda route: route.abort())
    go(waiting, "/you")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out now?")
    expect(dialog.get_by_text("One thing is not on the record yet. It stays on this phone")).to_be_visible()
    dialog.get_by_role("button", name="Sign out all the same").click()
    page.wait_for_url("**/sign-in")
    page.unroute_all()
    page.get_by_role("button", name="Sign in with your passkey").click()
    page.wait_for_url("**/week")
    badge(waiting, "All sent")
    assert len(contents(own, WORDS)) == 1


def test_removing_weekbook_from_a_phone(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    go(phone, "/you")
    page = phone.page
    page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    dialog = page.get_by_role("dialog", name="Remove Weekbook from this phone?")
    expect(dialog.get_by_text("One thing is not on the record yet, and will be lost")).to_be_visible()
    dialog.get_by_role("button", name="Erase it from this phone").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("I know that what is unsent is lost.").check()
    dialog.get_by_role("button", name="Erase it from this phone").click()
    page.wait_for_url(re.compile("/sign-in"))
    left = page.evaluate(
        """async () => {
          const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const db = await heard(indexedDB.open('weekbook'));
          const left = (name) => heard(db.transaction(name).objectStore(name).count());
          return (await Promise.all(['vaults', 'drafts', 'carried'].map(left))).join();
        }"""
    )
    assert left == "0,0,0"


def test_a_fresh_touch_sends_what_waited_for_one(phones: HandOut, server: Server) -> None:
    """Words that need one are kept until it comes."""
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    go_anyway = phone.page.get_by_role("navigation", name="Places").get_by_role("link", name="Find")
    go_anyway.click()
    expect_locked(phone)
    unlock(phone)
    badge(phone, "1 unsent")


@pytest.mark.parametrize("state", ["locked", "note", "two people", "on this phone", "form", "you"])
def test_new_states_are_well_made(phones: HandOut, server: Server, state: str) -> None:
    """Looked at as every screen is: axe, thumbs, widths, enlarged text, in the dark too."""
    phone = hold(phones, "priya", prf=False)
    page = write(phone, server)
    if state == "on this phone":
        go(phone, "/on-this-phone")
        item(page)
    if state == "form":
        go(phone, "/find")
        go(phone, event_form(server))
        expect(page.locator("#main").get_by_text("are back")).to_be_visible()
    if state == "you":
        go(phone, "/you")
    if state == "two people":
        add_person(phone, "ruth")
    if state in ("locked", "note", "two people"):
        lock(phone)
    if state == "note":
        page.get_by_role("button", name="Write now").click()
    well_made(page)
