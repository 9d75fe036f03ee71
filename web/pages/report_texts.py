"""What only the author of a conference report can write: its analysis, its outline plan and its recommendation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response

from store.conference_reports import gathers_since
from store.entries import Receipt
from store.practice.report.papers import CONFERENCE_PAPER
from store.practice.report.sections import SectionPlan
from store.report_texts import WrittenText, list_text_versions, list_texts, of_report
from store.report_writing import NewText, TextChanged, record_text
from store.section_lists import sections_now
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.differences import Difference
from web.recording.overtaken import refuse_if_overtaken
from web.recording.refused import ChangedMeanwhile
from web.recording.report_forms import closed_case, opened_for

EMPTY = "Write something first: an empty section says nothing to a conference"


@dataclass(frozen=True)
class TextFormPage:
    """`for_report`: the report for which it was opened, as in NewText. `then`: the next section that waits for
    words.
    """

    family_id: int
    family: str
    plan: SectionPlan
    text: str = ""
    opened_version: int = 0
    draft_id: str = ""
    for_report: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: ChangedMeanwhile | None = None
    then: SectionPlan | None = None

    @property
    def report(self) -> str:
        return f"/families/{self.family_id}/report"


@dataclass(frozen=True)
class TextVersionsPage:
    """`versions`: the newest first; `earlier`: of the reports to conferences that were held."""

    family_id: int
    family: str
    plan: SectionPlan
    versions: tuple[WrittenText, ...]
    earlier: tuple[WrittenText, ...]


async def new(call: Call) -> Response:
    """Blank, or what stands there; on a closed case nobody begins to write."""
    by_hand = await _by_hand(call)
    plan = _section(call, by_hand)
    if not call.case.may_record:
        raise NotThere
    since = await _since(call)
    here, _ = of_report(await list_texts(call.db, call.case.case_id), since)
    there = next((one for one in here if one.section == plan.key), None)
    then = _next(by_hand, plan, {one.section for one in here if one.text})
    page = TextFormPage(call.case.family_id, call.case.name, plan, for_report=opened_for(here, since), then=then)
    return _form(call, replace(page, text=there.text, opened_version=there.revision) if there else page)


async def create(call: Call) -> Response:
    by_hand, form = await _by_hand(call), Form(call.form)
    plan = _section(call, by_hand)
    text = form.text("text")
    of, draft_id = form.text("report", longest=40), str(form.posted_id or "")
    page = TextFormPage(call.case.family_id, call.case.name, plan, text, form.opened_version, draft_id, of)
    said = closed_case(call, form) if text or form.opened_version else EMPTY
    errors = form.errors or ({"text": said} if said else {})
    if errors:
        return _form(call, replace(page, errors=errors), status=422)
    new_text = NewText(
        form.draft_id, call.case.case_id, await _since(call), plan.key, text, call.me.id, form.opened_version,
        form.phone_wrote_at, of,
    )  # fmt: skip
    try:
        kept = await record_text(call.db, new_text, now=call.now)
    except TextChanged as newer:
        refused = ChangedMeanwhile(newer.revision, (Difference(plan.title, newer.text, text),))
        stands = replace(page, refused=refused, opened_version=newer.revision, for_report=newer.report)
        return _form(call, stands, status=409)
    await refuse_if_overtaken(call, form)
    call.did("report written", subject=f"{page.report}#{plan.key}", revision=kept.revision)
    receipt = Receipt(form.draft_id, kept.revision, form.fingerprint, kept.at, is_new=kept.is_new)
    then = form.choice("then", (one.key for one in by_hand))
    return saved(call, f"{page.report}/{then}/writing" if then else page.report, receipt)


async def versions(call: Call) -> Response:
    plan = _section(call, await _by_hand(call))
    found = await list_text_versions(call.db, call.case.case_id, plan.key)
    page = TextVersionsPage(call.case.family_id, call.case.name, plan, *of_report(found, await _since(call)))
    return call.page("conference_reports/versions.html", page, title="Earlier versions", place="week")


async def _by_hand(call: Call) -> list[SectionPlan]:
    """What is written by hand; the other sections are quoted from entries. One that the council left out since takes
    what was begun for it.
    """
    return [one.plan for one in await sections_now(call.db, CONFERENCE_PAPER) if one.plan.to_write]


def _section(call: Call, by_hand: list[SectionPlan]) -> SectionPlan:
    found = next((plan for plan in by_hand if plan.key == call.request.path_params["section"]), None)
    if found is None:
        raise NotThere
    return found


def _next(by_hand: list[SectionPlan], plan: SectionPlan, written: set[str]) -> SectionPlan | None:
    """The one after `plan` that a conference asks for and nobody has written."""
    after = by_hand[by_hand.index(plan) + 1 :]
    return next((one for one in after if one.required and one.key not in written), None)


async def _since(call: Call) -> date | None:
    return await gathers_since(call.db, call.case, today=call.today)


def _form(call: Call, page: TextFormPage, *, status: int = 200) -> Response:
    return call.page("conference_reports/form.html", page, title=page.plan.title, place="week", status=status)
