"""The mark of an entry that was written too late."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.bank_holidays import around
from store.practice.lateness import is_late
from store.tables.entries import Entry


async def mark_lateness(db: AsyncSession, *, entry_id: UUID) -> None:
    """A corrected time can make late what was in time: reckon again from the two times that are kept."""
    times = select(Entry.kind, Entry.happened_at, Entry.written_at).where(Entry.id == entry_id)
    kind, happened_at, written_at = (await db.execute(times)).one()
    late = is_late(kind, happened_at, written_at, around(written_at.year)).late
    await db.execute(update(Entry).where(Entry.id == entry_id).values(late=late))
