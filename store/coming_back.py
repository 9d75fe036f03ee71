"""Somebody comes back in by an invitation: a second manager confirms it, and its person is told.

Whoever opens the link is that person from then on. One manager alone could open it, confirm it, and read what its
person sealed; so it takes two, of whom neither has just been brought in by the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import SQLCoreOperations

from store.practice.inviting import REACHES, Scope, may_invite
from store.sign_ins import unnoticed
from store.tables.access import Invitation
from store.tables.people import Practitioner, Team

LATELY = timedelta(days=30)
_area = func.coalesce(Team.area_id, Practitioner.area_id)


@dataclass(frozen=True)
class Second:
    """Somebody who may confirm."""

    id: int
    name: str


@dataclass(frozen=True)
class CameBack:
    """A passkey was made by an invitation. The names are empty where it was the command line."""

    invitation_id: int
    at: datetime
    invited_by: str
    confirmed_by: str


async def list_seconds(
    db: AsyncSession, *, practitioner_id: int, made_by: int | None, now: datetime
) -> list[Second]:  # fmt: skip
    """Who may confirm an invitation of `made_by` for somebody who comes back in, those nearest first."""
    placed = select(Practitioner.role, Practitioner.team_id, _area).outerjoin(Team, Team.id == Practitioner.team_id)
    role, team_id, area_id = (await db.execute(placed.where(Practitioner.id == practitioner_id))).one()
    others = (Practitioner.left_on.is_(None), Practitioner.id != practitioner_id)
    independent = (Practitioner.id != made_by, ~_brought_in(Practitioner.id, made_by, now)) if made_by else ()
    found = (
        select(Practitioner.id, Practitioner.name)
        .outerjoin(Team, Team.id == Practitioner.team_id)
        .where(_reaches(role, team_id, area_id), *others, *independent)
        .order_by(Practitioner.team_id.is_(None), Practitioner.area_id.is_(None), Practitioner.name)
    )
    return [Second(*row) for row in await db.execute(found)]


async def are_apart(db: AsyncSession, one: int, other: int, *, now: datetime) -> bool:
    """Two people, of whom neither came in lately by an invitation of the other's."""
    return one != other and not await db.scalar(select(_brought_in(one, other, now)))


async def list_came_back(db: AsyncSession, practitioner_id: int) -> list[CameBack]:
    """What that person has not yet said that they know of."""
    inviter, second = aliased(Practitioner), aliased(Practitioner)
    names = (func.coalesce(inviter.name, ""), func.coalesce(second.name, ""))
    rows = await db.execute(
        select(Invitation.id, func.coalesce(Invitation.ended_at, Invitation.made_at), *names)
        .outerjoin(inviter, inviter.id == Invitation.invited_by_id)
        .outerjoin(second, second.id == Invitation.confirmed_by_id)
        .where(unnoticed(), Invitation.practitioner_id == practitioner_id)
        .order_by(Invitation.id)
    )
    return [CameBack(*row) for row in rows]


async def record_noticed(db: AsyncSession, *, practitioner_id: int, invitation_id: int, now: datetime) -> bool:
    """Its person knows of it. False where there is none."""
    this = (Invitation.id == invitation_id, Invitation.practitioner_id == practitioner_id, unnoticed())
    known = update(Invitation).where(*this).values(noticed_at=now)
    return (await db.execute(known.returning(Invitation.id))).first() is not None


def _reaches(role: str, team_id: int | None, area_id: int | None) -> ColumnElement[bool]:
    """Those who may bring back somebody of that role and place."""
    places = {
        Scope.TEAM: Practitioner.team_id == team_id if team_id else false(),
        Scope.AREA: _area == area_id if area_id else false(),
        Scope.COUNCIL: true(),
    }
    roles = [one for one in REACHES if may_invite(one, role, has_come_in=True)]
    return or_(false(), *(and_(Practitioner.role == one, places[REACHES[one]]) for one in roles))


def _brought_in(one: SQLCoreOperations[int] | int, other: int, now: datetime) -> ColumnElement[bool]:
    """One of them made a passkey lately by an invitation of the other's."""
    lately = (Invitation.ended_how == "used", Invitation.ended_at > now - LATELY)
    inviter, invited = Invitation.invited_by_id, Invitation.practitioner_id
    return exists().where(*lately, or_(and_(inviter == one, invited == other), and_(inviter == other, invited == one)))
