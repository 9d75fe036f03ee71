"""Conferences of the demonstration's family that the screens show."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.conferences import list_conferences, move_booking, record_booking, record_held
from store.practice.conferences import Outcome
from store.tables.families import Person
from tests.cast import TODAY


async def conferences(db: AsyncSession, family_id: int, case_id: int, by: int) -> tuple[UUID, UUID]:
    """A review conference that is set, and one that was moved, held, and seen differently by an agency."""
    if known := await list_conferences(db, case_id):  # asked for before
        return next(one.id for one in known if one.is_booked), next(one.id for one in known if one.was_held)
    children = await db.scalars(select(Person.id).where(Person.family_id == family_id, Person.kind == "child"))
    outcomes = {child: Outcome("goes_on", "neglect") for child in children}
    coming, held, now = uuid4(), uuid4(), datetime.now(UTC)
    facts = {"case_id": case_id, "kind": "review", "by": by, "today": TODAY, "now": now}
    before = TODAY - timedelta(days=30)
    await record_booking(db, held, on=before - timedelta(days=6), **facts)
    why = "Dawn had an appointment at the hospital that could not be moved."
    await move_booking(db, held, on=before, why=why, by="Priya Raman", opened_version=1)
    dissent = "The school would have ended Maya’s plan: she has been there every day since September."
    await record_held(db, held, on=before, outcomes=outcomes, dissent=dissent, by=by, now=now)
    await record_booking(db, coming, on=TODAY + timedelta(days=3), **facts)
    return coming, held
