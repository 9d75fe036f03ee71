"""The words list in the database: what an upgrade brings, and what stays as the council left it."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Connection, select, update

from store.database import Database
from store.migrating import alembic_config, migrate
from store.practice.words import Hint, first_hints
from store.tables.words import Word
from store.words import add_hint, change_hint, find_hint, list_hints, remove_hint, return_hint, taken_forms
from tests.cast import Cast
from tests.empty import empty_url  # noqa: F401

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE = Hint("late again", ("late as ever",), "It counts.", "say when they came.")


def _before_there_were_words(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0006")


async def test_an_upgrade_brings_the_first_list_once(empty_url: str) -> None:  # noqa: F811
    database = Database(empty_url)
    async with database.writer_engine.begin() as connection:
        await connection.run_sync(_before_there_were_words)
    await migrate(database)
    async with database.writing() as db:
        listed = await list_hints(db)
        await db.execute(update(Word).where(Word.id == listed[0].id).values(removed_at=NOW))
    await migrate(database)
    async with database.reading() as db:
        assert {one.hint for one in listed} == set(first_hints())
        assert [one.hint for one in await list_hints(db)] == [one.hint for one in listed[1:]]
        assert all(one.changed_by == "" and one.version == 1 for one in listed)
    await database.close()


async def test_who_changed_it_and_when_stands_with_it(database: Database) -> None:
    async with database.writing() as db:
        hilary = await Cast.practitioner_id(db, "hilary")
        word_id = await add_hint(db, LATE, by=hilary, now=NOW)
        added = await find_hint(db, word_id)
        await change_hint(db, word_id, LATE, by=await Cast.practitioner_id(db, "mark"), now=NOW)
        changed = await find_hint(db, word_id)
    assert added and (added.hint, added.changed_by, added.changed_at, added.version) == (LATE, "Hilary Stone", NOW, 1)
    assert changed and (changed.changed_by, changed.version) == ("Mark Dyer", 2)


async def test_taken_out_its_forms_are_free_and_its_row_stays(database: Database) -> None:
    async with database.writing() as db:
        hilary = await Cast.practitioner_id(db, "hilary")
        word_id = await add_hint(db, LATE, by=hilary, now=NOW)
        assert (await taken_forms(db))["late as ever"] == "late again"
        assert "late as ever" not in await taken_forms(db, but=word_id)
        await remove_hint(db, word_id, by=hilary, now=NOW)
        assert "late as ever" not in await taken_forms(db)
        assert [one.hint for one in await list_hints(db, removed=True)] == [LATE]
        assert await add_hint(db, LATE, by=hilary, now=NOW) == word_id, "the same row comes back"
        await remove_hint(db, word_id, by=hilary, now=NOW)
        await return_hint(db, word_id, by=hilary, now=NOW)
        assert await list_hints(db, removed=True) == []
        assert len((await db.scalars(select(Word).where(Word.phrase == "late again"))).all()) == 1
