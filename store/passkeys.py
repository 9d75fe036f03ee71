"""Passkeys: recorded, found at sign-in, named, removed; a removed one stays as a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.sign_ins import end_sign_ins
from store.tables.access import Passkey, SignIn
from store.tables.people import Practitioner


@dataclass(frozen=True)
class PasskeyFound:
    """What a ceremony is checked against. `is_usable`: not removed, and its person has not left."""

    id: int
    practitioner_id: int
    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    user_handle: bytes
    is_usable: bool


@dataclass(frozen=True)
class PasskeyListed:
    """A passkey as its person sees it. `is_synced`: it comes along to their other phones."""

    id: int
    name: str
    is_synced: bool
    made_at: datetime
    used_at: datetime | None
    removed_at: datetime | None


async def find_passkey(db: AsyncSession, credential_id: bytes) -> PasskeyFound | None:
    """The passkey of that id, usable or not."""
    usable = Passkey.removed_at.is_(None) & Practitioner.left_on.is_(None)
    found = await db.execute(
        select(
            Passkey.id, Passkey.practitioner_id, Passkey.credential_id, Passkey.public_key, Passkey.sign_count,
            Passkey.backup_eligible, Practitioner.user_handle, usable.label("is_usable"),
        )
        .join(Practitioner, Practitioner.id == Passkey.practitioner_id)
        .where(Passkey.credential_id == credential_id)
    )  # fmt: skip
    row = found.one_or_none()
    return PasskeyFound(**row._asdict()) if row else None


async def list_passkeys(db: AsyncSession, practitioner_id: int) -> list[PasskeyListed]:
    """All that the person has or had, the newest first."""
    columns = (Passkey.id, Passkey.name, Passkey.backup_eligible, Passkey.made_at, Passkey.used_at, Passkey.removed_at)
    whose = Passkey.practitioner_id == practitioner_id
    rows = await db.execute(select(*columns).where(whose).order_by(Passkey.made_at.desc(), Passkey.id.desc()))
    return [PasskeyListed(*row) for row in rows]


async def list_credential_ids(db: AsyncSession, practitioner_id: int) -> list[bytes]:
    """Of the usable ones, so that one phone does not make a second passkey for the same person."""
    return list(await db.scalars(select(Passkey.credential_id).where(*_held_by(practitioner_id))))


async def record_passkey(
    db: AsyncSession,
    *,
    practitioner_id: int,
    name: str,
    now: datetime,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    backup_eligible: bool,
    backed_up: bool,
    aaguid: str,
    transports: Sequence[str],
) -> int:
    """Record a proven new passkey; its id. It counts as used: whoever made it is signed in with it."""
    key = {"credential_id": credential_id, "public_key": public_key, "sign_count": sign_count, "aaguid": aaguid}
    backup = {"backup_eligible": backup_eligible, "backed_up": backed_up, "transports": list(transports)}
    whose = {"practitioner_id": practitioner_id, "name": name, "made_at": now, "used_at": now}
    made = await db.execute(insert(Passkey).values(**key, **backup, **whose).returning(Passkey.id))
    return made.scalar_one()


async def record_use(db: AsyncSession, *, passkey_id: int, sign_count: int, backed_up: bool, now: datetime) -> None:
    told = {"sign_count": sign_count, "backed_up": backed_up, "used_at": now}
    await db.execute(update(Passkey).where(Passkey.id == passkey_id).values(**told))


async def rename_passkey(db: AsyncSession, *, practitioner_id: int, passkey_id: int, name: str) -> bool:
    """False where the person has no such passkey."""
    renamed = update(Passkey).where(*_held_by(practitioner_id), Passkey.id == passkey_id).values(name=name)
    return (await db.execute(renamed.returning(Passkey.id))).first() is not None


async def count_passkeys(db: AsyncSession, practitioner_id: int) -> int:
    return await db.scalar(select(func.count()).where(*_held_by(practitioner_id))) or 0


async def remove_passkeys(db: AsyncSession, *, practitioner_id: int, ids: Sequence[int], now: datetime) -> list[int]:
    """Remove those of `ids` that the person has, and end at once every sign-in made with them; which they were."""
    removing = update(Passkey).where(*_held_by(practitioner_id), Passkey.id.in_(ids)).values(removed_at=now)
    removed = list((await db.execute(removing.returning(Passkey.id))).scalars())
    if removed:
        await end_sign_ins(db, SignIn.passkey_id.in_(removed), now=now)
    return removed


async def list_used_on(db: AsyncSession, *, phone_id: int) -> list[int]:
    """The passkeys that somebody signed in with on that phone."""
    used = select(SignIn.passkey_id).where(SignIn.phone_id == phone_id, SignIn.passkey_id.is_not(None)).distinct()
    return [passkey_id for passkey_id in await db.scalars(used) if passkey_id is not None]


def _held_by(practitioner_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Passkey.practitioner_id == practitioner_id, Passkey.removed_at.is_(None))
