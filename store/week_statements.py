"""The statements behind a week: each gives rows with `case_id`, for as many cases as there are."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from store.practice.calendar import LONDON
from store.practice.conferences import KINDS as KEPT_HERE
from store.practice.entries import WEEKLY_ENTRY
from store.practice.permissions import Permission, Relation
from store.practice.weeks import Week
from store.tables.cases import Case, CaseDate, Involvement, Plan
from store.tables.entries import Entry, Task, WeekSignOff
from store.tables.families import Family, Person
from store.tables.people import CouncilSetting, Practitioner, Team
from store.timescales import kept_timescales
from store.visibility import Viewer, cases_for
from store.visits_that_count import last_seen


def open_cases(viewer: Viewer, week: Week, permission: Permission = Permission.READ) -> Select[int]:
    """A family whose case closed before the week was over does not stand in it."""
    still_open = or_(Case.closed_on.is_(None), Case.closed_on > week.end)
    return cases_for(viewer, permission).where(still_open, Case.opened_on <= week.end)


def held_in(week: Week, *relations: Relation) -> tuple[ColumnElement[bool], ...]:
    """Tied to the case at some time in the week and still on its Friday, when the entry is due."""
    friday = week.start + timedelta(days=4)
    on = or_(Involvement.until.is_(None), Involvement.until >= friday)
    return Involvement.relation.in_(relations), Involvement.since <= week.end, on


def heads(cases: Select[int], week: Week, today: date) -> Select[*tuple[Any, ...]]:
    """One row a case: the family's name, its tasks in numbers, whether it is signed off."""
    begun = datetime.combine(week.start, time(), LONDON)
    tasks = select(func.count()).where(Task.case_id == Case.id, Task.closed_at.is_(None)).correlate(Case)
    return (
        select(
            Case.id.label("case_id"), Case.family_id, Family.name, Team.name.label("team"), Case.opened_on,
            Case.next_conference_on, WeekSignOff.signed_off_at,
            Family.reference, came_later(week).label("came_later"),
            tasks.where(Task.made_at < begun).scalar_subquery().label("carried"),
            tasks.where(Task.due_on < today).scalar_subquery().label("overdue"),
            select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery().label("rhythm"),
            kept_timescales().label("timescales"),
        )
        .join(Family, Family.id == Case.family_id).join(Team, Team.id == Case.team_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Case.id, WeekSignOff.week == week.start))
        .where(Case.id.in_(cases))
    )  # fmt: skip


def chapters(cases: Select[int], week: Week, rhythm: int) -> CompoundSelect[*tuple[Any, ...]]:
    """Who has written in the weeks that an entry of this week may speak for, and who holds the case."""
    since = week.after(1 - rhythm).start
    who = (Practitioner.id.label("who"), Practitioner.name, Practitioner.role)
    written = (
        select(Entry.case_id, *who, Entry.id.label("entry_id"), Entry.week, literal(False).label("lead"))
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(Entry.case_id.in_(cases), Entry.kind == WEEKLY_ENTRY, Entry.week.between(since, week.start))
    )
    held = (
        select(Involvement.case_id, *who, null(), null(), Involvement.lead)
        .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
        .where(Involvement.case_id.in_(cases), Practitioner.left_on.is_(None), *held_in(week, Relation.ALLOCATED))
    )
    return union_all(written, held)


def children(cases: Select[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(Case.id.label("case_id"), Person.id, Person.given_name, Person.birth_date, Person.expected_on,
               Plan.kind, Plan.category, Plan.started_on, Plan.ended_on, last_seen(Case.id).label("seen_at"))
        .join(Person, Person.family_id == Case.family_id)
        .outerjoin(Plan, and_(Plan.person_id == Person.id, Plan.case_id == Case.id))
        .where(Case.id.in_(cases), Person.kind == "child", Person.died_on.is_(None))
        .order_by(Person.birth_date.is_(None), Person.birth_date, Person.id)
    )  # fmt: skip


def steps(cases: Select[int]) -> Select[*tuple[Any, ...]]:
    """The steps from which something on a week's card is due (store.practice.case_steps says what from which)."""
    kinds = CaseDate.kind.in_((*KEPT_HERE, "section_47", "strategy_discussion", "report_shared"))
    of = (CaseDate.case_id, CaseDate.kind, CaseDate.on, CaseDate.until, CaseDate.facts)
    return select(*of).where(CaseDate.case_id.in_(cases), kinds)


def came_later(week: Week) -> ColumnElement[int]:
    """How many entries of the week are open although it was signed off."""
    still_open = (Entry.case_id == Case.id, Entry.week == week.start, Entry.signed_off_at.is_(None))
    later = select(func.count()).where(*still_open, WeekSignOff.signed_off_at.is_not(None))
    return later.correlate(Case, WeekSignOff).scalar_subquery()
