"""What a family's own screens ask beside its people, its story and its plans: how the case stands, its tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.case_steps import Step
from store.practice.rhythm import DEFAULT_RHYTHM
from store.practice.timescale import Timescale
from store.tables.cases import Case, CaseDate
from store.tables.entries import Entry, Task, TaskOutcome, WeekSignOff
from store.tables.families import Person
from store.tables.people import CouncilSetting, Practitioner
from store.timescales import as_set, kept_timescales


@dataclass(frozen=True)
class CaseNow:
    """How a case stands today. `rhythm`: every how many weeks the council expects a weekly entry."""

    steps: tuple[Step, ...]
    open_tasks: int
    overdue_tasks: int
    rhythm: int
    timescales: tuple[Timescale, ...]
    signed_off_at: datetime | None
    last_signed_off_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    """What a weekly entry said of a task: done, partly or not_yet, and what difference it made."""

    task_id: UUID
    entry_id: UUID
    outcome: str
    difference: str
    at: datetime
    author: str


@dataclass(frozen=True)
class CaseTask:
    """`outcomes`: newest first."""

    id: UUID
    title: str
    owner: str
    due_on: date | None
    made_at: datetime
    closed_at: datetime | None
    outcomes: tuple[Outcome, ...] = ()

    def is_overdue(self, today: date) -> bool:
        return self.closed_at is None and self.due_on is not None and self.due_on < today


async def find_case_now(db: AsyncSession, case_id: int, *, today: date, week: date, last_week: date) -> CaseNow:
    """The case's steps, tasks counted and the two weeks' sign-offs, in one statement."""
    still_open = (Task.case_id == case_id, Task.closed_at.is_(None))
    rows = await db.execute(
        select(
            _count(*still_open).label("open_tasks"),
            _count(*still_open, Task.due_on < today).label("overdue_tasks"),
            select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery().label("rhythm"),
            kept_timescales().label("timescales"),
            _signed_off(case_id, week).label("signed_off_at"),
            _signed_off(case_id, last_week).label("last_signed_off_at"),
            CaseDate.kind,
            CaseDate.on,
            CaseDate.until,
            CaseDate.facts,
        )
        .select_from(Case)
        .outerjoin(CaseDate, CaseDate.case_id == Case.id)
        .where(Case.id == case_id)
        .order_by(CaseDate.on)
    )
    return _now(rows.all())


async def list_tasks(db: AsyncSession, case_id: int) -> tuple[CaseTask, ...]:
    """All tasks of the case, the open ones by their due date and then the closed, newest first; two statements."""
    rows = await db.execute(
        select(Task, Practitioner.name, Person.given_name, Person.family_name)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id)
        .outerjoin(Person, Person.id == Task.owner_person_id)
        .where(Task.case_id == case_id)
    )
    outcomes = await _outcomes(db, case_id)
    tasks = [replace(_task(row), outcomes=tuple(outcomes.get(row[0].id, ()))) for row in rows]
    still_open = sorted((t for t in tasks if not t.closed_at), key=lambda t: (t.due_on or date.max, t.made_at))
    closed = sorted((t for t in tasks if t.closed_at), key=lambda t: t.closed_at or t.made_at, reverse=True)
    return (*still_open, *closed)


def _count(*which: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(Task).where(*which).scalar_subquery()


def _signed_off(case_id: int, week: date) -> ScalarSelect[datetime]:
    signed = select(WeekSignOff.signed_off_at).where(WeekSignOff.case_id == case_id, WeekSignOff.week == week)
    return signed.scalar_subquery()


def _now(rows: Iterable[Row[Any]]) -> CaseNow:
    found = list(rows)
    first = found[0]
    return CaseNow(
        steps=tuple(Step(row.kind, row.on, row.until, row.facts) for row in found if row.kind),
        open_tasks=first.open_tasks,
        overdue_tasks=first.overdue_tasks,
        rhythm=int(first.rhythm or DEFAULT_RHYTHM),
        timescales=as_set(first.timescales),
        signed_off_at=first.signed_off_at,
        last_signed_off_at=first.last_signed_off_at,
    )


async def _outcomes(db: AsyncSession, case_id: int) -> dict[UUID, list[Outcome]]:
    said = (TaskOutcome.task_id, TaskOutcome.entry_id, TaskOutcome.outcome, TaskOutcome.difference, TaskOutcome.at)
    rows = await db.execute(
        select(*said, Practitioner.name.label("author"))
        .join(Task, Task.id == TaskOutcome.task_id)
        .join(Entry, Entry.id == TaskOutcome.entry_id)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(Task.case_id == case_id)
        .order_by(TaskOutcome.at.desc(), TaskOutcome.id.desc())
    )
    outcomes: dict[UUID, list[Outcome]] = {}
    for row in rows:
        outcomes.setdefault(row.task_id, []).append(Outcome(**row._asdict()))
    return outcomes


def _task(row: Row[Task, str, str, str]) -> CaseTask:
    task, practitioner, given, family = row
    owner = practitioner or " ".join(part for part in (given, family) if part)
    return CaseTask(task.id, task.title, owner, task.due_on, task.made_at, task.closed_at)
