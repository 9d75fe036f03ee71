"""Counts what goes to the database, the trail's statements among them.

On PostgreSQL everything that the server is asked and answers counts, BEGIN and COMMIT too: its own library tells of it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from psycopg.pq import Trace
from sqlalchemy import event

from store.database import Database
from store.desk import SqliteDesk

_NO_STATEMENTS = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """What was asked in the block, in its order; complete after it."""
    found: list[str] = []
    with (_statements if database.is_sqlite else _round_trips)(database, found):
        yield found


@contextmanager
def _round_trips(database: Database, found: list[str]) -> Iterator[None]:
    """What each connection that is used in the block sends and is answered, as libpq itself writes it down."""
    with ExitStack() as stack:
        told: dict[Any, IO[str]] = {}

        def listen(connection: Any, *rest: Any) -> None:
            pgconn = connection.driver_connection.pgconn
            if pgconn not in told:
                told[pgconn] = stack.enter_context(TemporaryFile("w+"))
                pgconn.trace(told[pgconn].fileno())
                pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)

        engines = [engine.sync_engine for engine in database._engines]
        for engine in engines:
            event.listen(engine, "checkout", listen)
        yield
        for engine in engines:
            event.remove(engine, "checkout", listen)
        for pgconn, lines in told.items():
            pgconn.untrace()
            lines.seek(0)
            found.extend(_asked(lines.read().splitlines()))


def _asked(lines: list[str]) -> Iterator[str]:
    """What was sent in each round trip, which ends with ReadyForQuery. Statements are prepared once for a connection,
    when they have been asked five times: that journey is none of this screen's."""
    sent: list[str] = []
    for line in lines:
        way, _, message = line.partition("\t")
        if way == "F":
            sent.append(message)
        elif "ReadyForQuery" in message:
            if any("Query" in one or "Execute" in one for one in sent):
                yield " ".join(sent)
            sent = []


@contextmanager
def _statements(database: Database, found: list[str]) -> Iterator[None]:
    """BEGIN and COMMIT of the embedded database are no journeys, and not counted."""

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    engines = [engine.sync_engine for engine in database._engines]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    undo = _trace(database.desk, found) if database.desk else lambda: None
    yield
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
