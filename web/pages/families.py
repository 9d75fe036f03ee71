"""A family at the door and in this week: who to call, who has written, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response

from store.bank_holidays import around
from store.case_access import CaseAccess
from store.case_people import CasePeople, CasePerson, people_on
from store.case_practitioners import CasePractitioner, practitioners_on
from store.families import CaseNow, find_case_now
from store.practice.case_steps import case_dates
from store.practice.due import due_dates
from store.practice.due_date import words
from store.practice.entries import WEEKLY_ENTRY
from store.practice.rhythm import is_expected, weeks_covered
from store.practice.roles import ROLES
from store.practice.told import Told
from store.practice.weekly_summary import Chapter, worth_saying
from store.practice.weeks import Week
from store.story import list_recent
from web.due_chips import chip_of
from web.endpoint import Call

MOST_NAMES = 3


@dataclass(frozen=True)
class Due:
    words: str
    kind: str  # of its chip


@dataclass(frozen=True)
class FamilyPage:
    """`told` and `told_before`: the entries of this week and of the one before, newest first."""

    case: CaseAccess
    tab: str
    week: Week
    people: CasePeople
    practitioners: tuple[CasePractitioner, ...]
    chapters: tuple[Chapter, ...]
    told: tuple[Told, ...]
    told_before: tuple[Told, ...]
    due: tuple[Due, ...]
    now: CaseNow
    may_write: bool

    @property
    def lead(self) -> CasePractitioner | None:
        return next((who for who in self.practitioners if who.lead), None)

    @property
    def to_call(self) -> tuple[CasePerson, ...]:
        """The grown-ups at this address who have a phone."""
        return tuple(adult for adult in self.people.adults if adult.lives_here and adult.phone)

    @property
    def waiting(self) -> tuple[Chapter, ...]:
        return tuple(chapter for chapter in self.chapters if chapter.is_waiting)

    def waiting_for(self, me: int) -> str:
        """you, Dan: first names of whose part is not in; a number where they are many."""
        names = ["you" if part.practitioner_id == me else part.first_name for part in self.waiting]
        return ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} of {len(self.chapters)}"

    def wrote(self, practitioner_id: int) -> bool:
        return any(c.is_in for c in self.chapters if c.practitioner_id == practitioner_id)


async def show(call: Call) -> Response:
    """The family's card and its week."""
    case, week = call.case, Week.of(call.today)
    people = await people_on(call.db, case, and_when_seen=True)
    practitioners = await practitioners_on(call.db, case.case_id, call.today)
    weeks = {"week": week.start, "last_week": week.previous.start}
    now = await find_case_now(call.db, case.case_id, today=call.today, **weeks)
    began = min(week, Week.of(case.opened_on))
    turn = weeks_covered(week, began, now.rhythm)
    told = await list_recent(call.db, case.case_id, min(turn[0], week.previous).start)
    expected = case.closed_on is None and is_expected(week, began, now.rhythm)
    page = FamilyPage(
        case=case,
        tab="week",
        week=week,
        people=people,
        practitioners=practitioners,
        chapters=_chapters(practitioners, [entry for entry in told if Week(entry.week) in turn], expected=expected),
        told=tuple(entry for entry in told if entry.week == week.start),
        told_before=tuple(entry for entry in told if entry.week == week.previous.start),
        due=_due(call, people, now),
        now=now,
        may_write=case.may_record and ROLES[call.me.role].writes,
    )
    return call.page("families/show.html", page, title="Family", place="week")


def _chapters(
    practitioners: Iterable[CasePractitioner], told: Iterable[Told], *, expected: bool
) -> tuple[Chapter, ...]:
    """Whoever has a chapter, and whoever wrote one all the same; the lead first, then as the roles are listed."""
    wrote = {entry.author_id: entry for entry in told if entry.kind == WEEKLY_ENTRY}
    parts = {key: Chapter(key, entry.author, entry.role, False, entry.id) for key, entry in wrote.items()}
    for who in practitioners:
        if who.writes:
            entry_id = wrote[who.id].id if who.id in wrote else None
            parts[who.id] = Chapter(who.id, who.name, who.role, expected, entry_id, who.lead)
    return tuple(sorted(parts.values(), key=lambda part: (not part.lead, list(ROLES).index(part.role), part.name)))


def _due(call: Call, people: CasePeople, now: CaseNow) -> tuple[Due, ...]:
    """What is due, soonest first; nothing of a closed case."""
    if call.case.closed_on:
        return ()
    dates = case_dates(
        today=call.today,
        opened=call.case.opened_on,
        plans=people.plan_dates,
        steps=now.steps,
        next_conference=call.case.next_conference_on,
    )
    found = worth_saying(due_dates(dates, call.today, around(call.today.year), now.timescales))
    return tuple(Due(words(due, call.today), chip_of(due)) for due in found)
