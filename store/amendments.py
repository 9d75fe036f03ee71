"""Amendments: dated additions beneath a signed-off entry, which itself stays as it was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

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


@dataclass(frozen=True)
class Addition(InRole):
    """An amendment beneath what it amends."""

    author: str
    role: str
    written_at: datetime
    text: str


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
        one_more = NewAmendment(uuid5(new.id, new.fingerprint), new.entry_id, new.author_id, new.text, new.fingerprint)
        return await record_amendment(db, one_more, now=now)
    if known:
        return known.written_at, False
    await db.execute(insert(Amendment).values(written_at=now, **vars(new)))
    return now, True


async def list_amendments_to(db: AsyncSession, *, entry_id: UUID) -> tuple[Addition, ...]:
    """The amendments beneath the entry, the oldest first."""
    added = (
        select(Practitioner.name, Practitioner.role, Amendment.written_at, Amendment.text)
        .join(Amendment, Amendment.author_id == Practitioner.id)
        .where(Amendment.entry_id == entry_id)
        .order_by(Amendment.written_at, Amendment.id)
    )
    return tuple(Addition(*row) for row in await db.execute(added))
