"""The evening before a conference, on a phone: what is left is thinking, not writing out again; each tap is counted."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import HandOut
from e2e.phone import Phone
from e2e.places import SOMEBODY
from e2e.records import family_id
from e2e.server import Server

AT_MOST = 25
FAMILY, PARENTS = "Adeyemi", ("Funmi (mother)", "Kayode (father)")
THOUGHTS = {
    "Analysis of significant harm": "Neglect goes on in the weeks in which nobody comes on a Friday.",
    "Outline plan": "Somebody is there each Friday until the review.",
    "Recommendation to the conference": "The plan goes on.",
}
WRONG = "I rang on the Tuesday, and nobody rang back."


@dataclass
class Thumb:
    """Touches what is there; typing the words is not counted, touching the field for them is."""

    page: Page
    taps: int = 0

    def tap(self, one: Locator) -> None:
        one.tap()
        self.taps += 1

    def link(self, name: str | re.Pattern[str], *, within: str = "main") -> None:
        self.tap(self.page.locator(within).get_by_role("link", name=name).first)

    def button(self, name: str | re.Pattern[str]) -> None:
        self.tap(self.page.locator("main").get_by_role("button", name=name).first)

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        self.tap(field)
        field.fill(words)


def test_from_the_last_entry_to_both_parents_copies_and_a_reply(
    phones: HandOut, demonstration: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    worker, manager = (phones(of=demonstration).sign_in_as(SOMEBODY[who]) for who in ("social worker", "manager"))
    worker.open(f"/families/{family_id(demonstration, FAMILY)}")  # where the last entry of the week leaves one
    hers, his = Thumb(worker.page), Thumb(manager.page)
    hers.link("Report", within=".tabs")
    think(hers)
    hers.link("Hand it over")
    hers.button("Hand it over")
    worker.page.wait_for_url("**/handed-over/*")
    approve(manager, his)
    for parent in PARENTS:
        share(hers, parent)
    reply(hers, PARENTS[0])
    taps = hers.taps + his.taps
    with capsys.disabled():
        print(f"\nfrom the last entry to approved, shared with two parents and replied to: {taps} taps")
    assert taps <= AT_MOST


def think(thumb: Thumb) -> None:
    """The three sections that only a person can write, one after the other."""
    page, titles = thumb.page, list(THOUGHTS)
    thumb.tap(page.locator("#harm").get_by_role("link").first)
    for title, after in zip(titles, [*titles[1:], ""], strict=True):
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        thumb.write(title, THOUGHTS[title])
        thumb.button(f"Save, then: {after}" if after else "Save")
    page.wait_for_url("**/report")
    for words in THOUGHTS.values():
        expect(page.get_by_text(words)).to_be_visible()


def approve(manager: Phone, thumb: Thumb) -> None:
    manager.open("/week")
    thumb.link(re.compile(f"^{FAMILY} family"))
    thumb.button(re.compile("^Approve version"))
    expect(manager.page.get_by_role("heading", name="Final")).to_be_visible()


def share(thumb: Thumb, parent: str) -> None:
    """Looked at as they will get it, asked for once more with the name; then it is on the record."""
    page = thumb.page
    thumb.tap(page.locator("#copies a", has_text=parent))
    expect(page.get_by_role("heading", level=1, name=f"Copy for {parent}")).to_be_visible()
    thumb.link(f"Share it with {parent}")
    expect(page.get_by_role("heading", level=1, name=f"Share with {parent}?")).to_be_visible()
    if not page.locator("input[name=way]:checked").count():
        thumb.tap(page.locator("label.pill", has_text="Handed over"))
    if page.get_by_label("Why it is late").count() and not page.get_by_label("Why it is late").input_value():
        thumb.write("Why it is late", "Leo was in hospital.")
    thumb.button(f"Yes, {parent} has this copy")
    expect(page.locator("#copies li", has_text=parent)).to_contain_text("Handed over on")


def reply(thumb: Thumb, who: str) -> None:
    page = thumb.page
    thumb.tap(page.locator("#copies a", has_text=who))
    thumb.link(f"{who} says something of it")
    thumb.tap(page.locator("label.pill", has_text="Says it is wrong"))
    thumb.write("In their words", WRONG)
    thumb.button("Put it beside the report")
    expect(page.locator("figure", has_text=WRONG)).to_contain_text(who)
