"""Who may write about which week, and what the form of a weekly entry stands on."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.case_people import CasePeople, people_on
from store.case_practitioners import CasePractitioner, practitioners_on
from store.council import setting
from store.practice.permissions import Permission
from store.practice.rhythm import DEFAULT_RHYTHM, weeks_covered
from store.practice.weeks import Week
from store.weekly_entries import held_the_case, held_until
from store.weekly_tasks import OpenTask, list_tasks
from web.endpoint import Call
from web.errors import NotThere
from web.weeks import due_of, week_of


@dataclass(frozen=True)
class Ground:
    """What the form is made of besides its fields."""

    people: CasePeople
    practitioners: tuple[CasePractitioner, ...]
    tasks: tuple[OpenTask, ...]

    def owners(self, me: int) -> list[tuple[str, str]]:
        others = [(f"practitioner-{one.id}", one.name) for one in self.practitioners if one.id != me]
        adults = [(f"person-{one.id}", f"{one.name}, {one.relationship}") for one in self.people.adults]
        return [(f"practitioner-{me}", "You"), *others, *adults]


async def week_to_write(call: Call, text: str) -> Week:
    """The week that one may write about; raises NotThere for any other.

    Who has handed the case over writes about weeks in which they held it (RECORD_PAST).
    """
    week, case = week_of(call, text), call.case
    if week.end < case.opened_on or (case.closed_on and week.start > case.closed_on):
        raise NotThere
    if is_former(call) and not await held_the_case(
        call.db, case_id=case.case_id, practitioner_id=call.me.id, week=week
    ):
        raise NotThere
    return week


async def last_week_held(call: Call) -> Week:
    """The last week in which somebody who has handed the case over held it."""
    until = await held_until(call.db, case_id=call.case.case_id, practitioner_id=call.me.id)
    if until is None:
        raise NotThere
    return min(Week.of(until), Week.of(call.today))


async def due_by(call: Call, week: Week) -> datetime:
    """When an entry of that week is late: after the last week of its turn, in the council's rhythm."""
    rhythm = int(await setting(call.db, "rhythm_weeks") or DEFAULT_RHYTHM)
    began = min(week, Week.of(call.case.opened_on))
    return due_of(weeks_covered(week, began, rhythm)[-1])


def is_former(call: Call) -> bool:
    return Permission.RECORD not in call.case.permissions


async def ground_of(call: Call, entry_id: UUID | None) -> Ground:
    """Who has handed the case over sees the children whom they knew, not what came after them."""
    people = await people_on(call.db, call.case)
    if is_former(call):
        until = await held_until(call.db, case_id=call.case.case_id, practitioner_id=call.me.id) or date.min
        known = tuple(child for child in people.children if (child.birth_date or date.max) <= until)
        return Ground(type(people)(known, ()), (), ())
    practitioners = await practitioners_on(call.db, call.case.case_id, call.today)
    tasks = await list_tasks(call.db, case_id=call.case.case_id, entry_id=entry_id)
    return Ground(people, practitioners, tuple(tasks))
