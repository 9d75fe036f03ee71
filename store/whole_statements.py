"""One visit to aiosqlite's thread for a statement: execute it, take all its rows, close its cursor.

SQLAlchemy's own cursor for aiosqlite goes there four times (open, execute, fetch, close); each visit costs some
50 µs and, on a busy machine, a turn in the queue of threads. Measured on Find: 39 visits a request became 16.
Server-side cursors (`stream`) are as they were.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor


@dataclass(slots=True)
class _Outcome:
    """What is left of a cursor that has done its work."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1

    def close(self) -> None:
        pass


class WholeStatementCursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:
        return _Outcome()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._at_once("execute", operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._at_once("executemany", operation, seq_of_parameters)

    async def _at_once(self, how: str, operation: Any, parameters: Sequence[Any]) -> None:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            outcome, rows = await connection._execute(_run, connection._conn, how, operation, parameters)
        self._cursor, self._rows = outcome, rows


def _run(connection: Any, how: str, operation: str, parameters: Sequence[Any]) -> tuple[_Outcome, "deque[Any]"]:
    cursor = connection.cursor()
    try:
        getattr(cursor, how)(operation, parameters)
        rows = deque(cursor.fetchall() if cursor.description else ())
        return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid), rows
    finally:
        cursor.close()


def use_whole_statements() -> None:
    """For every aiosqlite connection of this process."""
    AsyncAdapt_aiosqlite_connection._cursor_cls = WholeStatementCursor
