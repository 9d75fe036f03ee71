"""The manager has read a family's week and closes it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.weeks import Week
from store.tables.entries import Entry, WeekSignOff


class HasRemark(Exception):
    """The week was signed off before, without this remark: it has one, and that stays as it was."""


async def hold_open_entries(db: AsyncSession, *, case_id: int, week: Week) -> None:
    """Until the transaction ends nobody changes what is still open in the week."""
    await db.execute(select(Entry.id).where(*_open_in(case_id, week)).with_for_update())


async def sign_off_week(
    db: AsyncSession, *, case_id: int, week: Week, read: Collection[UUID], manager_id: int, remark: str, now: datetime
) -> int:
    """Close those open entries of the week that the manager has read; returns how many.

    What came later can be signed off once more: the first sign-off stays as it was. Raises HasRemark.
    """
    of_week = select(WeekSignOff).where(WeekSignOff.case_id == case_id, WeekSignOff.week == week.start)
    first = await db.scalar(of_week)
    if first and remark and (first.manager_id, first.remark) != (manager_id, remark):
        raise HasRemark
    if first is None:
        facts = {"manager_id": manager_id, "signed_off_at": now, "remark": remark}
        await db.execute(insert(WeekSignOff).values(case_id=case_id, week=week.start, **facts))
    still_open = (Entry.id.in_(read), *_open_in(case_id, week))
    closed = await db.scalars(update(Entry).where(*still_open).values(signed_off_at=now).returning(Entry.id))
    return len(closed.all())


def _open_in(case_id: int, week: Week) -> tuple[ColumnElement[bool], ...]:
    return (Entry.case_id == case_id, Entry.week == week.start, Entry.signed_off_at.is_(None))
