"""Opens a database for work: reachable, of this release, and its key the right one; or says in one line why not."""

import sqlcipher3
from alembic.util import CommandError
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import SQLITE_AT_LEAST, Database
from store.keys import derive
from store.migrating import migrate
from store.tables.people import Practitioner
from store.tables.trail import TrailHead
from store.trail import head_seal


class NotReady(Exception):
    """One clear line: why the database cannot be worked with, and what to do."""


async def open_database(url: str, secret: bytes, *, trail_must_fit: bool = True) -> Database:
    """Connected, brought to the newest tables, its trail under this key. Raises NotReady; then it is closed.

    `trail_must_fit` is False for whoever looks for what is wrong with the trail.
    """
    refuse_old_sqlite(sqlcipher3.sqlite_version_info)
    database = Database(url, key=derive(secret, "database"))
    try:
        await _bring_up(database)
        if trail_must_fit:
            async with database.reading() as db:
                await _refuse_other_key(db, derive(secret, "trail"))
    except BaseException:
        await database.close()
        raise
    return database


def refuse_old_sqlite(version: tuple[int, int, int]) -> None:
    """Raises NotReady for an SQLite that can corrupt its write-ahead log (facts of trust, “Server”)."""
    if version < SQLITE_AT_LEAST:
        has, needs = (".".join(map(str, numbers)) for numbers in (version, SQLITE_AT_LEAST))
        raise NotReady(f"this SQLite is {has} and can lose data; {needs} or later is needed (package sqlcipher3)")


async def holds_anyone(db: AsyncSession) -> bool:
    """Whether anybody works with this database already."""
    return await db.scalar(select(Practitioner.id).limit(1)) is not None


async def _bring_up(database: Database) -> None:
    try:
        await migrate(database)
    except CommandError as error:
        raise NotReady(f"this database was made by a newer Weekbook; install that one ({_first_line(error)})") from None
    except DBAPIError as error:
        raise NotReady(_why(database, error)) from None


def _why(database: Database, error: DBAPIError) -> str:
    place = database.url.render_as_string(hide_password=True)
    reason = _first_line(error.orig or error)
    if database.is_sqlite and isinstance(error, DatabaseError) and "not a database" in reason:
        return f"the key file does not fit the database {database.url.database}, or it is not one of Weekbook's"
    if database.is_sqlite and "already exists" in reason:
        return f"{database.url.database} is a database of something else; it was left as it is"
    return f"the database {place} cannot be used: {reason}"


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


async def _refuse_other_key(db: AsyncSession, key: bytes) -> None:
    head = (await db.execute(select(TrailHead))).scalar_one_or_none()
    if head and head.own_seal != head_seal(key, head.number, head.seal):
        raise NotReady("the key file does not fit this database's trail, or the end of the trail was changed")
