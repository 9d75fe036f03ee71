"""Where a whole piece of work is done in one visit to the database: its statements and the thinking between them.

The work is a plain function that is given a `Desk`. SQLite's desk is one thread with one connection of its own:
going there costs some 50 µs, so it is gone to once, not once for each statement. Searches and the trail of reads
share that connection because SQLite throws away every page that it holds decrypted when another connection
writes: beside the trail, a search would decrypt all it needs anew each time, which was half its time.
PostgreSQL's desk is any connection of the pool.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncEngine

from store.prepared import prepared, shape_of

T = TypeVar("T")
Values = Mapping[str, Any]


class Desk(Protocol):
    """What the work may ask; `values` for the statement's named parameters, a list where it says `expanding`."""

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        """All rows, each with its columns by name."""

    def change(self, statement: Executable, values: Values | Sequence[Values]) -> int:
        """How many rows were changed; several sets of values are inserted at once."""


Work = Callable[[Desk], T]


class PooledDesk:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        return self._connection.execute(statement, values).fetchall()

    def change(self, statement: Executable, values: Values | Sequence[Values]) -> int:
        return cast("CursorResult[Any]", self._connection.execute(statement, values)).rowcount


async def visit_pooled(engine: AsyncEngine, work: Work[T]) -> T:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: work(PooledDesk(sync)))


async def write_pooled(engine: AsyncEngine, work: Work[T]) -> T:
    async with engine.begin() as connection:
        return await connection.run_sync(lambda sync: work(PooledDesk(sync)))


class SqliteDesk:
    """One thread and its connection, opened at the first visit by `connect`."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._connection: Any = None
        self._thread = ThreadPoolExecutor(1, "desk")

    def rows(self, statement: Executable, values: Values) -> Sequence[Any]:
        ready = prepared(statement, shape_of(values))
        cursor = self._connection.execute(ready.sql, ready.positions(values))
        return ready.rows(cursor.fetchall())

    def change(self, statement: Executable, values: Values | Sequence[Values]) -> int:
        many = [values] if isinstance(values, Mapping) else values
        ready = prepared(statement, shape_of(many[0]))
        changed: int = self._connection.executemany(ready.sql, [ready.positions(one) for one in many]).rowcount
        return changed

    async def read(self, work: Work[T]) -> T:
        return await self.visit(lambda: self._transaction("BEGIN", work))

    async def write(self, work: Work[T]) -> T:
        return await self.visit(lambda: self._transaction("BEGIN IMMEDIATE", work))

    async def visit(self, what: Callable[[], T]) -> T:
        """Run `what` in the desk's thread, after whatever was asked for before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, what)

    async def close(self) -> None:
        """A later visit opens it anew."""
        if self._connection:
            await self.visit(self._leave)
        self._thread.shutdown(wait=False)
        self._thread = ThreadPoolExecutor(1, "desk")

    def _transaction(self, begin: str, work: Work[T]) -> T:
        self._connection = self._connection or self._connect()
        self._connection.execute(begin)
        try:
            done = work(self)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return done

    def _leave(self) -> None:
        self._connection.close()
        self._connection = None
