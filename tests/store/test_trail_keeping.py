"""Reads are on the trail before they are shown; many at once share one flush; a fault shows nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from store.database import Database
from store.desk import Work
from store.tables.trail import TrailRow
from store.trail import Deed, Trail, faults
from store.trail_keeping import TrailKeeper


@pytest.fixture
def keeper(database: Database) -> TrailKeeper:
    return TrailKeeper(database, Trail(b"k" * 32))


async def rows(database: Database) -> int:
    async with database.reading() as db:
        return await db.scalar(select(func.count()).select_from(TrailRow)) or 0


async def test_what_was_kept_is_in_the_database(database: Database, keeper: TrailKeeper) -> None:
    await keeper.keep([Deed("read", 1, 7)])
    assert await rows(database) == 1


async def test_fifty_readers_at_once_share_few_transactions(
    database: Database, keeper: TrailKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    transactions: list[object] = []

    def noting(write: Callable[[Work[Any]], Awaitable[Any]]) -> Callable[[Work[Any]], Awaitable[Any]]:
        async def noted(work: Work[Any]) -> Any:
            transactions.append(work)
            return await write(work)

        return noted

    for name in ("write_at_once", "write_one"):
        monkeypatch.setattr(database, name, noting(getattr(database, name)))
    await asyncio.gather(*(keeper.keep([Deed("read", n)]) for n in range(50)))
    assert await rows(database) == 50
    assert 1 <= len(transactions) <= 5


async def test_a_trail_that_cannot_be_written_is_an_error_for_everyone_who_waits(
    database: Database, keeper: TrailKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(keeper.trail, "_rows", full)
        told = await asyncio.gather(*(keeper.keep([Deed("read")]) for _ in range(3)), return_exceptions=True)
        assert [type(error) for error in told] == [OSError] * 3
    await keeper.keep([Deed("read")])
    assert await rows(database) == 1


async def test_two_processes_that_keep_at_once_make_one_chain(database: Database, keeper: TrailKeeper) -> None:
    """Reads of two servers and changes of one, one of which is rolled back while others wait for it."""
    other = TrailKeeper(database, Trail(keeper.trail.key))

    async def changes(fails: bool) -> None:
        async with database.writing() as db:
            await keeper.trail.append(db, [Deed("visit recorded", 1), Deed("task made", 1)])
            await asyncio.sleep(0)
            if fails:
                raise LookupError

    kept = [one.keep([Deed("read", n, facts={"q": "O’Brien \\ 'x'"})]) for n in range(30) for one in (keeper, other)]
    told = await asyncio.gather(*kept, *(changes(n % 2 == 0) for n in range(6)), return_exceptions=True)
    assert [type(answer) for answer in told if answer] == [LookupError] * 3, told
    async with database.reading() as db:
        assert [fault async for fault in faults(db, keeper.trail.key)] == []
    assert await rows(database) == 66


async def test_nothing_to_keep_asks_nothing_of_the_database(database: Database, keeper: TrailKeeper) -> None:
    await keeper.keep([])
    assert await rows(database) == 0


async def test_one_deed_that_cannot_be_written_spoils_nobody_elses(database: Database, keeper: TrailKeeper) -> None:
    impossible = Deed("read", facts={"not JSON": object()})
    deeds = [Deed("read", 1), impossible, Deed("read", 2), Deed("read", 3)]
    told = await asyncio.gather(*(keeper.keep([deed]) for deed in deeds), return_exceptions=True)
    assert [isinstance(answer, Exception) for answer in told] == [False, True, False, False]
    assert await rows(database) == 3


async def test_a_database_that_is_busy_for_once_does_not_end_the_keeping_of_sign_ins(
    database: Database, keeper: TrailKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[dict[int, datetime]] = []
    twice = asyncio.Event()

    async def busy_once(_: object, seen: dict[int, datetime]) -> None:
        stored.append(seen)
        if len(stored) == 1:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        twice.set()

    monkeypatch.setattr("store.trail_keeping.record_seen", busy_once)
    keeper.seen[7] = datetime.now(UTC)
    keeping = asyncio.create_task(keeper.flush_seen_forever(every_seconds=0.01))
    await asyncio.wait_for(twice.wait(), timeout=10)
    keeping.cancel()
    assert stored[0] == stored[1] and keeper.seen == {}
