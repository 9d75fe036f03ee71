"""The case parts of individual supervision, as the two find them from their own list: by day and by the two people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import day_of
from store.practice.individual_supervision import KIND
from store.practice.permissions import Permission
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry
from store.tables.families import Family
from store.visibility import Viewer, cases_for


@dataclass(frozen=True)
class CasePartHeld:
    entry_id: UUID
    family_id: int
    family: str


@dataclass(frozen=True)
class FamilyToDiscuss:
    family_id: int
    name: str


async def list_case_parts(
    db: AsyncSession, viewer: Viewer, *, supervisor_id: int, practitioner_id: int, held_on: date
) -> tuple[CasePartHeld, ...]:
    """Those of that day between the two, of the families that `viewer` may read; by family."""
    theirs = (Entry.kind == KIND, Entry.author_id == supervisor_id, _with_whom == practitioner_id)
    rows = await db.execute(
        select(Entry.id, Case.family_id, Family.name, Entry.happened_at)
        .join(Case, Case.id == Entry.case_id)
        .join(Family)
        .where(*theirs, Entry.case_id.in_(cases_for(viewer, Permission.READ)))
        .order_by(Family.name, Entry.happened_at)
    )
    return tuple(CasePartHeld(row.id, row.family_id, row.name) for row in rows if day_of(row.happened_at) == held_on)


async def last_case_parts(db: AsyncSession, supervisor_id: int) -> dict[int, date]:
    """The day of the newest one, by practitioner."""
    rows = await db.execute(
        select(_with_whom.label("who"), func.max(Entry.happened_at).label("last"))
        .where(Entry.kind == KIND, Entry.author_id == supervisor_id)
        .group_by(_with_whom)
    )
    return {row.who: day_of(row.last) for row in rows if row.who is not None}


async def list_to_discuss(db: AsyncSession, viewer: Viewer, *, practitioner_id: int) -> tuple[FamilyToDiscuss, ...]:
    """The open families that the practitioner holds and for whom `viewer` may record supervision, by name."""
    today = viewer.today
    held = (
        select(literal(1))
        .where(Involvement.case_id == Case.id, Involvement.practitioner_id == practitioner_id,
               Involvement.relation == "allocated", Involvement.since <= today,
               or_(Involvement.until.is_(None), Involvement.until >= today))
        .exists()
    )  # fmt: skip
    open_ones = (Case.id.in_(cases_for(viewer, Permission.SUPERVISE)), Case.closed_on.is_(None), held)
    rows = await db.execute(select(Case.family_id, Family.name).join(Family).where(*open_ones).order_by(Family.name))
    return tuple(FamilyToDiscuss(*row) for row in rows)


_with_whom = Entry.content["practitioner"].as_integer()
