"""One id, one entry: what is sent again, changed, stale, or somebody else's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from store.database import Database
from store.entries import Closed, NewEntry, NotTheirs, Stale, record_entry
from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry, content_of, kind_of, read_content
from store.tables.entries import Entry, EntryRevision
from tests.cast import TODAY, Cast

NOW = datetime(2026, 11, 18, 15, 40, tzinfo=UTC)
LATER = NOW + timedelta(minutes=9)


@pytest.fixture
async def entry(database: Database) -> NewEntry:
    async with database.reading() as db:
        return NewEntry(
            id=uuid4(),
            case_id=await Cast.case_id(db, "Okafor-Hill"),
            author_id=await Cast.practitioner_id(db, "priya"),
            week=TODAY,
            happened_at=NOW,
            phone_wrote_at=None,
            late=False,
            content=WeeklyEntry(headline="Mornings are steadier"),
            fingerprint="a" * 64,
        )


async def kept(database: Database, new: NewEntry) -> list[tuple[int, str]]:
    async with database.reading() as db:
        rows = select(EntryRevision.number, EntryRevision.fingerprint).where(EntryRevision.entry_id == new.id)
        return [(row.number, row.fingerprint) for row in await db.execute(rows.order_by(EntryRevision.number))]


async def test_the_same_sent_twice_is_one_entry_with_the_same_receipt(database: Database, entry: NewEntry) -> None:
    async with database.writing() as db:
        first = await record_entry(db, entry, now=NOW)
    async with database.writing() as db:
        again = await record_entry(db, entry, now=LATER)
    assert (first.is_new, again.is_new) == (True, False)
    assert replace(again, is_new=True) == first
    async with database.reading() as db:
        assert await db.scalar(select(func.count()).select_from(Entry).where(Entry.id == entry.id)) == 1


async def test_later_content_is_the_next_revision_and_the_earlier_is_kept(database: Database, entry: NewEntry) -> None:
    changed = replace(entry, content=WeeklyEntry(headline="Mornings are hard again"), fingerprint="b" * 64)
    for new in (entry, changed):
        async with database.writing() as db:
            receipt = await record_entry(db, new, now=NOW)
    assert receipt.revision == 2
    assert await kept(database, entry) == [(1, "a" * 64), (2, "b" * 64)]


async def test_a_stale_form_overwrites_nothing(database: Database, entry: NewEntry) -> None:
    for version, mark in ((0, "a"), (1, "b")):
        async with database.writing() as db:
            await record_entry(db, replace(entry, fingerprint=mark * 64, opened_version=version), now=NOW)
    with pytest.raises(Stale) as stale:
        async with database.writing() as db:
            await record_entry(db, replace(entry, fingerprint="c" * 64, opened_version=1), now=LATER)
    assert stale.value.current.revision == 2
    assert len(await kept(database, entry)) == 2


async def test_nobody_writes_in_anothers_entry(database: Database, entry: NewEntry) -> None:
    async with database.writing() as db:
        await record_entry(db, entry, now=NOW)
        other = replace(entry, author_id=await Cast.practitioner_id(db, "tom"), fingerprint="b" * 64)
        elsewhere = replace(entry, case_id=await Cast.case_id(db, "Brennan"), fingerprint="b" * 64)
    for intruder in (other, elsewhere):
        with pytest.raises(NotTheirs):
            async with database.writing() as db:
                await record_entry(db, intruder, now=LATER)


async def test_after_sign_off_only_what_is_already_there_is_answered(database: Database, entry: NewEntry) -> None:
    async with database.writing() as db:
        first = await record_entry(db, entry, now=NOW)
        await db.execute(update(Entry).where(Entry.id == entry.id).values(signed_off_at=NOW))
    async with database.writing() as db:
        assert (await record_entry(db, entry, now=LATER)).at == first.at
    with pytest.raises(Closed):
        async with database.writing() as db:
            await record_entry(db, replace(entry, fingerprint="b" * 64), now=LATER)


@pytest.mark.parametrize(
    "content",
    [
        WeeklyEntry(headline="h", children={"7": "A good week"}, safety=0),
        Visit(adults=(3,), children={"7": ChildSeen(seen=True, words="“I like it”")}, agreed=("Bolt",), observed="o"),
        SignificantEvent(what="w", impact="i", about=(7, 8)),
    ],
    ids=kind_of,
)
def test_what_is_kept_reads_back_as_it_was(content: WeeklyEntry | Visit | SignificantEvent) -> None:
    import json

    stored = json.loads(json.dumps(content_of(content) | {"added_by_a_later_release": 1}))
    assert read_content(kind_of(content), stored) == content


@pytest.mark.parametrize(("came", "refusal"), [("sign-off", Closed), ("revision", Stale)])
async def test_what_came_while_the_case_was_waited_for_is_seen(
    database: Database, entry: NewEntry, came: str, refusal: type[Exception]
) -> None:
    """The page had loaded the entry before another request was done with it."""
    async with database.writing() as db:
        await record_entry(db, entry, now=NOW)
        if came == "revision":
            await record_entry(db, replace(entry, fingerprint="b" * 64, opened_version=1, draft_id=uuid4()), now=NOW)
        else:
            await db.execute(update(Entry).where(Entry.id == entry.id).values(signed_off_at=NOW))
    before = await kept(database, entry)
    with pytest.raises(refusal):
        async with database.writing() as db:
            loaded = await db.get_one(Entry, entry.id)
            set_committed_value(loaded, "revision", 1)
            set_committed_value(loaded, "signed_off_at", None)
            await record_entry(db, replace(entry, fingerprint="c" * 64, opened_version=1), now=LATER)
    assert await kept(database, entry) == before


async def test_earlier_words_of_a_form_that_arrive_late_do_not_stand_over_its_later_ones(
    database: Database, entry: NewEntry
) -> None:
    """The phone gave the first request up and sent what was written since; then the first came through after all."""
    later = replace(entry, phone_wrote_at=LATER, fingerprint="b" * 64)
    async with database.writing() as db:
        await record_entry(db, later, now=LATER)
    with pytest.raises(Stale):
        async with database.writing() as db:
            await record_entry(db, replace(entry, phone_wrote_at=NOW), now=LATER + timedelta(minutes=1))
    assert await kept(database, entry) == [(1, "b" * 64)]
