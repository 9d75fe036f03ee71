"""Whom to ask beside those who hold a case today: the team's manager, and who held it before."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.practice.roles import InRole
from store.tables.cases import Involvement
from store.tables.people import Practitioner


@dataclass(frozen=True)
class Held(InRole):
    """Somebody who held the case from `since` to `until`; without the two, the team's manager."""

    id: int
    name: str
    role: str
    phone: str
    since: date | None
    until: date | None


async def held_before(db: AsyncSession, case: CaseAccess, today: date) -> tuple[Held, ...]:
    """The manager of the case's team (`until` None), and who held the case before; one statement."""
    was = and_(Involvement.case_id == case.case_id, Involvement.until < today)
    manages = and_(Practitioner.role == "team_manager", Practitioner.team_id == case.team_id)
    rows = await db.execute(
        select(Practitioner.id, Practitioner.name, Practitioner.role, Practitioner.phone, Involvement.since,
               Involvement.until)
        .outerjoin(Involvement, and_(Involvement.practitioner_id == Practitioner.id, was))
        .where(or_(Involvement.id.is_not(None), and_(manages, Practitioner.left_on.is_(None))))
        .order_by(Involvement.until.desc(), Practitioner.id)
    )  # fmt: skip
    return tuple(Held(**row._asdict()) for row in rows)
