"""What is done by those who manage and audit, and with one's own passkeys, by keyboard alone."""

import re

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.keyboard import Keyboard, at, focus_is_on_heading
from e2e.phone import Authenticator, Phone
from e2e.records import family_id
from e2e.server import Server

NEWCOMER = "Kit Board"


def test_somebody_comes_in_with_passkeys_of_their_own_and_their_phone_is_ended(desk: HandOut) -> None:
    manager, newcomer = desk("ruth"), desk()
    add_to_the_list(manager)
    add_and_remove_a_passkey(newcomer, come_in(manager, newcomer))
    end_the_phone(manager)
    newcomer.page.goto(newcomer.server.origin + "/week")
    expect(newcomer.page.get_by_text("This phone was reported lost on")).to_be_visible()


def add_to_the_list(manager: Phone) -> None:
    page, keys = at(manager, "/people")
    keys.press(page.locator("main").get_by_role("link", name=re.compile("Add somebody")))
    page.wait_for_url("**/people/new")
    focus_is_on_heading(page)
    keys.type(page.get_by_label("Name"), NEWCOMER)
    keys.choose(page.get_by_label("Role"), "Mental health practitioner")
    keys.press(page.get_by_role("button", name="Add to the list"))
    expect(page.get_by_role("heading", level=1, name=NEWCOMER)).to_be_focused()


def come_in(manager: Phone, newcomer: Phone) -> Authenticator:
    """Link, number on both screens, confirmed, passkey."""
    page, keys = manager.page, Keyboard(manager.page)
    keys.press(page.get_by_role("button", name="Make the invitation"))
    link = page.get_by_label("Or send the link").input_value()
    theirs, typing = at(newcomer, re.sub(r"^https?://[^/]+", "", link))
    reader = newcomer.authenticator()
    typing.press(theirs.get_by_role("button", name="Open on this phone"))
    expect(page.locator(".code")).to_have_text(theirs.locator(".code").inner_text())
    keys.press(page.get_by_role("button", name="Yes, the same number"))
    typing.press(theirs.get_by_role("button", name="Make my passkey"))
    theirs.wait_for_url("**/welcome")
    expect(page.get_by_role("link", name="Back to people")).to_be_visible()
    return reader


def add_and_remove_a_passkey(newcomer: Phone, reader: Authenticator) -> None:
    """A reader makes one passkey for a person: the first is put away once it has let them in."""
    page, keys = at(newcomer, "/you")
    keys.press(page.get_by_role("link", name="Add a passkey"))
    page.wait_for_url("**/passkeys/new")
    reader.put_away()
    keys.type(page.get_by_label("What shall it be called?"), "The desk upstairs")
    keys.press(page.get_by_role("button", name="Make the passkey"))
    page.wait_for_url("**/you")
    keys.press(page.locator("summary", has_text="Rename or remove The desk upstairs"))
    keys.press(page.locator("details[open]").get_by_role("button", name="Remove…"))
    keys.press(page.get_by_role("dialog").get_by_role("button", name="Remove it"))
    expect(page.get_by_text("A passkey was removed on")).to_be_visible()
    expect(page.locator("summary", has_text="The desk upstairs")).to_have_count(0)


def end_the_phone(manager: Phone) -> None:
    page, keys = at(manager, "/people")
    keys.type(page.get_by_role("searchbox"), NEWCOMER)
    keys.press(page.get_by_role("link", name=NEWCOMER))
    ending = page.get_by_role("button", name=re.compile("^It is lost…"))
    keys.press(ending)
    keys.press(page.get_by_role("dialog").get_by_role("button", name="Yes, it is lost"))
    expect(ending).to_have_count(0)


def test_an_allocation_and_a_restriction(desk: HandOut, server: Server) -> None:
    family = f"/families/{family_id(server, 'Brennan')}"
    page, keys = at(desk("ruth"), f"{family}/people")
    keys.press(page.get_by_role("link", name="Allocate to somebody"))
    page.wait_for_url("**/allocations/new")
    focus_is_on_heading(page)
    keys.choose(page.get_by_label("Who takes the case on"), "Tom Ashdown")
    keys.press(page.get_by_role("button", name="Allocate", exact=True))
    page.wait_for_url(f"**{family}/people")
    ending = page.get_by_role("button", name="End allocation of Tom Ashdown")
    keys.press(ending)
    keys.press(page.get_by_role("dialog").get_by_role("button", name="End the allocation"))
    expect(ending).to_have_count(0)

    keys.press(page.get_by_role("link", name="Restrict it"))
    page.wait_for_url("**/restriction")
    keys.type(page.get_by_label("Why"), "A neighbour of theirs works in the team.")
    keys.press(page.get_by_role("button", name="Restrict this family"))
    keys.type(page.get_by_label("It need not be restricted any more"), "He has moved to another team.")
    keys.press(page.get_by_role("button", name="Lift the restriction"))
    expect(page.get_by_role("heading", level=1, name="Restrict this family")).to_be_visible()

    page, keys = at(desk("alan"), "/trail")
    keys.type(page.get_by_label("Reference"), "H204718")
    keys.choose(page.get_by_label("What was done"), "Writing")
    keys.press(page.get_by_role("button", name="Show"))
    page.wait_for_url("**/trail?*kind=changes*")
    rows = page.get_by_role("list", name="Rows of the trail").get_by_role("listitem")
    expect(rows.filter(has_text="allocation made")).to_have_count(1)
    expect(rows.filter(has_not_text="H204718")).to_have_count(0)
