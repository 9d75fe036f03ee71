"""Forms that were taken, with their receipts: the same form again gets the same receipt and does nothing."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.tables.sending import Post


@dataclass(frozen=True)
class SentForm:
    """Which form it is: whose, the id that it got on the phone, where it went, what it says, when it was written.

    `wrote` is the phone's own word: who says again what was said before, after something else, says it anew.
    """

    practitioner_id: int
    draft_id: UUID
    path: str
    fingerprint: str
    wrote: str


@dataclass(frozen=True)
class Taken:
    """What the form was answered with: the way on, and the receipt's revision and time."""

    href: str
    revision: int
    at: datetime


async def claim_post(db: AsyncSession, form: SentForm, *, now: datetime) -> int | Taken:
    """The answer that the form had before; or a claim on it, to be kept or let go within this transaction.

    The same form that comes at one moment waits for the first.
    """
    claim: int | None = await insert_once(db, Post, asdict(form) | {"at": now})
    return await _find_taken(db, form) if claim is None else claim


async def keep_post(db: AsyncSession, claim: int, taken: Taken) -> None:
    """The form was taken, and this is its receipt."""
    await db.execute(_KEEP, asdict(taken) | {"claim": claim})


async def was_overtaken(db: AsyncSession, *, practitioner_id: int, draft_id: UUID, wrote: datetime) -> bool:
    """Whether words of the same form that its phone wrote later were taken: these were held up on the way."""
    of_form = (Post.practitioner_id == practitioner_id, Post.draft_id == draft_id, Post.href != "")
    times = await db.scalars(select(Post.wrote).where(*of_form, Post.wrote != ""))
    return any(datetime.fromisoformat(at) > wrote for at in times if _is_moment(at))


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


async def let_go(db: AsyncSession, claim: int) -> None:
    """The form was not taken: it may come again."""
    await db.execute(delete(Post).where(Post.id == claim))


async def _find_taken(db: AsyncSession, form: SentForm) -> Taken:
    same = [getattr(Post, name) == value for name, value in asdict(form).items()]
    return Taken(*(await db.execute(select(Post.href, Post.revision, Post.at).where(*same))).one())


_KEEP = update(cast("Table", Post.__table__)).where(Post.id == bindparam("claim"))
