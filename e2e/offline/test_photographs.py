"""Photographs: small, sealed, with nothing in them but the picture, after the words and never in their way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.offline.hand import add_person, badge, go, hold, lock, unlock
from e2e.offline.test_rescue import BACK, NO_OPENINGS
from e2e.offline.test_room import allow, fill_up, small
from e2e.offline.waiting import wait_until
from e2e.offline.writing import (
    MEANING,
    SOON,
    event_form,
    expect_sent_once,
    first_field,
    kept_readable,
    ready,
    save,
    save_unsent,
    versions,
    write,
)
from e2e.phone import Phone
from e2e.records import look
from e2e.server import Server
from store.tables.entries import Entry
from store.tables.photographs import Photograph
from tests.web.photographing import MARK, with_position

CALLED = "Leo’s drawing of the street"
SEALED, FULL = "Waits on this phone, sealed. It goes after your words.", "This phone is full: the photograph waits"

FIRST_OF_ALL = """() => {
  const make = crypto.randomUUID.bind(crypto);
  crypto.randomUUID = () => `00000000${make().slice(8)}`;
}"""
"""What is made from now on is looked at before what is made on another page."""


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """What the camera gives: large, on its side, with where it was."""
    file = tmp_path / "photograph.jpg"
    file.write_bytes(with_position(3000, 2000, turned=6))
    return file


def photograph(page: Page, file: Path, called: str = CALLED) -> Locator:
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Add a photograph").click()
    chooser.value.set_files(file)
    item = page.locator("entry-photos li").last
    expect(item.get_by_text("Say what it is")).to_be_visible()
    item.get_by_label("What is it?").fill(called)
    item.get_by_label("What is it?").blur()
    return item


def on_record(server: Server) -> list[tuple[Photograph, Entry]]:
    """What came from phones, which make ids of version 4; the sample's own are of version 5."""

    async def ask(db: AsyncSession) -> list[tuple[Photograph, Entry]]:
        pairs = select(Photograph, Entry).join(Entry, Entry.id == Photograph.entry_id)
        found = await db.execute(pairs.order_by(Photograph.arrived_at))
        return [(one, entry) for one, entry in found if one.id.version == 4]

    return look(server, ask)


def expect_on_record_once(phone: Phone, called: str = CALLED) -> None:
    ((one, entry),) = on_record(phone.server)
    assert one.caption == called and one.arrived_at >= entry.written_at
    assert (one.width, one.height) == (1067, 1600)
    assert one.picture and MARK.encode() not in one.picture and b"Exif" not in one.picture
    assert len(one.picture) <= 300_000


def test_it_goes_after_the_words_and_stands_on_their_page(phones: HandOut, own: Server, taken: Path) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, "Leo had drawn the whole street.")
    expect(photograph(page, taken).get_by_text(SEALED)).to_be_visible()
    assert not on_record(own)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect(page.locator("entry-photos").get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    go(phone, page.url.removeprefix(own.origin))
    picture = page.get_by_role("img", name=f"Photograph: {CALLED}")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (one) => { await one.decode(); return one.naturalHeight; }") == 1600
    expect_on_record_once(phone)


def test_taken_without_signal_it_goes_once_its_words_are_there(phones: HandOut, own: Server, taken: Path) -> None:
    phone = hold(phones, "priya", of=own)
    go(phone, event_form(own))
    ready(phone.page)
    own.stop()
    first_field(phone.page).fill("Leo had drawn the whole street.")
    phone.page.locator("main textarea").nth(1).fill(MEANING)
    item = photograph(phone.page, taken)
    expect(item.get_by_text(SEALED)).to_be_visible()
    save_unsent(phone)
    expect(item.get_by_text(SEALED)).to_be_visible()
    own.start()
    expect_sent_once(phone, "Leo had drawn the whole street.")
    expect(item.get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    expect_on_record_once(phone)


def test_nothing_of_it_lies_on_the_phone_in_the_clear(phones: HandOut, server: Server, taken: Path) -> None:
    phone = hold(phones, "priya", prf=False)
    page = write(phone, "Leo had drawn the whole street.")
    expect(photograph(page, taken).get_by_text(SEALED)).to_be_visible()
    page.evaluate("localStorage.setItem('control', 'JFIF')")
    assert kept_readable(page).count("JFIF") == 1
    assert CALLED not in kept_readable(page) and MARK not in kept_readable(page)
    lock(phone)
    expect(page.locator("canvas")).to_have_count(0)
    unlock(phone)
    item = page.locator("entry-photos li")
    expect(item.get_by_label("What is it?")).to_have_value(CALLED)
    expect(item.get_by_text(SEALED)).to_be_visible()


def test_one_sealed_under_a_lost_passkey_holds_up_no_other_and_comes_back(
    phones: HandOut, own: Server, taken: Path
) -> None:
    phone = hold(phones, "priya", of=own)
    phone.page.evaluate(FIRST_OF_ALL)
    page = write(phone, "Leo had drawn the whole street.")
    page.route("**/photographs/*", lambda route: route.abort())
    photograph(page, taken)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    first = page.url.removeprefix(own.origin)
    page.goto("about:blank")
    page.unroute("**/photographs/*")
    page.add_init_script(f"({NO_OPENINGS})()")
    add_person(phone, "priya")
    second = write(phone, "Maya had drawn the garden.", family="Brennan")
    photograph(second, taken, "Maya’s garden")
    save(second)
    expect(page.locator("entry-photos").get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    expect_on_record_once(phone, "Maya’s garden")
    go(phone, first)
    item = page.locator("entry-photos li")
    expect(item.get_by_text("Sealed under an earlier passkey")).to_be_visible()
    page.evaluate(BACK)
    expect(item.get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    assert {one.caption for one, _ in on_record(own)} == {CALLED, "Maya’s garden"}


def test_it_is_discarded_with_its_words(phones: HandOut, server: Server, taken: Path) -> None:
    phone = hold(phones, "priya", prf=False)
    page = write(phone, "Written for nothing.")
    expect(photograph(page, taken).get_by_text(SEALED)).to_be_visible()
    count = """async () => {
      const { rows } = await import('weekbook/offline/photograph-rows');
      const { current } = await import('weekbook/offline/session');
      return (await rows(current().handle)).length;
    }"""
    assert page.evaluate(count) == 1
    go(phone, "/on-this-phone")
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Discard them").click()
    expect(page.get_by_text("Discarded.")).to_be_visible()
    wait_until(page, f"async () => await ({count})() === 0")
    page.get_by_role("button", name="Bring it back").click()
    wait_until(page, f"async () => await ({count})() === 1")


def test_it_counts_as_unsent_and_leaving_says_what_becomes_of_it(phones: HandOut, own: Server, taken: Path) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, "Leo had drawn the whole street.")
    page.route("**/photographs/*", lambda route: route.abort())
    photograph(page, taken)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    badge(phone, "1 unsent")
    go(phone, "/you")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out now?")
    expect(dialog.get_by_text("One photograph stays on this phone, sealed, until it is on the record.")).to_be_visible()
    dialog.get_by_role("button", name="Stay signed in").click()
    page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    dialog = page.get_by_role("dialog", name="Remove Weekbook from this phone?")
    expect(dialog.get_by_text("One photograph did not reach the council and will be lost.")).to_be_visible()
    dialog.get_by_label("I know that what did not reach the council is lost.").check()
    dialog.get_by_role("button", name="Erase it from this phone").click()
    page.wait_for_url(re.compile("/sign-in"))
    left = """async () => {
      const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
      const db = await heard(indexedDB.open('weekbook-photographs'));
      return heard(db.transaction('photographs').objectStore('photographs').count());
    }"""
    assert page.evaluate(left) == 0


@pytest.mark.parametrize("late", ["draft-form", "entry-photos"])
def test_one_chosen_before_the_code_has_come_is_taken(phones: HandOut, server: Server, taken: Path, late: str) -> None:
    """By a browser that puts it back; a person finds nothing to press until then."""
    phone, held = phones("priya"), list[Route]()
    page = phone.page
    page.route(f"**/elements/{late}.js", lambda route: held.append(route))
    with page.expect_request(f"**/elements/{late}.js"):
        phone.arrive(event_form(server))
    page.locator("entry-photos input").first.set_input_files(taken)
    expect(page.get_by_text("Add a photograph")).to_be_hidden()
    expect(page.locator("entry-photos li")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("entry-photos li").get_by_text("Say what it is")).to_be_visible()


def test_on_a_full_phone_the_words_go_and_the_photograph_waits(phones: HandOut, own: Server, taken: Path) -> None:
    phone = hold(small(phones), "priya", prf=False, of=own)
    page = phone.page
    go(phone, event_form(own))
    ready(page)
    fill_up(phone)
    first_field(page).fill("Sent from a full phone. " * 500)
    page.locator("main textarea").nth(1).fill(MEANING)
    page.route("**/photographs/*", lambda route: route.abort())
    item = photograph(page, taken)
    expect(item.get_by_text(FULL)).to_be_visible()
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    assert len(versions(own, "Sent from a full phone.")) == 1 and not on_record(own)
    expect(page.locator("entry-photos li").get_by_text(FULL)).to_be_visible()
    page.unroute("**/photographs/*")
    allow(phone, None)
    expect(page.locator("entry-photos").get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    expect_on_record_once(phone)


def test_what_is_no_picture_is_said_at_the_place(phones: HandOut, server: Server, tmp_path: Path) -> None:
    phone = hold(phones, "priya", prf=False)
    page = write(phone, "No picture this time.")
    file = tmp_path / "photograph.jpg"
    file.write_bytes(b"not a picture")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Add a photograph").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("This phone could not open that as a photograph.")).to_be_visible()
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")


def test_a_refused_one_says_why_and_may_be_called_something_else(phones: HandOut, own: Server, taken: Path) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, "Leo had drawn the whole street.")
    page.route("**/photographs/*", lambda route: route.abort())
    photograph(page, taken)
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect(page.locator("entry-photos li").get_by_text(SEALED)).to_be_visible()
    entry = page.url.removeprefix(own.origin)
    go(phone, "/on-this-phone")
    expect(page.get_by_role("heading", name="Photographs that wait")).to_be_visible()
    expect(page.locator("entry-photos li").get_by_text(SEALED)).to_be_visible()
    expect(page.get_by_text("Nothing on this phone waits to be sent.")).to_be_hidden()
    go(phone, entry)
    page.locator("[data-caption]").evaluate("(field) => { field.maxLength = 999; }")
    page.get_by_label("What is it?").fill("x" * 201)
    page.unroute("**/photographs/*")
    page.get_by_label("What is it?").blur()
    expect(page.get_by_text("Keep it to 200 characters")).to_be_visible(timeout=SOON)
    page.get_by_label("What is it?").fill(CALLED)
    page.get_by_label("What is it?").blur()
    expect(page.locator("entry-photos").get_by_text("Photograph safe on the record since")).to_be_visible(timeout=SOON)
    expect_on_record_once(phone)
