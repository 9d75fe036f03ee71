"""Sign-ins: a token in the browser, its hash here; idle after 15 minutes, over after 12 hours."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.desk import Desk, PooledDesk
from store.tables.access import Invitation, Phone, SignIn
from store.tables.people import OfficeArea, Practitioner, Team
from store.visibility import Viewer

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class Me:
    """The signed-in practitioner, as every page knows them.

    `came_back`: a passkey was made by an invitation to come back in, and they have not said that they know of it.
    """

    id: int
    name: str
    role: str
    team_id: int | None
    team: str
    area_id: int | None
    area: str
    sign_in_id: int
    phone_id: int | None
    touched_at: datetime
    has_vault: bool = False
    came_back: bool = False

    def viewer(self, today: date) -> Viewer:
        return Viewer(self.id, self.role, self.team_id, self.area_id, today)

    def is_fresh(self, now: datetime) -> bool:
        """True for five minutes after the passkey was touched (ASVS 7.5.3)."""
        return now - self.touched_at <= FRESH


def token_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


async def find_sign_in(db: AsyncSession, *, token: str, now: datetime, seen: Mapping[int, datetime]) -> Me | None:
    """Whoever holds `token`, while it is alive. `seen`: latest use by sign-in id, not yet stored."""
    connection = await db.connection()
    return await connection.run_sync(lambda sync: signed_in_at(PooledDesk(sync), token=token, now=now, seen=seen))


async def find_sign_in_on(
    db: AsyncSession, *, phone_id: int, now: datetime, seen: Mapping[int, datetime]
) -> Me | None:  # fmt: skip
    """Whoever is signed in on that phone."""
    connection = await db.connection()
    return await connection.run_sync(lambda sync: _alive(PooledDesk(sync).rows(_ON, {"phone": phone_id}), now, seen))


def signed_in_at(desk: Desk, *, token: str, now: datetime, seen: Mapping[int, datetime]) -> Me | None:
    """The same at a desk."""
    return _alive(desk.rows(_ALIVE, {"token_hash": token_hash(token)}), now, seen)


def _alive(rows: Iterable[Any], now: datetime, seen: Mapping[int, datetime]) -> Me | None:
    for row in rows:
        facts = row._asdict()
        seen_at, made_at = facts.pop("seen_at"), facts.pop("made_at")
        if max(seen_at, seen.get(row.sign_in_id, seen_at)) >= now - IDLE and made_at >= now - ABSOLUTE:
            return Me(**facts)
    return None


async def record_sign_in(
    db: AsyncSession, *, practitioner_id: int, phone_id: int | None, passkey_id: int | None, now: datetime
) -> str:
    """Begin a sign-in; returns the token for the browser's cookie, which is stored nowhere."""
    token = new_token()
    times = {"made_at": now, "seen_at": now, "touched_at": now}
    who = {"practitioner_id": practitioner_id, "phone_id": phone_id, "passkey_id": passkey_id}
    await db.execute(insert(SignIn).values(token_hash=token_hash(token), **who, **times))
    return token


async def renew_sign_in(db: AsyncSession, *, sign_in_id: int, now: datetime) -> str:
    """The same with a new token, which the browser must take: the one before opens nothing (ASVS 7.2.4)."""
    token = new_token()
    times = {"touched_at": now, "seen_at": now}
    await db.execute(update(SignIn).where(SignIn.id == sign_in_id).values(token_hash=token_hash(token), **times))
    return token


async def end_sign_ins(db: AsyncSession, which: ColumnElement[bool], *, now: datetime) -> None:
    """End every living sign-in that `which` (a condition on SignIn) names."""
    await db.execute(update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=now))


async def record_seen(db: AsyncSession, seen: Mapping[int, datetime]) -> None:
    for sign_in_id, at in seen.items():
        await db.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.seen_at < at).values(seen_at=at))


def unnoticed() -> ColumnElement[bool]:
    """A condition on Invitation: somebody came back in by it, and its person has not said that they know."""
    return and_(Invitation.comes_back, Invitation.ended_how == "used", Invitation.noticed_at.is_(None))


_LIVING = (
    select(
        Practitioner.id,
        Practitioner.name,
        Practitioner.role,
        Practitioner.team_id,
        func.coalesce(Team.name, "").label("team"),
        OfficeArea.id.label("area_id"),
        func.coalesce(OfficeArea.name, "").label("area"),
        SignIn.id.label("sign_in_id"),
        SignIn.phone_id,
        SignIn.touched_at,
        Phone.vault_id.is_not(None).label("has_vault"),
        exists().where(Invitation.practitioner_id == Practitioner.id, unnoticed()).label("came_back"),
        SignIn.seen_at,
        SignIn.made_at,
    )
    .select_from(SignIn)
    .join(Practitioner, Practitioner.id == SignIn.practitioner_id)
    .outerjoin(Team, Team.id == Practitioner.team_id)
    .outerjoin(OfficeArea, OfficeArea.id == func.coalesce(Team.area_id, Practitioner.area_id))
    .outerjoin(Phone, Phone.id == SignIn.phone_id)
    .where(
        SignIn.ended_at.is_(None),
        Practitioner.left_on.is_(None),
        or_(Phone.id.is_(None), Phone.ended_at.is_(None)),
    )
)
_ALIVE = _LIVING.where(SignIn.token_hash == bindparam("token_hash"))
_ON = _LIVING.where(SignIn.phone_id == bindparam("phone")).order_by(SignIn.id.desc())
