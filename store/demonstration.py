"""Whether this database is a demonstration, and the doors that it has: one touch for each role."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.council import DEMONSTRATION, DEMONSTRATION_DOORS, setting
from store.practice.roles import ROLES
from store.tables.people import OfficeArea, Practitioner, Team


@dataclass(frozen=True)
class Door:
    """`place`: the team, the office area, or “the whole council”."""

    practitioner_id: int
    name: str
    role_label: str
    place: str


async def is_demonstration(db: AsyncSession) -> bool:
    return await setting(db, DEMONSTRATION) is True


async def doors(db: AsyncSession) -> list[Door]:
    """In the order in which they are shown; none in a database that is no demonstration."""
    if not await is_demonstration(db):
        return []
    order = [int(number) for number in await setting(db, DEMONSTRATION_DOORS) or []]
    place = func.coalesce(Team.name, OfficeArea.name, "the whole council")
    rows = await db.execute(
        select(Practitioner.id, Practitioner.name, Practitioner.role, place)
        .outerjoin(Team, Team.id == Practitioner.team_id)
        .outerjoin(OfficeArea, OfficeArea.id == Practitioner.area_id)
        .where(Practitioner.id.in_(order), Practitioner.left_on.is_(None))
    )
    found = [Door(number, name, ROLES[role].label, where) for number, name, role, where in rows]
    return sorted(found, key=lambda door: order.index(door.practitioner_id))
