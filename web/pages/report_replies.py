"""What the family and others say of a report is written down beside it, in their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_people import people_on
from store.practice.calendar import day_of
from store.practice.dates_in_words import day_and_month
from store.practice.report.copies import CHAIR, Recipient
from store.practice.report.paper import KINDS_OF_REPLY, WHOLE, Paper
from store.report_copies import copy_ground
from store.report_replies import SaidOtherwise, record_reply
from store.version_rows import KeptVersion, ListedVersion
from web.endpoint import Call
from web.errors import Conflict
from web.forms import Form
from web.receipts import saved
from web.recording.report_copy_view import must_be_open
from web.recording.report_recipients import recipients_of
from web.recording.report_version_view import address_of_version, whole_version_of

MYSELF = "myself"
LONGEST_WORDS = 4000


@dataclass(frozen=True)
class ReplyPage:
    """`people`: who may say something, beside whoever writes it down. `aloud`: who says it is there, and sees this
    phone: nobody else is named, and it goes back to what was read to them. `errors`: by field.
    """

    case: CaseAccess
    version: ListedVersion
    paper: Paper
    here: str
    me: str
    people: tuple[Recipient, ...]
    said: "Said"
    aloud: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    kinds = KINDS_OF_REPLY

    @property
    def back(self) -> str:
        return f"{self.here}/copies/{self.said.whose}/reading" if self._is_beside else self.here

    @property
    def _is_beside(self) -> bool:
        return self.aloud and self.said.whose in {one.key for one in self.people}

    @property
    def way_on(self) -> str:
        return self.back if self._is_beside else f"{self.here}#{self.said.section or WHOLE}"

    @property
    def sections(self) -> list[tuple[str, str]]:
        return [(one.key, one.title) for one in self.paper.sections]

    @property
    def whose(self) -> list[tuple[str, str]]:
        """Where somebody hears it, they and nobody else; where nobody is known to, whoever writes it down."""
        named = [(one.key, one.name) for one in self.people if not self.aloud or one.key == self.said.whose]
        return named if self._is_beside else [*named, (MYSELF, f"{self.me}, who writes this")]

    @property
    def empty(self) -> str:
        return "" if self._is_beside else "Choose"


@dataclass(frozen=True)
class Said:
    """As it was typed. `day`: None where it is none."""

    section: str = ""
    whose: str = ""
    kind: str = ""
    words: str = ""
    on: str = ""
    day: date | None = None


async def new(call: Call) -> Response:
    must_be_open(call)
    asked = call.request.query_params
    said = Said(asked.get("section", ""), asked.get("whose", ""), on=call.today.isoformat())
    page = await _page(call, await whole_version_of(call), said)
    return _form(call, replace(page, aloud="aloud" in asked))


async def create(call: Call) -> Response:
    must_be_open(call)
    found, form = await whole_version_of(call), Form(call.form)
    page = replace(await _page(call, found, _said(form)), aloud=form.is_ticked("aloud"))
    said = page.said
    if errors := form.errors | _errors(call, page):
        return _form(call, replace(page, errors=errors), status=422)
    name = next((one.name for one in page.people if one.key == said.whose), call.me.name)
    facts = {
        "id": form.draft_id, "version_id": found.listed.id, "section": said.section, "name": name,
        "whose": "" if said.whose == MYSELF else said.whose, "kind": said.kind, "words": said.words, "on": said.day,
        "by_id": call.me.id, "at": call.now,
    }  # fmt: skip
    try:
        is_new = await record_reply(call.db, facts)
    except SaidOtherwise:
        raise Conflict("this form has said something else before") from None
    if is_new:
        call.did("report replied to", subject=page.here, whose=said.whose, kind=said.kind)
    return saved(call, page.way_on)


async def _page(call: Call, found: KeptVersion, said: Said) -> ReplyPage:
    ground = await copy_ground(call.db, case_id=call.case.case_id, report_id=found.listed.report_id)
    people = recipients_of(await people_on(call.db, call.case), ground.agencies)
    speaking = tuple(one for one in people if one.kind != CHAIR)
    here = address_of_version(call, found.listed.id)
    return ReplyPage(call.case, found.listed, found.paper, here, call.me.name, speaking, said)


def _said(form: Form) -> Said:
    day = form.day("on")
    words, on = form.text("words", longest=LONGEST_WORDS), form.text("on", longest=40)
    section, whose = form.text("section", longest=80), form.text("whose", longest=80)
    return Said(section, whose, form.choice("kind", KINDS_OF_REPLY), words, on, day)


def _errors(call: Call, page: ReplyPage) -> dict[str, str]:
    said, errors = page.said, dict[str, str]()
    if said.whose not in dict(page.whose):
        errors["whose"] = "Say who says it"
    if not said.kind:
        errors["kind"] = "Say what it is"
    if said.section and said.section not in dict(page.sections):
        errors["section"] = "Choose a section, or the whole report"
    if not said.words:
        errors["words"] = "Write what they say, in their words"
    handed_over = day_of(page.version.handed_over_at)
    if said.day is None or not handed_over <= said.day <= call.today:
        errors["on"] = f"Choose a day from {day_and_month(handed_over)}, when it was handed over, until today"
    return errors


def _form(call: Call, page: ReplyPage, *, status: int = 200) -> Response:
    return call.page("report_replies/form.html", page, title="What is said of the report", place="week", status=status)
