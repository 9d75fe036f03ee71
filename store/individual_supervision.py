"""The private part of individual supervision: every question begins with one of the two, and there is no other door.

Roles, teams and reach are not asked here: whoever comes after the supervisor, or stands above them, reads nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.insert_once import insert_once
from store.practice.individual_supervision import PrivatePart, content_of, read_private
from store.tables.individual_supervision import OneToOne, OneToOneRevision
from store.tables.people import Practitioner


class NotTheirs(Exception):
    """The id is a supervision that somebody else wrote, or one with somebody else."""


class Closed(Exception):
    """The practitioner has read it: what is to be said besides is added beneath."""


class Changed(Exception):
    """Another form changed it since this one was opened; nothing was overwritten."""

    def __init__(self, current: "Held") -> None:
        super().__init__(f"revision {current.revision} is newer")
        self.current = current


@dataclass(frozen=True)
class Held:
    """One supervision as one of the two finds it."""

    id: UUID
    supervisor_id: int
    supervisor: str
    practitioner_id: int
    practitioner: str
    held_on: date
    written_at: datetime
    changed_at: datetime
    late: bool
    revision: int
    draft_id: UUID
    part: PrivatePart
    read_at: datetime | None


@dataclass(frozen=True)
class PartWritten:
    """What a form brought. `opened_version`: the revision it was opened on, 0 for a new one; `draft_id`: its own id."""

    id: UUID
    supervisor_id: int
    practitioner_id: int
    held_on: date
    late: bool
    part: PrivatePart
    opened_version: int
    draft_id: UUID
    phone_wrote_at: datetime | None


@dataclass(frozen=True)
class EarlierPart:
    number: int
    held_on: date
    written_at: datetime
    part: PrivatePart


async def list_held(db: AsyncSession, me_id: int) -> tuple[Held, ...]:
    """All those in which `me_id` is one of the two, the newest first; one statement."""
    rows = await db.execute(_held().where(_one_of_two(me_id)).order_by(OneToOne.held_on.desc(), OneToOne.written_at))
    return tuple(_read(row) for row in rows)


async def last_private_parts(db: AsyncSession, supervisor_id: int) -> dict[int, date]:
    """The day on which the newest was held, by practitioner."""
    last = select(OneToOne.practitioner_id, func.max(OneToOne.held_on)).where(OneToOne.supervisor_id == supervisor_id)
    rows = await db.execute(last.group_by(OneToOne.practitioner_id))
    return {row[0]: row[1] for row in rows}


async def find_held(db: AsyncSession, me_id: int, one_to_one_id: UUID, *, lock: bool = False) -> Held | None:
    """None where there is none, or where `me_id` is not one of the two. `lock`: to change it."""
    asked = _held().where(OneToOne.id == one_to_one_id, _one_of_two(me_id))
    row = (await db.execute(asked.with_for_update(of=OneToOne) if lock else asked)).one_or_none()
    return _read(row) if row else None


async def record_part(db: AsyncSession, new: PartWritten, *, now: datetime) -> Held:
    """Put it there, or what it says now in its place; as it stands then. Raises NotTheirs, Closed, Changed."""
    ours = {"supervisor_id": new.supervisor_id, "practitioner_id": new.practitioner_id}
    first = {"id": new.id, "written_at": now, "changed_at": now, "revision": 1, "phone_wrote_at": new.phone_wrote_at}
    if await insert_once(db, OneToOne, first | ours | _latest(new)):
        await _keep_revision(db, new, 1, now)
    else:
        await _record_next(db, new, now)
    found = await find_held(db, new.supervisor_id, new.id)
    assert found is not None
    return found


async def _record_next(db: AsyncSession, new: PartWritten, now: datetime) -> None:
    known = await find_held(db, new.supervisor_id, new.id, lock=True)
    if known is None or (known.supervisor_id, known.practitioner_id) != (new.supervisor_id, new.practitioner_id):
        raise NotTheirs
    if (known.held_on, known.part) == (new.held_on, new.part):
        return
    if known.read_at:
        raise Closed
    if known.revision > new.opened_version and known.draft_id != new.draft_id:
        raise Changed(known)
    number = known.revision + 1
    changed = update(OneToOne).where(OneToOne.id == new.id)
    await db.execute(changed.values(revision=number, changed_at=now, **_latest(new)))
    await _keep_revision(db, new, number, now)


def _latest(new: PartWritten) -> dict[str, Any]:
    return {"held_on": new.held_on, "late": new.late, "draft_id": new.draft_id, "content": content_of(new.part)}


async def _keep_revision(db: AsyncSession, new: PartWritten, number: int, now: datetime) -> None:
    said = {"held_on": new.held_on, "content": content_of(new.part)}
    await db.execute(insert(OneToOneRevision).values(one_to_one_id=new.id, number=number, written_at=now, **said))


async def list_revisions(db: AsyncSession, one_to_one_id: UUID) -> tuple[EarlierPart, ...]:
    """The newest first; of one that `find_held` gave."""
    kept = select(OneToOneRevision).where(OneToOneRevision.one_to_one_id == one_to_one_id)
    rows = await db.scalars(kept.order_by(OneToOneRevision.number.desc()))
    return tuple(EarlierPart(row.number, row.held_on, row.written_at, read_private(row.content)) for row in rows)


async def record_reading(db: AsyncSession, one_to_one_id: UUID, *, now: datetime) -> None:
    """The practitioner has read it; a second time changes nothing."""
    unread = (OneToOne.id == one_to_one_id, OneToOne.read_at.is_(None))
    await db.execute(update(OneToOne).where(*unread).values(read_at=now, changed_at=now))


def _one_of_two(me_id: int) -> ColumnElement[bool]:
    return or_(OneToOne.supervisor_id == me_id, OneToOne.practitioner_id == me_id)


def _held() -> Select[*tuple[Any, ...]]:
    supervisor, practitioner = aliased(Practitioner), aliased(Practitioner)
    return (
        select(OneToOne, supervisor.name.label("supervisor"), practitioner.name.label("practitioner"))
        .join(supervisor, supervisor.id == OneToOne.supervisor_id)
        .join(practitioner, practitioner.id == OneToOne.practitioner_id)
        .execution_options(populate_existing=True)
    )


_SAME = ("id", "supervisor_id", "practitioner_id", "held_on", "written_at", "changed_at", "late", "revision",
         "draft_id", "read_at")  # fmt: skip


def _read(row: Any) -> Held:
    kept: OneToOne = row.OneToOne
    same = {name: getattr(kept, name) for name in _SAME}
    return Held(**same, supervisor=row.supervisor, practitioner=row.practitioner, part=read_private(kept.content))
