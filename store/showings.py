"""What a showing asks of the record beside its story: the tasks of the case, and who of the family has them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import VISIT
from store.practice.showing import KnownTask, Member
from store.tables.entries import Entry, Task
from store.tables.families import Person
from store.tables.people import Practitioner


async def list_known_tasks(db: AsyncSession, case_id: int) -> tuple[KnownTask, ...]:
    """Every task of the case in the order in which they were made; one statement."""
    rows = await db.execute(
        select(Task, Practitioner.name, Entry.kind, Entry.content)
        .outerjoin(Practitioner, Practitioner.id == Task.owner_id)
        .outerjoin(Entry, Entry.id == Task.made_in_id)
        .where(Task.case_id == case_id)
        .order_by(Task.made_at, Task.id)
    )
    return tuple(_known(*row) for row in rows)


async def find_members(db: AsyncSession, family_id: int) -> Mapping[int, Member]:
    """The people of the family by their id; one statement."""
    facts = (Person.id, Person.given_name, Person.lives_here, Person.died_on)
    rows = await db.execute(select(*facts).where(Person.family_id == family_id))
    return {person_id: Member(name, lives_here, died_on is not None) for person_id, name, lives_here, died_on in rows}


def _known(task: Task, practitioner: str | None, kind: str | None, content: Mapping[str, Any] | None) -> KnownTask:
    met = tuple((content or {}).get("adults", ())) if kind == VISIT else None
    closed = task.closed_at is not None
    return KnownTask(task.id, task.title, task.due_on, closed, task.owner_person_id, practitioner or "", met)
