"""Tells everybody who waits that something opened, in this process and in others that share a PostgreSQL.

What is told is the number of a supervision and of its version, never what it says. On PostgreSQL it goes by NOTIFY with
the transaction that opened it; on SQLite there is one process, and it is told when that transaction is through.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import psycopg
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database

CHANNEL = "weekbook_supervision"
AGAIN_AFTER_SECONDS = 1.0
Waiting = asyncio.Queue[int | None]
"""Versions, 0 where it must be asked for, and None at the end."""


class Announcer:
    """One for each process. It listens while somebody waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[UUID, set[Waiting]] = {}
        self._listening: asyncio.Task[None] | None = None
        self._hears = asyncio.Event()
        self._missed = False
        self._ended = False

    async def announce(self, db: AsyncSession, supervision_id: UUID, version: int) -> None:
        """With the commit of the caller's transaction; never, where it is rolled back."""
        if not self._database.is_sqlite:
            words = {"channel": CHANNEL, "said": f"{supervision_id} {version}"}
            await db.execute(text("SELECT pg_notify(:channel, :said)"), words)
            return
        event.listen(db.sync_session, "after_commit", lambda _: self._tell(supervision_id, version), once=True)

    @asynccontextmanager
    async def waiting(self, supervision_id: UUID) -> AsyncIterator[Waiting]:
        """From its first line on nothing that opens is missed."""
        queue: Waiting = asyncio.Queue()
        self._waiting.setdefault(supervision_id, set()).add(queue)
        try:
            await self._listen()
            yield queue
        finally:
            self._waiting[supervision_id].discard(queue)
            if not self._waiting[supervision_id]:
                del self._waiting[supervision_id]

    def end(self) -> None:
        """Whoever waits is let go: the server is ending."""
        self._ended = True
        for supervision_id in list(self._waiting):
            self._tell(supervision_id, None)

    async def close(self) -> None:
        self.end()
        if self._listening:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    def _tell(self, supervision_id: UUID, version: int | None) -> None:
        for queue in self._waiting.get(supervision_id, ()):
            queue.put_nowait(version)

    async def _listen(self) -> None:
        if self._ended:
            self.end()
        if self._database.is_sqlite or self._ended:
            return
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen_forever())
        try:
            await asyncio.wait_for(self._hears.wait(), AGAIN_AFTER_SECONDS)
        except TimeoutError:  # who waits is told to ask as soon as it is heard again
            self._missed = True

    async def _listen_forever(self) -> None:
        while True:
            with suppress(psycopg.Error, OSError):
                await self._hear()
            self._hears.clear()
            self._missed = True
            await asyncio.sleep(AGAIN_AFTER_SECONDS)

    async def _hear(self) -> None:
        address = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._hears.set()
            if self._missed:  # what was said while nobody listened
                self._missed = False
                for supervision_id in self._waiting:
                    self._tell(supervision_id, 0)
            async for said in connection.notifies():
                name, _, version = said.payload.partition(" ")
                self._tell(UUID(name), int(version))
