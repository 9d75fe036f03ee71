"""A council that ran an earlier release finds, after the upgrade, what a new one finds."""

import re
from array import array

from alembic import command
from sqlalchemy import Connection, delete, insert, select, update

from store.find_index import rebuild_index
from store.migrating import alembic_config
from store.practice.finding.terms import POSTCODE, inward_half, term
from store.tables.families import Family
from store.tables.finding import FindCase, FindKey, FindListing, FindPosting
from tests.conftest import App


def _as_the_earlier_release_left_it(connection: Connection) -> None:
    """Nothing led from the second half of a postcode, and a word stood under an older rule of sounds."""
    halves = {term(POSTCODE, inward_half(code)) for code in connection.scalars(select(Family.postcode))}
    connection.execute(delete(FindPosting).where(FindPosting.term.in_(halves)))
    for case_id, terms in connection.execute(select(FindCase.case_id, FindCase.terms)).all():
        left = array("q", [known for known in array("q", terms) if known not in halves])
        connection.execute(update(FindCase).where(FindCase.case_id == case_id).values(terms=left.tobytes()))
    connection.execute(delete(FindKey).where(FindKey.key.startswith("~"), FindKey.word == "brennan"))
    connection.execute(insert(FindKey).values(key="~old", kind="s", word="brennan"))
    command.stamp(alembic_config(connection), "0005")


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0006")
    command.stamp(alembic_config(connection), "head")


def _index(connection: Connection) -> set[tuple[object, ...]]:
    tables = (FindPosting, FindListing, FindKey, FindCase)
    return {tuple(row) for table in tables for row in connection.execute(select(table.__table__))}


async def _found(app: App, q: str) -> list[str]:
    html = (await (await app.as_("tom")).get(f"/find?q={q}")).text
    return re.findall(r">([^<>]+) family</(?:a|h2)>", html)


async def test_an_upgraded_council_finds_by_the_second_half_of_a_postcode(app: App) -> None:
    engine = app.services.database.writer_engine
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    async with engine.begin() as connection:
        new = await connection.run_sync(_index)
        await connection.run_sync(_as_the_earlier_release_left_it)
    assert await _found(app, "0zy") == []
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)
        assert await connection.run_sync(_index) == new
    assert await _found(app, "0zy") == await _found(app, "brenen") == ["Brennan"]
