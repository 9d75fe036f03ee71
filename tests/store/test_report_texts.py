"""What the author of a report writes: kept in versions, never over somebody else's words, each report its own."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from store.database import Database
from store.report_texts import list_text_versions, list_texts, of_report
from store.report_writing import NewText, TextChanged, TextKept, record_text
from tests.cast import Cast

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
LAST, NEXT = date(2026, 8, 20), date(2026, 11, 23)
BEFORE, AFTER = "Neglect goes on without the visits.", "Neglect goes on where nobody comes on a Friday."


async def write(database: Database, text: str, who: str = "priya", *, at: datetime = NOW, **facts: Any) -> TextKept:
    async with database.writing() as db:
        same: dict[str, Any] = {"draft_id": uuid4(), "since": LAST, "section": "harm", "opened_version": 0}
        same |= {"case_id": await Cast.case_id(db, "Okafor-Hill"), "phone_wrote_at": None}
        same |= {"author_id": await Cast.practitioner_id(db, who)}
        return await record_text(db, NewText(text=text, **(same | facts)), now=at)


async def texts(database: Database, since: date | None) -> tuple[list[str], list[str]]:
    """Of the report since that day, and of earlier ones."""
    async with database.reading() as db:
        here, earlier = of_report(await list_texts(db, await Cast.case_id(db, "Okafor-Hill")), since)
        return [one.text for one in here], [one.text for one in earlier]


async def versions(database: Database) -> list[tuple[int, str, str]]:
    async with database.reading() as db:
        found = await list_text_versions(db, await Cast.case_id(db, "Okafor-Hill"), "harm")
        return [(one.revision, one.text, one.author) for one in found]


async def test_every_version_stays(database: Database) -> None:
    assert (await write(database, BEFORE)).revision == 1
    assert (await write(database, AFTER, "ruth", opened_version=1)).revision == 2
    assert await texts(database, LAST) == ([AFTER], [])
    assert await versions(database) == [(2, AFTER, "Ruth Calder"), (1, BEFORE, "Priya Raman")]


async def test_the_same_sent_again_changes_nothing(database: Database) -> None:
    draft = uuid4()
    first, again = [await write(database, BEFORE, draft_id=draft) for _ in range(2)]
    assert (first.is_new, again.is_new, again.at) == (True, False, first.at)
    assert len(await versions(database)) == 1


async def test_a_form_that_was_saved_goes_on_from_its_own_words(database: Database) -> None:
    draft = uuid4()
    for text in (BEFORE, AFTER):
        await write(database, text, draft_id=draft)
    assert await texts(database, LAST) == ([AFTER], [])


async def test_nobody_is_overwritten(database: Database) -> None:
    await write(database, BEFORE)
    with pytest.raises(TextChanged) as newer:
        await write(database, AFTER, "ruth")
    assert (newer.value.revision, newer.value.text) == (1, BEFORE)
    assert await texts(database, LAST) == ([BEFORE], [])


async def test_of_two_at_the_same_moment_one_is_told(database: Database) -> None:
    both = await asyncio.gather(write(database, BEFORE), write(database, AFTER, "ruth"), return_exceptions=True)
    assert [type(one) for one in both if isinstance(one, BaseException)] == [TextChanged]
    assert len(await versions(database)) == 1


async def test_after_a_conference_the_next_report_begins_empty_and_the_last_one_stays(database: Database) -> None:
    await write(database, BEFORE)
    assert await texts(database, NEXT) == ([], [BEFORE])
    assert (await write(database, AFTER, since=NEXT, at=NOW + timedelta(days=9))).revision == 1
    assert await texts(database, NEXT) == ([AFTER], [BEFORE])


async def test_the_day_of_a_conference_put_right_takes_nothing_away(database: Database) -> None:
    await write(database, BEFORE)
    for put_right in (LAST - timedelta(days=3), LAST + timedelta(days=3), None):
        assert await texts(database, put_right) == ([BEFORE], [])
    assert (await write(database, AFTER, since=LAST + timedelta(days=3), opened_version=1)).revision == 2


async def test_a_report_begun_on_the_day_of_the_conference_is_the_next_one(database: Database) -> None:
    await write(database, AFTER, since=NEXT, at=datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    assert await texts(database, NEXT) == ([AFTER], [])


async def report_id(database: Database, since: date | None = LAST) -> str:
    async with database.reading() as db:
        here, _ = of_report(await list_texts(db, await Cast.case_id(db, "Okafor-Hill")), since)
        return str(here[0].report_id)


async def test_words_for_a_conference_that_was_held_go_into_its_report_and_not_over_the_next_one(
    database: Database,
) -> None:
    await write(database, BEFORE)
    held = await report_id(database)
    await write(database, "Ruth’s first words.", "ruth", since=NEXT, at=NOW + timedelta(days=9))
    kept = await write(database, AFTER, since=NEXT, report=held, opened_version=1, at=NOW + timedelta(days=10))
    assert kept.revision == 2
    assert await texts(database, NEXT) == (["Ruth’s first words."], [AFTER])


async def test_of_the_report_of_a_held_conference_nobody_is_overwritten_either(database: Database) -> None:
    await write(database, BEFORE)
    held = await report_id(database)
    await write(database, AFTER, "ruth", opened_version=1)
    with pytest.raises(TextChanged) as newer:
        await write(database, "x", since=NEXT, report=held, opened_version=1)
    assert (newer.value.revision, newer.value.text, newer.value.report) == (2, AFTER, held)


@pytest.mark.parametrize("opened_version", [0, 3])
async def test_words_for_a_report_that_nobody_began_before_its_conference_begin_no_other(
    database: Database, opened_version: int
) -> None:
    with pytest.raises(TextChanged) as newer:
        await write(database, BEFORE, since=NEXT, report=LAST.isoformat(), opened_version=opened_version)
    assert (newer.value.revision, newer.value.report) == (0, NEXT.isoformat())
    assert await texts(database, NEXT) == ([], [])


async def test_a_version_that_was_never_there_goes_on_from_nothing(database: Database) -> None:
    with pytest.raises(TextChanged):
        await write(database, BEFORE, opened_version=3)
    await write(database, BEFORE, report=LAST.isoformat())
    with pytest.raises(TextChanged):
        await write(database, AFTER, opened_version=99)
    assert await texts(database, LAST) == ([BEFORE], [])
