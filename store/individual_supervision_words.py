"""What one of the two added to the private part of a supervision: dated, by its author, never changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.tables.individual_supervision import OneToOne, OneToOneWords
from store.tables.people import Practitioner


class NotTheirWords(Exception):
    """The id is somebody else's words, or they stand beneath another supervision."""


@dataclass(frozen=True)
class NewWords:
    """`id` was made on the phone; `fingerprint` is of the posted fields."""

    id: UUID
    one_to_one_id: UUID
    author_id: int
    text: str
    fingerprint: str


@dataclass(frozen=True)
class Added:
    author: str
    written_at: datetime
    text: str


async def add_words(db: AsyncSession, new: NewWords, *, now: datetime) -> datetime:
    """When they were put there. Other words under the same id are one more addition. Raises NotTheirWords."""
    if await insert_once(db, OneToOneWords, vars(new) | {"written_at": now}):
        await db.execute(update(OneToOne).where(OneToOne.id == new.one_to_one_id).values(changed_at=now))
        return now
    known = await db.get_one(OneToOneWords, new.id)
    if (known.author_id, known.one_to_one_id) != (new.author_id, new.one_to_one_id):
        raise NotTheirWords
    if known.fingerprint == new.fingerprint:
        return known.written_at
    more = NewWords(uuid5(new.id, new.fingerprint), new.one_to_one_id, new.author_id, new.text, new.fingerprint)
    return await add_words(db, more, now=now)


async def list_words(db: AsyncSession, one_to_one_id: UUID) -> tuple[Added, ...]:
    """The oldest first; of a supervision that store.individual_supervision.find_held gave."""
    rows = await db.execute(
        select(Practitioner.name, OneToOneWords.written_at, OneToOneWords.text)
        .join(Practitioner, Practitioner.id == OneToOneWords.author_id)
        .where(OneToOneWords.one_to_one_id == one_to_one_id)
        .order_by(OneToOneWords.written_at, OneToOneWords.id)
    )
    return tuple(Added(*row) for row in rows)
