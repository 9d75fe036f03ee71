"""Every version of an entry: what is corrected stays readable."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.consultations import NO_MARK, under_marks_of
from store.practice.entries import ANSWER, CONSULTATION, Content, read_content
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
    rows = (await db.scalars(kept)).all()
    return tuple(
        Version(row.number, row.written_at, read_content(kind, _as_open_now(kind, rows[0], row), marks)) for row in rows
    )


def _as_open_now(kind: str, newest: EntryRevision, row: EntryRevision) -> Mapping[str, Any]:
    return under_marks_of(newest.content, row.content) if kind in (CONSULTATION, ANSWER) else row.content
