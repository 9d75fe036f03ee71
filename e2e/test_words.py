"""Words: a quiet line under what is being written, and the list behind it, as the council keeps it."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from e2e.conftest import HandOut
from e2e.keyboard import Keyboard
from e2e.looking import well_made
from e2e.offline.modules import with_modules
from e2e.phone import Phone
from e2e.records import family_id
from e2e.server import Server

FIELDS = {"draft_id", "opened_version", "written_on_phone_at", "on", "at", "what", "impact", "about"}
SAYS = "say what was offered and what they said."
PHRASES = """async ([list, text]) => {
  const { indexOf, phrasesIn } = await import('weekbook/phrases');
  return phrasesIn(text, indexOf(list)).map(({ hint, at, end }) => [hint.phrase, text.slice(at, end)]);
}"""
LIST = [
    ["refused", ["refuses", "refusing"], "", ""], ["refused to engage", [], "", ""],
    ["self-harmer", [], "", ""], ["didn’t engage", [], "", ""], ["cin", [], "", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def event_form(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}/significant-events/new"


def hints(page: Page) -> Locator:
    return page.locator("word-hint")


def writing(phone: Phone, path: str, words: str, field: int = 0) -> Page:
    """In that form's field, until the line stands under it."""
    phone.open(path)
    write(phone.page, words, field)
    expect(hints(phone.page)).to_be_visible()
    return phone.page


def write(page: Page, words: str, field: int = 0) -> None:
    page.locator("main textarea").nth(field).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(words)


@pytest.mark.parametrize(("text", "found"), [
    ("Dawn refused.", [["refused", "refused"]]),
    ("REFUSES; refusing", [["refused", "REFUSES"], ["refused", "refusing"]]),
    ("She refused  to\nengage", [["refused to engage", "refused  to\nengage"]]),
    ("refused. To engage", [["refused", "refused"]]),
    ("a self harmer, a self-harmer", [["self-harmer", "self harmer"], ["self-harmer", "self-harmer"]]),
    ("he didn't engage, he didn’t engage", [["didn’t engage", "didn't engage"], ["didn’t engage", "didn’t engage"]]),
    ("medicine for a Cin’s visit", [["cin", "Cin’s"]]),
    ("unrefused refusedly", []),
    ("Dawn said “I refused” and Chris \"refuses\".", []),
    ("Maya said “he refused\nto come. Chris refused", [["refused", "refused"]]),
    ("", []),
])  # fmt: skip
def test_whole_phrases_are_found_and_what_is_quoted_passes(phones: HandOut, text: str, found: list[list[str]]) -> None:
    assert with_modules(phones).page.evaluate(PHRASES, [LIST, text]) == found


def test_a_line_comes_under_the_field_and_goes_with_the_phrase(phones: HandOut, event_form: str) -> None:
    page = writing(phones("priya"), event_form, "Dawn refused")
    hint, field = hints(page), page.locator("main textarea").first
    expect(hint).to_contain_text(f"“refused”: {SAYS}")
    expect(page.locator("#announce")).to_contain_text(f"“refused”: {SAYS}")
    expect(hint.get_by_text("tells of a no")).to_be_hidden()
    expect(field).to_be_focused()
    assert field.bounding_box()["y"] < hint.bounding_box()["y"]  # type: ignore[index]
    hint.locator("summary").click()
    expect(hint.get_by_text("tells of a no")).to_be_visible()
    expect(hint.get_by_text("I asked to see the bedrooms")).to_be_visible()
    field.fill("Dawn said that she would rather come to us.")
    expect(hint).to_have_count(0)


def test_of_several_one_stands_there_and_leads_to_the_next(phones: HandOut, event_form: str) -> None:
    page = writing(phones("priya"), event_form, "It was chaotic. Dawn refused.")
    hint = hints(page)
    expect(hint).to_have_count(1)
    expect(hint.locator("summary")).to_contain_text("“refused”")
    hint.locator("summary").click()
    hint.get_by_role("button", name="Also “chaotic”").click()
    expect(hint.locator("summary")).to_contain_text("“chaotic”")
    expect(hint.locator("summary")).to_be_focused()
    expect(hint.get_by_role("button", name="Also “refused”")).to_be_visible()


def test_it_keeps_nobody_from_saving_and_nothing_of_it_is_sent(phones: HandOut, event_form: str) -> None:
    page = writing(phones("priya"), event_form, "Chris refused to let us in.")
    write(page, "They heard it.", 1)
    with page.expect_request(lambda asked: asked.method == "POST") as posted:
        page.get_by_role("button", name="Save event").click()
    assert [name for name in parse_qs(posted.value.post_data or "") if name not in FIELDS] == []
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect(page.get_by_text("Chris refused to let us in.")).to_be_visible()


def test_somebodys_own_words_get_no_hint(phones: HandOut, event_form: str) -> None:
    phone = phones("priya")
    phone.page.clock.install()
    phone.open(event_form.replace("significant-events", "visits"))
    page = phone.page
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    type_and_pause(page, "observed", "It was unkempt.")
    expect(hints(page).locator("summary")).to_contain_text("“unkempt”")
    type_and_pause(page, "parent_words", "Dawn: he refuses. Chaotic.")
    expect(hints(page)).to_have_count(1)


def test_where_the_list_itself_is_edited_no_hint_comes(phones: HandOut) -> None:
    phone = phones("hilary")
    phone.page.clock.install()
    phone.open("/words/new")
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    type_and_pause(phone.page, "why", "Whoever refused.")
    phone.page.wait_for_load_state("networkidle")
    expect(hints(phone.page)).to_have_count(0)
    assert not [url for url in asked if "/words/hints" in url]


def type_and_pause(page: Page, field: str, words: str) -> None:
    """Longer than the hint waits; its code is there."""
    page.locator(f"[name={field}]").click()
    page.evaluate("customElements.whenDefined('word-hint').then(() => true)")
    page.keyboard.type(words)
    page.clock.run_for(2000)


def test_what_is_not_wanted_here_does_not_come_again(phones: HandOut, event_form: str) -> None:
    phone = phones("priya")
    page = writing(phone, event_form, "Dawn refused.")
    hints(page).locator("summary").click()
    hints(page).get_by_role("button", name="Not here").click()
    expect(hints(page)).to_have_count(0)
    expect(page.locator("main textarea").first).to_be_focused()
    write(page, " He refused. It was chaotic.")
    expect(hints(page).locator("summary")).to_contain_text("“chaotic”")
    expect(hints(page).get_by_text("refused")).to_have_count(0)


def test_with_the_keyboard_alone(desk: HandOut, event_form: str) -> None:
    phone = desk("priya")
    phone.open(event_form)
    page, keyboard = phone.page, Keyboard(phone.page)
    keyboard.type(page.locator("main textarea").first, "Dawn refused.")
    expect(hints(page)).to_be_visible()
    keyboard.press(hints(page).locator("summary"))
    expect(hints(page).get_by_text("tells of a no")).to_be_visible()
    keyboard.press(hints(page).get_by_role("button", name="Not here"))
    expect(hints(page)).to_have_count(0)
    expect(page.locator("main textarea").first).to_be_focused()


def test_nothing_of_what_is_written_is_in_any_request(phones: HandOut, event_form: str) -> None:
    asked: list[str] = []

    def hear(request: Request) -> None:
        asked.append(f"{request.url} {request.headers} {request.post_data_buffer!r}".lower())

    phone = phones("priya")
    phone.open(event_form)
    phone.context.on("request", hear)
    write(phone.page, "Quillfeather refused marmalade")
    expect(hints(phone.page)).to_be_visible()
    hints(phone.page).locator("summary").click()
    hints(phone.page).get_by_role("button", name="Not here").click()
    expect(hints(phone.page)).to_have_count(0)
    assert any("/words/hints" in one for one in asked), "the list itself is asked for"
    assert not [one for one in asked if "quillfeather" in one or "marmalade" in one or "refused" in one]


def test_a_form_with_a_hint_is_well_made(phones: HandOut, event_form: str) -> None:
    page = writing(phones("priya"), event_form, "It was chaotic. Dawn refused.")
    well_made(page)
    hints(page).locator("summary").click()
    well_made(page)


def test_it_is_not_printed(phones: HandOut, event_form: str) -> None:
    page = writing(phones("priya"), event_form, "Dawn refused.")
    page.emulate_media(media="print")
    expect(hints(page)).to_be_hidden()


def test_the_council_changes_the_list_and_the_next_form_knows(phones: HandOut, event_form: str) -> None:
    hilary = phones("hilary")
    hilary.open("/you")
    page = hilary.page
    page.get_by_role("link", name="Words").click()
    page.get_by_role("link", name="Add a phrase").click()
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator(".error-summary")).to_contain_text("Enter the phrase")
    fill(page, {"Phrase": "Late again", "Other forms": "late as ever", "Why not": "It counts.",
                "What to write instead": "say when they came."})  # fmt: skip
    page.get_by_role("button", name="Add to the list").click()
    expect(entry(page, "“late again”")).to_be_visible()
    priya = writing(phones("priya"), event_form, "He was late as ever")
    expect(hints(priya)).to_contain_text("“late as ever”: say when they came.")
    entry(page, "“late again”").click()
    page.get_by_role("link", name="Change “late again”").click()
    page.get_by_role("button", name="Take it out of the list").click()
    expect(page.get_by_text("“late again” is not in the list any more")).to_be_visible()
    page.get_by_role("button", name="Put it back", exact=True).click()
    expect(entry(page, "“late again”")).to_be_visible()


def entry(page: Page, phrase: str) -> Locator:
    return page.locator("#results summary", has_text=phrase)


def fill(page: Page, fields: dict[str, str]) -> None:
    for label, words in fields.items():
        page.get_by_label(label).fill(words)


def test_the_list_is_searched_while_typing(phones: HandOut) -> None:
    phone = phones("priya")
    phone.open("/words")
    page: Any = phone.page
    expect(entry(page, "“abusive”")).to_be_visible()
    page.get_by_role("navigation", name="First letters").get_by_role("link", name="R", exact=True).click()
    expect(entry(page, "“refused”")).to_be_visible()
    page.get_by_role("searchbox").press_sequentially("failing to e")
    expect(entry(page, "“failed to engage”")).to_be_visible()
    expect(entry(page, "“refused”")).to_have_count(0)
