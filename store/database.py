"""The database: an encrypted SQLite file by default, PostgreSQL by its URL.

SQLCipher's wheel stands in for `sqlite3` because the SQLite of Debian 12 can corrupt its write-ahead log
(fixed in 3.51.3) and because the file is then encrypted at rest.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import sqlcipher3

sys.modules["sqlite3"] = sqlcipher3
sys.modules["sqlite3.dbapi2"] = sqlcipher3.dbapi2

from sqlalchemy import Connection, event, make_url  # noqa: E402
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine  # noqa: E402

from store.desk import SqliteDesk, T, Work, visit_pooled, write_pooled  # noqa: E402 - after the driver is in its place
from store.whole_statements import use_whole_statements  # noqa: E402

use_whole_statements()
SQLITE_AT_LEAST = (3, 51, 3)
_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF",
    "busy_timeout=5000", "cache_size=-32000", "temp_store=MEMORY",
)  # fmt: skip


class Database:
    """Reads on one engine, writes on another, one writer at a time within this process.

    BEGIN IMMEDIATE for writers and the lock around them are measured choices: plain BEGIN lost most
    read-then-write transactions to “database is locked”, and the lock cut the writers' p99 tenfold.
    """

    def __init__(self, url: str, *, key: bytes | None = None) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = asyncio.Lock()
        self._key = key
        self._engines = (self._engine("BEGIN", 8, reads=True), self._engine("BEGIN IMMEDIATE", 2))
        self.desk = SqliteDesk(self._connect) if self.is_sqlite else None
        read, write = self._engines
        self._read = async_sessionmaker(read, expire_on_commit=False)
        self._bare = [self._without_transaction(engine) for engine in self._engines]
        self._look = async_sessionmaker(self._bare[0], expire_on_commit=False)
        self._write = async_sessionmaker(write, expire_on_commit=False)

    @property
    def writer_engine(self) -> AsyncEngine:
        return self._engines[1]

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        async with self._read() as session:
            yield session

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[AsyncSession]:
        """The same for a screen's few statements. On PostgreSQL each stands by itself: a transaction of its usual
        kind would show them nothing else, and its beginning and end are two journeys more."""
        async with self._look() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction: committed when the block returns, rolled back when it raises."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer)
            session = await stack.enter_async_context(self._write())
            await stack.enter_async_context(session.begin())
            yield session

    async def read_at_once(self, work: Work[T]) -> T:
        """Read all that `work` asks for, in one visit (store.desk); on SQLite in one transaction."""
        if self.desk:
            return await self.desk.read(work)
        return await visit_pooled(self._bare[0], work)

    async def write_at_once(self, work: Work[T]) -> T:
        """The same as a writer: committed when `work` returns, rolled back when it raises."""
        if self.desk:
            async with self._writer:
                return await self.desk.write(work)
        return await write_pooled(self._engines[1], work)

    async def write_one(self, work: Work[T]) -> T:
        """On PostgreSQL, for a `work` of one statement: it is whole in itself and needs no BEGIN and COMMIT."""
        return await visit_pooled(self._bare[1], work)

    async def close(self) -> None:
        if self.desk:
            await self.desk.close()
        for engine in self._engines:
            await engine.dispose()

    def _engine(self, begin: str, size: int, *, reads: bool = False) -> AsyncEngine:
        # Without their parameters, or a failing statement would put a family's words into the server's log.
        more = {"hide_parameters": True, "max_overflow": 0 if self.is_sqlite else 8}
        engine = create_async_engine(self.url, pool_size=size, **more)
        if self.is_sqlite:
            self._prepare_sqlite(engine, begin)
        if reads:
            _refuse_writes(engine, _READ_ONLY[self.url.get_backend_name()])
        return engine

    def _without_transaction(self, engine: AsyncEngine) -> AsyncEngine:
        return engine if self.is_sqlite else engine.execution_options(isolation_level="AUTOCOMMIT")

    def _prepare_sqlite(self, engine: AsyncEngine, begin: str) -> None:
        @event.listens_for(engine.sync_engine, "connect")
        def opened(connection: Any, record: Any) -> None:
            _prepare(connection, self._key)

        @event.listens_for(engine.sync_engine, "begin")
        def begun(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

    def _connect(self) -> Any:
        connection = sqlcipher3.connect(self.url.database or "")
        _prepare(connection, self._key)
        return connection


_READ_ONLY = {"sqlite": "PRAGMA query_only=ON", "postgresql": "SET default_transaction_read_only = on"}


def _refuse_writes(engine: AsyncEngine, words: str) -> None:
    """What only reads, writes nothing by mistake either: on PostgreSQL each statement of a screen stands by itself."""

    @event.listens_for(engine.sync_engine, "connect")
    def opened(connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(words)
        cursor.close()
        connection.commit()


def _prepare(connection: Any, key: bytes | None) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level=NONE")  # a wrong key is said in one line of our own
    if key:
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
