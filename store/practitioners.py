"""Practitioners: who they are, who manages them, who has left."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.inviting import REACHES, Scope
from store.sign_ins import Me, end_sign_ins
from store.tables.access import Passkey, SignIn
from store.tables.people import OfficeArea, Practitioner, Team

MOST_LISTED = 60


@dataclass(frozen=True)
class Someone:
    """A practitioner as a manager sees them: no case content. `has_come_in`: they have or had a passkey."""

    id: int
    name: str
    role: str
    team: str
    area: str
    phone: str
    left_on: date | None
    passkeys: int
    signed_in_at: datetime | None
    has_come_in: bool

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


@dataclass(frozen=True)
class Place:
    """Where somebody can work: a team, an office area, or the whole council (no id)."""

    scope: Scope
    id: int | None
    name: str

    @property
    def key(self) -> str:
        return f"{self.scope}-{self.id or 0}"


async def add_practitioner(
    db: AsyncSession, *, name: str, role: str, team_id: int | None, area_id: int | None, phone: str
) -> int:
    """Put somebody on the list of people; the id. They come in by an invitation."""
    where = {"team_id": team_id, "area_id": area_id, "phone": phone}
    # Random, since it is given to the phone's passkey store (WebAuthn Level 3, 14.6.1).
    made = insert(Practitioner).values(name=name, role=role, user_handle=secrets.token_bytes(32), **where)
    return (await db.execute(made.returning(Practitioner.id))).scalar_one()


async def find_user_handle(db: AsyncSession, practitioner_id: int) -> bytes:
    return (await db.execute(select(Practitioner.user_handle).where(Practitioner.id == practitioner_id))).scalar_one()


async def list_within_reach(db: AsyncSession, me: Me, *, words: str = "") -> tuple[list[Someone], int]:
    """Whom `me` manages, those who left last; at most MOST_LISTED of them, and how many there are."""
    which = [_within_reach(me), *(_named(word) for word in words.split())]
    order = (Practitioner.left_on.is_not(None), Team.name.is_not(None), Team.name, Practitioner.name)
    rows = await db.execute(_someone(func.count().over()).where(*which).order_by(*order).limit(MOST_LISTED))
    found = [(Someone(*row[:-1]), row[-1]) for row in rows]
    return [someone for someone, _ in found], found[0][1] if found else 0


async def list_in_roles(db: AsyncSession, me: Me, roles: Collection[str]) -> list[Someone]:
    """Whom `me` manages in one of these roles and who is still here, by team and name."""
    which = (_within_reach(me), Practitioner.role.in_(sorted(roles)), Practitioner.left_on.is_(None))
    rows = await db.execute(_someone().where(*which).order_by(Team.name, Practitioner.name))
    return [Someone(*row) for row in rows if row.id != me.id]


async def find_within_reach(db: AsyncSession, me: Me, practitioner_id: int) -> Someone | None:
    """Somebody whom `me` manages; None where there is nobody, or it is not for `me` to know."""
    row = (await db.execute(_someone().where(_within_reach(me), Practitioner.id == practitioner_id))).one_or_none()
    return Someone(*row) if row else None


async def list_places(db: AsyncSession, me: Me) -> list[Place]:
    """Where `me` may put somebody."""
    scope = REACHES.get(me.role)
    teams, areas = select(Team.id, Team.name).order_by(Team.name), select(OfficeArea.id, OfficeArea.name)
    if scope is Scope.TEAM:
        teams, areas = teams.where(Team.id == me.team_id), areas.where(false())
    elif scope is Scope.AREA:
        teams, areas = teams.where(Team.area_id == me.area_id), areas.where(OfficeArea.id == me.area_id)
    places = [Place(Scope.TEAM, *row) for row in await db.execute(teams)]
    places += [Place(Scope.AREA, *row) for row in await db.execute(areas.order_by(OfficeArea.name))]
    return places + ([Place(Scope.COUNCIL, None, "the whole council")] if scope is Scope.COUNCIL else [])


async def record_leaving(db: AsyncSession, practitioner_id: int, *, on: date, now: datetime) -> None:
    """From now on they cannot come in; what they wrote stays theirs."""
    await db.execute(update(Practitioner).where(Practitioner.id == practitioner_id).values(left_on=on))
    await end_sign_ins(db, SignIn.practitioner_id == practitioner_id, now=now)


async def record_return(db: AsyncSession, practitioner_id: int) -> None:
    """They had not left, or came back: their passkeys open again."""
    await db.execute(update(Practitioner).where(Practitioner.id == practitioner_id).values(left_on=None))


def _someone(*more: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    whose = Passkey.practitioner_id == Practitioner.id
    passkeys = select(func.count(Passkey.id)).where(whose, Passkey.removed_at.is_(None)).scalar_subquery()
    last = select(func.max(SignIn.made_at)).where(SignIn.practitioner_id == Practitioner.id).scalar_subquery()
    team, area = func.coalesce(Team.name, ""), func.coalesce(OfficeArea.name, "")
    who = (Practitioner.id, Practitioner.name, Practitioner.role, team, area, Practitioner.phone, Practitioner.left_on)
    return (
        select(*who, passkeys, last, exists().where(whose), *more)
        .select_from(Practitioner)
        .outerjoin(Team, Team.id == Practitioner.team_id)
        .outerjoin(OfficeArea, OfficeArea.id == func.coalesce(Team.area_id, Practitioner.area_id))
    )


def _within_reach(me: Me) -> ColumnElement[bool]:
    match REACHES.get(me.role):
        case Scope.TEAM if me.team_id is not None:
            return Practitioner.team_id == me.team_id
        case Scope.AREA if me.area_id is not None:
            return or_(Team.area_id == me.area_id, Practitioner.area_id == me.area_id)
        case Scope.COUNCIL:
            return true()
    return false()


def _named(word: str) -> ColumnElement[bool]:
    """Any word of the search may stand in the name, the team or the role's key."""
    return or_(Practitioner.name.icontains(word, autoescape=True), Team.name.icontains(word, autoescape=True))
