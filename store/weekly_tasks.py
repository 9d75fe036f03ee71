"""The tasks in the form of a weekly entry: those that it speaks of, and those that it makes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Row, and_, insert, literal, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.tables.entries import EarlierOutcome, Task, TaskOutcome
from store.tables.families import Person
from store.tables.people import Practitioner


@dataclass(frozen=True)
class OpenTask:
    """A task in the form. `outcome` and `difference`: what the entry said of it before."""

    id: UUID
    title: str
    owner: str
    due_on: date | None
    made_here: bool = False
    outcome: str = ""
    difference: str = ""


@dataclass(frozen=True)
class NewTask:
    """A task made with an entry. `number` is its row in the form: the same row is the same task."""

    number: int
    title: str
    owner_id: int | None = None
    owner_person_id: int | None = None
    due_on: date | None = None


async def list_tasks(db: AsyncSession, *, case_id: int, entry_id: UUID | None = None) -> list[OpenTask]:
    """The case's open tasks, and those of which `entry_id` spoke or which it made; what is due first."""
    said = and_(TaskOutcome.task_id == Task.id, TaskOutcome.entry_id == entry_id)
    shown = [
        Task.closed_at.is_(None),
        *([TaskOutcome.id.is_not(None), Task.made_in_id == entry_id] if entry_id else ()),
    ]
    rows = await db.execute(
        select(Task, *_OWNER, TaskOutcome)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id)
        .outerjoin(Person, Person.id == Task.owner_person_id)
        .outerjoin(TaskOutcome, said)
        .where(Task.case_id == case_id, or_(*shown))
        .order_by(*_DUE_FIRST)
    )
    return [_open_task(row, entry_id) for row in rows]


def _open_task(row: Row[*tuple[Any, ...]], entry_id: UUID | None) -> OpenTask:
    task, practitioner, given, family, said = row
    here = entry_id is not None and task.made_in_id == entry_id
    owner = _owner(practitioner, given, family)
    return OpenTask(task.id, task.title, owner, task.due_on, here, *((said.outcome, said.difference) if said else ()))


_OWNER = (Practitioner.name, Person.given_name, Person.family_name)
_DUE_FIRST = (Task.due_on.is_(None), Task.due_on, Task.made_at, Task.id)


def _owner(practitioner: str | None, given: str | None, family: str | None) -> str:
    return practitioner or f"{given or ''} {family or ''}".strip()


async def list_said(db: AsyncSession, *, entry_id: UUID, revision: int) -> dict[int, list[OpenTask]]:
    """What each revision of the entry said of tasks, by its number; `revision` is the latest. One statement."""
    earlier, now = EarlierOutcome, TaskOutcome
    parts = union_all(
        select(earlier.revision, earlier.task_id, earlier.outcome, earlier.difference)
        .where(earlier.entry_id == entry_id),
        select(literal(revision), now.task_id, now.outcome, now.difference).where(now.entry_id == entry_id),
    ).subquery()  # fmt: skip
    rows = await db.execute(
        select(parts.c.revision, parts.c.outcome, parts.c.difference, Task, *_OWNER)
        .join(Task, Task.id == parts.c.task_id)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id)
        .outerjoin(Person, Person.id == Task.owner_person_id)
        .order_by(*_DUE_FIRST)
    )
    found: dict[int, list[OpenTask]] = defaultdict(list)
    for revision, outcome, difference, task, *owner in rows:
        found[revision].append(
            OpenTask(task.id, task.title, _owner(*owner), task.due_on, outcome=outcome, difference=difference)
        )
    return found


async def record_new_tasks(
    db: AsyncSession, *, entry_id: UUID, case_id: int, author_id: int, tasks: Iterable[NewTask], now: datetime
) -> None:
    """Tasks made with the entry; the same row sent again changes its task and makes no second one."""
    for task in tasks:
        facts = {name: value for name, value in vars(task).items() if name != "number"}
        task_id = uuid5(entry_id, f"task {task.number}")
        known = await db.get(Task, task_id)
        if known is None:
            made = {"case_id": case_id, "made_by_id": author_id, "made_in_id": entry_id, "made_at": now}
            await db.execute(insert(Task).values(id=task_id, **facts, **made))
        else:
            await db.execute(update(Task).where(Task.id == task_id).values(**facts))
