"""Two tabs of one browser: one sender, nobody's words overwritten, and both say where the words are."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.fingers import lay_finger
from e2e.offline.front import Front
from e2e.offline.hand import add_person, badge, expect_locked, go, hold, status, unlock
from e2e.offline.writing import BY_ITSELF, SAFE, SAVED, SOON, all_sent, event_form, first_field, save, versions, write
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server
from store.tables.entries import Entry
from store.tables.people import Practitioner

ELSEWHERE = "are open in another tab"
# What a browser without such channels does, or one whose tab slept.
DEAF = "BroadcastChannel.prototype.postMessage = () => {};"


def second_tab(phone: Phone, path: str) -> Page:
    """A new tab at that address, unlocked with the same finger; the phone's page from now on."""
    assert phone.keys
    passkeys = phone.keys.credentials()
    phone.new_page()
    phone.keys = phone.authenticator()
    lay_finger(phone, passkeys)
    phone.page.goto(phone.server.origin + path)
    expect_locked(phone)
    unlock(phone)
    return phone.page


def line(page: Page) -> object:
    return expect(page.locator("[data-form-status]").last)


def test_the_same_form_in_a_second_tab_says_where_the_words_are(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    first = write(phone, "Written in the first tab.")
    second = second_tab(phone, event_form(server))
    expect(second.locator("#main").get_by_text(ELSEWHERE)).to_be_visible()
    expect(first_field(second)).to_have_value("")
    badge(phone, "1 unsent")
    first_field(second).fill("Written in the second tab.")
    status(phone).to_contain_text(SAVED)
    for page in (first, second):
        expect(page.locator("sync-badge").first).to_have_text("2 unsent")
    expect(first_field(first)).to_have_value("Written in the first tab.")
    first.close()
    second.reload()
    expect_locked(phone)
    unlock(phone)
    go(phone, "/on-this-phone")
    expect(second.get_by_role("heading", name="Significant event")).to_have_count(2)


def test_they_come_over_once_the_other_tab_is_closed(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    first = write(phone, "Written, and the tab is closed.")
    second = second_tab(phone, event_form(server))
    expect(second.locator("#main").get_by_text(ELSEWHERE)).to_be_visible()
    first.close()
    second.get_by_role("button", name="Look again").click()
    expect(first_field(second)).to_have_value("Written, and the tab is closed.")
    badge(phone, "1 unsent")


def test_two_tabs_unlocked_at_one_moment_do_not_share_a_draft(phones: HandOut, server: Server) -> None:
    """The words come back in one of them; the other says so."""
    phone = hold(phones, "priya", prf=False)
    first = write(phone, "Whose tab is first.")
    second = second_tab(phone, "/week")
    for page in (first, second):
        page.evaluate("path => { htmx.ajax('GET', '/find', { target: '#main', push: 'true' }); }", "")
        page.wait_for_url("**/find")
    for page in (first, second):
        page.evaluate("path => { htmx.ajax('GET', path, { target: '#main', push: path }); }", event_form(server))
    for page in (first, second):
        expect(page.locator("main draft-form[data-kept]")).to_be_attached()
    found = sorted(first_field(page).input_value() for page in (first, second))
    assert found == ["", "Whose tab is first."]
    ids = {page.locator("main input[name=draft_id]").input_value() for page in (first, second)}
    assert len(ids) == 2


def test_one_tab_sends_what_waits_and_both_see_it(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    first = write(phone, "Sent by one tab only.")
    second = second_tab(phone, "/week")
    phone.expects("503 for")
    front.instead = lambda method, path, body: (503, [], b"") if path.endswith("/significant-events") else None
    save(first)
    line(first).to_contain_text(BY_ITSELF)  # type: ignore[attr-defined]
    badge(phone, "1 unsent")
    front.posted.clear()
    front.instead = lambda method, path, body: None
    for page in (first, second):
        page.evaluate("dispatchEvent(new Event('online'))")
    line(first).to_contain_text(SAFE.removesuffix(" since"), timeout=SOON)  # type: ignore[attr-defined]
    for page in (first, second):
        expect(page.locator("sync-badge").first).to_have_text("All sent", timeout=SOON)
    assert len([path for path, _ in front.posted if path.endswith("/significant-events")]) == 1
    assert [len(said) for said in versions(server, "Sent by one tab only.")] == [1]


def test_the_same_entry_changed_in_two_tabs_shows_both_texts(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    first = write(phone, "The gate was shut.")
    save(first)
    first.wait_for_url("**/significant-events/*-*-*-*-*")
    address = first.url.removeprefix(server.origin) + "/edit"
    go(phone, address)
    second = second_tab(phone, address)
    first_field(first).fill("The gate was shut. First tab.")
    first_field(second).fill("The gate was shut. Second tab.")
    save(first)
    first.wait_for_url("**/significant-events/*-*-*-*-*")
    line(second).to_contain_text(SAVED)  # type: ignore[attr-defined]
    save(second)
    expect(second.get_by_text("This was changed since you opened it").first).to_be_visible()
    for words in ("First tab.", "Second tab."):
        expect(second.locator("main .both").get_by_text(words)).to_be_visible()
    save(second)
    all_sent(phone)
    [said] = versions(server, "The gate was shut.")
    assert len(said) == 3


def authors(server: Server, words: str) -> set[str]:
    """Under whose names those words stand on the record."""

    async def ask(db: AsyncSession) -> set[str]:
        rows = await db.execute(
            select(Practitioner.name, Entry.content).join(Entry, Entry.author_id == Practitioner.id)
        )
        return {name for name, content in rows if words in str(content)}

    return look(server, ask)


@pytest.mark.parametrize("is_told", [True, False], ids=["told", "not-told"])
def test_what_one_person_wrote_never_goes_under_the_name_of_who_signed_in_beside(
    phones: HandOut, own: Server, is_told: bool
) -> None:
    """A shared phone: Priya's tab stands open while Sam signs in in another. `told`: the tabs hear of each other."""
    phone = hold(phones, "priya", prf=False, of=own)
    if not is_told:
        phone.context.add_init_script(DEAF)
    priyas = write(phone, "Priya wrote this.")
    phone.new_page()
    phone.keys = phone.authenticator()
    add_person(phone, "sam")
    if is_told:
        expect(priyas.get_by_text("Somebody else signed in.")).to_be_visible()
    else:
        save(priyas)
    expect(priyas.get_by_role("button", name="Unlock with one touch")).to_be_visible()
    expect(priyas.get_by_text("One note is not sent yet")).to_have_count(0)
    expect(priyas.locator("main")).not_to_contain_text("Priya wrote this.")
    # What the worker hands over sealed may go on the record meanwhile: it is signed by her phone, and hers.
    assert authors(own, "Priya wrote this.") <= {"Priya Raman"}
