"""Keeps the trail of reads: many requests' deeds in one transaction, each answered once it is stored."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from store.database import Database
from store.sign_ins import record_seen
from store.trail import Deed, Trail

_Waiting = tuple[Sequence[Deed], asyncio.Future[None]]


class TrailKeeper:
    """Reads go in batches (one flush to disk serves all that wait); changes write their own deeds.

    `seen` holds the latest use of each sign-in until it is stored, at most a minute later.
    """

    def __init__(self, database: Database, trail: Trail) -> None:
        self.trail = trail
        self.seen: dict[int, datetime] = {}
        self._database = database
        self._waiting: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None

    async def keep(self, deeds: Sequence[Deed]) -> None:
        """Returns when the deeds are on disk; raises what the database raised, so that nothing is shown."""
        await self.begin(deeds)

    def begin(self, deeds: Sequence[Deed]) -> "asyncio.Future[None]":
        """The same for whoever has something to do meanwhile: nothing may be shown before the future is done."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if not deeds:
            stored.set_result(None)
            return stored
        self._waiting.append((deeds, stored))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return stored

    async def flush_seen(self) -> None:
        """Store when each sign-in was last used; what cannot be stored waits for the next time."""
        seen, self.seen = self.seen, {}
        if not seen:
            return
        try:
            async with self._database.writing() as db:
                await record_seen(db, seen)
        except BaseException:
            self.seen = seen | self.seen
            raise

    async def flush_seen_forever(self, every_seconds: float = 60) -> None:
        while True:
            await asyncio.sleep(every_seconds)
            with suppress(DBAPIError):  # a long import may hold the database; the server's end must not meet this
                await self.flush_seen()

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._store(batch)

    async def _write(self, deeds: Sequence[Deed]) -> None:
        """PostgreSQL is asked once, unless another process has written meanwhile."""
        in_one = not self._database.is_sqlite
        if not (in_one and await self._database.write_one(lambda desk: self.trail.write_in_one(desk, deeds))):
            await self._database.write_at_once(lambda desk: self.trail.write(desk, deeds))

    async def _store(self, batch: list[_Waiting]) -> None:
        """One transaction for all; where it fails, one for each, so that nobody's deed spoils another's answer."""
        try:
            deeds = [deed for deeds, _ in batch for deed in deeds]
            await self._write(deeds)
        except Exception as error:
            if len(batch) == 1:
                return _settle(batch, error)
            for one in batch:
                await self._store([one])
        except BaseException as error:
            _settle(batch, error)
            raise
        else:
            _settle(batch, None)


def _settle(batch: list[_Waiting], error: BaseException | None) -> None:
    for _, stored in batch:
        if stored.done():
            continue
        if error is None:
            stored.set_result(None)
        else:
            stored.set_exception(error)
