"""Counts the statements that reach the database, the trail's among them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from store.database import Database


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
    yield found
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
