"""The demonstration in a real database of each kind: whole, findable, its trail in order."""

from time import monotonic

from sqlalchemy import func, insert, select

from store.checking import check
from store.database import Database
from store.demonstration import doors, is_demonstration
from store.keys import derive
from store.opening import open_database
from store.sample.building import build
from store.tables.families import Family
from store.tables.finding import FindCase
from store.tables.trail import TrailRow
from store.trail import Deed, Trail
from tests.store.sample.days import WEDNESDAY

SECRET = b"s" * 32
TRAIL = derive(SECRET, "trail")


async def test_it_is_built_found_checked_and_goes_on(empty_url: str) -> None:
    began, heard = monotonic(), list[tuple[int, int]]()
    database = await open_database(empty_url, SECRET)
    try:
        families = await build(database, TRAIL, WEDNESDAY, lambda done, of: heard.append((done, of)))
        assert monotonic() - began < 60, "15 seconds are asked of an idle machine"
        assert heard[-1][0] == heard[-1][1] > 20_000
        assert [fault async for fault in check(database, SECRET)] == []
        await _look(database, families)
        await _goes_on(database)
    finally:
        await database.close()


async def _look(database: Database, families: int) -> None:
    async with database.reading() as db:
        assert await is_demonstration(db)
        assert await db.scalar(select(func.count()).select_from(FindCase)) == families
        found = await doors(db)
    assert [(d.name, d.role_label, d.place) for d in found[:2]] == [
        ("Priya Raman", "children’s social worker", "Hatfield"),
        ("Ruth Calder", "team manager", "Hatfield"),
    ]
    assert len({d.role_label for d in found}) == 13, "a door for each role"


async def _goes_on(database: Database) -> None:
    """Numbers go on after the last one, the trail after its last row."""
    async with database.writing() as db:
        last = await db.scalar(select(func.max(Family.id)))
        new = insert(Family).values(reference="X1", name="New", address_lines=[], warnings=[], postcode="")
        assert (await db.execute(new.returning(Family.id))).scalar_one() == (last or 0) + 1
        await Trail(TRAIL).append(db, [Deed("read")])
    async with database.reading() as db:
        assert (await db.scalar(select(TrailRow.act).order_by(TrailRow.number.desc()).limit(1))) == "read"
    assert [fault async for fault in check(database, SECRET)] == []


async def test_a_database_that_demo_did_not_make_has_no_doors(database: Database) -> None:
    async with database.reading() as db:
        assert not await is_demonstration(db)
        assert await doors(db) == []
