"""Group supervisions that the demonstration lacks: a family opened, and one of which something is written down."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.entries import NewEntry, record_entry
from store.practice.group_supervision import GroupSupervision
from store.practice.weeks import Week
from store.tables.people import Practitioner
from store.tables.supervision import SupervisedFamily, Supervision
from tests.cast import TODAY

MANAGER = "Ruth Calder"


async def written_down(db: AsyncSession, case_id: int, team_id: int | None, other_id: int) -> UUID:
    """What was written down in one more meeting, this week, so that it may still be changed."""
    meeting, by, now = await opened(db, case_id, team_id), await _manager(db), datetime.now(UTC)
    said = GroupSupervision(
        worries="Fridays.", works="Dawn rings before she drinks.", needs="Somebody is there on a Friday evening.",
        safety=6, agreed="Safe enough in the week.", decisions="A visit every Friday.", supervision=str(meeting),
        present=(by, other_id), names={str(by): MANAGER, str(other_id): "Sam Okoro"},
        dissent={str(other_id): "I would say 7."},
    )  # fmt: skip
    entry = NewEntry(uuid4(), case_id, by, Week.of(TODAY).start, now, None, False, said, "f" * 64)
    await record_entry(db, entry, now=now)
    await db.execute(
        update(SupervisedFamily).where(SupervisedFamily.supervision_id == meeting).values(entry_id=entry.id)
    )
    return entry.id


async def opened(db: AsyncSession, case_id: int, team_id: int | None) -> UUID:
    """Another meeting, in which the family was opened and nothing is written down yet."""
    meeting, by, now = uuid4(), await _manager(db), datetime.now(UTC)
    db.add(Supervision(id=meeting, team_id=team_id, planned_on=TODAY, made_by_id=by, made_at=now, started_at=now))
    await db.flush()
    db.add(SupervisedFamily(id=uuid4(), supervision_id=meeting, case_id=case_id, position=0, revealed_at=now,
                            revealed_by_id=by))  # fmt: skip
    await db.flush()
    return meeting


async def _manager(db: AsyncSession) -> int:
    return (await db.scalars(select(Practitioner.id).where(Practitioner.name == MANAGER))).one()
