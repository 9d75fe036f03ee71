"""Counts what goes to the database, the trail's statements among them.

On PostgreSQL everything that the server is asked and answers counts, BEGIN and COMMIT too: its own library tells of it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from psycopg.pq import Trace
from sqlalchemy import event

from store.database import Database
from web.bench.statements import statements


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """What was asked in the block, in its order; complete after it."""
    found: list[str] = []
    with (statements if database.is_sqlite else _round_trips)(database, found):
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
