"""`check` finds whatever somebody altered behind Weekbook's back."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update

from store.checking import check
from store.database import Database
from store.entries import NewEntry, record_entry
from store.keys import derive, read_key_file
from store.practice.entries import SignificantEvent
from store.tables.entries import Entry, EntryRevision
from store.tables.photographs import Photograph
from store.trail import Deed, Trail
from tests.cast import Cast

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture
def secret(key_file: Path) -> bytes:
    return read_key_file(key_file)


@pytest.fixture
async def entry_id(database: Database, secret: bytes) -> str:
    """A database with an entry on the record and five rows of trail."""
    async with database.writing() as db:
        new = NewEntry(
            id=uuid4(), case_id=await Cast.case_id(db, "Okafor-Hill"),
            author_id=await Cast.practitioner_id(db, "priya"),
            week=date(2026, 11, 16), happened_at=NOW, phone_wrote_at=None, late=False,
            content=SignificantEvent("It rained.", "Nobody went out."), fingerprint="f" * 64,
        )  # fmt: skip
        await record_entry(db, new, now=NOW)
        await Trail(derive(secret, "trail")).append(db, [Deed("read", subject=str(n)) for n in range(5)])
    return str(new.id)


async def faults(database: Database, secret: bytes) -> list[str]:
    return [fault async for fault in check(database, secret)]


async def test_a_whole_database_has_none(database: Database, secret: bytes, entry_id: str) -> None:
    assert await faults(database, secret) == []


async def test_an_entry_that_was_altered_in_place(database: Database, secret: bytes, entry_id: str) -> None:
    async with database.writing() as db:
        await db.execute(update(Entry).values(content={"what": "The sun shone.", "impact": "", "about": []}))
    assert await faults(database, secret) == [f"entry {entry_id}: what it says is not what its newest revision says"]


async def test_a_revision_that_is_missing(database: Database, secret: bytes, entry_id: str) -> None:
    async with database.writing() as db:
        await db.execute(update(EntryRevision).values(number=2))
    assert f"entry {entry_id}: its revisions are not numbered 1 to the newest" in await faults(database, secret)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE trail SET subject = 'x' WHERE number = 3", "trail: row 3: the row or the one before it was changed"),
        ("DELETE FROM trail WHERE number = 2", "trail: row 2: rows 2 to 2 are missing"),
        ("DELETE FROM trail WHERE number = 5", "trail: row 4: the trail ends at row 4, its head says 5"),
    ],
)
@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_a_trail_that_was_altered(
    database: Database, secret: bytes, entry_id: str, statement: str, fault: str
) -> None:
    async with database.writing() as db:
        for trigger in ("trail_no_UPDATE", "trail_no_DELETE"):
            await db.execute(text(f"DROP TRIGGER {trigger}"))
        await db.execute(text(statement))
    assert fault in await faults(database, secret)


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_a_reference_to_nobody(database: Database, secret: bytes) -> None:
    async with database.writer_engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw
        await connection.rollback()
        await raw.execute("PRAGMA foreign_keys = OFF")
        await raw.execute("UPDATE cases SET team_id = 999")
        await raw.execute("PRAGMA foreign_keys = ON")
    found = await faults(database, secret)
    assert found and all(fault.startswith("cases: row ") and "teams" in fault for fault in found)


async def test_a_photograph_that_lost_its_picture_is_found(database: Database, secret: bytes, entry_id: str) -> None:
    async with database.writing() as db:
        author = await Cast.practitioner_id(db, "priya")
        kept, lost, taken_out = [
            Photograph(id=uuid4(), entry_id=UUID(entry_id), author_id=author, caption="A drawing", fingerprint="0" * 64,
                       picture=picture, width=1, height=1, arrived_at=NOW, removed_at=removed_at)
            for picture, removed_at in ((b"x", None), (None, None), (None, NOW))
        ]  # fmt: skip
        db.add_all([kept, lost, taken_out])
        lost_id = lost.id
    found = [fault async for fault in check(database, secret)]
    assert len(found) == 1 and str(lost_id) in found[0]
