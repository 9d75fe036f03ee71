"""A family goes to somebody else while a phone has words about it."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.cases import Involvement
from store.tables.people import Practitioner, Team
from tests.cast import Cast


async def take_away(db: AsyncSession, family: str, who: str) -> None:
    """They do not hold it any more, and work in another team."""
    case_id, person = await Cast.case_id(db, family), await Cast.practitioner_id(db, who)
    held = (Involvement.case_id == case_id) & (Involvement.practitioner_id == person)
    await db.execute(delete(Involvement).where(held))
    elsewhere = (await db.scalars(select(Team.id).where(Team.name == "Stevenage"))).one()
    await db.execute(update(Practitioner).where(Practitioner.id == person).values(team_id=elsewhere))
