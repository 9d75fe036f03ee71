"""Phones: the browsers that somebody signed in with, known again by a secret of their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.sign_ins import end_sign_ins, new_token, token_hash
from store.tables.access import Phone, SignIn, Vault


@dataclass(frozen=True)
class PhoneListed:
    id: int
    name: str
    first_seen_at: datetime
    seen_at: datetime


async def know_phone(
    db: AsyncSession, *, practitioner_id: int, secret: str, name: str, now: datetime
) -> tuple[int, str]:
    """The phone's id and the secret it shall keep: the one it brought, or a new one.

    One browser may serve two people, each with a row of their own. A phone that was ended is not known
    again: it comes back as a new one, under a name of its own.
    """
    mine = (Phone.secret_hash == token_hash(secret), Phone.practitioner_id == practitioner_id)
    known = (await db.execute(select(Phone.id, Phone.ended_at).where(*mine))).all() if secret else []
    for phone_id, ended_at in known:
        if ended_at is None:
            await db.execute(update(Phone).where(Phone.id == phone_id).values(seen_at=now))
            return phone_id, secret
    if known:
        unmet = (Phone.lost_at.is_not(None), Phone.met_at.is_(None))
        await db.execute(update(Phone).where(*mine, *unmet).values(met_at=now))
    secret = new_token() if known or not secret else secret
    name = await _name_of_its_own(db, practitioner_id, name)
    facts = {"practitioner_id": practitioner_id, "secret_hash": token_hash(secret), "name": name}
    made = await db.execute(insert(Phone).values(first_seen_at=now, seen_at=now, **facts).returning(Phone.id))
    return made.scalar_one(), secret


async def list_phones(db: AsyncSession, practitioner_id: int) -> list[PhoneListed]:
    """The person's phones that are not ended, the last seen first."""
    seen = func.coalesce(func.max(SignIn.seen_at), Phone.seen_at).label("seen")
    rows = await db.execute(
        select(Phone.id, Phone.name, Phone.first_seen_at, seen)
        .outerjoin(SignIn, SignIn.phone_id == Phone.id)
        .where(*_held_by(practitioner_id))
        .group_by(Phone.id)
        .order_by(seen.desc(), Phone.id.desc())
    )
    return [PhoneListed(*row) for row in rows]


async def find_owner(db: AsyncSession, phone_id: int) -> int | None:
    """Whose phone it is, while it is not ended."""
    return await db.scalar(select(Phone.practitioner_id).where(Phone.id == phone_id, Phone.ended_at.is_(None)))


async def rename_phone(db: AsyncSession, *, practitioner_id: int, phone_id: int, name: str) -> bool:
    """False where the person has no such phone."""
    renamed = update(Phone).where(*_held_by(practitioner_id), Phone.id == phone_id).values(name=name)
    return (await db.execute(renamed.returning(Phone.id))).first() is not None


async def end_phone(db: AsyncSession, *, phone_id: int, is_lost: bool, now: datetime) -> None:
    """Forget the phone and end at once every sign-in on it. What opens its vault goes: nobody has it any more."""
    ended = {"ended_at": now} | ({"lost_at": now} if is_lost else {})
    await db.execute(update(Phone).where(Phone.id == phone_id, Phone.ended_at.is_(None)).values(**ended))
    await db.execute(update(Vault).where(Vault.phone_id == phone_id).values(wrapping_key=None))
    await end_sign_ins(db, SignIn.phone_id == phone_id, now=now)


async def _name_of_its_own(db: AsyncSession, practitioner_id: int, name: str) -> str:
    """Two phones of one person are told apart: “Chrome on Android”, “Chrome on Android, 2”."""
    given = set(await db.scalars(select(Phone.name).where(Phone.practitioner_id == practitioner_id)))
    others = (f"{name}, {number}" for number in range(2, len(given) + 2))
    return name if name not in given else next(other for other in others if other not in given)


def _held_by(practitioner_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Phone.practitioner_id == practitioner_id, Phone.ended_at.is_(None))
