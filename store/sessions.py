"""The sessions of a case, as what is said of its parents is made of them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import SESSION
from store.practice.parents_way import Held
from store.practice.sessions import read_session
from store.tables.entries import Entry
from store.tables.people import Practitioner


async def list_sessions(db: AsyncSession, case_id: int) -> tuple[Held, ...]:
    """All of them, the oldest first; one statement."""
    rows = await db.execute(
        select(Entry.id, Entry.happened_at, Practitioner.name, Entry.content)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(Entry.case_id == case_id, Entry.kind == SESSION)
        .order_by(Entry.happened_at, Entry.written_at)
    )
    return tuple(Held(row.id, row.happened_at, row.name, read_session(row.content)) for row in rows)
