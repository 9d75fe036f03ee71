"""The trail: chained, unchangeable through the database, and any tampering is found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from store.database import Database
from store.keys import derive, read_key_file
from store.tables.trail import TrailHead, TrailRow
from store.trail import Deed, Trail, faults

DEEDS = [Deed("signed in", 1), Deed("read", 1, 7, "/families/7"), Deed("search", 1, facts={"q": "okafor"})]


@pytest.fixture
def trail(key_file: Path) -> Trail:
    return Trail(derive(read_key_file(key_file), "trail"))


async def written(database: Database, trail: Trail, rounds: int = 3) -> None:
    for _ in range(rounds):
        async with database.writing() as db:
            await trail.append(db, DEEDS)


async def found(database: Database, trail: Trail) -> list[str]:
    async with database.reading() as db:
        return [fault.reason async for fault in faults(db, trail.key)]


async def tamper(database: Database, *statements: object) -> None:
    """As someone would who holds the database: triggers off, then the change."""
    off = (
        ["DROP TRIGGER IF EXISTS trail_no_update", "DROP TRIGGER IF EXISTS trail_no_delete"]
        if database.is_sqlite
        else ["DROP TRIGGER IF EXISTS trail_no_change ON trail"]
    )
    async with database.writing() as db:
        for statement in [*map(text, off), *statements]:
            await db.execute(statement)  # type: ignore[call-overload]


async def test_an_honest_trail_has_no_faults(database: Database, trail: Trail) -> None:
    await written(database, trail)
    assert await found(database, trail) == []
    async with database.reading() as db:
        numbers = (await db.scalars(select(TrailRow.number).order_by(TrailRow.number))).all()
    assert list(numbers) == list(range(1, 10))


async def test_two_servers_on_one_database_keep_one_chain(database: Database, trail: Trail) -> None:
    other = Trail(trail.key)
    for which in (trail, other, other, trail):
        await written(database, which, 1)
    assert await found(database, trail) == []


async def test_a_rolled_back_change_leaves_no_gap(database: Database, trail: Trail) -> None:
    await written(database, trail, 1)
    with pytest.raises(RuntimeError):
        async with database.writing() as db:
            await trail.append(db, DEEDS)
            raise RuntimeError
    await written(database, trail, 1)
    assert await found(database, trail) == []


@pytest.mark.parametrize("statement", ["UPDATE trail SET act = 'x'", "DELETE FROM trail"])
async def test_the_database_itself_changes_no_row(database: Database, trail: Trail, statement: str) -> None:
    await written(database, trail)
    with pytest.raises(DBAPIError, match="the trail is not changed"):
        async with database.writing() as db:
            await db.execute(text(statement))


@pytest.mark.parametrize(
    "change",
    [
        {"act": "nothing"}, {"practitioner_id": 2}, {"case_id": None}, {"subject": "/families/8"},
        {"facts": {"q": "hill"}}, {"at": datetime(2026, 1, 1, tzinfo=UTC)}, {"seal": b"0" * 32},
    ],
)  # fmt: skip
async def test_an_altered_row_is_found(database: Database, trail: Trail, change: dict[str, object]) -> None:
    await written(database, trail)
    await tamper(database, update(TrailRow).where(TrailRow.number == 5).values(**change))
    assert any("was changed" in reason for reason in await found(database, trail))


async def test_a_removed_row_is_found(database: Database, trail: Trail) -> None:
    await written(database, trail)
    await tamper(database, delete(TrailRow).where(TrailRow.number == 5))
    assert "rows 5 to 5 are missing" in await found(database, trail)


async def test_a_cut_off_end_is_found(database: Database, trail: Trail) -> None:
    await written(database, trail)
    await tamper(database, delete(TrailRow).where(TrailRow.number > 7))
    assert await found(database, trail) == ["the trail ends at row 7, its head says 9"]


async def test_a_cut_off_end_with_a_forged_head_is_found(database: Database, trail: Trail) -> None:
    await written(database, trail)
    async with database.reading() as db:
        last = (await db.scalars(select(TrailRow.seal).where(TrailRow.number == 7))).one()
    cut = delete(TrailRow).where(TrailRow.number > 7)
    await tamper(database, cut, update(TrailHead).values(number=7, seal=last))
    assert await found(database, trail) == ["the head of the trail was changed"]


async def test_exchanged_rows_are_found(database: Database, trail: Trail) -> None:
    await written(database, trail)
    moves = [(4, 100), (5, 4), (100, 5)]
    await tamper(database, *(update(TrailRow).where(TrailRow.number == a).values(number=b) for a, b in moves))
    assert any("was changed" in reason for reason in await found(database, trail))


async def test_an_emptied_trail_is_found(database: Database, trail: Trail) -> None:
    await written(database, trail)
    await tamper(database, delete(TrailRow), delete(TrailHead))
    await written(database, Trail(b"x" * 32), 1)
    assert await found(database, trail) != []
