"""A database that cannot be worked with says so in one clear line, and is left as it was."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from store.database import SQLITE_AT_LEAST
from store.keys import derive
from store.opening import NotReady, open_database, refuse_old_sqlite
from store.trail import Deed, Trail
from tests.empty import empty_url

__all__ = ["empty_url"]
SECRET = b"s" * 32


async def made(url: str) -> None:
    database = await open_database(url, SECRET)
    async with database.writing() as db:
        await Trail(derive(SECRET, "trail")).append(db, [Deed("read")])
    await database.close()


async def refused(url: str, secret: bytes = SECRET) -> str:
    with pytest.raises(NotReady) as reason:
        await open_database(url, secret)
    assert "\n" not in str(reason.value)
    return str(reason.value)


async def test_an_empty_one_gets_its_tables(empty_url: str) -> None:
    await made(empty_url)
    await made(empty_url)


async def test_another_key_is_noticed(empty_url: str) -> None:
    await made(empty_url)
    assert "the key file does not fit" in await refused(empty_url, b"t" * 32)


async def test_one_of_a_newer_weekbook(empty_url: str) -> None:
    database = await open_database(empty_url, SECRET)
    async with database.writing() as db:
        await db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    assert "made by a newer Weekbook" in await refused(empty_url)


async def test_a_file_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear council, " * 500)
    reason = await refused(f"sqlite+aiosqlite:///{tmp_path / 'letter.txt'}")
    assert "does not fit the database" in reason and "letter.txt" in reason


async def test_nobody_there() -> None:
    reason = await refused("postgresql+psycopg://weekbook:secret@127.0.0.1:1/weekbook?connect_timeout=2")
    assert "cannot be used" in reason and "secret" not in reason


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_old_sqlite(version: tuple[int, int, int]) -> None:
    with pytest.raises(NotReady, match=r"3\.51\.3 or later is needed"):
        refuse_old_sqlite(version)


def test_ours_is_new_enough() -> None:
    assert sqlite3.sqlite_version_info >= SQLITE_AT_LEAST
