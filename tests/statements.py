"""Counts the statements that reach the database, the trail's among them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from store.database import Database
from store.desk import SqliteDesk

_NO_STATEMENTS = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements of the block, in their order; BEGIN and COMMIT are not statements here."""
    found: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    engines = [engine.sync_engine for engine in database._engines]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    undo = _trace(database.desk, found) if database.desk else lambda: None
    yield found
    undo()
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def _trace(desk: SqliteDesk, found: list[str]) -> Callable[[], None]:
    """The desk's statements pass by SQLAlchemy's events: the driver tells of them. Gives what ends it."""

    def traced() -> Any:
        connection = connect()
        connection.set_trace_callback(lambda sql: None if sql.startswith(_NO_STATEMENTS) else found.append(sql))
        return connection

    connect, connection = desk._connect, desk._connection
    desk._connect, desk._connection = traced, None

    def undo() -> None:
        desk._connect, desk._connection = connect, connection

    return undo
