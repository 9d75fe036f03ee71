"""Whoever holds the case hands its report over as it stands; what was handed over is read from what was kept then."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from starlette.responses import Response

from store.begun_reports import report_since
from store.case_access import CaseAccess
from store.conference_reports import GatheredReport, gather_report
from store.practice.report.kept_paper import fingerprint_of, kept_of
from store.practice.report.report import words_of
from store.report_papers import paper_as_it_stands
from store.report_texts import gathers
from store.report_versions import NewVersion, record_version
from store.version_rows import VersionInBrief
from store.weekly_entries import lock_case
from web.drawing.in_reports import pictures_of
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.report_version_view import LONGEST_REASON, address_of_version, page_of, shown, version_of

CHANGED = "The report has changed since you opened this: look at it once more, then hand it over"


@dataclass(frozen=True)
class HandingOverPage:
    """`empty`: titles of sections that a conference asks for; `waiting`, `final`: the newest of this report that are;
    `seen`: the fingerprint of what stands there now.
    """

    case: CaseAccess
    conference: date | None
    words: int
    empty: tuple[str, ...]
    waiting: VersionInBrief | None
    final: VersionInBrief | None
    seen: str
    has_words: bool
    correction: str = ""
    left_empty: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def report(self) -> str:
        return f"/families/{self.case.family_id}/report"


async def new(call: Call) -> Response:
    _open_case(call)
    found = await gather_report(call.db, call.case, today=call.today)
    return _form(call, _page(call, found))


async def create(call: Call) -> Response:
    _open_case(call)
    form = Form(call.form)
    await lock_case(call.db, call.case.case_id)
    found = await gather_report(call.db, call.case, today=call.today)
    correction, left_empty = (form.text(name, longest=LONGEST_REASON) for name in ("correction", "left_empty"))
    page = replace(_page(call, found), correction=correction, left_empty=left_empty)
    if page.waiting and page.waiting.fingerprint == page.seen == form.text("seen", longest=64):
        return saved(call, address_of_version(call, page.waiting.id))
    if errors := form.errors or _errors(page, form.text("seen", longest=64)):
        return _form(call, replace(page, errors=errors), status=422)
    return await _hand_over(call, form.draft_id, found, page)


async def show(call: Call) -> Response:
    return shown(call, await page_of(call, await version_of(call)))


def _page(call: Call, found: GatheredReport) -> HandingOverPage:
    versions = tuple(one for one in found.versions if gathers(one.since, one.begun_at, found.since))
    return HandingOverPage(
        call.case, found.conference, words_of(found.report),
        tuple(section.plan.title for section in found.report.still_empty),
        next((one for one in versions if one.waits), None), next((one for one in versions if one.is_final), None),
        fingerprint_of(_kept(call, found)), found.report.has_words,
    )  # fmt: skip


def _kept(call: Call, found: GatheredReport) -> str:
    pictures = pictures_of(found.views, found.people, found.ties, call.case, call.today)
    return kept_of(paper_as_it_stands(found, call.case, pictures))


def _errors(page: HandingOverPage, seen: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not page.has_words:
        errors["seen"] = "Nothing is written yet: there is nothing to hand over"
    elif seen != page.seen:
        errors["seen"] = CHANGED
    if page.empty and not page.left_empty:
        errors["left_empty"] = "Say why these sections stay empty, or write them first"
    if page.final and not page.correction:
        errors["correction"] = f"Say what is corrected: version {page.final.number} is final"
    return errors


async def _hand_over(call: Call, version_id: UUID, found: GatheredReport, page: HandingOverPage) -> Response:
    case_id, kept = call.case.case_id, _kept(call, found)
    report_id = await report_since(call.db, case_id=case_id, since=found.since, by=call.me.id, now=call.now)
    left_empty, correction = page.left_empty if page.empty else "", page.correction if page.final else ""
    new = NewVersion(version_id, report_id, case_id, kept, correction, left_empty, call.me.id)
    number = await record_version(call.db, new, now=call.now)
    call.did("report handed over", subject=address_of_version(call, version_id), number=number, fingerprint=page.seen)
    return saved(call, address_of_version(call, version_id))


def _open_case(call: Call) -> None:
    if not call.case.may_share:
        raise NotThere


def _form(call: Call, page: HandingOverPage, *, status: int = 200) -> Response:
    return call.page("report_versions/new.html", page, title="Hand over the report", place="week", status=status)
