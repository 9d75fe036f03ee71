"""The words list: what is in it, and what the council changes. What was taken out stays as a row and can come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.words import Hint, key_of
from store.tables.people import Practitioner
from store.tables.words import Word


@dataclass(frozen=True)
class ListedHint:
    """`changed_by` is empty for one as it came with Weekbook. A change names the `version` that it was made on."""

    id: int
    hint: Hint
    version: int
    changed_by: str
    changed_at: datetime
    removed_at: datetime | None


async def list_hints(db: AsyncSession, *, removed: bool = False) -> Sequence[ListedHint]:
    """By phrase: what is in the list, or with `removed` what was taken out of it."""
    rows = await db.execute(_listed().where(Word.removed_at.is_not(None) if removed else Word.removed_at.is_(None)))
    return sorted((_read(word, name) for word, name in rows), key=lambda one: key_of(one.hint.phrase))


async def find_hint(db: AsyncSession, word_id: int, *, lock: bool = False) -> ListedHint | None:
    """One entry, taken out or not. With `lock` nobody else changes it until the transaction ends."""
    if lock:
        await db.execute(select(Word.id).where(Word.id == word_id).with_for_update())
    row = (await db.execute(_listed().where(Word.id == word_id))).first()
    return _read(row[0], row[1]) if row else None


async def taken_forms(db: AsyncSession, *, but: int | None = None) -> dict[str, str]:
    """Key of each form that is in the list → the phrase under which it stands; without those of the entry `but`."""
    return {key_of(form): one.hint.phrase for one in await list_hints(db) if one.id != but for form in one.hint.forms}


async def find_removed(db: AsyncSession, phrase: str) -> int | None:
    """The entry of that very phrase, where it was taken out."""
    return await db.scalar(select(Word.id).where(Word.phrase == phrase, Word.removed_at.is_not(None)))


async def add_hint(db: AsyncSession, hint: Hint, *, by: int, now: datetime) -> int:
    """A new entry's id; one of the same phrase that was taken out comes back with these words."""
    if (removed := await find_removed(db, hint.phrase)) is not None:
        await change_hint(db, removed, hint, by=by, now=now)
        return removed
    facts = {"version": 1, "changed_by_id": by, "changed_at": now}
    made = await db.execute(insert(Word).values(**_columns(hint), **facts).returning(Word.id))
    return made.scalar_one()


async def change_hint(db: AsyncSession, word_id: int, hint: Hint, *, by: int, now: datetime) -> None:
    await _touch(db, word_id, by, now, **_columns(hint), removed_at=None)


async def remove_hint(db: AsyncSession, word_id: int, *, by: int, now: datetime) -> None:
    await _touch(db, word_id, by, now, removed_at=now)


async def return_hint(db: AsyncSession, word_id: int, *, by: int, now: datetime) -> None:
    await _touch(db, word_id, by, now, removed_at=None)


async def _touch(db: AsyncSession, word_id: int, by: int, now: datetime, **values: object) -> None:
    facts = {"version": Word.version + 1, "changed_by_id": by, "changed_at": now}
    await db.execute(update(Word).where(Word.id == word_id).values(**values, **facts))


def _columns(hint: Hint) -> dict[str, object]:
    return {"phrase": hint.phrase, "also": list(hint.also), "why": hint.why, "instead": hint.instead}


def _listed() -> Select[Word, str]:
    return select(Word, Practitioner.name).outerjoin(Practitioner, Practitioner.id == Word.changed_by_id)


def _read(word: Word, name: str | None) -> ListedHint:
    hint = Hint(word.phrase, tuple(word.also), word.why, word.instead)
    return ListedHint(word.id, hint, word.version, name or "", word.changed_at, word.removed_at)
