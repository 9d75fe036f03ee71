"""Choosing among what a report quotes: left out, brought in, put in order, marked, led to by one's own sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from store.conference_reports import GatheredReport, gather_report
from store.entries import Receipt
from store.practice.report.choices import AS_IT_COMES, LONGEST_LINK, MARKS
from store.practice.report.report import Section
from store.practice.report.sections import SectionPlan
from store.report_writing import NewText, TextChanged, TextKept, record_text
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.choices_form import ChoiceRows, differences_of, read_form, rows_of
from web.recording.overtaken import refuse_if_overtaken
from web.recording.refused import ChangedMeanwhile
from web.recording.report_forms import closed_case, opened_for


@dataclass(frozen=True)
class ChoicesPage:
    family_id: int
    family: str
    plan: SectionPlan
    rows: ChoiceRows
    opened_version: int = 0
    for_report: str = ""
    draft_id: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: ChangedMeanwhile | None = None

    marks = tuple(MARKS.items())
    longest_link = LONGEST_LINK

    @property
    def report(self) -> str:
        return f"/families/{self.family_id}/report"


async def new(call: Call) -> Response:
    """As it comes, or as it was chosen; on a closed case nobody begins to choose."""
    if not call.case.may_record:
        raise NotThere
    found, section = await _section(call)
    known = next((one for one in found.texts if one.section == section.plan.key), None)
    rows = rows_of(section, known.choices if known else AS_IT_COMES)
    return _form(call, _page(call, section, rows, known.revision if known else 0, opened_for(found.texts, found.since)))


async def create(call: Call) -> Response:
    found, section = await _section(call)
    form = Form(call.form)
    choices = read_form(form, rows_of(section, AS_IT_COMES).keys)
    rows, of = rows_of(section, choices), form.text("report", longest=40)
    page = replace(_page(call, section, rows, form.opened_version, of), draft_id=str(form.posted_id or ""))
    if errors := form.errors or _closed(call, form):
        return _form(call, replace(page, errors=errors), status=422)
    new_text = NewText(
        form.draft_id, call.case.case_id, found.since, section.plan.key, "", call.me.id, form.opened_version,
        form.phone_wrote_at, of, choices,
    )  # fmt: skip
    try:
        kept = await record_text(call.db, new_text, now=call.now)
    except TextChanged as newer:
        refused = ChangedMeanwhile(newer.revision, differences_of(rows, newer.choices, choices))
        stands = replace(page, refused=refused, opened_version=newer.revision, for_report=newer.report)
        return _form(call, stands, status=409)
    await refuse_if_overtaken(call, form)
    return _kept(call, form, page, kept)


def _closed(call: Call, form: Form) -> dict[str, str]:
    said = closed_case(call, form)
    return {"choices": said} if said else {}


def _kept(call: Call, form: Form, page: ChoicesPage, kept: TextKept) -> Response:
    call.did("report chosen", subject=f"{page.report}#{page.plan.key}", revision=kept.revision)
    receipt = Receipt(form.draft_id, kept.revision, form.fingerprint, kept.at, is_new=kept.is_new)
    return saved(call, page.report, receipt)


async def _section(call: Call) -> tuple[GatheredReport, Section]:
    """One that is quoted from entries; what is written by hand has nothing to choose."""
    found, key = await gather_report(call.db, call.case, today=call.today), call.request.path_params["section"]
    section = next((one for one in found.report.sections if one.plan.key == key and one.plan.parts), None)
    if section is None:
        raise NotThere
    return found, section


def _page(call: Call, section: Section, rows: ChoiceRows, version: int, of: str) -> ChoicesPage:
    return ChoicesPage(call.case.family_id, call.case.name, section.plan, rows, version, of)


def _form(call: Call, page: ChoicesPage, *, status: int = 200) -> Response:
    return call.page("conference_reports/choosing.html", page, title="Choose", place="week", status=status)
