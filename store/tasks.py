"""Tasks: what was agreed, who does it and by when; made in an entry or by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.entries import EarlierOutcome, Task, TaskOutcome
from store.tables.families import Person
from store.tables.people import Practitioner


class NotTheirTask(Exception):
    """The id is a task of another case, or one that somebody else made."""


@dataclass(frozen=True)
class NewTask:
    """Its owner is a practitioner of the case, a person of the family, or nobody yet."""

    id: UUID
    title: str
    owner_id: int | None = None
    owner_person_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class MadeTask:
    """A task as it stands, with its owner's name."""

    id: UUID
    title: str
    owner: str
    owner_id: int | None
    owner_person_id: int | None
    due_on: date | None
    closed_at: datetime | None

    def state_on(self, today: date) -> str:
        """done, overdue, due or open."""
        if self.closed_at:
            return "done"
        if self.due_on is None or self.due_on > today:
            return "open"
        return "overdue" if self.due_on < today else "due"


async def list_made_in(db: AsyncSession, *, entry_id: UUID) -> tuple[MadeTask, ...]:
    """The tasks that came of an entry, in the order in which they were written."""
    owner = func.coalesce(Practitioner.name, Person.given_name, "")
    rows = await db.execute(
        select(Task.id, Task.title, owner, Task.owner_id, Task.owner_person_id, Task.due_on, Task.closed_at)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id)
        .outerjoin(Person, Person.id == Task.owner_person_id)
        .where(Task.made_in_id == entry_id)
        .order_by(Task.made_at, Task.id)
    )
    return tuple(MadeTask(*row) for row in rows)


async def set_made_in(
    db: AsyncSession, *, case_id: int, entry_id: UUID, made_by_id: int, tasks: Sequence[NewTask], now: datetime
) -> None:
    """Make these the tasks of the entry: new ones are made, known ones corrected, those left out taken back.

    A task that a weekly entry has said something about stays; what was agreed stays in the entry's earlier version.
    """
    known = set(await db.scalars(select(Task.id).where(Task.made_in_id == entry_id)))
    wanted = {task.id: task for task in tasks}
    if known - set(wanted):
        spoken_of = [exists().where(said.task_id == Task.id) for said in (TaskOutcome, EarlierOutcome)]
        left_out = (Task.id.in_(known - set(wanted)), Task.closed_at.is_(None), ~or_(*spoken_of))
        await db.execute(delete(Task).where(*left_out))
    for task in wanted.values():
        if task.id in known:
            await db.execute(update(Task).where(Task.id == task.id).values(**_facts(task)))
        else:
            made = {"case_id": case_id, "made_by_id": made_by_id, "made_in_id": entry_id, "made_at": now}
            await db.execute(insert(Task).values(id=task.id, **made, **_facts(task)))


async def record_task(db: AsyncSession, task: NewTask, *, case_id: int, made_by_id: int, now: datetime) -> datetime:
    """Make a task, or correct the one that was sent before under this id; returns when it was made.

    Raises NotTheirTask.
    """
    known = await db.get(Task, task.id, with_for_update=True)
    if known is None:
        made = {"case_id": case_id, "made_by_id": made_by_id, "made_at": now}
        try:
            async with db.begin_nested():
                await db.execute(insert(Task).values(id=task.id, **made, **_facts(task)))
            return now
        except IntegrityError:  # the same task came twice at one moment
            known = await db.get_one(Task, task.id, with_for_update=True)
    if (known.case_id, known.made_by_id) != (case_id, made_by_id):
        raise NotTheirTask
    await db.execute(update(Task).where(Task.id == task.id).values(**_facts(task)))
    return known.made_at


async def close_task(db: AsyncSession, *, task_id: UUID, now: datetime) -> None:
    """Done. Closing twice keeps the first time."""
    await db.execute(update(Task).where(Task.id == task_id, Task.closed_at.is_(None)).values(closed_at=now))


async def reopen_task(db: AsyncSession, *, task_id: UUID) -> None:
    await db.execute(update(Task).where(Task.id == task_id).values(closed_at=None))


def _facts(task: NewTask) -> dict[str, object]:
    return {
        "title": task.title,
        "owner_id": task.owner_id,
        "owner_person_id": task.owner_person_id,
        "due_on": task.due_on,
    }
