"""Every flow by keyboard alone: the focus is always seen, and stands on the heading after a change of screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.coming_in import add_person, bring_in
from e2e.conftest import HandOut
from e2e.keyboard import Keyboard, at, focus_is_on_heading
from e2e.records import family_id, look
from e2e.server import Server
from store.practice.weeks import Week
from tests.cast import TODAY
from tests.web.family_records import Records
from tests.web.photographing import jpeg

WEEK = Week.of(TODAY)


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return f"/families/{family_id(server, 'Okafor-Hill')}"


@pytest.fixture
def sitting(desk: HandOut) -> Iterator[HandOut]:
    """Somebody at a desk who uses no mouse."""
    yield desk


def test_sign_in(phones: HandOut, sitting: HandOut) -> None:
    """The same passkey again, in a browser that was signed out."""
    manager, newcomer = phones("ruth"), sitting()
    add_person(manager, "Kay Board", "Mental health practitioner")
    bring_in(manager, newcomer)
    page, keys = at(newcomer, "/you")
    keys.press(page.get_by_role("button", name="Sign out"))
    page.wait_for_url("**/sign-in*")
    keys.press(page.get_by_role("button", name="Sign in with your passkey"))
    page.wait_for_url("**/week")
    keys.press(page.get_by_role("link", name="You", exact=True))
    page.wait_for_url("**/you")
    focus_is_on_heading(page)


def test_the_first_tab_leads_past_everything(sitting: HandOut) -> None:
    page, _ = at(sitting("priya"), "/week")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_find(sitting: HandOut, family: str) -> None:
    page, keys = at(sitting("priya"), "/week")
    keys.press(page.get_by_role("link", name="Find", exact=True))
    page.wait_for_url("**/find")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    page.keyboard.type("okafer hil")
    keys.press(page.get_by_role("link", name="Okafor-Hill family"))
    page.wait_for_url(f"**{family}")
    focus_is_on_heading(page)


def photograph(page: Page, keys: Keyboard) -> None:
    """One is added and called something, another taken out again."""
    for _ in "12":
        with page.expect_file_chooser() as chooser:
            keys.press(page.get_by_label("Add a photograph"))
        chooser.value.set_files({"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1200, 900)})
    item = page.locator("entry-photos li")
    expect(item).to_have_count(2)
    keys.press(item.last.get_by_role("button", name="Take it out"))
    expect(item).to_have_count(1)
    keys.type(item.get_by_label("What is it?"), "Her book")


def test_a_visit_and_its_signature(sitting: HandOut, family: str) -> None:
    page, keys = at(sitting("priya"), f"{family}/visits/new")
    keys.tick(page.get_by_role("radio", name="Not announced"))
    keys.tick(page.get_by_role("checkbox", name=re.compile("Sam Okoro")))
    keys.tick(page.get_by_role("checkbox", name=re.compile("^Maya")).first)
    keys.tick(page.get_by_role("checkbox", name="Alone").first)
    keys.type(page.get_by_label("What you saw and heard"), "Maya was reading on the stairs.")
    photograph(page, keys)
    keys.press(page.get_by_role("button", name="Save visit"))
    page.wait_for_url("**/visits/*")
    expect(page.get_by_text("Maya was reading on the stairs.")).to_be_visible()
    focus_is_on_heading(page)
    expect(page.get_by_alt_text("Photograph: Her book")).to_be_visible()
    address = re.sub(r"^https?://[^/]+", "", page.url)
    page, keys = at(sitting("sam"), address)
    keys.type(page.get_by_label("Your own account"), "She told me about the book.")
    keys.press(page.get_by_role("button", name=re.compile("^Sign: I was there")))
    expect(page.get_by_text("She told me about the book.")).to_be_visible()


SCHOOL, SHE_CAME = "Ring the school about Aoife", "She came on two days, on foot."


def test_from_record_to_a_week_with_its_tasks_and_changing_it(sitting: HandOut, server: Server, family: str) -> None:
    look(server, lambda db: Records(db, "Brennan").task(SCHOOL))
    page, keys = at(sitting("priya"), family)
    choose_where_to_record(page, keys)
    keys.press(page.get_by_role("link", name="Weekly entry"))
    page.wait_for_url("**/weekly-entries/new*")
    focus_is_on_heading(page)
    keys.type(page.get_by_label("The week in one line"), "School again")
    task = page.get_by_role("group", name=SCHOOL)
    keys.tick(task.get_by_role("radio", name="Partly"))
    keys.type(page.get_by_label("What difference did it make?"), SHE_CAME)
    keys.type(page.get_by_label("What we worked on"), "Mornings.")
    keys.press(page.locator("summary", has_text="New tasks"))
    keys.type(page.get_by_label("What is to be done").first, "Walk with her on Monday")
    keys.choose(page.get_by_label("Who", exact=True).first, "Joan Tierney")
    keys.day(page.get_by_label("By when").first, "2031-03-03")
    keys.press(page.get_by_role("button", name="Save my week").last)
    on_the_record(page, "partly", SHE_CAME, "Walk with her on Monday")
    change(page, keys)


def choose_where_to_record(page: Page, keys: Keyboard) -> None:
    """The family that was opened last is offered; it is to be another one."""
    keys.press(page.get_by_role("link", name="Record", exact=True))
    page.wait_for_url("**/record")
    focus_is_on_heading(page)
    expect(page.get_by_text("The family you opened last")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Okafor-Hill family")).to_be_visible()
    keys.press(page.locator("main").get_by_role("link", name=re.compile("^Brennan")))
    page.wait_for_url("**/record?family=*")
    focus_is_on_heading(page)
    expect(page.get_by_role("heading", level=2, name="Brennan family")).to_be_visible()


def change(page: Page, keys: Keyboard) -> None:
    keys.press(page.get_by_role("link", name="Change", exact=True))
    page.wait_for_url("**/edit")
    focus_is_on_heading(page)
    keys.tick(page.get_by_role("group", name=SCHOOL).get_by_role("radio", name="Done"))
    keys.type(page.get_by_label("What we worked on"), "Mornings, and who walks with her.")
    keys.press(page.get_by_role("button", name="Save my week").last)
    on_the_record(page, "done", SHE_CAME, "Mornings, and who walks with her.")
    keys.press(page.get_by_role("link", name="read the earlier one"))
    page.wait_for_url("**/revisions")
    focus_is_on_heading(page)
    expect(page.get_by_text("Mornings.", exact=True)).to_be_attached()


def on_the_record(page: Page, outcome: str, *words: str) -> None:
    page.wait_for_url(re.compile("/weekly-entries/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    expect(page.locator(".task", has_text=SCHOOL).get_by_text(outcome, exact=True)).to_be_visible()
    for one in words:
        expect(page.get_by_text(one)).to_be_visible()


def test_errors_are_where_the_focus_goes(sitting: HandOut, family: str) -> None:
    page, keys = at(sitting("priya"), f"{family}/significant-events/new")
    keys.press(page.get_by_role("button", name="Save", exact=False).last)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    keys.press(summary.get_by_role("link").first)
    expect(page.locator("textarea").first).to_be_focused()


def test_a_task_and_a_significant_event(sitting: HandOut, family: str) -> None:
    priya = sitting("priya")
    page, keys = at(priya, f"{family}/tasks/new")
    keys.type(page.get_by_label("What is to be done"), "Ask the school for her attendance")
    keys.choose(page.get_by_label("Who does it"), "Sam Okoro")
    keys.press(page.get_by_role("button", name="Save task"))
    page.wait_for_url(f"**{family}/tasks")
    expect(page.get_by_text("Ask the school for her attendance")).to_be_visible()

    page, keys = at(priya, f"{family}/significant-events/new")
    keys.type(page.get_by_label("What happened"), "Dawn rang: she has been sober for a year today.")
    keys.tick(page.get_by_role("checkbox", name="Maya"))
    keys.type(page.get_by_label("What it means for the children"), "Maya baked a cake for it.")
    keys.press(page.get_by_role("button", name="Save event"))
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    expect(page.get_by_text("Maya baked a cake for it.")).to_be_visible()
    focus_is_on_heading(page)


def test_a_session_with_a_parent(sitting: HandOut, family: str) -> None:
    page, keys = at(sitting("priya"), f"{family}/sessions/new")
    keys.tick(page.get_by_role("radio", name="Dawn (mother)"))
    keys.tick(page.get_by_role("radio", name="Safe at home"))
    keys.type(page.get_by_label("What it showed"), "She found the chair before I did.")
    keys.press(page.locator("summary", has_text="Talking about change"))
    keys.type(page.get_by_label("What would change").first, "Drinking on Fridays")
    keys.type(page.get_by_label("Their own words").first, "It switches my head off")
    keys.tick(page.get_by_role("radio", name="Stays as it is").first)
    keys.tick(page.locator("#importance-0").get_by_role("radio", name="7", exact=True))
    keys.press(page.get_by_role("button", name="Save session"))
    page.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)
    expect(page.get_by_text("Sustain talk")).to_be_visible()
    keys.press(page.get_by_role("link", name="All one-to-one sessions with this family"))
    page.wait_for_url(f"**{family}/sessions")
    keys.press(page.locator("summary", has_text="Every number and their words").first)
    expect(page.get_by_text("It switches my head off").first).to_be_visible()


def test_modules_are_ordered(sitting: HandOut) -> None:
    page, keys = at(sitting("hilary"), "/modules")
    keys.press(page.get_by_role("button", name="Move A child’s day up"))
    expect(page.get_by_role("heading", name="1. A child’s day")).to_be_visible()
    focus_is_on_heading(page)


def test_week_sign_off_amendment_and_print(sitting: HandOut, family: str) -> None:
    priya = sitting("priya")
    page, keys = at(priya, f"{family}/weekly-entries/new")
    keys.type(page.get_by_label("The week in one line"), "A steady week")
    keys.type(page.get_by_label("What we worked on"), "Bedtimes.")
    keys.tick(page.get_by_role("radio", name="7", exact=True))
    keys.press(page.get_by_role("button", name="Save my week").last)
    page.wait_for_url(re.compile("/weekly-entries/[0-9a-f-]{36}$"))
    focus_is_on_heading(page)

    page, keys = at(sitting("ruth"), f"{family}/weeks/{WEEK}")
    keys.press(page.get_by_role("button", name="Sign off this week"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    keys.press(page.get_by_role("button", name="Sign off this week"))
    keys.press(dialog.get_by_role("button", name="Sign off", exact=True))
    expect(page.get_by_text("Signed off ").first).to_be_visible()

    page, keys = at(priya, f"{family}/weeks/{WEEK}")
    keys.press(page.get_by_role("link", name="Add an amendment").first)
    page.wait_for_url("**/amendments/new")
    focus_is_on_heading(page)
    keys.type(page.get_by_label("What is to be added"), "It was Tuesday, not Monday.")
    keys.press(page.get_by_role("button", name="Save amendment"))
    expect(page.get_by_text("It was Tuesday, not Monday.").first).to_be_visible()

    page, keys = at(priya, f"{family}/weeks/{WEEK}")
    page.evaluate("window.print = () => console.info('on paper')")
    with page.expect_console_message(lambda message: message.text == "on paper"):
        keys.press(page.get_by_role("button", name="Print"))
