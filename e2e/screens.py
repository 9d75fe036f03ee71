"""Every screen and state that somebody can meet: who sees it, where it is, what brings it about.

test_screens.py looks at all of them, screenshots.py pictures them; a test fails for an address of the app
that stands neither here nor among the few that are no screens.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import FilePayload, expect

from e2e.phone import Phone
from tests.web.photographing import jpeg

Act = Callable[[Phone], None]


@dataclass(frozen=True)
class Screen:
    """`path` has names of e2e.places in braces; `status` is the answer's; `then` brings about a state."""

    name: str
    who: str
    path: str
    status: int = 200
    then: Act | None = None


def press_save(phone: Phone) -> None:
    """An empty form is sent: the errors stand beside the fields."""
    phone.page.locator("main form[method=post] button[type=submit]").last.click()
    expect(phone.page.locator(".error-summary")).to_be_focused()


def take_out(phone: Phone) -> None:
    phone.page.get_by_role("button", name="Take it out of the list").click()
    expect(phone.page.get_by_text("is not in the list any more")).to_be_visible()
    open_everything(phone)


def open_everything(phone: Phone) -> None:
    """All that is folded is unfolded."""
    phone.page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


def ask_whether_it_was_wrong(phone: Phone) -> None:
    phone.page.get_by_role("button", name=re.compile("^Was wrong")).first.click()
    expect(phone.page.locator("dialog[open]")).to_be_visible()


def open_some(phone: Phone) -> None:
    """Why the first line is there, and what is beyond the first limit."""
    phone.page.locator(".quote-from summary").first.click()
    phone.page.get_by_text(re.compile(r"^More \(\d+\)$")).first.click()
    expect(phone.page.locator("main .card details[open] figure").first).to_be_visible()


def open_sign_off(phone: Phone) -> None:
    phone.page.get_by_role("button", name=re.compile("sign off", re.I)).first.click()
    expect(phone.page.locator("dialog[open]")).to_be_visible()


def photograph(phone: Phone) -> None:
    """Taken, and not yet said what it is: nothing of it leaves the phone."""
    drawing: FilePayload = {
        "name": "drawing.jpg",
        "mimeType": "image/jpeg",
        "buffer": jpeg(1200, 900, colour="#7da7a1"),
    }
    expect(phone.page.get_by_text("Add a photograph")).to_be_visible()  # its script comes late
    phone.page.locator("entry-photos input[type=file]").set_input_files(drawing)
    expect(phone.page.get_by_text("Say what it is; then it goes")).to_be_visible()


def photograph_beside(phone: Phone) -> None:
    """One's own session, on the record; then the sheet again."""
    page, sheet = phone.page, phone.page.url
    page.locator("article").filter(has_text="what you wrote").locator("a.plain-link[href^='/sessions/']").first.click()
    photograph(phone)
    item = page.locator("entry-photos li").last
    item.get_by_label("What is it?").fill("Maya’s drawing of her street")
    item.get_by_label("What is it?").blur()
    expect(page.locator("entry-photos").get_by_text("Photograph safe on the record since")).to_be_visible()
    page.goto(sheet)


def set_timescale(phone: Phone) -> None:
    """Visits under a child protection plan, every 15 working days; the form then says how to go back."""
    row = phone.page.locator("#visit_child_protection")
    row.locator("summary").click()
    row.get_by_label("How many working days").fill("15")
    row.get_by_role("button", name="Set it for the council").click()
    expect(row.get_by_text("15 working days after the last visit")).to_be_visible()
    open_everything(phone)


def set_no_timescale(phone: Phone) -> None:
    row = phone.page.locator("#core_group")
    row.locator("summary").click()
    row.get_by_label("How many months").fill("0")
    row.get_by_role("button", name="Set it for the council").click()
    expect(phone.page.locator(".error-summary")).to_be_focused()


def type_in_find(words: str) -> Act:
    def type_it(phone: Phone) -> None:
        phone.page.get_by_role("searchbox").press_sequentially(words)
        expect(phone.page.locator("#answers .card, #answers .empty").first).to_be_visible()

    return type_it


def save_no_name(phone: Phone) -> None:
    """A module's name is emptied and saved: the error stands at its field."""
    phone.page.get_by_text("Name and description").first.click()
    phone.page.get_by_label("Name", exact=True).first.fill("")
    phone.page.get_by_role("button", name="Save this module").first.click()
    expect(phone.page.locator(".error-summary")).to_be_visible()


def put_one_away(phone: Phone) -> None:
    """The last module; where it is away from an earlier look, it stays so."""
    if not phone.page.get_by_role("button", name=re.compile("^Bring back")).count():
        phone.page.get_by_role("button", name=re.compile("^Put away")).last.click()
    expect(phone.page.get_by_role("button", name=re.compile("^Bring back")).first).to_be_visible()


def write_a_phrase(phone: Phone) -> None:
    """One that blames, and one that hides: the hint is opened."""
    phone.page.locator("main textarea").first.click()
    phone.page.keyboard.type("It was chaotic. Dawn refused.")
    phone.page.locator("word-hint summary").click()
    expect(phone.page.locator("word-hint [open]")).to_be_visible()


def hand_over(phone: Phone) -> None:
    """The page stays as it is; the phone goes on afterwards as if it had been given back."""
    phone.page.get_by_role("button", name="Hand over").click()
    expect(phone.page.locator("hand-back")).to_be_visible()
    phone.sign_in_as(phone.whose)


def choose_nothing(phone: Phone) -> None:
    for box in phone.page.get_by_role("checkbox").all():
        box.uncheck()
    press_save(phone)


def lose_signal(phone: Phone) -> None:
    phone.expects("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    phone.context.set_offline(True)
    phone.page.get_by_role("link", name="Find").first.click()
    expect(phone.page.locator("#offline-bar")).to_be_visible()
    phone.context.set_offline(False)


def write_twice(phone: Phone) -> None:
    """What is written there is changed; then its versions."""
    page = phone.page
    for text in ("Neglect goes on.", "Neglect goes on where nobody comes on a Friday."):
        page.goto(page.url.replace("/versions", "/writing"))
        page.locator("main textarea").fill(text)
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url("**/report")
        page.goto(page.url + "/recommendation/versions")
    open_everything(phone)


def hand_report_over(phone: Phone) -> None:
    """The report as it stands; where one is final already, with what is corrected."""
    page = phone.page
    for name in ("left_empty", "correction"):
        if page.locator(f"#{name}").count():
            page.locator(f"#{name}").fill("The conference is tomorrow.")
    page.get_by_role("button", name="Hand it over", exact=True).click()
    page.wait_for_url("**/handed-over/*")


def approve(phone: Phone) -> None:
    hand_report_over(phone)
    phone.page.get_by_role("button", name="Approve version").click()
    expect(phone.page.get_by_role("heading", name="Final")).to_be_visible()
    open_everything(phone)


def open_copy(phone: Phone) -> None:
    approve(phone)
    phone.page.locator("#copies a", has_text="mother").first.click()
    phone.page.wait_for_url("**/copies/*")


def open_withholding(phone: Phone) -> None:
    open_copy(phone)
    phone.page.locator("figure a", has_text="Withhold").first.click()
    phone.page.wait_for_url("**/withholding")


def open_reading(phone: Phone) -> None:
    open_copy(phone)
    phone.page.get_by_role("link", name="Read it aloud").click()
    phone.page.wait_for_url("**/reading")


def open_reply(phone: Phone) -> None:
    hand_report_over(phone)
    phone.page.get_by_role("link", name="Write down what somebody says of it").click()
    phone.page.wait_for_url("**/replies/new")
    press_save(phone)


def say_something(phone: Phone) -> None:
    """An agency's and a colleague's words beside a report."""
    open_reply(phone)
    page = phone.page
    page.get_by_label("Who says it").select_option(index=1)
    page.locator("label.pill", has_text="Says it is wrong").click()
    page.get_by_label("About").select_option(index=1)
    page.get_by_label("In their words").fill("It was the Tuesday, and I did open the door.")
    page.get_by_role("button", name="Put it beside the report").click()
    page.wait_for_url(re.compile("/handed-over/[^/]+$"))
    open_everything(phone)


def open_reply_ending(phone: Phone) -> None:
    say_something(phone)
    phone.page.get_by_role("link", name="Take it back").first.click()
    phone.page.wait_for_url("**/ending")
    press_save(phone)


def open_sharing(phone: Phone) -> None:
    open_copy(phone)
    phone.page.get_by_role("link", name="Share it with").click()
    phone.page.wait_for_url("**/sharing")


SAID_MEANWHILE = """async () => {
  const form = document.querySelector('main form[method=post]:has(textarea)');
  const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  said.set(form.querySelector('textarea').name, 'said meanwhile');
  said.set('draft_id', crypto.randomUUID());
  return (await fetch(form.action, { method: 'POST', body: said })).redirected;
}"""


def change_too_late(phone: Phone) -> None:
    """Another phone has changed it since the form was opened: both texts stand there."""
    page = phone.page
    open_everything(phone)
    assert page.evaluate(SAID_MEANWHILE), "the other phone's words were not taken"
    field = page.locator("main form[method=post] textarea").first
    field.fill("Said too late.")
    page.locator("main form[method=post]:has(textarea) .save-line button[type=submit]").last.click()
    expect(page.locator("main .notice.due").first).to_be_visible()
    expect(field).to_have_value("Said too late.")
    expect(page.locator("main").get_by_text("said meanwhile").first).to_be_visible()
    open_everything(phone)


def decide_too_late(phone: Phone) -> None:
    """Approved in another tab, while here a remark was written with which to give it back."""
    hand_report_over(phone)
    page = phone.page
    page.get_by_label("What is to be changed").fill("Say more of Leo.")
    other = phone.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Approve version").click()
    expect(other.get_by_role("heading", name="Final")).to_be_visible()
    other.close()
    page.get_by_role("button", name="Give it back").click()
    expect(page.get_by_text("This was decided meanwhile")).to_be_visible()
    expect(page.get_by_text("Say more of Leo.")).to_be_visible()


WORKER, MANAGER, FAMILY = "social worker", "manager", "/families/{family}"
ONE_TO_ONE = "/supervision/one-to-one"
SIGNED_OUT = [
    Screen("sign in", "", "/sign-in"),
    Screen("an invitation that is not", "", "/i/" + "x" * 43, 404),
    Screen("nothing here, signed out", "", "/nowhere", 404),
    Screen("no signal", "", "/shell"),
]
WEEK = [
    Screen("week", WORKER, "/week"),
    Screen("week, earlier", WORKER, "/week/{last_week}"),
    Screen("week, before there were families", WORKER, "/week/{old_week}"),
    Screen("week, asked to sign", "recovery worker", "/week"),
    Screen("week, no signal", WORKER, "/week", then=lose_signal),
    *(Screen(f"team's week, {tab}", MANAGER, f"/week/{{last_week}}?show={tab}")
      for tab in ("all", "waiting", "ready", "overdue", "signed-off", "people")),
    Screen("team's week, a name", MANAGER, "/week/{last_week}?name=okafor"),
    Screen("team's week, no such name", MANAGER, "/week/{last_week}?name=zzqqxx"),
    Screen("areas' weeks", "service manager", "/week"),
    Screen("areas' weeks, a team", "service manager", "/week/{last_week}?team={team}"),
    Screen("council's week", "head of service", "/week"),
    Screen("week of a psychologist", "psychologist", "/week"),
    Screen("week of a chair", "chair", "/week"),
    Screen("week of business support", "business support", "/week"),
    Screen("week of an auditor", "auditor", "/week"),
    Screen("week's sheet", WORKER, FAMILY + "/weeks/{week}"),
    Screen("week's sheet, a photograph", "recovery worker", FAMILY + "/weeks/{week}", then=photograph_beside),
    Screen("week's sheet, earlier", WORKER, FAMILY + "/weeks/{last_week}"),
    Screen("week's sheet, signed off", WORKER, FAMILY + "/weeks/{closed_week}"),
    Screen("week's sheet, signing off", MANAGER, FAMILY + "/weeks/{week}", then=open_sign_off),
    Screen("weekly entry, new", WORKER, FAMILY + "/weekly-entries/new", then=open_everything),
    Screen("weekly entry, errors", WORKER, FAMILY + "/weekly-entries/new?week={old_week}", then=press_save),
    Screen("weekly entry", WORKER, "/weekly-entries/{entry}"),
    Screen("weekly entry, signed off", WORKER, "/weekly-entries/{closed_entry}"),
    Screen("weekly entry, a photograph", MANAGER, "/weekly-entries/{pictured}"),
    Screen("weekly entry, edit", WORKER, "/weekly-entries/{entry}/edit"),
    Screen("weekly entry, versions", WORKER, "/weekly-entries/{entry}/revisions"),
    Screen("amendment", WORKER, "/entries/{closed_entry}/amendments/new"),
    Screen("amendment, errors", WORKER, "/entries/{closed_entry}/amendments/new", then=press_save),
]  # fmt: skip
FAMILIES = [
    Screen("family", WORKER, FAMILY),
    Screen("family, seen from above", "service manager", FAMILY),
    Screen("story", WORKER, FAMILY + "/story"),
    Screen("chronology", WORKER, FAMILY + "/chronology", then=open_everything),
    Screen("chronology, oldest first, visits", WORKER, FAMILY + "/chronology?order=oldest&what=visit"),
    Screen("chronology, nothing of the kind", WORKER, FAMILY + "/chronology?by=999999"),
    Screen("safety", WORKER, FAMILY + "/safety", then=open_everything),
    Screen("safety, everything", WORKER, FAMILY + "/safety?weeks=all", then=open_everything),
    Screen("report", WORKER, FAMILY + "/report", then=open_some),
    Screen("report, nothing written", "head of service", "/families/{unwritten}/report"),
    Screen("core group summary", WORKER, FAMILY + "/papers/core-group", then=open_some),
    Screen("child in need review summary", MANAGER, "/families/{in_need}/papers/child-in-need-review"),
    Screen("group supervision pack", "recovery worker", FAMILY + "/papers/group-supervision"),
    Screen("report, writing", WORKER, FAMILY + "/report/harm/writing"),
    Screen("report, writing, errors", WORKER, FAMILY + "/report/plan/writing", then=press_save),
    Screen("report, writing, too late", WORKER, FAMILY + "/report/plan/writing", then=change_too_late),
    Screen("report, choosing", WORKER, FAMILY + "/report/views/choosing", then=open_everything),
    Screen("report, every version", WORKER, FAMILY + "/report/recommendation/versions", then=write_twice),
    Screen("report, handing over", WORKER, FAMILY + "/report/handing-over"),
    Screen("report, handing over, errors", WORKER, FAMILY + "/report/handing-over", then=press_save),
    Screen("report, handed over", WORKER, FAMILY + "/report/handing-over", then=hand_report_over),
    Screen("report, to approve", MANAGER, FAMILY + "/report/handing-over", then=hand_report_over),
    Screen("report, decided meanwhile", MANAGER, FAMILY + "/report/handing-over", then=decide_too_late),
    Screen("report, final", MANAGER, FAMILY + "/report/handing-over", then=approve),
    Screen("report, a copy", MANAGER, FAMILY + "/report/handing-over", then=open_copy),
    Screen("report, a copy to read aloud", MANAGER, FAMILY + "/report/handing-over", then=open_reading),
    Screen("report, what is said of it, errors", MANAGER, FAMILY + "/report/handing-over", then=open_reply),
    Screen("report, with what is said of it", MANAGER, FAMILY + "/report/handing-over", then=say_something),
    Screen("report, taking back, errors", MANAGER, FAMILY + "/report/handing-over", then=open_reply_ending),
    Screen("report, shared with its chair", "chair", "/shared-reports/{shared}", then=open_everything),
    Screen("report, withholding", MANAGER, FAMILY + "/report/handing-over", then=open_withholding),
    Screen("report, sharing", MANAGER, FAMILY + "/report/handing-over", then=open_sharing),
    Screen("people", WORKER, FAMILY + "/people"),
    Screen("people, to a manager", MANAGER, FAMILY + "/people"),
    Screen("people, half-siblings in the genogram", WORKER, "/families/{half_siblings}/people", then=open_everything),
    Screen("people, somebody died", WORKER, "/families/{bereaved}/people"),
    Screen("people, unborn child", WORKER, "/families/{unborn}/people"),
    Screen("people, no genogram yet", WORKER, "/families/{unrelated}/people"),
    Screen("relationships", WORKER, "/families/{half_siblings}/relationships"),
    Screen("relationships, none yet, errors", WORKER, "/families/{unrelated}/relationships", then=press_save),
    Screen("relationships, was it wrong?", WORKER, FAMILY + "/relationships", then=ask_whether_it_was_wrong),
    Screen("allocation, new", MANAGER, FAMILY + "/allocations/new"),
    Screen("allocation, errors", MANAGER, FAMILY + "/allocations/new", then=press_save),
    Screen("restricting a family", MANAGER, FAMILY + "/restriction"),
    Screen("restricting a family, errors", MANAGER, FAMILY + "/restriction", then=press_save),
    Screen("restricted family", WORKER, "/families/{restricted}"),
    Screen("restricted family, to others", "recovery worker", "/families/{restricted}", 404),
    Screen("restriction, its reason too old", MANAGER, "/families/{restricted}/restriction"),
    Screen("closed case", WORKER, "/families/{closed}"),
    Screen("closed case, plans", WORKER, "/families/{closed}/plans", then=open_everything),
    Screen("tasks", WORKER, FAMILY + "/tasks", then=open_everything),
    Screen("plans and dates", WORKER, FAMILY + "/plans", then=open_everything),
    Screen("setting a meeting", WORKER, FAMILY + "/conferences/new"),
    Screen("setting a meeting, errors", WORKER, FAMILY + "/conferences/new", then=press_save),
    Screen("conference, set", WORKER, "/conferences/{conference}", then=open_everything),
    Screen("conference, what it came to", WORKER, "/conferences/{conference}/holding/new"),
    Screen("conference, errors", WORKER, "/conferences/{conference}/holding/new", then=press_save),
    Screen("conference, held", WORKER, "/conferences/{held_conference}", then=open_everything),
    Screen("showing, choosing", WORKER, FAMILY + "/showings/new"),
    Screen("showing, errors", WORKER, FAMILY + "/showings/new", then=choose_nothing),
    Screen("showing, handed over", WORKER, FAMILY + "/showings/new", then=hand_over),
    Screen("supervision", WORKER, "/supervision"),
    Screen("nothing here", WORKER, "/families/999999", 404),
    Screen("find, empty", WORKER, "/find"),
    Screen("find, misspelled", WORKER, "/find", then=type_in_find("okafer hil")),
    Screen("find, opened by its address", WORKER, "/find?q=okafor"),
    Screen("find, nothing", WORKER, "/find?q=zzqqxx"),
]
RECORD = [
    Screen("record", WORKER, "/record"),
    Screen("record, for a family", WORKER, "/record?family={family}"),
    Screen("visit, new", WORKER, FAMILY + "/visits/new", then=open_everything),
    Screen("visit, errors", WORKER, FAMILY + "/visits/new", then=press_save),
    Screen("visit", WORKER, "/visits/{visit}"),
    Screen("visit, asked to sign", "recovery worker", "/visits/{to_sign}", then=open_everything),
    Screen("visit, signed off", WORKER, "/visits/{closed_visit}"),
    Screen("visit, edit", WORKER, "/visits/{visit}/edit", then=open_everything),
    Screen("visit, versions", WORKER, "/visits/{visit}/revisions"),
    Screen("significant event, new", WORKER, FAMILY + "/significant-events/new"),
    Screen("significant event, errors", WORKER, FAMILY + "/significant-events/new", then=press_save),
    Screen("significant event, a hint", WORKER, FAMILY + "/significant-events/new", then=write_a_phrase),
    Screen("significant event", WORKER, "/significant-events/{event}"),
    Screen("significant event, edit", WORKER, "/significant-events/{open_event}/edit"),
    Screen("significant event, versions", WORKER, "/significant-events/{event}/revisions"),
    Screen("session, new", WORKER, FAMILY + "/sessions/new", then=open_everything),
    Screen("session, photograph taken", WORKER, FAMILY + "/sessions/new", then=photograph),
    Screen("session, photograph added", "recovery worker", "/sessions/{open_session}", then=photograph),
    Screen("session, folded", "recovery worker", FAMILY + "/sessions/new"),
    Screen("session, errors", WORKER, FAMILY + "/sessions/new", then=press_save),
    Screen("session", WORKER, "/sessions/{session}"),
    Screen("session, signed off", WORKER, "/sessions/{closed_session}"),
    Screen("session, edit", "recovery worker", "/sessions/{open_session}/edit", then=open_everything),
    Screen("session, changed too late", "recovery worker", "/sessions/{open_session}/edit", then=change_too_late),
    Screen("session, versions", WORKER, "/sessions/{session}/revisions"),
    Screen("sessions, parent by parent", WORKER, FAMILY + "/sessions", then=open_everything),
    Screen("sessions, seen from above", "service manager", FAMILY + "/sessions"),
    Screen("sessions, none yet", WORKER, "/families/{without_sessions}/sessions"),
    Screen("supervision of a family, new", MANAGER, FAMILY + "/individual-supervisions/new", then=open_everything),
    Screen("supervision of a family, errors", MANAGER, FAMILY + "/individual-supervisions/new", then=press_save),
    Screen("supervision of a family", WORKER, "/individual-supervisions/{supervision}"),
    Screen("supervision of a family, not signed", MANAGER, "/individual-supervisions/{supervision_to_sign}"),
    Screen(
        "supervision of a family, edit",
        MANAGER,
        "/individual-supervisions/{supervision_to_sign}/edit",
        then=open_everything,
    ),
    Screen(
        "supervision of a family, changed too late",
        MANAGER,
        "/individual-supervisions/{supervision_to_sign}/edit",
        then=change_too_late,
    ),
    Screen("supervision of a family, versions", WORKER, "/individual-supervisions/{supervision}/revisions"),
    Screen("question, new", WORKER, FAMILY + "/consultations/new"),
    Screen("question, errors", WORKER, FAMILY + "/consultations/new", then=press_save),
    Screen("question, changed", WORKER, "/consultations/{own_question}/edit"),
    Screen("question, changed too late", WORKER, "/consultations/{own_question}/edit", then=change_too_late),
    Screen("question, waiting", "psychologist", "/consultations/{question}", then=open_everything),
    Screen("question, kept to a few", "recovery worker", "/consultations/{question}"),
    Screen("question, answered", WORKER, "/consultations/{answered}"),
    Screen("question, answered, to a manager", MANAGER, "/consultations/{answered}"),
    Screen("question, versions", WORKER, "/consultations/{answered}/revisions"),
    Screen("question, put off", MANAGER, "/consultations/{put_off}"),
    Screen("questions of a family", WORKER, FAMILY + "/consultations"),
    Screen("questions of a family, none yet", WORKER, "/families/{without_sessions}/consultations"),
    Screen("questions of the area", "psychologist", "/consultations"),
    Screen("answer, new", "psychologist", "/consultations/{question}/answers/new", then=open_everything),
    Screen("answer, errors", "psychologist", "/consultations/{question}/answers/new", then=press_save),
    Screen("answer, changed", "psychologist", "/consultation-answers/{open_answer}/edit", then=open_everything),
    Screen(
        "answer, changed too late", "psychologist", "/consultation-answers/{open_answer}/edit", then=change_too_late
    ),
    Screen("answer, added to", "psychologist", "/entries/{answer}/amendments/new"),
    Screen("answer, versions", "psychologist", "/consultation-answers/{answer}/revisions"),
    Screen("group supervision", WORKER, "/supervisions/{coming_supervision}"),
    Screen("group supervision, held", MANAGER, "/supervisions/{held_supervision}"),
    Screen("group supervision, plan", MANAGER, "/supervisions/new"),
    Screen("group supervision, change", MANAGER, "/supervisions/{coming_supervision}/edit"),
    Screen("group supervision, a family before", MANAGER, FAMILY + "/supervisions/{coming_supervision}"),
    Screen("group supervision, one's own view", WORKER, FAMILY + "/supervisions/{coming_supervision}"),
    Screen("group supervision, a family opened", WORKER, FAMILY + "/supervisions/{held_supervision}"),
    Screen("group supervision, a view", "recovery worker", FAMILY + "/supervisions/{coming_supervision}/view"),
    Screen(
        "group supervision, a view, errors",
        "recovery worker",
        FAMILY + "/supervisions/{coming_supervision}/view",
        then=press_save,
    ),
    Screen(
        "group supervision, writing down",
        MANAGER,
        FAMILY + "/supervisions/{opened_supervision}/record/new",
        then=open_everything,
    ),
    Screen("group supervision, written down", WORKER, "/group-supervisions/{supervised}"),
    Screen(
        "group supervision, changing it", MANAGER, "/group-supervisions/{open_supervised}/edit", then=open_everything
    ),
    Screen(
        "group supervision, changed too late",
        MANAGER,
        "/group-supervisions/{open_supervised}/edit",
        then=change_too_late,
    ),
    Screen("group supervision, versions", WORKER, "/group-supervisions/{supervised}/revisions"),
    Screen("task, new", WORKER, FAMILY + "/tasks/new"),
    Screen("task, errors", WORKER, FAMILY + "/tasks/new", then=press_save),
]
YOU = [
    Screen("you", WORKER, "/you"),
    Screen("welcome", WORKER, "/welcome"),
    Screen("on this phone, nothing kept", WORKER, "/on-this-phone"),
    Screen("kept for you", WORKER, "/recovered"),
    Screen("kept for you, nothing", MANAGER, "/recovered"),
    Screen("unsent words", MANAGER, "/people/{left}/unsent"),
    Screen("unsent words, errors", MANAGER, "/people/{left}/unsent", then=press_save),
    Screen("unsent words, read by two", MANAGER, "/people/{left_and_read}/unsent"),
    Screen("a colleague who has left", MANAGER, "/people/{left}"),
    Screen("unsent words of somebody who is still here", MANAGER, "/people/{colleague}/unsent", 404),
    Screen("a passkey more", WORKER, "/passkeys/new"),
    Screen("you, who manages", MANAGER, "/you"),
    Screen("supervision, to who is supervised", "recovery worker", ONE_TO_ONE),
    Screen("supervision, to who supervises", MANAGER, ONE_TO_ONE, then=open_everything),
    Screen("supervision, none yet", "psychologist", ONE_TO_ONE),
    Screen("supervision between two, new", MANAGER, ONE_TO_ONE + "/with/{colleague}/new"),
    Screen("supervision between two, errors", MANAGER, ONE_TO_ONE + "/with/{colleague}/new", then=press_save),
    Screen("supervision between two", "recovery worker", ONE_TO_ONE + "/{one_to_one}", then=open_everything),
    Screen("supervision between two, to be read", "recovery worker", ONE_TO_ONE + "/{one_to_one_unread}"),
    Screen(
        "supervision between two, to its writer", MANAGER, ONE_TO_ONE + "/{one_to_one_unread}", then=open_everything
    ),
    Screen("supervision between two, to anybody else", "service manager", ONE_TO_ONE + "/{one_to_one}", 404),
    Screen("supervision between two, edit", MANAGER, ONE_TO_ONE + "/{one_to_one_unread}/edit"),
    Screen(
        "supervision between two, changed too late",
        MANAGER,
        ONE_TO_ONE + "/{one_to_one_unread}/edit",
        then=change_too_late,
    ),
    Screen("supervision between two, versions", MANAGER, ONE_TO_ONE + "/{one_to_one}/revisions"),
    Screen("practice file", "recovery worker", "/practice-file"),
    Screen("practice file, empty", "psychologist", "/practice-file"),
    Screen("practice file, to the supervisor", MANAGER, "/people/{colleague}/practice-file"),
    Screen("practice file, training", WORKER, "/practice-file/training/new", then=press_save),
    Screen("practice file, fidelity", WORKER, "/practice-file/fidelity/new", then=press_save),
    Screen("practice file, reflection", WORKER, "/practice-file/reflection/new", then=press_save),
    Screen("practice file, changing a note", "recovery worker", "/practice-file/notes/{note}/edit"),
    Screen(
        "practice file, a note changed too late",
        "recovery worker",
        "/practice-file/notes/{note}/edit",
        then=change_too_late,
    ),
    Screen("who opened my records", WORKER, "/you/openings", then=open_everything),
    Screen("people", MANAGER, "/people"),
    Screen("people of the council", "business support", "/people"),
    Screen("a colleague", MANAGER, "/people/{colleague}"),
    Screen("a colleague, new", MANAGER, "/people/new"),
    Screen("a colleague, errors", MANAGER, "/people/new", then=press_save),
    Screen("sections of reports", WORKER, "/papers"),
    Screen("sections of reports, changing them", "head of service", "/papers/conference/edit", then=open_everything),
    Screen("sections of reports, errors", "head of service", "/papers/core-group/edit", then=press_save),
    Screen("timescales", WORKER, "/timescales"),
    Screen("timescales, to whoever sets them", "head of service", "/timescales", then=set_timescale),
    Screen("timescales, errors", "head of service", "/timescales", then=set_no_timescale),
    Screen("modules", "head of service", "/modules", then=open_everything),
    Screen("modules, errors", "head of service", "/modules", then=save_no_name),
    Screen("modules, one put away", "head of service", "/modules", then=put_one_away),
    Screen("trail", "auditor", "/trail"),
    Screen("words", WORKER, "/words"),
    Screen("words, found", WORKER, "/words?words=engage"),
    Screen("words, nothing found", WORKER, "/words?words=zzqq"),
    Screen("words, to whoever keeps them", "head of service", "/words?letter=r", then=open_everything),
    Screen("a phrase, new", "head of service", "/words/new"),
    Screen("a phrase, errors", "head of service", "/words/new", then=press_save),
    Screen("a phrase", "head of service", "/words/{phrase}/edit"),
    Screen("a phrase, changed too late", "head of service", "/words/{phrase}/edit", then=change_too_late),
    Screen("words, one taken out", "head of service", "/words/{phrase}/edit", then=take_out),
]
SCREENS = [*SIGNED_OUT, *WEEK, *FAMILIES, *RECORD, *YOU]
# Addresses that answer with something else than a screen, or that a chain of steps leads to (test_coming_in.py).
NO_SCREENS = {
    "/", "/health", "/manifest.webmanifest", "/worker.js", "/carried", "/phones/state", "/find/answers",
    "/entries/{entry_id:uuid}", "/i/{token:str}", "/i/{token:str}/waiting", "/invitations/{invitation_id:int}",
    "/invitations/{invitation_id:int}/state", "/recovered/drafts", "/recovered/{draft_id:uuid}", "/words/hints",
    "/supervisions/{supervision_id:uuid}/events",
    "/consultation-answers/{entry_id:uuid}",  # leads to its question
    "/entries/{entry_id:uuid}/photographs/{photograph_id:uuid}",  # a picture
    "/practice-file/{kind:str}/new",  # each of its three kinds stands above
    "/families/{family_id:int}/papers/{paper:str}",  # the three papers stand among the screens
    "/papers/{paper:str}/edit",
    "/families/{family_id:int}/report/{section:str}/writing",  # as do sections of a report
    "/families/{family_id:int}/report/{section:str}/versions",
    "/families/{family_id:int}/report/{section:str}/choosing",
    "/families/{family_id:int}/report.docx", "/families/{family_id:int}/report.pdf",  # documents
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}",  # handed over for the screens above
    "/shared-reports/{sharing_id:uuid}/report.docx", "/shared-reports/{sharing_id:uuid}/report.pdf",  # documents
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/replies/new",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/replies/{reply_id:uuid}/ending",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}/reading",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}/report.docx",  # documents
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}/report.pdf",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}/pieces/{piece:str}/withholding",
    "/families/{family_id:int}/report/handed-over/{version_id:uuid}/copies/{recipient:str}/sharing",
}  # fmt: skip


def bring_about(phone: Phone, screen: Screen, places: Any) -> None:
    """Open the screen and bring it into its state."""
    phone.touch_again()
    answer = phone.open(screen.path.format_map(places))
    assert answer.status == screen.status, f"{screen.name}: {answer.status} for {answer.url}"
    expect(phone.page.locator("h1")).to_have_count(1)
    if screen.then:
        screen.then(phone)
