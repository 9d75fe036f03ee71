"""What keeps the words comes late over a bad line, or not at all: the form says so, and nothing typed is lost."""

from playwright.sync_api import Page, Route, expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lock, status, unlock
from e2e.offline.writing import MEANING, SAVED, event_form, first_field, ready, save, versions, write
from e2e.phone import Phone
from e2e.server import Server

KEEPER = "**/offline/form-keeper.js*"
WOULD_ASK = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"

TYPED_WHILE_LEAVING = """async () => {
  const { goTo } = await import('weekbook/offline/session');
  const text = document.querySelector('main textarea');
  document.addEventListener('htmx:before:swap', () => {
    text.value = 'Typed, and gone on.';
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }, { once: true });
  goTo('/find');
}"""


def without_keeper(phone: Phone, held: list[Route] | None = None) -> Page:
    """The page is new, and the keeper's code does not come; where it is `held`, not yet."""
    phone.page.route(KEEPER, lambda route: route.abort() if held is None else held.append(route))
    lock(phone)
    unlock(phone)
    return phone.page


def priyas(phones: HandOut) -> Phone:
    """Her phone without a worker, which would have the code."""
    return hold(phones, "priya", prf=False, service_workers="block")


def test_a_form_without_its_keeper_is_saved_over_the_line(phones: HandOut, server: Server) -> None:
    phone = priyas(phones)
    page = without_keeper(phone)
    go(phone, event_form(server))
    first_field(page).fill("Saved without a keeper.")
    page.locator("main textarea").nth(1).fill(MEANING)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    assert len(versions(server, "Saved without a keeper.")) == 1


def test_it_warns_until_the_keeper_has_come_after_all(phones: HandOut, server: Server) -> None:
    phone = priyas(phones)
    page = without_keeper(phone)
    go(phone, event_form(server))
    expect(page.locator("main draft-form[data-alone]")).to_be_attached()
    first_field(page).fill("On this page only.")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#offline-bar")).to_contain_text("Keep this page open", use_inner_text=True)
    expect(page.locator("#offline-bar")).not_to_contain_text("is saved on this phone", use_inner_text=True)
    assert page.evaluate(WOULD_ASK)
    page.unroute_all()
    first_field(page).press_sequentially(" And a key more.")
    status(phone).to_contain_text(SAVED)
    assert not page.evaluate(WOULD_ASK)
    badge(phone, "1 unsent")


def test_words_that_were_left_before_the_keeper_came_are_kept(phones: HandOut, server: Server) -> None:
    phone = priyas(phones)
    held: list[Route] = []
    page = without_keeper(phone, held)
    go(phone, event_form(server))
    page.evaluate(TYPED_WHILE_LEAVING)
    page.wait_for_url("**/find")
    for route in held:
        route.continue_()
    badge(phone, "1 unsent")
    go(phone, event_form(server))
    expect(first_field(page)).to_have_value("Typed, and gone on.")


def test_a_draft_is_not_held_by_a_form_that_was_left(phones: HandOut, server: Server) -> None:
    phone = priyas(phones)
    write(phone, "Begun before.")
    held: list[Route] = []
    page = without_keeper(phone, held)
    go(phone, "/find")
    go(phone, event_form(server))
    go(phone, "/find")
    for route in held:
        route.continue_()
    go(phone, event_form(server))
    ready(page)
    expect(first_field(page)).to_have_value("Begun before.")


def test_where_what_guards_an_open_vault_does_not_come_none_is_opened(phones: HandOut, server: Server) -> None:
    phone = priyas(phones)
    phone.expects("goes on without this phone’s store")
    page = phone.page
    page.route("**/offline/going.js*", lambda route: route.abort())
    lock(phone)
    page.get_by_role("button", name="Unlock with one touch").click()
    expect(page.locator("#store-bar")).to_be_visible()
    assert page.evaluate("async () => (await import('weekbook/offline/session')).current()") is None
