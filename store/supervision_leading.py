"""A group supervision is led: its date is set and changed, a family is opened, what was agreed is kept with it."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.supervisions import Meeting, Turn
from store.tables.supervision import SupervisedFamily, Supervision


async def record_meeting(
    db: AsyncSession, meeting_id: UUID, *, team_id: int, planned_on: date, case_ids: Sequence[int], by: int,
    now: datetime,
) -> bool:  # fmt: skip
    """Put a date and its families down; False where it is there already: the same form came twice."""
    facts = {"team_id": team_id, "planned_on": planned_on, "made_by_id": by, "made_at": now, "version": 1}
    if not await insert_once(db, Supervision, facts | {"id": meeting_id}):
        return False
    await _add_families(db, meeting_id, case_ids, 0)
    return True


async def change_meeting(
    db: AsyncSession, meeting_id: UUID, *, planned_on: date, case_ids: Sequence[int], out: Collection[int],
    now: datetime,
) -> int:  # fmt: skip
    """Another date, families beside those that are in it, and `out` without those of them that were opened.

    A family that comes back finds the views that were given of it. Returns the new version.
    """
    of_it = update(SupervisedFamily).where(SupervisedFamily.supervision_id == meeting_id)
    not_opened = SupervisedFamily.case_id.in_(out), SupervisedFamily.revealed_at.is_(None)
    await db.execute(of_it.where(SupervisedFamily.case_id.in_(case_ids)).values(taken_out_at=None))
    await db.execute(of_it.where(*not_opened).values(taken_out_at=now))
    known = set(await db.scalars(select(SupervisedFamily.case_id).where(SupervisedFamily.supervision_id == meeting_id)))
    await _add_families(db, meeting_id, [case for case in case_ids if case not in known], len(known))
    return await _next_version(db, meeting_id, planned_on=planned_on)


async def open_family(db: AsyncSession, meeting: Meeting, turn: Turn, *, by: int) -> int | None:
    """Every view of the family is everybody's from now on; the new version, None where that was so before.

    The moment is taken when nobody can give a view any more that is not marked as given afterwards.
    """
    row = await db.get_one(SupervisedFamily, turn.id, with_for_update=True, populate_existing=True)
    if row.revealed_at or row.taken_out_at:
        return None
    now = datetime.now(UTC)
    opened = {"revealed_at": now, "revealed_by_id": by}
    await db.execute(update(SupervisedFamily).where(SupervisedFamily.id == turn.id).values(**opened))
    started = {} if meeting.started_at else {"started_at": now}
    return await _next_version(db, meeting.id, **started)


async def keep_entry(db: AsyncSession, meeting: Meeting, turn: Turn, entry_id: UUID) -> int:
    """What was written down of the family's turn, for all who are in the room; its new version."""
    await db.execute(update(SupervisedFamily).where(SupervisedFamily.id == turn.id).values(entry_id=entry_id))
    return await _next_version(db, meeting.id)


async def _add_families(db: AsyncSession, meeting_id: UUID, case_ids: Sequence[int], first: int) -> None:
    rows = [
        {"id": uuid4(), "supervision_id": meeting_id, "case_id": case_id, "position": number}
        for number, case_id in enumerate(case_ids, first)
    ]
    if rows:
        await db.execute(insert(SupervisedFamily), rows)


async def _next_version(db: AsyncSession, meeting_id: UUID, **values: object) -> int:
    number = Supervision.version + 1
    changed = update(Supervision).where(Supervision.id == meeting_id).values(version=number, **values)
    return (await db.execute(changed.returning(Supervision.version))).scalar_one()
