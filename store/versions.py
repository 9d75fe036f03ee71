"""Every version of an entry: what is corrected stays readable."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.consultations import NO_MARK
from store.practice.entries import Content, read_content
from store.tables.entries import EntryRevision


@dataclass(frozen=True)
class Version:
    number: int
    written_at: datetime
    content: Content


async def list_versions(
    db: AsyncSession, *, entry_id: UUID, kind: str, marks: Set[str] = NO_MARK
) -> tuple[Version, ...]:
    """Every version of the entry, the newest first."""
    kept = select(EntryRevision).where(EntryRevision.entry_id == entry_id).order_by(EntryRevision.number.desc())
    rows = await db.scalars(kept)
    return tuple(Version(row.number, row.written_at, read_content(kind, row.content, marks)) for row in rows)
