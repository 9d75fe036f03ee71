"""Vaults: the keys that a practitioner has on a phone, as far as the server knows them.

It knows the public halves. Where the passkey gives no secret of its own, it also keeps the key under which the
phone's private key is wrapped: sealed, handed out after a ceremony on that phone alone, forgotten as soon as
the phone can do without.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.sign_ins import token_hash
from store.tables.access import Phone, Vault
from store.tables.people import Practitioner
from store.wrapping_keys import open_wrapping_key, seal_wrapping_key

State = Literal["known", "ended", "unknown"]
ANSWER_LOST = timedelta(minutes=2)
"""For so long a phone that was not told its new vault's key may ask again; afterwards only a ceremony tells it."""


@dataclass(frozen=True)
class NewVault:
    """As the phone made it: its id, and the public halves of its keys (raw P-256 points)."""

    id: UUID
    public_key: bytes
    signing_key: bytes


@dataclass(frozen=True)
class VaultInUse:
    """`wrapping_key` is sealed; None where the passkey's own secret wraps the vault."""

    id: UUID
    wrapping_key: bytes | None

    @property
    def by(self) -> str:
        return "server" if self.wrapping_key else "prf"


@dataclass(frozen=True)
class Holder:
    """Whose vault it is; `handle` is what passkeys know them by."""

    practitioner_id: int
    name: str
    role: str
    handle: bytes


@dataclass(frozen=True)
class SigningVault:
    """What a deposit is checked against, and whose it is."""

    id: UUID
    signing_key: bytes
    phone_id: int
    practitioner_id: int
    handle: bytes
    is_ended: bool
    is_lost: bool
    has_left: bool


class TakenVault(Exception):
    """The id is that of another vault."""


async def record_vault(db: AsyncSession, new: NewVault, *, phone_id: int, key: bytes, now: datetime) -> bytes:
    """The phone's vault from now on; its wrapping key. The one before opens nothing any more.

    Raises TakenVault. The same vault again soon has the same key: its answer was lost on the way.
    """
    known = await db.get(Vault, new.id, with_for_update=True)
    if known:
        same = (known.phone_id, known.public_key, known.signing_key) == (phone_id, new.public_key, new.signing_key)
        soon = now - known.made_at <= ANSWER_LOST
        kept = open_wrapping_key(key, new.id, known.wrapping_key) if same and soon and known.wrapping_key else None
        if kept is None:
            raise TakenVault
        return kept
    await db.execute(update(Vault).where(Vault.phone_id == phone_id).values(wrapping_key=None))
    wrapping_key = secrets.token_bytes(32)
    sealed = seal_wrapping_key(key, new.id, wrapping_key)
    await db.execute(insert(Vault).values(phone_id=phone_id, wrapping_key=sealed, made_at=now, **vars(new)))
    await db.execute(update(Phone).where(Phone.id == phone_id).values(vault_id=new.id))
    return wrapping_key


async def forget_wrapping_key(db: AsyncSession, *, phone_id: int) -> bool:
    """The passkey wraps the phone's vault now. False where it has none."""
    in_use = select(Phone.vault_id).where(Phone.id == phone_id).scalar_subquery()
    forgotten = update(Vault).where(Vault.id == in_use).values(wrapping_key=None)
    return (await db.execute(forgotten.returning(Vault.id))).first() is not None


async def find_vault_of(db: AsyncSession, *, phone_id: int) -> VaultInUse | None:
    """The vault in use on the phone."""
    found = select(Vault.id, Vault.wrapping_key).join(Phone, Phone.vault_id == Vault.id).where(Phone.id == phone_id)
    row = (await db.execute(found)).one_or_none()
    return VaultInUse(*row) if row else None


async def find_holder(db: AsyncSession, practitioner_id: int) -> Holder:
    found = select(Practitioner.id, Practitioner.name, Practitioner.role, Practitioner.user_handle)
    return Holder(*(await db.execute(found.where(Practitioner.id == practitioner_id))).one())


async def is_the_phone(db: AsyncSession, *, phone_id: int, secret: str) -> bool:
    """Whether the browser that brings `secret` is that phone."""
    same = select(Phone.id).where(Phone.id == phone_id, Phone.secret_hash == token_hash(secret))
    return bool(secret) and await db.scalar(same) is not None


async def has_vault(db: AsyncSession, *, secret: str) -> bool:
    """Whether the browser that brings `secret` holds anybody's vault."""
    if not secret:
        return False
    held = (Phone.secret_hash == token_hash(secret), Phone.vault_id.is_not(None), Phone.ended_at.is_(None))
    return await db.scalar(select(Phone.id).where(*held).limit(1)) is not None


async def state_of(db: AsyncSession, vault_id: UUID) -> State:
    """What the phone shall know of its vault: `ended` when the phone was ended or lost, or its person has left."""
    over = or_(Phone.ended_at.is_not(None), Phone.lost_at.is_not(None), Practitioner.left_on.is_not(None))
    found = select(over).select_from(Vault).join(Phone, Phone.id == Vault.phone_id).join(Practitioner)
    ended = await db.scalar(found.where(Vault.id == vault_id))
    return "unknown" if ended is None else "ended" if ended else "known"


async def find_signing_vault(db: AsyncSession, vault_id: UUID) -> SigningVault | None:
    """The vault that signed something, in use or an earlier one of its phone."""
    found = (
        select(
            Vault.id, Vault.signing_key, Phone.id.label("phone_id"), Phone.practitioner_id,
            Practitioner.user_handle.label("handle"), Phone.ended_at.is_not(None).label("is_ended"),
            Phone.lost_at.is_not(None).label("is_lost"), Practitioner.left_on.is_not(None).label("has_left"),
        )
        .select_from(Vault)
        .join(Phone, Phone.id == Vault.phone_id)
        .join(Practitioner)
        .where(Vault.id == vault_id)
    )  # fmt: skip
    row = (await db.execute(found)).one_or_none()
    return SigningVault(**row._asdict()) if row else None
