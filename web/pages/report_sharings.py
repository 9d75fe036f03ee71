"""A copy is asked for once more with its recipient's name; then it is on the record who got it, how and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from starlette.responses import Response

from store.bank_holidays import around
from store.conference_reports import dates_of
from store.practice.dates_in_words import day_and_month
from store.practice.report.copies import ALOUD, CHAIR, HERE, WAYS, WAYS_TO_CHAIR
from store.practice.report.deadline import report_due_on
from store.practice.report.kept_paper import fingerprint_of, kept_of
from store.practice.timescales import by_key
from store.report_sharings import list_sharings, record_sharing
from store.shared_reports import end_reading, list_chairs, share_here
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.errors import Conflict
from web.forms import Form
from web.receipts import saved
from web.recording.report_copy_view import CopyView, copy_view, must_be_open
from web.recording.report_version_view import LONGEST_REASON, address_of_version, version_of

CHANGED = "Their copy has changed since you opened this: look at it once more"


@dataclass(frozen=True)
class SharingPage:
    """`due_on`: the last day that is in time. `seen`: the fingerprint of the copy as it is now. `chairs`: who may
    read it here, in the chair's copy. `aloud`: they are there, and see this phone.
    """

    view: CopyView
    due_on: date | None
    today: date
    seen: str
    chairs: tuple[tuple[int, str], ...] = ()
    chair: int | None = None
    aloud: bool = False
    way: str = ""
    on: str = ""
    why_late: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def ways(self) -> Mapping[str, str]:
        return WAYS_TO_CHAIR if self.chairs else WAYS

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.today > self.due_on


async def new(call: Call) -> Response:
    """As the one before was given, if nothing else is asked for; not why that was late: it was written of somebody
    else, and whom it must not reach may see this phone.
    """
    must_be_open(call)
    page, asked = await _page(call), call.request.query_params.get("way", "")
    way = asked if asked in WAYS else page.view.found.way_last
    return _form(call, replace(page, aloud=asked == ALOUD, way=way))


async def end_reading_here(call: Call) -> Response:
    """No chair reads any version of the report here any more; on a closed case, too."""
    version = (await version_of(call)).listed
    where = address_of_version(call, version.id)
    if readers := await end_reading(call.db, report_id=version.report_id, by=call.me.id, now=call.now):
        call.did("report reading ended", subject=where, number=version.number, readers=readers)
    return saved(call, f"{where}#copies")


async def create(call: Call) -> Response:
    """Only what is final is shared."""
    must_be_open(call)
    await lock_case(call.db, call.case.case_id)
    form, page = Form(call.form), await _page(call)
    view = page.view
    if not view.version.is_final:
        raise Conflict("it is not final")
    way, on, why_late = form.choice("way", page.ways), form.day("on"), form.text("why_late", longest=LONGEST_REASON)
    page = replace(page, way=way, chair=form.number("chair"), on=form.text("on", longest=40), why_late=why_late)
    page = replace(page, aloud=form.is_ticked("aloud"))
    errors = form.errors | _errors(call, page, way, on, form.text("seen", longest=64))
    if errors or on is None:
        return _form(call, replace(page, errors=errors), status=422)
    late = page.due_on is not None and on > page.due_on
    sharing = {
        "id": form.draft_id, "version_id": view.version.id, "recipient": view.recipient.key,
        "name": view.recipient.name, "way": way, "on": on, "due_on": page.due_on, "why_late": why_late if late else "",
        "withheld": {one.piece.key: one.why for one in view.copy.withheld}, "fingerprint": page.seen,
        "by_id": call.me.id, "at": call.now,
    }  # fmt: skip
    if not await _is_known(call, page, sharing):
        if not await record_sharing(call.db, case_id=call.case.case_id, since=view.version.since, sharing=sharing):
            raise Conflict("this form has said something else before")
        if page.chair:
            await share_here(call.db, sharing_id=form.draft_id, reader_id=page.chair)
        call.did(
            "report shared", subject=view.here, number=view.version.number, way=way, fingerprint=page.seen,
            reader=page.chair,
        )  # fmt: skip
    return saved(call, f"{view.here}/reading" if page.aloud else f"{view.version_href}#copies")


async def _is_known(call: Call, page: SharingPage, sharing: Mapping[str, Any]) -> bool:
    """From a second tap; what was shut since is shared again by it."""
    same = ("recipient", "way", "on", "why_late", "fingerprint")
    reader = dict(page.chairs).get(page.chair or 0, "")
    before = await list_sharings(call.db, page.view.version.id)
    open_still = (one for one in before if one.reader == reader and not (reader and one.is_shut))
    return any(all(getattr(one, name) == sharing[name] for name in same) for one in open_still)


async def _page(call: Call) -> SharingPage:
    view = await copy_view(call)
    dates = await dates_of(call.db, call.case, view.people, today=call.today)
    rows, holidays = by_key(view.found.timescales), around(call.today.year)
    due_on = report_due_on(dates, view.version.since, rows, holidays, today=call.today)
    seen = fingerprint_of(kept_of(view.copy.paper))
    chairs = await list_chairs(call.db) if view.recipient.kind == CHAIR else ()
    return SharingPage(view, due_on, call.today, seen, chairs, on=call.today.isoformat())


def _errors(call: Call, page: SharingPage, way: str, on: date | None, seen: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    approved = page.view.version.decided_at
    if seen != page.seen:
        errors["seen"] = CHANGED
    if not way:
        errors["way"] = "Say how they got it"
    if way == HERE and page.chair not in dict(page.chairs):
        errors["chair"] = "Choose who chairs the conference"
    elif page.chair and way != HERE:
        errors["chair"] = "They read it here only where that is how they got it: choose that above, or nobody here"
    if on is None or on > call.today or (approved and on < approved.date()):
        errors["on"] = "Choose the day on which they got it: not before it was approved, and not to come"
    elif page.due_on and on > page.due_on and not page.why_late:
        errors["why_late"] = f"It was due by {day_and_month(page.due_on)}: say why it is later"
    return errors


def _form(call: Call, page: SharingPage, *, status: int = 200) -> Response:
    return call.page("report_copies/sharing.html", page, title="Share a copy", place="week", status=status)
