"""A practitioner's own file: private, read by the supervisor where its owner shares a note."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.practice_file import Content, content_of, kind_of, read_content
from store.tables.practice import PracticeNote


class NotTheirNote(Exception):
    """The id is a note of somebody else, or a note of another kind."""


class NoteChanged(Exception):
    """Another form changed it since this one was opened; nothing was overwritten."""

    def __init__(self, current: "Note") -> None:
        super().__init__(f"revision {current.revision} is newer")
        self.current = current


@dataclass(frozen=True)
class Note:
    id: UUID
    kind: str
    happened_on: date
    written_at: datetime
    changed_at: datetime | None
    revision: int
    draft_id: UUID
    shared_at: datetime | None
    removed_at: datetime | None
    content: Content


@dataclass(frozen=True)
class NoteWritten:
    """What a form brought. `opened_version`: the revision that it was opened on; `draft_id`: the form's own id."""

    id: UUID
    practitioner_id: int
    happened_on: date
    content: Content
    opened_version: int
    draft_id: UUID


async def list_notes(db: AsyncSession, practitioner_id: int, *, only_shared: bool = False) -> tuple[Note, ...]:
    """The newest first; those that were taken out are left out."""
    kept = (PracticeNote.practitioner_id == practitioner_id, PracticeNote.removed_at.is_(None))
    wanted = select(*_FACTS).where(*kept).order_by(PracticeNote.happened_on.desc(), PracticeNote.written_at.desc())
    rows = await db.execute(wanted.where(PracticeNote.shared_at.is_not(None)) if only_shared else wanted)
    return tuple(_note(row) for row in rows)


async def find_note(db: AsyncSession, practitioner_id: int, note_id: UUID, *, lock: bool = False) -> Note | None:
    """One of that practitioner's own, also where it was taken out; None for anybody else's. `lock`: to change it."""
    own = select(*_FACTS).where(PracticeNote.id == note_id, PracticeNote.practitioner_id == practitioner_id)
    row = (await db.execute(own.with_for_update() if lock else own)).one_or_none()
    return _note(row) if row else None


async def record_note(db: AsyncSession, new: NoteWritten, *, now: datetime) -> Note:
    """Put it in the file, or what it says now in its place; as it stands then. Raises NotTheirNote, NoteChanged."""
    facts = {"happened_on": new.happened_on, "content": content_of(new.content), "draft_id": new.draft_id}
    first = {"id": new.id, "practitioner_id": new.practitioner_id, "kind": kind_of(new.content), "written_at": now}
    if not await insert_once(db, PracticeNote, first | {"revision": 1} | facts):
        known = await find_note(db, new.practitioner_id, new.id, lock=True)
        if known is None or known.kind != kind_of(new.content):
            raise NotTheirNote
        if (known.happened_on, known.content) == (new.happened_on, new.content):
            return known
        if known.revision > new.opened_version and known.draft_id != new.draft_id:
            raise NoteChanged(known)
        await _change(db, new.id, **facts, **_back_in(known), revision=known.revision + 1, changed_at=now)
    found = await find_note(db, new.practitioner_id, new.id)
    assert found is not None
    return found


def _back_in(known: Note) -> dict[str, None]:
    """Words for a note that was taken out bring it back, as nobody's but its owner's."""
    return {"removed_at": None, "shared_at": None} if known.removed_at else {}


async def share_note(db: AsyncSession, note_id: UUID, *, now: datetime | None) -> None:
    """From now on the supervisor may read it; with None they may not any more."""
    await _change(db, note_id, shared_at=now)


async def remove_note(db: AsyncSession, note_id: UUID, *, now: datetime | None) -> None:
    """Out of the file, and with None back in; nobody but its owner reads what is out."""
    await _change(db, note_id, removed_at=now)


async def _change(db: AsyncSession, note_id: UUID, **values: object) -> None:
    await db.execute(update(PracticeNote).where(PracticeNote.id == note_id).values(**values))


_FACTS = tuple(getattr(PracticeNote, fact.name) for fact in fields(Note))


def _note(row: Any) -> Note:
    return Note(**(row._asdict() | {"content": read_content(row.kind, row.content)}))
