"""Sealed copies that have done their work are erased; what remains of them makes nothing twice."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import String, cast, or_, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.tables.sending import Envelope
from store.trail import Deed, Trail

KEPT = timedelta(days=30)
"""After filing, or after they were put away: long enough to find out that something went wrong with either."""
A_DAY = 86_400


async def erase_sealed_copies(db: AsyncSession, *, now: datetime) -> int:
    """How many were erased. The row stays, with id, number and hash: a phone that hands it over late is answered."""
    over = or_(Envelope.filed_at <= now - KEPT, Envelope.discarded_at <= now - KEPT)
    erased = update(Envelope).where(over, cast(Envelope.sealed, String) != "{}").values(sealed={})
    found = await db.execute(erased.returning(Envelope.id), execution_options={"synchronize_session": False})
    return len(found.all())


async def keep_envelopes(database: Database, trail: Trail, *, now: datetime) -> None:
    """Once: what was erased is on the trail, as a number."""
    async with database.writing() as db:
        count = await erase_sealed_copies(db, now=now)
        await trail.append(db, [Deed("sealed copies erased", facts={"count": count})] if count else [], now)


async def keep_envelopes_forever(database: Database, trail: Trail, every_seconds: float = A_DAY) -> None:
    """From the server's start on."""
    while True:
        with suppress(DBAPIError):  # a long import may hold the database: another day
            await keep_envelopes(database, trail, now=datetime.now(UTC))
        await asyncio.sleep(every_seconds)
