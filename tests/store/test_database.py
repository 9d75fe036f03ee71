"""The embedded database: the right SQLite, encrypted, safe against power loss, one writer at a time."""

import asyncio
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from store.database import SQLITE_AT_LEAST, Database
from store.tables.people import CouncilSetting


@pytest.fixture
def embedded(database: Database) -> Database | None:
    return database if database.is_sqlite else None


def test_this_sqlite_has_the_mended_write_ahead_log() -> None:
    assert tuple(map(int, sqlcipher3.sqlite_version.split("."))) >= SQLITE_AT_LEAST


async def test_pragmas(embedded: Database | None) -> None:
    if embedded is None:
        return
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    async with embedded.reading() as db:
        found = {name: await db.scalar(text(f"PRAGMA {name}")) for name in expected}
    assert found == expected


async def test_the_file_is_unreadable_without_its_key(embedded: Database | None) -> None:
    if embedded is None:
        return
    path = Path(str(embedded.url.database))
    assert b"Okafor" not in path.read_bytes() and not path.read_bytes().startswith(b"SQLite format 3")
    wrong = Database(str(embedded.url), key=b"x" * 32)
    with pytest.raises(DatabaseError, match="not a database"):
        async with wrong.reading() as db:
            await db.execute(select(CouncilSetting))
    await wrong.close()


async def test_many_who_read_and_then_write_lose_nothing(database: Database) -> None:
    async with database.writing() as db:
        db.add(CouncilSetting(key="count", value=0))

    async def one_more() -> None:
        async with database.writing() as db:
            setting = (await db.scalars(select(CouncilSetting).with_for_update())).one()
            setting.value = setting.value + 1

    await asyncio.gather(*(one_more() for _ in range(40)))
    async with database.reading() as db:
        assert (await db.scalars(select(CouncilSetting.value))).one() == 40


@pytest.mark.parametrize("opening", ["reading", "looking"])
async def test_what_only_reads_can_write_nothing(database: Database, opening: str) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with getattr(database, opening)() as db:
            await db.execute(insert(CouncilSetting).values(key="count", value=1))
            await db.commit()
    async with database.reading() as db:
        assert (await db.scalars(select(CouncilSetting))).all() == []


async def test_what_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.writing() as db:
            db.add(CouncilSetting(key="half", value=1))
            await db.flush()
            raise RuntimeError
    async with database.reading() as db:
        assert (await db.scalars(select(CouncilSetting))).all() == []
