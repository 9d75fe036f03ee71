"""What a weekly entry says of the case's tasks; what an earlier revision said is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.entries import EarlierOutcome, Task, TaskOutcome


@dataclass(frozen=True)
class Said:
    """What an entry says of a task (store.practice.entries.OUTCOMES), and what difference it made."""

    task_id: UUID
    outcome: str
    difference: str


class NotOfTheCase(Exception):
    """A task of another case was named."""


async def refuse_foreign_tasks(db: AsyncSession, *, case_id: int, said: Iterable[Said]) -> None:
    """Raises NotOfTheCase where a task is not one of the case's."""
    asked = {one.task_id for one in said}
    known = await db.scalars(select(Task.id).where(Task.case_id == case_id, Task.id.in_(asked)))
    if asked != set(known):
        raise NotOfTheCase


async def record_outcomes(
    db: AsyncSession, *, entry_id: UUID, revision: int, said: Sequence[Said], now: datetime
) -> None:
    """What this revision says of tasks takes the place of what the one before said, which is kept; done closes a task.

    A task that this entry had called done is open again when it no longer does.
    """
    await _keep_earlier(db, entry_id, revision - 1)
    earlier = select(TaskOutcome.task_id).where(TaskOutcome.entry_id == entry_id, TaskOutcome.outcome == "done")
    was_done = set(await db.scalars(earlier))
    done = {one.task_id for one in said if one.outcome == "done"}
    await db.execute(delete(TaskOutcome).where(TaskOutcome.entry_id == entry_id))
    if said:
        await db.execute(insert(TaskOutcome), [{**vars(one), "entry_id": entry_id, "at": now} for one in said])
    await db.execute(update(Task).where(Task.id.in_(done), Task.closed_at.is_(None)).values(closed_at=now))
    await db.execute(update(Task).where(Task.id.in_(was_done - done)).values(closed_at=None))


async def _keep_earlier(db: AsyncSession, entry_id: UUID, revision: int) -> None:
    kept = (TaskOutcome.entry_id, TaskOutcome.task_id, TaskOutcome.outcome, TaskOutcome.difference, TaskOutcome.at)
    before = select(*kept, literal(revision)).where(TaskOutcome.entry_id == entry_id)
    await db.execute(insert(EarlierOutcome).from_select([*(column.key for column in kept), "revision"], before))
