"""Conferences and other meetings of a family: set for a day, moved, or not held and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_people import CasePeople, people_on
from store.conferences import (
    AlreadySet,
    AlreadySettled,
    ListedConference,
    NotTheirs,
    find_conference,
    find_made_by,
    move_booking,
    record_booking,
    record_not_held,
)
from store.practice.case_dates import CHILD_PROTECTION
from store.practice.conferences import INITIAL, KINDS, REVIEW, kind_in_words, outcome_in_words
from store.practice.report.papers import PaperPlan, paper_for
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.conferences import conference_id, open_case

LONGEST_WHY = 2000
FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True)
class BookingPage:
    """`kind` and `on`: as they were typed, or what the case was taken over with. `taken`: what the same form set."""

    case: CaseAccess
    kind: str
    on: str
    errors: Mapping[str, str] = field(default_factory=dict)
    taken: ListedConference | None = None

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind, kind_in_words(kind)) for kind in KINDS]


@dataclass(frozen=True)
class ConferencePage:
    """`typed`: what was sent back, by the field's name. `changed`: somebody else moved or settled it meanwhile."""

    case: CaseAccess
    conference: ListedConference
    people: CasePeople
    today: date
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False

    @property
    def paper(self) -> PaperPlan | None:
        """What there is for it while it is to come, and while it sits."""
        found = paper_for(self.conference.kind)
        of_today = self.conference.was_held and self.conference.on == self.today
        sits = of_today and found is not None and not found.is_report
        return found if self.conference.is_booked or sits else None

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        """Each child's name with what was decided for them."""
        names = self.people.called
        said = self.conference.outcomes.items()
        return [(names.get(child, ""), outcome_in_words(self.conference.kind, one)) for child, one in said]


async def new(call: Call) -> Response:
    open_case(call)
    on, kind = call.case.next_conference_on, ""
    if on:
        plans = (await people_on(call.db, call.case)).plan_dates
        protected = any(plan.kind == CHILD_PROTECTION and plan.runs_on(call.today) for plan in plans)
        kind = REVIEW if protected else INITIAL
    return _booking(call, BookingPage(call.case, kind, on.isoformat() if on else ""))


async def create(call: Call) -> Response:
    """A day that has gone by is set too: what was not set beforehand is recorded all the same."""
    open_case(call)
    form = Form(call.form)
    kind, on = form.choice("kind", KINDS), form.day("on")
    if not kind:
        form.errors.setdefault("kind", "Choose what it is")
    _check_day(form, on, call)
    if form.errors or on is None:
        typed = BookingPage(call.case, kind, form.text("on", longest=40), form.errors)
        return _booking(call, typed, status=422)
    id, facts = form.draft_id, {"case_id": call.case.case_id, "by": call.me.id}
    await lock_case(call.db, call.case.case_id)
    page = BookingPage(call.case, kind, on.isoformat())
    if made := await _made(call, id):
        says_the_same = (made.kind, made.set_for) == (kind, on)
        return saved(call, f"/conferences/{id}") if says_the_same else _booking(call, replace(page, taken=made))
    try:
        await record_booking(call.db, id, kind=kind, on=on, today=call.today, now=call.now, **facts)
    except AlreadySet:
        form.errors["kind"] = "One is set already: open it under Plans and move it to this day"
        return _booking(call, replace(page, errors=form.errors), status=422)
    call.did("conference set", subject=id)
    return saved(call, f"/conferences/{id}")


async def _made(call: Call, id: UUID) -> ListedConference | None:
    """What this form has set before."""
    try:
        return await find_made_by(call.db, id, case_id=call.case.case_id, by=call.me.id)
    except NotTheirs:
        raise NotThere from None


async def show(call: Call) -> Response:
    return await _shown(call)


async def move(call: Call) -> Response:
    open_case(call)
    form = Form(call.form)
    on, why = form.day("on"), form.text("moved_why", longest=LONGEST_WHY)
    _check_day(form, on, call)
    if not why:
        form.errors.setdefault("moved_why", "Say why it is moved")
    if form.errors or on is None:
        return await _shown(call, form, ("on", "moved_why"))
    await lock_case(call.db, call.case.case_id)
    was, by = form.opened_version, call.me.name
    try:
        await move_booking(call.db, conference_id(call), on=on, why=why, by=by, opened_version=was)
    except AlreadySettled:
        return await _shown(call, form, ("on", "moved_why"), changed=True)
    call.did("conference moved", subject=conference_id(call))
    return saved(call, f"/conferences/{conference_id(call)}")


async def cancel(call: Call) -> Response:
    open_case(call)
    form = Form(call.form)
    why = form.text("why_not", longest=LONGEST_WHY)
    if not why:
        form.errors.setdefault("why_not", "Say why it did not take place")
    if form.errors:
        return await _shown(call, form, ("why_not",))
    await lock_case(call.db, call.case.case_id)
    was, by = form.opened_version, call.me.id
    try:
        await record_not_held(call.db, conference_id(call), why=why, by=by, now=call.now, opened_version=was)
    except AlreadySettled:
        return await _shown(call, form, ("why_not",), changed=True)
    call.did("conference not held", subject=conference_id(call))
    return saved(call, f"/families/{call.case.family_id}/plans")


def _check_day(form: Form, on: date | None, call: Call) -> None:
    if on is None:
        form.errors.setdefault("on", "Say for which day")
    elif on < call.case.opened_on:
        form.errors["on"] = "The case was not open yet on this day"
    elif on > call.today + FURTHEST:
        form.errors["on"] = "This day is more than two years away: look at the year again"


def _booking(call: Call, page: BookingPage, status: int = 200) -> Response:
    status = 409 if page.taken else status
    return call.page("conferences/new.html", page, title="Set a meeting", place="week", status=status)


async def _shown(
    call: Call, form: Form | None = None, fields: tuple[str, ...] = (), *, changed: bool = False
) -> Response:
    """The conference as it stands, with the `form` that could not be taken beside it."""
    conference = await find_conference(call.db, conference_id(call))
    typed = {name: str(call.form.get(name, "")) for name in fields}
    errors = form.errors if form else {}
    page = ConferencePage(
        call.case, conference, await people_on(call.db, call.case), call.today, typed, errors, changed
    )  # fmt: skip
    status = 409 if changed else 422 if errors else 200
    return call.page("conferences/show.html", page, title=conference.name, place="week", status=status)
