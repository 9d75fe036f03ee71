"""What waits for one person, whichever family it is of: their signature, and for who leads a team, their tasks and the
reports that were handed over.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, null, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import day_of
from store.practice.permissions import Permission
from store.tables.cases import Case
from store.tables.entries import Entry, Signature, Task
from store.tables.families import Family
from store.tables.people import Practitioner
from store.tables.report_versions import WAITS, ReportVersion
from store.visibility import Viewer, cases_for

TASK, REPORT = "task", "report"


@dataclass(frozen=True)
class AskedToSign:
    """A joint visit, or what supervision said of a family, that waits for one's signature."""

    entry_id: UUID
    kind: str
    case_id: int
    family: str
    author: str
    happened_at: datetime
    asked_at: datetime

    @property
    def href(self) -> str:
        return f"/{self.kind.replace('_', '-')}s/{self.entry_id}"

    def days_waiting(self, today: date) -> int:
        return (today - day_of(self.asked_at)).days


@dataclass(frozen=True)
class TaskOfMine:
    """An open task whose owner is who looks."""

    family_id: int
    family: str
    title: str
    due_on: date | None

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class ReportToApprove:
    """A conference report that was handed over to whoever looks."""

    id: UUID
    family_id: int
    family: str
    author: str
    handed_over_at: datetime

    @property
    def href(self) -> str:
        return f"/families/{self.family_id}/report/handed-over/{self.id}"


@dataclass(frozen=True)
class Waiting:
    """`asked`: the oldest first; `tasks`: what is due first; `reports`: to approve, the oldest first."""

    asked: tuple[AskedToSign, ...] = ()
    tasks: tuple[TaskOfMine, ...] = ()
    reports: tuple[ReportToApprove, ...] = ()


async def list_asked_to_sign(db: AsyncSession, viewer: Viewer) -> list[AskedToSign]:
    """What waits for `viewer`: not signed, or changed since; the oldest first. One statement."""
    rows = await db.execute(_to_sign(viewer).order_by(Entry.happened_at))
    return [AskedToSign(*row) for row in rows]


async def list_waiting(db: AsyncSession, viewer: Viewer) -> Waiting:
    """What waits for who writes no weekly entry, in whose form the tasks would stand. One statement."""
    signing = _to_sign(viewer).add_columns(Case.family_id, null())
    rows = (await db.execute(union_all(_tasks(viewer), signing, _to_approve(viewer)))).all()
    asked = [AskedToSign(*row[:7]) for row in rows if row.kind not in (TASK, REPORT)]
    reports = [ReportToApprove(row.id, row.family_id, row.family, row.title, row.made_at)
               for row in rows if row.kind == REPORT]  # fmt: skip
    mine = sorted((row for row in rows if row.kind == TASK), key=lambda row: (row.due_on or date.max, row.made_at))
    return Waiting(
        tuple(sorted(asked, key=lambda one: one.happened_at)),
        tuple(TaskOfMine(row.family_id, row.family, row.title, row.due_on) for row in mine),
        tuple(sorted(reports, key=lambda one: one.handed_over_at)),
    )


def _to_sign(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    waits = or_(Signature.signed_at.is_(None), Signature.signed_revision < Entry.revision)
    return (
        select(Entry.id, Entry.kind, Entry.case_id, Family.name, Practitioner.name, Entry.happened_at,
               Signature.asked_at)
        .join(Signature, Signature.entry_id == Entry.id).join(Case, Case.id == Entry.case_id).join(Family)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(Signature.practitioner_id == viewer.id, Signature.declined_at.is_(None), waits,
               Entry.signed_off_at.is_(None), Case.id.in_(cases_for(viewer, Permission.READ)))
    )  # fmt: skip


def _tasks(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """In the columns of what is to be signed, a family and a day beside them."""
    mine = (Task.owner_id == viewer.id, Task.closed_at.is_(None), Case.closed_on.is_(None))
    made = Task.made_at
    return (
        select(Task.id, literal(TASK).label("kind"), Task.case_id, Family.name.label("family"), Task.title,
               made.label("made_at"), made.label("asked_at"), Case.family_id, Task.due_on)
        .join(Case, Case.id == Task.case_id).join(Family)
        .where(*mine, Case.id.in_(cases_for(viewer, Permission.READ)))
    )  # fmt: skip


def _to_approve(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """In the same columns: who handed it over in place of a title."""
    of, at = ReportVersion, ReportVersion.handed_over_at
    return (
        select(of.id, literal(REPORT), of.case_id, Family.name, Practitioner.name, at, at, Case.family_id, null())
        .join(Case, Case.id == of.case_id).join(Family)
        .join(Practitioner, Practitioner.id == of.handed_over_by_id)
        .where(of.decision == WAITS, Case.id.in_(cases_for(viewer, Permission.SIGN_OFF)))
    )  # fmt: skip
