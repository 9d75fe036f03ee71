"""A backup holds everything, only for who has the key, and comes back whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from store.backups import NoBackup, back_up, restore
from store.checking import check
from store.database import Database
from store.keys import derive, read_key_file
from store.tables.families import Family
from store.trail import Deed, Trail

pytestmark = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def key(key_file: Path) -> bytes:
    return derive(read_key_file(key_file), "database")


@pytest.fixture
def path(database: Database) -> Path:
    return Path(database.url.database or "")


async def families(path: Path, key: bytes) -> int:
    database = Database(f"sqlite+aiosqlite:///{path}", key=key)
    async with database.reading() as db:
        count = await db.scalar(select(func.count()).select_from(Family)) or 0
    await database.close()
    return count


async def test_it_holds_everything_while_somebody_writes(
    database: Database, path: Path, key: bytes, tmp_path: Path
) -> None:
    async with database.writing() as db:
        db.add(Family(reference="N1", name="New", address_lines=[], warnings=[]))
        await db.flush()
        back_up(path, key, tmp_path / "backup.db")
    assert await families(tmp_path / "backup.db", key) == 4, "what is not committed is not in it"
    assert await families(path, key) == 5


async def test_it_is_sealed_with_the_key(path: Path, key: bytes, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    back_up(path, key, target)
    assert b"Okafor" not in target.read_bytes()
    with pytest.raises(NoBackup, match="does not open with this key file"):
        restore(target, b"x" * 32, tmp_path / "other.db", NOW)


async def test_nothing_is_overwritten(path: Path, key: bytes, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("something of mine")
    with pytest.raises(NoBackup, match="is there already"):
        back_up(path, key, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "something of mine"


async def test_it_comes_back_whole_and_the_old_one_is_kept(
    database: Database, path: Path, key: bytes, key_file: Path, tmp_path: Path
) -> None:
    secret = read_key_file(key_file)
    async with database.writing() as db:
        await Trail(derive(secret, "trail")).append(db, [Deed("read")])
    back_up(path, key, tmp_path / "backup.db")
    async with database.writing() as db:
        db.add(Family(reference="N1", name="New", address_lines=[], warnings=[]))
    await database.close()
    kept = restore(tmp_path / "backup.db", key, path, NOW)
    assert kept and kept.name == "weekbook.db.before-20261120-093000"
    assert (await families(path, key), await families(kept, key)) == (4, 5)
    again = Database(f"sqlite+aiosqlite:///{path}", key=key)
    assert [fault async for fault in check(again, secret)] == []
    await again.close()


async def test_not_while_it_is_served(database: Database, path: Path, key: bytes, tmp_path: Path) -> None:
    back_up(path, key, tmp_path / "backup.db")
    async with database.reading() as db:
        await db.scalar(select(Family.id).limit(1))
        with pytest.raises(NoBackup, match="is in use; stop Weekbook first"):
            restore(tmp_path / "backup.db", key, path, NOW)
    assert await families(path, key) == 4


async def test_a_damaged_backup_is_not_restored(path: Path, key: bytes, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    back_up(path, key, target)
    content = bytearray(target.read_bytes())
    content[20_000:20_200] = bytes(200)
    target.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(NoBackup):
        restore(target, key, path, NOW)
    assert path.read_bytes() == before
