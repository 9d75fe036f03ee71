"""How many statements a screen costs: asked of the app within this process, where the driver tells of each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from store.database import Database
from store.desk import SqliteDesk
from web.bench.council import BenchCouncil
from web.cookies import SIGN_IN_COOKIE
from web.settings import Settings

_NO_STATEMENTS = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


async def statements_of(council: BenchCouncil, paths: Sequence[str]) -> list[int]:
    """For each path, the trail's own among them. Each is asked twice: the first time opens connections."""
    from web.app import create_app

    folder, counts = council.key_file.parent, []
    app = create_app(Settings(council.url, council.key_file, folder, "http://localhost", "127.0.0.1", 80, "Bench"))
    database: Database = app.state.services.database
    for path in paths:
        await _ask(app, path, council.token)
        found: list[str] = []
        with statements(database, found):
            await _ask(app, path, council.token)
        counts.append(len(found))
    await database.close()
    return counts


async def _ask(app: Any, path: str, token: str) -> None:
    cookie = f"{SIGN_IN_COOKIE}={token}".encode()
    headers = [(b"host", b"localhost"), (b"sec-fetch-site", b"same-origin"), (b"cookie", cookie)]
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path, "query_string": b"",
        "raw_path": path.encode(), "root_path": "", "headers": headers, "server": ("localhost", 80),
    }  # fmt: skip
    answered: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answered.append(message["status"])

    await app(scope, receive, send)
    if answered != [200]:
        raise RuntimeError(f"{path} was answered with {answered}")


@contextmanager
def statements(database: Database, found: list[str]) -> Iterator[None]:
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
