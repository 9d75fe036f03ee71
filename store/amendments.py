"""Amendments: dated additions beneath a signed-off entry, which itself stays as it was."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.consultations import NO_MARK
from store.practice.roles import InRole
from store.tables.entries import Amendment
from store.tables.people import Practitioner


@dataclass(frozen=True)
class NewAmendment:
    """`id` was made on the phone; `fingerprint` is of the posted fields."""

    id: UUID
    entry_id: UUID
    author_id: int
    text: str
    fingerprint: str
    mark: str = ""


@dataclass(frozen=True)
class Addition(InRole):
    """An amendment beneath what it amends."""

    author: str
    role: str
    written_at: datetime
    text: str
    mark: str = ""


class NotTheirAmendment(Exception):
    """The id is somebody else's amendment, or lies beneath another entry."""


async def record_amendment(db: AsyncSession, new: NewAmendment, *, now: datetime) -> tuple[datetime, bool]:
    """When it was put on the record, and whether this call did it; raises NotTheirAmendment.

    An amendment is never changed: other words under the same id are one more amendment.
    """
    known = await db.get(Amendment, new.id)
    if known and (known.author_id, known.entry_id) != (new.author_id, new.entry_id):
        raise NotTheirAmendment
    if known and known.fingerprint != new.fingerprint:
        return await record_amendment(db, replace(new, id=uuid5(new.id, new.fingerprint)), now=now)
    if known:
        return known.written_at, False
    await db.execute(insert(Amendment).values(written_at=now, **vars(new)))
    return now, True


async def list_amendments_to(
    db: AsyncSession, *, entry_id: UUID, marks: Set[str] = NO_MARK, reader: int | None = None
) -> tuple[Addition, ...]:
    """The amendments beneath the entry, the oldest first: those for all, with these marks, or the reader's own."""
    added = (
        select(Practitioner.name, Practitioner.role, Amendment.written_at, Amendment.text, Amendment.mark)
        .join(Amendment, Amendment.author_id == Practitioner.id)
        .where(Amendment.entry_id == entry_id, or_(Amendment.mark.in_(["", *marks]), Amendment.author_id == reader))
        .order_by(Amendment.written_at, Amendment.id)
    )
    return tuple(Addition(*row) for row in await db.execute(added))
