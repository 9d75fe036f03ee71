"""A week in numbers, team by team: for service managers and the head of service. Three statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Exists, Row, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.bank_holidays import around
from store.practice.case_dates import CaseDates
from store.practice.due import due_dates
from store.practice.entries import WEEKLY_ENTRY
from store.practice.permissions import Relation
from store.practice.rhythm import DEFAULT_RHYTHM, is_expected
from store.practice.roles import WRITERS
from store.practice.timescale import Timescale
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry, Task, WeekSignOff
from store.tables.people import CouncilSetting, OfficeArea, Practitioner, Team
from store.timescales import as_set, kept_timescales
from store.visibility import Viewer
from store.week_rows import by_case, dates_of
from store.week_statements import came_later, children, held_in, open_cases, steps

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
    cases = open_cases(viewer, week)
    held, young = by_case(await db.execute(steps(cases))), by_case(await db.execute(children(cases)))
    by_team: dict[int, list[_Family]] = defaultdict(list)
    rows = (await db.execute(_statement(viewer, week))).all()
    timescales = as_set(rows[0].timescales if rows else None)
    for row in rows:
        dates = dates_of(row, young[row.case_id], held[row.case_id], viewer.today)
        by_team[row.team_id].append(_Family(row, _overdue(dates, viewer.today, timescales)))
    teams = [_team(families, week) for families in by_team.values()]
    return sorted(teams, key=lambda team: (team.area, *(-number for number in team.pressure), team.team))


@dataclass(frozen=True)
class _Family:
    """`row`: its numbers; `overdue`: the keys of the timescales."""

    row: Row[Any]
    overdue: frozenset[str]


def _team(families: Sequence[_Family], week: Week) -> TeamWeek:
    rows = [family.row for family in families]
    turn = [row for row in rows if _is_turn(row, week)]
    first = rows[0]
    return TeamWeek(
        first.team_id, first.team, first.area, len(rows),
        chapters=sum(row.expected for row in turn),
        chapters_in=sum(row.written for row in turn),
        ready=sum(_is_ready(row, week) for row in rows),
        signed_off=sum(row.signed_off_at is not None and not row.came_later for row in rows),
        visits_overdue=sum(bool(VISITS & family.overdue) for family in families),
        conferences_overdue=sum(bool(CONFERENCES & family.overdue) for family in families),
        tasks_overdue=sum(row.tasks_overdue for row in rows),
    )  # fmt: skip


def _is_turn(row: Row[Any], week: Week) -> bool:
    return is_expected(week, Week.of(row.opened_on), int(row.rhythm or DEFAULT_RHYTHM))


def _is_ready(row: Row[Any], week: Week) -> bool:
    """As FamilyWeek says of a family: the team's week and its numbers are one."""
    due = row.expected if _is_turn(row, week) else 0
    is_open = row.came_later > 0 if row.signed_off_at else due > 0
    return is_open and (not due or row.written == due)


def _overdue(dates: CaseDates, today: date, timescales: Sequence[Timescale]) -> frozenset[str]:
    return frozenset(due.key for due in due_dates(dates, today, around(today.year), timescales) if due.overdue)


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
            WeekSignOff.signed_off_at,
            holders.scalar_subquery().label("expected"),
            came_later(week).label("came_later"),
            holders.where(wrote).scalar_subquery().label("written"),
            overdue.correlate(Case).scalar_subquery().label("tasks_overdue"),
            select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery().label("rhythm"),
            kept_timescales().label("timescales"),
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
