"""Showing the family in a browser that holds no vault: the server holds the door. And on paper: one page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.phone import Phone
from e2e.printing import print_out
from e2e.records import family_id, look
from e2e.server import Server
from e2e.showing import CHOSEN, NOT_CHOSEN, STRENGTH, WAYS, fill, hand_over, nothing_of_the_family, only_what_was_chosen
from store.tables.entries import Task
from tests.cast import Cast
from tests.web.family_records import Records

Filled = Callable[[HandOut, int, int], Page]
WORDS = "They had breakfast together before school. "
IN_ORDER = ("The Okafor-Hill family", "What we agreed", CHOSEN, "Who to call", "01632")


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return fill(server)


def shown_to(phones: HandOut, family: str) -> Phone:
    phone = phones("priya")
    phone.open(family)
    hand_over(phone.page)
    return phone


def expect_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in with your passkey")).to_be_visible()
    nothing_of_the_family(page)


@pytest.mark.parametrize("way", WAYS)
def test_whatever_else_is_asked_for_ends_at_the_sign_in(phones: HandOut, family: str, way: str) -> None:
    phone = shown_to(phones, family)
    only_what_was_chosen(phone.page)
    WAYS[way](phone)
    expect_sign_in(phone.page)


def test_a_script_gets_nothing_either(phones: HandOut, family: str) -> None:
    page = shown_to(phones, family).page
    ask = """path => fetch(path, { headers: { 'HX-Request': 'true' } }).then((answer) => answer.status)"""
    assert [page.evaluate(ask, path) for path in (family, "/week", "/find?q=okafor")] == [401, 401, 401]


def test_a_tab_that_was_open_beside_it_asks_the_server_anew(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    phone.open(family)
    beside = phone.page
    phone.new_page()
    phone.open(family)
    hand_over(phone.page)
    expect_sign_in(beside)
    only_what_was_chosen(phone.page)


def test_nothing_chosen_is_said_where_one_is(phones: HandOut, family: str) -> None:
    page = phones("priya").page
    page.goto(family + "/showings/new")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("Choose at least one line to show")
    page.get_by_role("checkbox", name=STRENGTH).check()
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator("hand-back").get_by_text(STRENGTH)).to_be_visible()
    assert CHOSEN not in page.content()


def test_without_signal_the_page_says_so_and_stays(phones: HandOut, family: str) -> None:
    phone = phones("priya")
    phone.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    phone.open(family + "/showings/new")
    expect(phone.page.locator("hand-over:defined")).to_be_visible()
    phone.context.set_offline(True)
    phone.page.get_by_role("button", name="Hand over").click()
    expect(phone.page.get_by_text("No signal. The server makes the page")).to_be_visible()
    phone.context.set_offline(False)
    phone.page.get_by_role("button", name="Hand over").click()
    expect(phone.page.get_by_role("heading", name="The Okafor-Hill family")).to_be_visible()


def test_it_is_well_made_and_large(phones: HandOut, family: str) -> None:
    page = shown_to(phones, family).page
    sizes = page.evaluate(
        "[...document.querySelectorAll('.shown *')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 1.35 * 16, sizes
    well_made(page)
    order = page.locator(".shown").inner_text()
    places = [
        order.index(words) for words in ("The Okafor-Hill family", "What we agreed", CHOSEN, "Who to call", "01632")
    ]
    assert places == sorted(places)


def test_by_keyboard_alone(phones: HandOut, family: str) -> None:
    page = phones("priya").page
    page.goto(family + "/showings/new")
    button = page.get_by_role("button", name="Hand over")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The Okafor-Hill family")).to_be_visible()
    for name in ("Print this page", "Give back: touch to go on"):
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement.closest('hand-back')"):
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()


def test_printed_it_is_one_page_of_what_was_chosen(phones: HandOut, family: str) -> None:
    page = shown_to(phones, family).page
    page.emulate_media(media="print")
    (sheet,) = print_out(page)
    assert re.search(rf"\w+day \d+ \w+ \d{{4}} The Okafor-Hill family What we agreed {CHOSEN} Dawn, by \w+day", sheet)
    assert sheet.endswith("Who to call Priya Raman Hatfield team 01632 960123"), sheet
    for words in ("Weekbook", "Confidential", "Page 1", "Give back", "Print", NOT_CHOSEN, "Skip"):
        assert words not in sheet, words


@pytest.mark.parametrize(("lines", "letters"), [(3, 90), (8, 105), (16, 110), (7, 270)])
def test_however_much_is_chosen_it_is_one_page(phones: HandOut, own_family: Filled, lines: int, letters: int) -> None:
    page = own_family(phones, lines, letters)
    (sheet,) = print_out(page)
    assert sheet.count("They had breakfast") >= lines and "01632 960123" in sheet


@pytest.fixture
def own_family(server: Server) -> Filled:
    """The Brennans, with that many lines of that many letters, handed over."""

    def hand(phones: HandOut, lines: int, letters: int) -> Page:
        async def write(db: AsyncSession) -> None:
            await db.execute(delete(Task).where(Task.case_id == await Cast.case_id(db, "Brennan")))
            family = Records(db, "Brennan")
            for number in range(lines):
                await family.task(f"{number} " + (WORDS * letters)[: letters - 3].strip())

        look(server, write)
        page: Page = phones("priya").page
        page.goto(f"/families/{family_id(server, 'Brennan')}/showings/new")
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Hand over").click()
        expect(page.get_by_role("heading", name="The Brennan family")).to_be_visible()
        return page

    return hand


def test_through_the_demonstrations_door_one_touch_leads_back(phones: HandOut, demonstration: Server) -> None:
    """Its people have no passkey: their door is the way back."""
    phone = phones(of=demonstration)
    phone.open("/sign-in")
    phone.page.get_by_role("button", name="Priya Raman").click()
    phone.page.wait_for_url("**/welcome?**")
    phone.page.get_by_role("link", name="Go to the week").click()
    phone.page.get_by_role("link", name="Okafor-Hill").first.click()
    hand_over(phone.page)
    phone.page.get_by_role("button", name="Give back: touch to go on").click()
    expect(phone.page.get_by_role("link", name="Story", exact=True)).to_be_visible()
    expect(phone.page.locator(".places")).to_be_visible()
