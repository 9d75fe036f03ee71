"""Restricted cases: who restricted one, why, and when that reason is to be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import day_of
from store.practice.timescale import due_on
from store.practice.timescales import by_key
from store.tables.cases import Case, Restriction
from store.tables.people import Practitioner


@dataclass(frozen=True)
class RestrictionAct:
    """A manager restricted the case or gave the reason once more (`restricted`), or lifted the restriction."""

    restricted: bool
    reason: str
    manager: str
    at: datetime

    @property
    def look_again_on(self) -> date:
        """The reason is to be given again (facts, "When things are due": every 90 days, a local rule)."""
        return due_on(by_key()["restricted_record"], day_of(self.at))


async def list_restrictions(db: AsyncSession, *, case_id: int) -> Sequence[RestrictionAct]:
    """Everything that was decided about the case, the newest first."""
    rows = await db.execute(
        select(Restriction.restricted, Restriction.reason, Practitioner.name, Restriction.at)
        .join(Practitioner, Practitioner.id == Restriction.manager_id)
        .where(Restriction.case_id == case_id)
        .order_by(Restriction.at.desc(), Restriction.id.desc())
    )
    return [RestrictionAct(*row) for row in rows]


async def record_restriction(
    db: AsyncSession, *, case_id: int, restricted: bool, reason: str, manager_id: int, now: datetime
) -> None:
    """Restrict the case or lift its restriction, from this moment on, for everybody."""
    await db.execute(update(Case).where(Case.id == case_id).values(restricted=restricted))
    facts = {"restricted": restricted, "reason": reason, "manager_id": manager_id, "at": now}
    await db.execute(insert(Restriction).values(case_id=case_id, **facts))
