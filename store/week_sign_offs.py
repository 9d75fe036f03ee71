"""The manager has read a family's week and closes it."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.weeks import Week
from store.tables.entries import Entry, WeekSignOff


async def find_sign_off(db: AsyncSession, *, case_id: int, week: Week) -> datetime | None:
    """When the week was signed off."""
    signed = select(WeekSignOff.signed_off_at).where(WeekSignOff.case_id == case_id, WeekSignOff.week == week.start)
    return await db.scalar(signed)


async def sign_off_week(
    db: AsyncSession, *, case_id: int, week: Week, manager_id: int, remark: str, now: datetime
) -> int:
    """Close every open entry of the week; returns how many. What came later can be signed off once more:
    the first sign-off stays as it was.
    """
    if await find_sign_off(db, case_id=case_id, week=week) is None:
        facts = {"manager_id": manager_id, "signed_off_at": now, "remark": remark}
        await db.execute(insert(WeekSignOff).values(case_id=case_id, week=week.start, **facts))
    still_open = (Entry.case_id == case_id, Entry.week == week.start, Entry.signed_off_at.is_(None))
    closed = await db.scalars(update(Entry).where(*still_open).values(signed_off_at=now).returning(Entry.id))
    return len(closed.all())
