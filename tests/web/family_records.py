"""What stands on the cast's families in these tests: entries, tasks, and the family's address in the browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import Content, content_of, kind_of
from store.practice.weeks import Week
from store.tables.cases import Case
from store.tables.entries import Amendment, Entry, Signature, Task, TaskOutcome
from store.tables.families import Family
from tests import past
from tests.cast import Cast
from tests.conftest import App


@dataclass
class Records:
    """Writes straight into the tables: the forms have their own tests."""

    db: AsyncSession
    family: str

    async def entry(
        self, author: str, content: Content, *, days_ago: int = 0, late: bool = False, signed_off: bool = False
    ) -> UUID:
        at = past.days_ago(days_ago)
        entry = Entry(
            id=uuid4(), case_id=await Cast.case_id(self.db, self.family), kind=kind_of(content),
            author_id=await Cast.practitioner_id(self.db, author), week=Week.of(at).start, happened_at=at,
            written_at=at, late=late, significant=content.is_significant, revision=1, fingerprint="",
            content=content_of(content), signed_off_at=datetime.now(UTC) if signed_off else None,
        )  # fmt: skip
        self.db.add(entry)
        await self.db.flush()
        return entry.id

    async def amendment(self, entry_id: UUID, author: str, text: str) -> None:
        who = await Cast.practitioner_id(self.db, author)
        self.db.add(Amendment(id=uuid4(), entry_id=entry_id, author_id=who, written_at=datetime.now(UTC), text=text,
                              fingerprint=""))  # fmt: skip

    async def asked_to_sign(self, entry_id: UUID, who: str) -> None:
        now = datetime.now(UTC)
        self.db.add(
            Signature(entry_id=entry_id, practitioner_id=await Cast.practitioner_id(self.db, who), asked_at=now)
        )

    async def task(self, title: str, *, owner: str = "priya", due_in: int = 7, closed: bool = False) -> UUID:
        now, who = datetime.now(UTC), await Cast.practitioner_id(self.db, owner)
        task = Task(
            id=uuid4(), case_id=await Cast.case_id(self.db, self.family), title=title, owner_id=who,
            due_on=now.date() + timedelta(days=due_in), made_by_id=who, made_at=now, closed_at=now if closed else None,
        )  # fmt: skip
        self.db.add(task)
        await self.db.flush()
        return task.id

    async def outcome(self, task_id: UUID, entry_id: UUID, outcome: str, difference: str, *, days_ago: int = 0) -> None:
        at = past.days_ago(days_ago)
        self.db.add(TaskOutcome(task_id=task_id, entry_id=entry_id, outcome=outcome, difference=difference, at=at))

    async def case(self) -> Case:
        return (await self.db.scalars(select(Case).join(Family).where(Family.name == self.family))).one()


@asynccontextmanager
async def records(app: App, family: str) -> AsyncIterator[Records]:
    async with app.services.database.writing() as db:
        yield Records(db, family)


async def address(app: App, family: str, tab: str = "") -> str:
    async with app.services.database.reading() as db:
        return f"/families/{(await Cast.family(db, family)).id}{tab}"
