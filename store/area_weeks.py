"""A week in numbers, team by team: for service managers and the head of service. Two statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Exists, Row, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.bank_holidays import around
from store.practice.calendar import day_of
from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, PlanDates, VisitMade
from store.practice.case_steps import Step, case_dates
from store.practice.due import due_dates
from store.practice.entries import WEEKLY_ENTRY
from store.practice.permissions import Relation
from store.practice.rhythm import DEFAULT_RHYTHM, is_expected
from store.practice.roles import WRITERS
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement, Plan
from store.tables.entries import Entry, Task, WeekSignOff
from store.tables.people import CouncilSetting, OfficeArea, Practitioner, Team
from store.visibility import Viewer
from store.week_statements import held_in, last_visit, open_cases, steps

VISITS = frozenset({"visit_child_protection", "visit_child_in_need"})
CONFERENCES = frozenset({"initial_conference", "first_review", "review"})


@dataclass(frozen=True)
class TeamWeek:
    """One team's week. `chapters_in` of `chapters` are written; `ready` families wait for the manager."""

    team_id: int
    team: str
    area: str
    families: int
    chapters: int
    chapters_in: int
    ready: int
    signed_off: int
    visits_overdue: int
    conferences_overdue: int
    tasks_overdue: int

    @property
    def pressure(self) -> tuple[int, int]:
        overdue = self.visits_overdue + self.conferences_overdue + self.tasks_overdue
        return overdue, self.chapters - self.chapters_in


async def list_area_week(db: AsyncSession, viewer: Viewer, week: Week) -> list[TeamWeek]:
    """The teams in whose cases `viewer` may read, those under most pressure first within their area."""
    steps_of: dict[int, list[Step]] = defaultdict(list)
    for step in await db.execute(steps(open_cases(viewer, week))):
        steps_of[step.case_id].append(Step(step.kind, step.on, step.until, step.facts))
    by_team: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in await db.execute(_statement(viewer, week)):
        by_team[row.team_id].append(row)
    teams = [_team(rows, steps_of, week, viewer.today) for rows in by_team.values()]
    return sorted(teams, key=lambda team: (team.area, *(-number for number in team.pressure), team.team))


def _team(rows: list[Row[Any]], steps_of: Mapping[int, Sequence[Step]], week: Week, today: date) -> TeamWeek:
    turn = [row for row in rows if is_expected(week, Week.of(row.opened_on), int(row.rhythm or DEFAULT_RHYTHM))]
    overdue = [_overdue(row, steps_of.get(row.case_id, ()), today) for row in rows]
    first = rows[0]
    return TeamWeek(
        first.team_id, first.team, first.area, len(rows),
        chapters=sum(row.expected for row in turn),
        chapters_in=sum(row.written for row in turn),
        ready=sum(0 < row.expected == row.written and row.signed_off_at is None for row in turn),
        signed_off=sum(row.signed_off_at is not None for row in rows),
        visits_overdue=sum(bool(VISITS & keys) for keys in overdue),
        conferences_overdue=sum(bool(CONFERENCES & keys) for keys in overdue),
        tasks_overdue=sum(row.tasks_overdue for row in rows),
    )  # fmt: skip


def _overdue(row: Row[Any], steps: Sequence[Step], today: date) -> frozenset[str]:
    """What is overdue for one family: the keys of the timescales."""
    since = {CHILD_PROTECTION: row.protection_since, CHILD_IN_NEED: row.need_since}
    dates = case_dates(
        today=today, opened=row.opened_on, steps=steps, next_conference=row.next_conference_on,
        plans=[PlanDates(kind, "", started) for kind, started in since.items() if started],
        visits=[VisitMade(day_of(row.visited_at), carried_out=True, child_seen=True)] if row.visited_at else [],
    )  # fmt: skip
    return frozenset(due.key for due in due_dates(dates, today, around(today.year)) if due.overdue)


def _statement(viewer: Viewer, week: Week) -> Select[*tuple[Any, ...]]:
    """One row a case, in numbers."""
    holders, wrote = _holders(week), _wrote(week)
    overdue = select(func.count()).where(
        Task.case_id == Case.id, Task.closed_at.is_(None), Task.due_on < viewer.today
    )  # fmt: skip
    return (
        select(
            Case.id.label("case_id"), Case.opened_on, Case.next_conference_on, Case.team_id,
            Team.name.label("team"), OfficeArea.name.label("area"),
            WeekSignOff.signed_off_at, last_visit().label("visited_at"),
            holders.scalar_subquery().label("expected"),
            holders.where(wrote).scalar_subquery().label("written"),
            overdue.correlate(Case).scalar_subquery().label("tasks_overdue"),
            _since(CHILD_PROTECTION, viewer.today).label("protection_since"),
            _since(CHILD_IN_NEED, viewer.today).label("need_since"),
            select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery().label("rhythm"),
        )
        .join(Team, Team.id == Case.team_id).join(OfficeArea, OfficeArea.id == Team.area_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Case.id, WeekSignOff.week == week.start))
        .where(Case.id.in_(open_cases(viewer, week)))
    )  # fmt: skip


def _holders(week: Week) -> Select[int]:
    """How many of those who write held the case in that week."""
    return (
        select(func.count(Involvement.practitioner_id.distinct())).correlate(Case)
        .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
        .where(Involvement.case_id == Case.id, Practitioner.left_on.is_(None), Practitioner.role.in_(WRITERS),
               *held_in(week, Relation.ALLOCATED))
    )  # fmt: skip


def _wrote(week: Week) -> Exists:
    """Whether one of them has written about it."""
    return exists().where(
        Entry.case_id == Involvement.case_id, Entry.author_id == Involvement.practitioner_id,
        Entry.kind == WEEKLY_ENTRY, Entry.week == week.start,
    )  # fmt: skip


def _since(kind: str, today: date) -> Any:
    """When the first running plan of that kind started."""
    return (
        select(func.min(Plan.started_on))
        .where(Plan.case_id == Case.id, Plan.kind == kind, Plan.started_on <= today,
               (Plan.ended_on.is_(None)) | (Plan.ended_on > today))
        .correlate(Case).scalar_subquery()
    )  # fmt: skip
