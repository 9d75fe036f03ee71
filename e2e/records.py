"""The database behind a server of these tests: prepared once with the cast, copied, looked into."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.server import Server
from store.database import Database
from store.demonstration import doors
from store.find_index import rebuild_index
from store.keys import derive, make_key_file, read_key_file
from store.migrating import migrate
from store.sign_ins import record_sign_in
from store.tables.people import Practitioner
from tests.cast import PEOPLE, Cast, cast_council

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """On a thread of its own: Playwright's event loop occupies this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def prepare(folder: Path, *, with_cast: bool = True, **settings: str) -> Server:
    """Key and database in `folder`, or where WEEKBOOK_DATABASE says; the server over them is not started yet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    server = Server(folder, settings=settings)
    make_key_file(server.key_file)
    run(_fill(server, with_cast))
    return server


def copy_of(prepared: Server, folder: Path) -> Server:
    shutil.copytree(prepared.folder, folder)
    folder.chmod(0o700)
    return Server(folder)


def look(server: Server, question: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Ask the server's database something, or change it behind its back, in one transaction."""

    async def ask() -> T:
        database = Database(server.database_url, key=derive(read_key_file(server.key_file), "database"))
        try:
            async with database.writing() as db:
                return await question(db)
        finally:
            await database.close()

    return run(ask())


@contextmanager
def held(server: Server) -> Iterator[None]:
    """Within the block another process writes, and does not come to its end, as a long import does."""
    database = Database(server.database_url, key=derive(read_key_file(server.key_file), "database"))
    connection = database._connect()
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def sign_in_token(server: Server, who: str) -> str:
    """A living sign-in, as if the passkey had just been touched: of a member of the cast, or by name or role."""
    name = PEOPLE[who][0] if who in PEOPLE else who

    async def begin(db: AsyncSession) -> str:
        named = select(Practitioner.id).where(or_(Practitioner.name == name, Practitioner.role == name))
        open_doors = Practitioner.id.in_([door.practitioner_id for door in await doors(db)])
        found = (await db.scalars(named.order_by(open_doors.desc(), Practitioner.id).limit(1))).one()
        return await record_sign_in(db, practitioner_id=found, phone_id=None, passkey_id=None, now=datetime.now(UTC))

    return look(server, begin)


def family_id(server: Server, name: str) -> int:
    async def find(db: AsyncSession) -> int:
        return (await Cast.family(db, name)).id

    return look(server, find)


async def _fill(server: Server, with_cast: bool) -> None:
    database = Database(server.database_url, key=derive(read_key_file(server.key_file), "database"))
    try:
        await migrate(database)
        if with_cast:
            async with database.writing() as db:
                await cast_council(db)
                await rebuild_index(db)
    finally:
        await database.close()
