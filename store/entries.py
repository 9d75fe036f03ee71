"""Entries go on the record here, whatever their kind: one id, one entry, every version kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, false, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.entries import Content, content_of, kind_of
from store.tables.entries import Entry, EntryRevision


@dataclass(frozen=True)
class NewEntry:
    """What a form brought. `opened_version`: the revision it was opened on, 0 for a new one.

    `draft_id`: the form's own id, where it has one; what makes an entry has the entry's. `fingerprint` is the SHA-256
    of the posted fields (web.forms); times are aware.
    """

    id: UUID
    case_id: int
    author_id: int
    week: date
    happened_at: datetime
    phone_wrote_at: datetime | None
    late: bool
    content: Content
    fingerprint: str
    opened_version: int = 0
    draft_id: UUID | None = None

    @property
    def came_of(self) -> UUID | None:
        return self.draft_id or (None if self.opened_version else self.id)


@dataclass(frozen=True)
class Receipt:
    """What the phone compares before it lets go of its copy.

    `is_new`: this call changed the record. `is_latest`: nothing newer has come since, so that what belongs to
    the entry (tasks, signatures) may follow it.
    """

    id: UUID
    revision: int
    fingerprint: str
    at: datetime
    is_new: bool
    is_latest: bool = True


class NotTheirs(Exception):
    """The id is somebody else's entry, lies on another case, or is an entry of another kind."""


class Closed(Exception):
    """The entry is signed off: an amendment is the way."""


class Stale(Exception):
    """The form was opened on an earlier revision; nothing was overwritten."""

    def __init__(self, current: Entry) -> None:
        super().__init__(f"revision {current.revision} is newer")
        self.current = current


async def record_entry(db: AsyncSession, new: NewEntry, *, now: datetime) -> Receipt:
    """Put an entry on the record, or its next revision; the same content again gives the same receipt.

    Raises NotTheirs, Closed or Stale; then nothing was changed.
    """
    if first := await _record_first(db, new, now):
        return first
    current = await db.get_one(Entry, new.id, with_for_update=True, populate_existing=True)
    if (current.author_id, current.case_id, current.kind) != (new.author_id, new.case_id, kind_of(new.content)):
        raise NotTheirs
    known = await _revision_with(db, new, current.revision)
    if known:
        latest = known.number == current.revision
        return Receipt(new.id, known.number, known.fingerprint, known.written_at, is_new=False, is_latest=latest)
    if current.signed_off_at:
        raise Closed
    if await _is_stale(db, new, current.revision):
        db.expunge(current)
        raise Stale(current)
    return await _record_next(db, new, current, now)


async def _record_first(db: AsyncSession, new: NewEntry, now: datetime) -> Receipt | None:
    """None where there is one of that id already."""
    facts = {name: getattr(new, name) for name in ("id", "case_id", "author_id", "phone_wrote_at", "late")}
    facts |= {"kind": kind_of(new.content), "written_at": now, "revision": 1}
    is_first = await insert_once(db, Entry, facts | _latest(new)) is not None
    return await _keep_revision(db, new, 1, now) if is_first else None


async def _record_next(db: AsyncSession, new: NewEntry, current: Entry, now: datetime) -> Receipt:
    number = current.revision + 1
    await db.execute(update(Entry).where(Entry.id == new.id).values(revision=number, **_latest(new)))
    return await _keep_revision(db, new, number, now)


def _latest(new: NewEntry) -> dict[str, Any]:
    return {
        "week": new.week,
        "happened_at": new.happened_at,
        "significant": new.content.is_significant,
        "fingerprint": new.fingerprint,
        "content": content_of(new.content),
    }


async def _keep_revision(db: AsyncSession, new: NewEntry, number: int, now: datetime) -> Receipt:
    kept = {"entry_id": new.id, "number": number, "content": content_of(new.content), "fingerprint": new.fingerprint}
    kept |= {"written_at": now, "draft_id": new.came_of, "phone_wrote_at": new.phone_wrote_at}
    await db.execute(_KEEP_REVISION, kept)
    return Receipt(new.id, number, new.fingerprint, now, is_new=True)


_KEEP_REVISION = insert(cast("Table", EntryRevision.__table__))


async def _revision_with(db: AsyncSession, new: NewEntry, latest: int) -> EntryRevision | None:
    """The revision that already holds this content: the answer to it was lost on the way, or nothing was changed.

    Not one from before the form was opened, nor one that its author replaced and now writes once more: who writes
    again what once stood there means to go back to it.
    """
    same = select(EntryRevision).where(
        EntryRevision.entry_id == new.id,
        EntryRevision.fingerprint == new.fingerprint,
        or_(EntryRevision.number > new.opened_version, EntryRevision.number == latest),
    )
    known = (await db.scalars(same.order_by(EntryRevision.number.desc()).limit(1))).first()
    if known is None or known.number == latest or None in (known.phone_wrote_at, new.phone_wrote_at):
        return known
    return known if known.phone_wrote_at == new.phone_wrote_at else None


async def _is_stale(db: AsyncSession, new: NewEntry, latest: int) -> bool:
    """Whether somebody else, or the same author elsewhere, has written since the form was opened.

    What this very form sent before does not count: its answer was lost, and its author went on writing. But where
    it was written later by the phone's own clock, these words come late on a bad line, and may not stand over it.
    """
    if new.opened_version >= latest:
        return new.opened_version > latest
    others = EntryRevision.draft_id.is_distinct_from(new.came_of) if new.came_of else true()
    newer = (EntryRevision.entry_id == new.id, EntryRevision.number > new.opened_version)
    overtaken = EntryRevision.phone_wrote_at > new.phone_wrote_at if new.phone_wrote_at else false()
    return await db.scalar(select(EntryRevision.id).where(*newer, or_(others, overtaken)).limit(1)) is not None
