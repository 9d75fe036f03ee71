"""Phones that were reported lost: in contact since or not, erased, found again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.sign_ins import token_hash
from store.tables.access import Phone, Vault

_NOT_MET = (Phone.lost_at.is_not(None), Phone.met_at.is_(None))
_FACTS = (Phone.id, Phone.name, func.coalesce(Phone.lost_at, Phone.seen_at), Phone.met_at, Phone.erased_at)


@dataclass(frozen=True)
class LostPhone:
    """`met_at`: it was in contact since; `erased_at`: it has said that nothing on it can be opened there any more."""

    id: int
    name: str
    lost_at: datetime
    met_at: datetime | None
    erased_at: datetime | None


async def list_lost(db: AsyncSession, practitioner_id: int) -> list[LostPhone]:
    """The person's phones that were reported lost, the last lost first."""
    lost = select(*_FACTS).where(Phone.practitioner_id == practitioner_id, Phone.lost_at.is_not(None))
    return [LostPhone(*row) for row in await db.execute(lost.order_by(Phone.lost_at.desc(), Phone.id.desc()))]


async def find_lost(db: AsyncSession, *, vault_id: UUID) -> LostPhone | None:
    """The phone that holds the vault, while it is lost."""
    holds = select(*_FACTS).join(Vault, Vault.phone_id == Phone.id)
    row = (await db.execute(holds.where(Vault.id == vault_id, Phone.lost_at.is_not(None)))).one_or_none()
    return LostPhone(*row) if row else None


async def find_owner_of_lost(db: AsyncSession, phone_id: int) -> int | None:
    """Whose phone it is, while it is lost."""
    return await db.scalar(select(Phone.practitioner_id).where(Phone.id == phone_id, Phone.lost_at.is_not(None)))


async def lost_since(db: AsyncSession, *, secret: str) -> datetime | None:
    """When the browser that brings `secret` was last reported lost; None where it was not, or was found."""
    lost = select(func.max(Phone.lost_at)).where(Phone.secret_hash == token_hash(secret))
    return await db.scalar(lost) if secret else None


async def meet_lost(db: AsyncSession, phone_id: int, *, now: datetime) -> None:
    """It was told that it is over; the first time counts."""
    await db.execute(update(Phone).where(Phone.id == phone_id, *_NOT_MET).values(met_at=now))


async def record_erasure(db: AsyncSession, phone_id: int, *, now: datetime) -> None:
    """It says that it erased what opens it; the first time counts."""
    this = (Phone.id == phone_id, Phone.lost_at.is_not(None), Phone.erased_at.is_(None))
    await db.execute(update(Phone).where(*this).values(erased_at=now, met_at=func.coalesce(Phone.met_at, now)))


async def find_phone_again(db: AsyncSession, *, phone_id: int) -> None:
    """It was lost and is in its person's hand: it may deliver what it carries. Its sign-ins stay ended."""
    found = dict.fromkeys(("ended_at", "lost_at", "met_at", "erased_at", "vault_id"))
    await db.execute(update(Phone).where(Phone.id == phone_id).values(**found))
