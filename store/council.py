"""What the council decides for itself, and its teams by their names."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.people import CouncilSetting, OfficeArea, Team

DEMONSTRATION, DEMONSTRATION_DOORS = "demonstration", "demonstration_doors"
"""Settings that only `weekbook demo` writes: that everybody in it is invented, and whose doors stand open."""


async def setting(db: AsyncSession, key: str) -> Any:
    """The value, or None where the council has set nothing."""
    return await db.scalar(select(CouncilSetting.value).where(CouncilSetting.key == key))


async def find_team_id(db: AsyncSession, name: str) -> int | None:
    return await db.scalar(select(Team.id).where(Team.name == name))


async def find_team_area(db: AsyncSession, name: str) -> str | None:
    """The office area of the team of that name; None where there is no such team."""
    of_team = select(OfficeArea.name).join(Team, Team.area_id == OfficeArea.id)
    return await db.scalar(of_team.where(Team.name == name))


async def list_team_names(db: AsyncSession) -> list[str]:
    return list(await db.scalars(select(Team.name).order_by(Team.name)))


async def find_or_make_team_id(db: AsyncSession, *, name: str, area: str) -> int:
    """The team of that name; where there is none, a new one in `area`, which is made too if need be."""
    found = await find_team_id(db, name)
    if found is not None:
        return found
    area_id = await db.scalar(select(OfficeArea.id).where(OfficeArea.name == area))
    if area_id is None:
        area_id = (await db.execute(insert(OfficeArea).values(name=area).returning(OfficeArea.id))).scalar_one()
    return (await db.execute(insert(Team).values(name=name, area_id=area_id).returning(Team.id))).scalar_one()
