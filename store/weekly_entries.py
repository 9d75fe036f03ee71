"""Weekly entries: one a practitioner, family and week."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.entries import WEEKLY_ENTRY
from store.practice.permissions import Relation
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry


async def lock_case(db: AsyncSession, case_id: int) -> None:
    """Until the transaction ends nobody else records on the case: one entry a person and week stays one."""
    await db.execute(select(Case.id).where(Case.id == case_id).with_for_update())


async def find_of_week(db: AsyncSession, *, case_id: int, author_id: int, week: Week) -> Entry | None:
    """The author's entry of that week, if there is one."""
    entries = await list_latest(db, case_id=case_id, author_id=author_id, until=week)
    return entries[0] if entries and entries[0].week == week.start else None


async def list_latest(db: AsyncSession, *, case_id: int, author_id: int, until: Week) -> list[Entry]:
    """The author's two latest entries on the case up to that week, the newest first."""
    mine = (Entry.case_id == case_id, Entry.author_id == author_id, Entry.kind == WEEKLY_ENTRY)
    newest = select(Entry).where(*mine, Entry.week <= until.start).order_by(Entry.week.desc(), Entry.written_at.desc())
    return list(await db.scalars(newest.limit(2)))


async def list_with_last(db: AsyncSession, *, case_id: int, entry_id: UUID) -> list[Entry]:
    """The weekly entry, and its author's one before it; empty where it is none of this case."""
    this = aliased(Entry)
    before = and_(Entry.author_id == this.author_id, Entry.kind == WEEKLY_ENTRY, Entry.week < this.week)
    rows = await db.scalars(
        select(Entry)
        .join(this, and_(Entry.case_id == this.case_id, or_(Entry.id == this.id, before)))
        .where(this.id == entry_id, this.case_id == case_id, this.kind == WEEKLY_ENTRY)
        .order_by(Entry.week.desc(), Entry.id != entry_id)
        .limit(2)
    )
    return list(rows)


async def held_the_case(db: AsyncSession, *, case_id: int, practitioner_id: int, week: Week) -> bool:
    """Whether the practitioner was allocated to the case on a day of that week."""
    held = exists().where(
        Involvement.case_id == case_id, Involvement.practitioner_id == practitioner_id,
        Involvement.relation == Relation.ALLOCATED, Involvement.since <= week.end,
        or_(Involvement.until.is_(None), Involvement.until >= week.start),
    )  # fmt: skip
    return bool(await db.scalar(select(held)))


async def held_until(db: AsyncSession, *, case_id: int, practitioner_id: int) -> date | None:
    """The last day on which the case was allocated to somebody who has handed it over."""
    held = select(func.max(Involvement.until)).where(
        Involvement.case_id == case_id, Involvement.practitioner_id == practitioner_id,
        Involvement.relation == Relation.ALLOCATED,
    )  # fmt: skip
    return await db.scalar(held)
