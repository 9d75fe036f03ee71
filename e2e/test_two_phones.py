"""Two phones at once: nothing is overwritten, both texts stand there, and one goes on from both."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server
from store.practice.weeks import Week
from tests.cast import TODAY


@dataclass(frozen=True)
class Kind:
    """How an entry of that kind is written: `first` fills the form, `told` is the field that both phones change."""

    name: str
    new: str
    first: dict[str, str]
    told: str
    here: str = "Leo opened the front door."
    there: str = "Leo opened the back door."
    both: str = "Leo opened both doors."
    closed: str = "The week was signed off meanwhile"


EVENT = Kind(
    "significant-events", "significant-events/new",
    {"What happened": "A door was open.", "What it means for the children": "Leo was cold."}, "What happened",
)  # fmt: skip
VISIT = Kind("visits", "visits/new", {"What you saw and heard": "A door was open."}, "What you saw and heard")
WEEKLY = Kind(
    "weekly-entries", "weekly-entries/new",
    {"The week in one line": "Doors, and who opens them", "What we worked on": "A door was open."},
    "What we worked on", closed="This week is signed off",
)  # fmt: skip
KINDS = [EVENT, VISIT, WEEKLY]
named = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def text_field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def save(phone: Phone) -> None:
    phone.page.locator("main form[method=post] .save-line button[type=submit]").last.click()


def goes_on_record(phone: Phone, kind: Kind) -> str:
    """Save what stands in the form; gives the entry's address."""
    save(phone)
    phone.page.wait_for_url(re.compile(rf"/{kind.name}/[0-9a-f-]{{36}}$"))
    return phone.page.url.removeprefix(phone.server.origin)


def write_first(phone: Phone, family: str, kind: Kind, more: str = "") -> str:
    phone.open(f"{family}/{kind.new}{more}")
    for label, words in kind.first.items():
        text_field(phone.page, label).fill(words)
    return goes_on_record(phone, kind)


def change(phone: Phone, address: str, kind: Kind, words: str) -> None:
    phone.open(f"{address}/edit")
    text_field(phone.page, kind.told).fill(words)


@named
def test_who_saves_second_sees_both_texts_and_goes_on_from_them(phones: HandOut, family: str, kind: Kind) -> None:
    here, there = phones("priya"), phones("priya")
    address = write_first(here, family, kind)
    change(here, address, kind, kind.here)
    change(there, address, kind, kind.there)
    goes_on_record(here, kind)
    save(there)
    page = there.page
    expect(page.get_by_text(kind.here).first).to_be_visible()
    expect(text_field(page, kind.told)).to_have_value(kind.there)
    well_made(page)
    text_field(page, kind.told).fill(kind.both)
    goes_on_record(there, kind)
    expect(page.get_by_text(kind.both)).to_be_visible()
    here.open(f"{address}/revisions")
    for words in (kind.first[kind.told], kind.here, kind.both):
        assert words in here.page.locator("main").text_content()  # type: ignore[operator]


def test_two_entries_for_one_week_meet_in_one_form(phones: HandOut, family: str) -> None:
    """Each phone began an entry of its own: the second learns of the first, and both texts go into one."""
    here, there, week = phones("priya"), phones("priya"), Week.of(TODAY).after(-3)
    there.open(f"{family}/{WEEKLY.new}?week={week}")
    address = write_first(here, family, WEEKLY, f"?week={week}")
    for label in WEEKLY.first:
        text_field(there.page, label).fill(WEEKLY.there)
    save(there)
    page = there.page
    expect(page.get_by_text("There is one entry a week")).to_be_visible()
    expect(page.get_by_text(WEEKLY.first[WEEKLY.told]).first).to_be_visible()
    expect(text_field(page, WEEKLY.told)).to_have_value(WEEKLY.there)
    well_made(page)
    assert goes_on_record(there, WEEKLY) == address
    expect(page.get_by_text(WEEKLY.there).first).to_be_visible()


@named
def test_a_week_that_was_signed_off_meanwhile_keeps_the_words_that_were_typed(
    phones: HandOut, server: Server, kind: Kind
) -> None:
    family = f"/families/{family_id(server, 'Brennan')}"
    priya, ruth = phones("priya"), phones("ruth")
    address = write_first(priya, family, kind)
    change(priya, address, kind, kind.there)
    sign_off(ruth, family, address)
    save(priya)
    page = priya.page
    expect(page.get_by_text(kind.closed).first).to_be_visible()
    kept = page.locator("main textarea").first if kind is WEEKLY else text_field(page, kind.told)
    assert kind.there in kept.input_value()
    well_made(page)
    ruth.open(address)
    expect(ruth.page.get_by_text(kind.first[kind.told]).first).to_be_visible()
    expect(ruth.page.get_by_text(kind.there)).to_have_count(0)


def sign_off(manager: Phone, family: str, address: str) -> None:
    manager.open(f"{family}/weeks/{Week.of(TODAY)}")
    page = manager.page
    page.get_by_role("button", name=re.compile("Sign off (this week|what came later)")).click()
    page.get_by_role("dialog").get_by_role("button", name="Sign off", exact=True).click()
    expect(page.get_by_text("Signed off ").first).to_be_visible()
