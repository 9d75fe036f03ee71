"""Photographs go on the record here, beside their entry; each has one id, made on the phone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.photographs import KINDS, MOST
from store.tables.entries import Entry
from store.tables.photographs import Photograph


@dataclass(frozen=True)
class NewPhotograph:
    """`picture` is what is kept; `fingerprint` is of the picture as it came."""

    id: UUID
    entry_id: UUID
    author_id: int
    caption: str
    fingerprint: str
    picture: bytes
    width: int
    height: int
    taken_at: datetime | None


@dataclass(frozen=True)
class ListedPhotograph:
    """Without its picture. `came_later`: after its entry was signed off."""

    id: UUID
    caption: str
    width: int
    height: int
    taken_at: datetime | None
    arrived_at: datetime
    removed_at: datetime | None
    came_later: bool


class NotTheirPhotograph(Exception):
    """The id is another photograph's, or the entry is somebody else's or of a kind that has none."""


class TooMany(Exception):
    """The entry has as many as it may have."""


class PhotographClosed(Exception):
    """The entry is signed off: what stands beside it stays."""


async def record_photograph(db: AsyncSession, new: NewPhotograph, *, now: datetime) -> tuple[datetime, bool]:
    """When it was put on the record, and whether this call did it or changed what it is called.

    What was taken before the sign-off and had no signal is taken after it too, as a dated addition.
    Raises NotTheirPhotograph, TooMany or PhotographClosed; then nothing was changed.
    """
    entry = await _locked(db, new.entry_id, new.author_id)
    if known := await db.get(Photograph, new.id):
        return await _again(db, new, known, entry)
    there = select(func.count()).where(Photograph.entry_id == new.entry_id, Photograph.removed_at.is_(None))
    if (await db.scalar(there) or 0) >= MOST:
        raise TooMany
    await db.execute(insert(Photograph).values(arrived_at=now, **vars(new)))
    return now, True


async def _again(db: AsyncSession, new: NewPhotograph, known: Photograph, entry: Entry) -> tuple[datetime, bool]:
    """Its answer was lost on the way; what it is called may have been put better since."""
    if (known.entry_id, known.fingerprint) != (new.entry_id, new.fingerprint):
        raise NotTheirPhotograph
    if known.caption == new.caption or known.removed_at:
        return known.arrived_at, False
    if entry.signed_off_at:
        raise PhotographClosed
    await db.execute(update(Photograph).where(Photograph.id == new.id).values(caption=new.caption))
    return known.arrived_at, True


async def remove_photograph(db: AsyncSession, photograph_id: UUID, *, entry_id: UUID, author_id: int,
                            now: datetime) -> bool:  # fmt: skip
    """Take it out while its entry is open: the picture goes. False where it was out already.

    Raises NotTheirPhotograph or PhotographClosed.
    """
    entry = await _locked(db, entry_id, author_id)
    known = await db.get(Photograph, photograph_id)
    if known is None or known.entry_id != entry_id:
        raise NotTheirPhotograph
    if known.removed_at:
        return False
    if entry.signed_off_at:
        raise PhotographClosed
    gone = update(Photograph).where(Photograph.id == photograph_id)
    await db.execute(gone.values(removed_at=now, picture=None))
    return True


async def list_photographs(db: AsyncSession, *, entry_id: UUID) -> tuple[ListedPhotograph, ...]:
    """In the order in which they came, those that were taken out as well."""
    rows = await db.execute(
        select(Photograph.id, Photograph.caption, Photograph.width, Photograph.height, Photograph.taken_at,
               Photograph.arrived_at, Photograph.removed_at, Entry.signed_off_at)
        .join(Entry, Entry.id == Photograph.entry_id)
        .where(Photograph.entry_id == entry_id)
        .order_by(Photograph.arrived_at, Photograph.id)
    )  # fmt: skip
    return tuple(ListedPhotograph(*row[:-1], _is_after(row.arrived_at, row.signed_off_at)) for row in rows)


async def find_picture(db: AsyncSession, photograph_id: UUID, *, entry_id: UUID) -> bytes | None:
    """None where the entry has no such photograph, or no more."""
    found = select(Photograph.picture).where(Photograph.id == photograph_id, Photograph.entry_id == entry_id)
    return await db.scalar(found)


async def _locked(db: AsyncSession, entry_id: UUID, author_id: int) -> Entry:
    """The entry, while nobody else changes what stands beside it."""
    entry = await db.get(Entry, entry_id, with_for_update=True, populate_existing=True)
    if entry is None or entry.author_id != author_id or entry.kind not in KINDS:
        raise NotTheirPhotograph
    return entry


def _is_after(arrived_at: datetime, signed_off_at: datetime | None) -> bool:
    return signed_off_at is not None and arrived_at > signed_off_at
