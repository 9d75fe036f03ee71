"""A database of an earlier release is brought to today's tables with all that is in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from alembic import command
from sqlalchemy import Connection, Integer, String, Uuid, column, insert, select, table

from store.amendments import NewAmendment, list_amendments_to, record_amendment
from store.database import Database
from store.migrating import alembic_config, migrate
from store.practice.genogram import Tie
from store.practice.practice_file import Reflection
from store.practice_file import NoteWritten, find_note, record_note
from store.relationships import NewRelationship, list_relationships, record_relationship, ties_of
from store.tables.base import Base, UtcDateTime
from store.tables.cases import Case
from store.tables.entries import Entry, EntryRevision
from store.tables.every import metadata
from store.tables.families import Family, Person
from store.tables.people import OfficeArea, Practitioner, Team
from store.tables.practice import PracticeNote
from tests.empty import empty_url  # noqa: F401

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST, CHANGED = uuid4(), uuid4()
_PRACTITIONER: dict[type[Base], list[dict[str, Any]]] = {
    OfficeArea: [{"id": 1, "name": "Mid"}],
    Team: [{"id": 1, "area_id": 1, "name": "Hatfield"}],
    Practitioner: [{"id": 1, "name": "P", "role": "da_harm", "team_id": 1, "phone": "", "user_handle": b"p"}],
}


def _one_entry_with_two_revisions(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0001")
    put = _PRACTITIONER | {
        Family: [{"id": 1, "reference": "H1", "name": "Hill"}],
        Case: [{"id": 1, "family_id": 1, "team_id": 1, "opened_on": date(2026, 1, 1)}],
        Entry: [
            {"id": id, "case_id": 1, "kind": "visit", "author_id": 1, "week": date(2026, 11, 16), "happened_at": NOW,
             "written_at": NOW, "fingerprint": "x", "content": {}} for id in (FIRST, CHANGED)
        ],
        EntryRevision: [
            {"entry_id": id, "number": number, "fingerprint": "x", "content": {}, "written_at": NOW}
            for id, number in ((FIRST, 1), (CHANGED, 1), (CHANGED, 2))
        ],
    }  # fmt: skip
    _put(connection, put)


def _one_note(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0008")
    note = {"id": FIRST, "practitioner_id": 1, "kind": "reflection", "happened_on": NOW.date(), "written_at": NOW}
    _put(connection, _PRACTITIONER | {PracticeNote: [note | {"content": {"text": "I listened."}}]})


def _put(connection: Connection, rows: Mapping[type[Base], list[dict[str, Any]]]) -> None:
    for of, some in rows.items():
        connection.execute(insert(metadata.tables[of.__tablename__]), some)


def _one_amended_entry(connection: Connection) -> None:
    """As of the release before the one in which an amendment could be kept to a few."""
    command.upgrade(alembic_config(connection), "0011")
    put = _PRACTITIONER | {
        Family: [{"id": 1, "reference": "H1", "name": "Hill"}],
        Case: [{"id": 1, "family_id": 1, "team_id": 1, "opened_on": date(2026, 1, 1)}],
        Entry: [
            {"id": FIRST, "case_id": 1, "kind": "visit", "author_id": 1, "week": date(2026, 11, 16),
             "happened_at": NOW, "written_at": NOW, "fingerprint": "x", "content": {}}
        ],
    }  # fmt: skip
    _put(connection, put)
    typed = {"id": Uuid(), "entry_id": Uuid(), "author_id": Integer(), "text": String(), "fingerprint": String()}
    columns = [column(name, type) for name, type in (typed | {"written_at": UtcDateTime()}).items()]
    amendments = table("amendments", *columns)
    row = {"id": CHANGED, "entry_id": FIRST, "author_id": 1, "text": "The dog was out.", "fingerprint": "x"}
    connection.execute(insert(amendments), [row | {"written_at": NOW}])


def _one_family(connection: Connection) -> None:
    """As of the release before the one in which it could be said who is who to whom."""
    command.upgrade(alembic_config(connection), "0015")
    person = {"family_id": 1, "lives_here": True, "sex": "", "disabilities": []}
    put = _PRACTITIONER | {
        Family: [{"id": 1, "reference": "H1", "name": "Hill"}],
        Person: [
            person | {"id": 1, "kind": "child", "given_name": "Maya", "family_name": "Hill"},
            person | {"id": 2, "kind": "adult", "given_name": "Dawn", "family_name": "Hill"},
        ],
    }
    _put(connection, put)


async def test_the_people_of_before_can_be_related(empty_url: str) -> None:  # noqa: F811
    database = Database(empty_url)
    async with database.writer_engine.begin() as connection:
        await connection.run_sync(_one_family)
    await migrate(database)
    async with database.writing() as db:
        assert await list_relationships(db, family_id=1) == []
        await record_relationship(db, NewRelationship(FIRST, "birth", 2, 1), family_id=1, by=1, now=NOW)
        assert ties_of(await list_relationships(db, family_id=1)) == (Tie("birth", 2, 1),)
    await database.close()


async def test_what_made_an_entry_is_known_as_its_form(empty_url: str) -> None:  # noqa: F811
    database = Database(empty_url)
    async with database.writer_engine.begin() as connection:
        await connection.run_sync(_one_entry_with_two_revisions)
    await migrate(database)
    async with database.reading() as db:
        rows = await db.execute(
            select(EntryRevision.entry_id, EntryRevision.number, EntryRevision.draft_id).order_by(EntryRevision.id)
        )
        told = [tuple(row) for row in rows]
    assert told == [(FIRST, 1, FIRST), (CHANGED, 1, CHANGED), (CHANGED, 2, None)]
    await database.close()


async def test_a_note_of_the_practice_file_can_be_changed_by_whoever_has_it_open(empty_url: str) -> None:  # noqa: F811
    database = Database(empty_url)
    async with database.writer_engine.begin() as connection:
        await connection.run_sync(_one_note)
    await migrate(database)
    async with database.writing() as db:
        known = await find_note(db, 1, FIRST)
        assert known and known.revision == 1 and known.content == Reflection("I listened.")
        new = NoteWritten(FIRST, 1, known.happened_on, Reflection("I listened more."), known.revision, uuid4())
        assert (await record_note(db, new, now=NOW)).revision == 2
    await database.close()


async def test_amendments_of_before_are_for_all_who_read_the_case(empty_url: str) -> None:  # noqa: F811
    """And one that is added afterwards stands beneath the same entry, for a few."""
    database = Database(empty_url)
    async with database.writer_engine.begin() as connection:
        await connection.run_sync(_one_amended_entry)
    await migrate(database)
    async with database.writing() as db:
        [old] = await list_amendments_to(db, entry_id=FIRST)
        assert (old.text, old.mark, old.written_at) == ("The dog was out.", "", NOW)
        kept = NewAmendment(uuid4(), FIRST, 1, "Her own childhood.", "y", "closed")
        assert await record_amendment(db, kept, now=NOW) == (NOW, True)
        assert [one.text for one in await list_amendments_to(db, entry_id=FIRST)] == ["The dog was out."]
        assert len(await list_amendments_to(db, entry_id=FIRST, marks={"closed"})) == 2
    await database.close()
