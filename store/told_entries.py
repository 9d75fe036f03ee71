"""Entries as a story and a chronology tell them: one row each, and who else was on a visit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import VISIT, read_content
from store.practice.told import CoVisitor, Told
from store.tables.entries import Amendment, Entry, Signature, WeekSignOff
from store.tables.people import Practitioner

NEWEST_WEEK_FIRST = (Entry.week.desc(), Entry.happened_at.desc(), Entry.id)


def told_entries() -> Select[Any]:
    """Entries with their author, their amendments' number and their week's sign-off, for `told_of`."""
    beneath = (Amendment.entry_id == Entry.id, Amendment.mark == "")
    amendments = select(func.count()).where(*beneath).correlate(Entry).scalar_subquery()
    return (
        select(
            *(getattr(Entry, name) for name in _SAME),
            Practitioner.name.label("author"),
            Practitioner.role,
            Entry.content,
            amendments.label("amendments"),
            WeekSignOff.signed_off_at.label("week_signed_off_at"),
        )
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Entry.case_id, WeekSignOff.week == Entry.week))
    )


_SAME = ("id", "kind", "author_id", "week", "happened_at", "written_at", "late", "significant", "revision",
         "signed_off_at")  # fmt: skip


def told_of(row: Row[Any]) -> Told:
    """What a row has besides is its asker's."""
    facts = {name: value for name, value in row._asdict().items() if name in Told.__dataclass_fields__}
    return Told(**(facts | {"content": read_content(row.kind, row.content)}))


async def told_since(db: AsyncSession, case_id: int, since: datetime, most: int) -> tuple[Told, ...]:
    """What happened on the case after `since`, the newest first."""
    wanted = told_entries().where(Entry.case_id == case_id, Entry.happened_at > since)
    rows = await db.execute(wanted.order_by(Entry.happened_at.desc(), Entry.id).limit(most))
    return tuple(told_of(row) for row in rows)


async def with_co_visitors(db: AsyncSession, entries: Sequence[Told]) -> list[Told]:
    """The same entries; those that are visits with whoever was asked to sign them."""
    visits = [entry.id for entry in entries if entry.kind == VISIT]
    rows = await db.execute(
        select(Signature.entry_id, Practitioner.name, Signature.signed_at, Signature.declined_at)
        .join(Practitioner, Practitioner.id == Signature.practitioner_id)
        .where(Signature.entry_id.in_(visits))
        .order_by(Signature.id)
    )
    with_whom: dict[UUID, list[CoVisitor]] = {}
    for row in rows:
        who = CoVisitor(row.name, row.signed_at is not None, row.declined_at is not None)
        with_whom.setdefault(row.entry_id, []).append(who)
    return [replace(entry, with_whom=tuple(with_whom.get(entry.id, ()))) for entry in entries]
