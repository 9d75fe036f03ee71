"""What several think through together, by keyboard alone: consultations, supervision, the chronology, a report."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.keyboard import Keyboard, at, focus_is_on_heading
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server
from store.practice.entries import WeeklyEntry
from tests.web.family_records import Records

WAKES, LISTENS = "Why does Leo wake at four?", "He listens for the door."
THOUGHTS = {
    "Analysis of significant harm": "Neglect goes on where nobody comes.",
    "Outline plan": "Somebody is there each Friday.",
    "Recommendation to the conference": "The plan goes on.",
}
MOTHER, WRONG = "Dawn (mother)", "I rang on the Tuesday, and nobody rang back."
CLEAR, FRIDAYS = "Three clear weeks.", "Fridays are better than we say."


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


def here(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


def test_a_question_and_its_answer(desk: HandOut, family: str) -> None:
    asked = ask(desk("priya"), family)
    helen = desk("helen")
    page, keys = at(helen, "/consultations")
    keys.press(page.locator("main").get_by_role("link", name=re.compile("Okafor-Hill")).first)
    page.wait_for_url(f"**{asked}")
    focus_is_on_heading(page)
    keys.press(page.get_by_role("button", name="Take it on"))
    expect(page.get_by_text("Taken on by Helen Voss")).to_be_visible()
    focus_is_on_heading(page)
    keys.press(page.get_by_role("link", name="Answer", exact=True))
    page.wait_for_url("**/answers/new")
    focus_is_on_heading(page)
    answer(page, keys)
    page.wait_for_url(f"**{asked}")
    focus_is_on_heading(page)
    expect(page.get_by_text(LISTENS)).to_be_visible()
    expect(page.get_by_text("Sit with Leo until he sleeps")).to_be_visible()


def ask(phone: Phone, family: str) -> str:
    page, keys = at(phone, f"{family}/consultations/new")
    keys.type(page.get_by_label("Your question", exact=True), WAKES)
    keys.choose(page.get_by_label("Who may read the question"), "Health data")
    keys.press(page.get_by_role("button", name="Ask", exact=True))
    page.wait_for_url(re.compile("/consultations/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    return here(page)


def answer(page: Page, keys: Keyboard) -> None:
    keys.type(page.get_by_label("How you understand it"), LISTENS)
    keys.type(page.get_by_label("What you recommend").first, "Sit with Leo until he sleeps")
    keys.choose(page.get_by_label("Who does it").first, "Sam Okoro")
    keys.day(page.get_by_label("By when").first, "2031-03-03")
    keys.day(page.get_by_label("Look at it together again on"), "2031-04-04")
    keys.press(page.get_by_role("button", name="Save answer"))


def test_a_group_supervision(desk: HandOut, family: str) -> None:
    manager, sam = desk("ruth"), desk("sam")
    turn = family + plan(manager)
    give_a_view(sam, turn)
    expect(sam.page.get_by_role("link", name="Change my view")).to_be_visible()
    Keyboard(sam.page).to(sam.page.get_by_role("link", name="Change my view"))
    open_the_views(manager, turn)
    expect(sam.page.get_by_role("link", name="Change my view")).to_have_count(0)
    focus_is_on_heading(sam.page)
    write_down(manager.page, Keyboard(manager.page))
    keys = Keyboard(sam.page)
    keys.press(sam.page.get_by_role("link", name="Read what was agreed"))
    sam.page.wait_for_url("**/group-supervisions/*")
    focus_is_on_heading(sam.page)
    expect(sam.page.get_by_text(FRIDAYS)).to_be_visible()
    expect(sam.page.get_by_text("Ring Dawn on Friday")).to_be_visible()


def plan(manager: Phone) -> str:
    page, keys = at(manager, "/supervision")
    keys.press(page.locator("main").get_by_role("link", name=re.compile("Set a date and pick families")))
    page.wait_for_url("**/supervisions/new")
    focus_is_on_heading(page)
    keys.tick(page.get_by_role("checkbox", name=re.compile("^Okafor-Hill")))
    keys.press(page.get_by_role("button", name="Set the date"))
    page.wait_for_url(re.compile("/supervisions/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    return here(page)


def give_a_view(phone: Phone, turn: str) -> None:
    page, keys = at(phone, turn)
    keys.press(page.get_by_role("link", name="Give my view"))
    page.wait_for_url("**/view")
    focus_is_on_heading(page)
    keys.tick(page.get_by_role("radio", name="7", exact=True))
    keys.type(page.get_by_label("What it stands on"), CLEAR)
    keys.press(page.get_by_role("button", name="Save my view"))
    page.wait_for_url(f"**{turn}")
    focus_is_on_heading(page)


def open_the_views(manager: Phone, turn: str) -> None:
    page, keys = at(manager, turn)
    keys.press(page.get_by_role("button", name="Open the views"))
    expect(page.get_by_text(CLEAR)).to_be_visible()
    focus_is_on_heading(page)


def write_down(page: Page, keys: Keyboard) -> None:
    keys.press(page.get_by_role("link", name="Write down what we agree"))
    page.wait_for_url("**/record/new")
    focus_is_on_heading(page)
    keys.tick(page.get_by_role("radio", name="5", exact=True))
    keys.type(page.get_by_label("The view that you agree on"), "Safe in the week, not on Fridays.")
    keys.press(page.locator("summary", has_text="Somebody sees it otherwise"))
    keys.type(page.get_by_label(re.compile("^Sam Okoro")).first, FRIDAYS)
    keys.type(page.get_by_label("What was agreed").first, "Ring Dawn on Friday")
    keys.choose(page.get_by_label("Who does it").first, "Sam Okoro")
    keys.day(page.get_by_label("By when").first, "2031-03-03")
    keys.tick(page.get_by_role("checkbox", name=re.compile("^Sam Okoro")))
    keys.press(page.get_by_role("button", name="Put it on the record"))
    page.wait_for_url("**/group-supervisions/*")
    focus_is_on_heading(page)


def test_individual_supervision_in_its_two_parts(desk: HandOut, family: str) -> None:
    ruth = desk("ruth")
    page, keys = at(ruth, "/supervision/one-to-one")
    keys.press(page.get_by_role("link", name=re.compile("Sam Okoro")).first)
    page.wait_for_url("**/with/*/new")
    focus_is_on_heading(page)
    keys.type(page.get_by_label("How the practitioner is"), "Sam sleeps badly.")
    keys.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url(re.compile("/one-to-one/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    expect(page.get_by_text("Sam sleeps badly.")).to_be_visible()

    keys.press(page.get_by_role("link", name=re.compile("Okafor-Hill")).first)
    page.wait_for_url("**/individual-supervisions/new*")
    focus_is_on_heading(page)
    keys.tick(page.get_by_role("radio", name=re.compile("^Sam Okoro")))
    keys.type(page.get_by_label("What you talked through"), "The Fridays, and who sees them.")
    keys.type(page.get_by_label("What is decided"), "Sam goes on Fridays.")
    keys.type(page.get_by_label("Why", exact=True), "That is when Dawn drinks.")
    keys.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url(re.compile("/individual-supervisions/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    expect(page.get_by_text("Sam goes on Fridays.")).to_be_visible()
    reflect(ruth)


def reflect(phone: Phone) -> None:
    """What one thinks of it goes into one's own practice file, and is shared."""
    page, keys = at(phone, "/practice-file")
    keys.press(page.get_by_role("link", name="Write a reflection"))
    page.wait_for_url("**/practice-file/reflection/new")
    focus_is_on_heading(page)
    keys.type(page.get_by_label("What you think"), "I talked more than Sam did.")
    keys.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url("**/practice-file")
    focus_is_on_heading(page)
    keys.press(page.get_by_role("button", name=re.compile("^Share with my supervisor: Reflection")))
    expect(page.get_by_text("shared with your supervisor", exact=True)).to_be_visible()


def test_the_chronology_is_looked_at_another_way(desk: HandOut, family: str) -> None:
    page, keys = at(desk("priya"), f"{family}/story")
    keys.press(page.get_by_role("link", name="Chronology"))
    page.wait_for_url("**/chronology")
    focus_is_on_heading(page)
    keys.press(page.locator("summary", has_text="More ways to look"))
    keys.press(page.get_by_role("link", name="Significant events", exact=True))
    page.wait_for_url("**/chronology?*what=significant_event*")
    focus_is_on_heading(page)
    expect(page.get_by_text("Only significant events.")).to_be_visible()
    keys.press(page.get_by_role("link", name="Maya", exact=True))
    page.wait_for_url("**/chronology?*child=*")
    focus_is_on_heading(page)
    keys.press(page.get_by_role("link", name="The whole chronology"))
    page.wait_for_url("**/chronology")
    focus_is_on_heading(page)


def test_a_report_is_written_heard_replied_to_and_read_by_its_chair(desk: HandOut, server: Server, family: str) -> None:
    look(server, lambda db: Records(db, "Okafor-Hill").entry("sam", WeeklyEntry("Two late nights", "Bedtimes.")))
    priya, ruth = desk("priya"), desk("ruth")
    write_each_section(priya, family)
    version = hand_over(priya.page, Keyboard(priya.page))
    approve(ruth, version)
    read_aloud(priya, version)
    reply(priya.page, Keyboard(priya.page))
    share_with_the_chair(priya, version)
    read_as_chair(desk("colin"))


def write_each_section(phone: Phone, family: str) -> None:
    """One after the other, without going back to the report between them."""
    page, keys = at(phone, f"{family}/report")
    keys.press(page.locator("#harm").get_by_role("link").first)
    titles = list(THOUGHTS)
    for title, after in zip(titles, [*titles[1:], ""], strict=True):
        expect(page.get_by_role("heading", level=1, name=title)).to_be_focused()
        keys.type(page.get_by_label(title, exact=True), THOUGHTS[title])
        keys.press(page.get_by_role("button", name=f"Save, then: {after}" if after else "Save", exact=True))
    page.wait_for_url("**/report")
    focus_is_on_heading(page)
    for words in THOUGHTS.values():
        expect(page.get_by_text(words)).to_be_visible()


def hand_over(page: Page, keys: Keyboard) -> str:
    keys.press(page.get_by_role("link", name="Hand it over"))
    page.wait_for_url("**/handing-over")
    focus_is_on_heading(page)
    keys.type(page.get_by_label(re.compile("^Hand it over although")), "It is the first one.")
    keys.press(page.get_by_role("button", name="Hand it over", exact=True))
    page.wait_for_url("**/handed-over/*")
    focus_is_on_heading(page)
    return here(page)


def approve(manager: Phone, version: str) -> None:
    page, keys = at(manager, version)
    keys.press(page.get_by_role("button", name="Approve version 1"))
    expect(page.get_by_role("heading", name="Final")).to_be_visible()
    focus_is_on_heading(page)


def read_aloud(phone: Phone, version: str) -> None:
    """The page in large letters, from part to part."""
    page, keys = at(phone, version)
    keys.press(page.locator("#copies").get_by_role("link", name=MOTHER))
    page.wait_for_url("**/copies/*")
    focus_is_on_heading(page)
    keys.press(page.get_by_role("link", name="Read it aloud"))
    page.wait_for_url("**/reading")
    focus_is_on_heading(page)
    part = page.get_by_role("navigation", name="Parts").get_by_role("link", name="Outline plan")
    keys.press(part)
    expect(page.get_by_role("heading", level=2, name="Outline plan")).to_be_focused()
    expect(page.locator("article").get_by_text(THOUGHTS["Outline plan"])).to_be_in_viewport()


def reply(page: Page, keys: Keyboard) -> None:
    keys.press(page.get_by_role("link", name="They say something of it"))
    page.wait_for_url("**/replies/new?*")
    focus_is_on_heading(page)
    expect(page.get_by_label("Who says it")).to_contain_text(MOTHER)
    keys.press(page.get_by_role("button", name="Put it beside the report"))
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    keys.press(summary.get_by_role("link", name="Say what it is"))
    expect(page.get_by_role("radio", name="Says it is wrong")).not_to_be_checked()
    keys.tick(page.get_by_role("radio", name="Says it is wrong"))
    keys.choose(page.get_by_label("About"), "Outline plan")
    keys.type(page.get_by_label("In their words"), WRONG)
    keys.press(page.get_by_role("button", name="Put it beside the report"))
    page.wait_for_url("**/reading")
    focus_is_on_heading(page)
    expect(page.locator("article").get_by_text(WRONG)).to_be_visible()


def share_with_the_chair(phone: Phone, version: str) -> None:
    page, keys = at(phone, f"{version}/copies/chair/sharing")
    keys.tick(page.get_by_role("radio", name="Here, in Weekbook"))
    keys.choose(page.get_by_label("Who reads it here"), "Colin Marsh")
    keys.press(page.get_by_role("button", name=re.compile("has this copy$")))
    page.wait_for_url("**/handed-over/*")
    focus_is_on_heading(page)
    expect(page.locator("#copies li", has_text="read by Colin Marsh")).to_be_visible()


def read_as_chair(chair: Phone) -> None:
    page, keys = at(chair, "/week")
    keys.press(page.locator("main").get_by_role("link", name=re.compile("Okafor-Hill")))
    page.wait_for_url("**/shared-reports/*")
    focus_is_on_heading(page)
    for words in (*THOUGHTS.values(), WRONG):
        expect(page.locator("main").get_by_text(words)).to_be_visible()
    with page.expect_download() as document:
        keys.press(page.get_by_role("link", name="The report as a PDF document"))
    assert document.value.suggested_filename.endswith(".pdf")
    keys.press(page.get_by_role("link", name="Reports", exact=True))
    page.wait_for_url("**/week")
    focus_is_on_heading(page)
