"""A manager allocates a case to somebody of the team, and ends an allocation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from store.allocations import Free, NewAllocation, end_allocation, is_allocated, list_free, record_allocation
from store.case_people import CasePerson, people_on
from store.weekly_entries import lock_case
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved

PSYCHOLOGIST = "psychologist"


@dataclass(frozen=True)
class AllocationPage:
    """The form, with what was chosen in it."""

    family_id: int
    family: str
    free: Sequence[Free]
    adults: Sequence[CasePerson]
    errors: Mapping[str, str]
    practitioner: str = ""
    for_person: str = ""
    lead: bool = False
    consults: bool = False
    since: str = ""

    @property
    def may_consult(self) -> bool:
        """There is somebody who can be asked for consultation."""
        return any(who.role == PSYCHOLOGIST for who in self.free)

    @property
    def practitioners(self) -> list[tuple[str, str]]:
        return [(str(who.id), who.label) for who in self.free]

    @property
    def grown_ups(self) -> list[tuple[str, str]]:
        return [(str(adult.id), adult.name) for adult in self.adults]


async def new(call: Call) -> Response:
    _open_case(call)
    return _shown(call, await _page(call, {}, since=call.today.isoformat()))


async def create(call: Call) -> Response:
    _open_case(call)
    case_id, form = call.case.case_id, Form(call.form)
    await lock_case(call.db, case_id)
    who = form.number("practitioner")
    if who and await is_allocated(call.db, case_id=case_id, practitioner_id=who, day=call.today):
        return saved(call, _people(call))
    page = await _page(
        call, form.errors, practitioner=form.text("practitioner", longest=40),
        for_person=form.text("for_person", longest=40), lead=form.is_ticked("lead"),
        consults=form.is_ticked("consults"), since=form.text("since", longest=40),
    )  # fmt: skip
    allocation = _read(form, page, call)
    if allocation is None:
        return _shown(call, page, status=422)
    made = await record_allocation(call.db, allocation, case_id=case_id, today=call.today)
    call.did("allocation made", subject=made, practitioner=allocation.practitioner_id, lead=allocation.lead,
             since=allocation.since.isoformat())  # fmt: skip
    return saved(call, _people(call))


async def end(call: Call) -> Response:
    _open_case(call)
    allocation_id = call.request.path_params["allocation_id"]
    who = await end_allocation(call.db, case_id=call.case.case_id, allocation_id=allocation_id, today=call.today)
    if who is None:
        raise NotThere
    call.did("allocation ended", subject=allocation_id, practitioner=who)
    return saved(call, _people(call))


def _read(form: Form, page: AllocationPage, call: Call) -> NewAllocation | None:
    """What was chosen; None where something cannot be, with the words for it in the form's errors."""
    who, whom, since = form.number("practitioner"), form.number("for_person"), form.day("since")
    if who not in {free.id for free in page.free}:
        form.errors["practitioner"] = "Choose somebody of this team who does not hold the case yet"
    if whom is not None and whom not in {adult.id for adult in page.adults}:
        form.errors["for_person"] = "Choose a grown-up of this family"
    if page.consults and (problem := _cannot_consult(page, who)):
        form.errors["consults"] = problem
    if "since" not in form.errors and (problem := _wrong_day(since, call)):
        form.errors["since"] = problem
    if form.errors or who is None or since is None:
        return None
    return NewAllocation(who, whom, page.lead, since, page.consults)


def _cannot_consult(page: AllocationPage, who: int | None) -> str:
    if next((free.role for free in page.free if free.id == who), PSYCHOLOGIST) != PSYCHOLOGIST:
        return "Only the psychologist is asked for consultation"
    return "Who is asked for consultation does not lead the case" if page.lead else ""


def _wrong_day(since: date | None, call: Call) -> str:
    if since is None:
        return "Say from which day"
    if since > call.today:
        return "This day is still to come"
    return "The case was not open yet on this day" if since < call.case.opened_on else ""


async def _page(
    call: Call, errors: Mapping[str, str], *, practitioner: str = "", for_person: str = "", lead: bool = False,
    consults: bool = False, since: str = "",
) -> AllocationPage:  # fmt: skip
    free = await list_free(call.db, call.case, call.today)
    adults = [adult for adult in (await people_on(call.db, call.case)).adults if not adult.died_on]
    return AllocationPage(
        call.case.family_id, call.case.name, free, adults, errors, practitioner, for_person, lead, consults, since
    )  # fmt: skip


def _shown(call: Call, page: AllocationPage, status: int = 200) -> Response:
    return call.page("allocations/new.html", page, title="Allocate the case", place="week", status=status)


def _open_case(call: Call) -> None:
    if call.case.closed_on:
        raise NotThere


def _people(call: Call) -> str:
    return f"/families/{call.case.family_id}/people"
