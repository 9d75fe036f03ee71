"""The numbers of safety are read from the weekly entries of one case, in one statement, without the entries' words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import JSON, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import access_to_family
from store.database import Database
from store.practice.entries import Content, Visit, WeeklyEntry, content_of, kind_of
from store.practice.weeks import Week
from store.safety import Views, list_views, views_statement
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry
from store.tables.people import CouncilSetting, Practitioner
from store.visibility import Viewer
from tests.cast import TODAY, Cast
from tests.past import days_ago
from tests.statements import counted

NOW = Week.of(TODAY)


async def said(
    db: AsyncSession, who: str, weeks_ago: int, safety: int | None, *, family: str = "Okafor-Hill",
    content: Content | None = None,
) -> None:  # fmt: skip
    at = days_ago(7 * weeks_ago)
    content = content or WeeklyEntry(headline="x", worked_on="Words. " * 300, safety=safety)
    await db.execute(
        insert(Entry).values(
            id=uuid4(), case_id=await Cast.case_id(db, family), author_id=await Cast.practitioner_id(db, who),
            kind=kind_of(content), week=NOW.after(-weeks_ago).start, happened_at=at, written_at=at, fingerprint="",
            content=content_of(content),
        )
    )  # fmt: skip


async def views(db: AsyncSession, *, weeks: int | None = 13, family: str = "Okafor-Hill") -> Views:
    who = (await db.scalars(select(Practitioner).where(Practitioner.name == "Priya Raman"))).one()
    viewer = Viewer(who.id, who.role, who.team_id, None, TODAY)
    case = await access_to_family(db, viewer, family_id=(await Cast.family(db, family)).id)
    assert case
    return await list_views(db, case, since=NOW.after(1 - weeks) if weeks else None, today=TODAY)


async def test_each_number_with_who_gave_it_and_when(database: Database) -> None:
    async with database.writing() as db:
        await said(db, "sam", 0, 7)
        await said(db, "priya", 1, 0)
        await said(db, "priya", 0, None)
        await said(db, "sam", 0, None, content=Visit(observed='"safety": 9'))
        await said(db, "joan", 0, 3, family="Brennan")
        found = await views(db)
    assert [(one.name, one.role, one.week, one.safety) for one in found.views] == [
        ("Priya Raman", "childrens_social_worker", NOW.previous, 0), ("Sam Okoro", "recovery_worker", NOW, 7),
    ]  # fmt: skip
    assert (found.has_earlier, found.rhythm) == (False, 1)


@pytest.mark.parametrize("weeks", [13, None])
async def test_where_nobody_gave_a_number_there_is_none(database: Database, weeks: int | None) -> None:
    async with database.writing() as db:
        await said(db, "priya", 0, None)
        assert await views(db, weeks=weeks) == Views((), False, 1)


async def test_only_the_weeks_that_are_asked_for_and_whether_there_are_earlier_ones(database: Database) -> None:
    async with database.writing() as db:
        for weeks_ago in (12, 13, 30):
            await said(db, "priya", weeks_ago, 4)
        by_range = {weeks: await views(db, weeks=weeks) for weeks in (13, 26, 52, None)}
    assert [len(by_range[weeks].views) for weeks in (13, 26, 52, None)] == [1, 2, 3, 3]
    assert [by_range[weeks].has_earlier for weeks in (13, 26, 52, None)] == [True, True, False, False]


async def test_an_earlier_entry_without_a_number_is_no_earlier_number(database: Database) -> None:
    async with database.writing() as db:
        await said(db, "priya", 20, None)
        await said(db, "sam", 20, None, content=Visit(observed="o"))
        await said(db, "priya", 0, 4)
        assert not (await views(db)).has_earlier


async def test_who_has_left_the_case_is_known_by_the_last_day(database: Database) -> None:
    last_day = TODAY - timedelta(days=30)
    async with database.writing() as db:
        for who in ("priya", "fiona", "helen", "tom"):
            await said(db, who, 5, 4)
        known = {one.name: one.until for one in (await views(db)).views}
    assert known == {"Priya Raman": None, "Fiona Reid": last_day, "Helen Voss": None, "Tom Ashdown": None}


async def test_who_holds_it_again_has_not_left_and_who_left_the_service_has(database: Database) -> None:
    left = TODAY - timedelta(days=3)
    async with database.writing() as db:
        await said(db, "fiona", 5, 4)
        await said(db, "sam", 5, 4)
        fiona, case_id = await Cast.practitioner_id(db, "fiona"), await Cast.case_id(db, "Okafor-Hill")
        again = {"case_id": case_id, "practitioner_id": fiona, "relation": "allocated", "lead": False}
        await db.execute(insert(Involvement).values(**again, since=TODAY - timedelta(days=2)))
        await db.execute(update(Practitioner).where(Practitioner.name == "Sam Okoro").values(left_on=left))
        assert {one.name: one.until for one in (await views(db)).views} == {"Fiona Reid": None, "Sam Okoro": left}


async def test_another_case_of_the_family_is_another_story(database: Database) -> None:
    """The earlier one is restricted to others, say: not a number of it turns up."""
    async with database.writing() as db:
        await said(db, "sam", 2, 9)
        case = await db.get_one(Case, await Cast.case_id(db, "Okafor-Hill"))
        case.closed_on, family_id, team_id = TODAY - timedelta(days=10), case.family_id, case.team_id
        newer = Case(family_id=family_id, team_id=team_id, opened_on=TODAY - timedelta(days=5))
        db.add(newer)
        await db.flush()
        assert (await views(db, weeks=None)).views == ()


async def test_the_rhythm_is_the_councils(database: Database) -> None:
    async with database.writing() as db:
        db.add(CouncilSetting(key="rhythm_weeks", value=3))
        await db.flush()
        assert (await views(db)).rhythm == 3


async def test_three_years_are_one_statement(database: Database) -> None:
    async with database.writing() as db:
        for weeks_ago in range(0, 156, 2):
            for who in ("priya", "sam", "joan"):
                await said(db, who, weeks_ago, weeks_ago % 11)
    async with database.looking() as db:
        await views(db)
    with counted(database) as statements:
        async with database.looking() as db:
            every = await views(db, weeks=None)
    assert len(every.views) == 3 * 78
    assert len(statements) == 4, "the practitioner, the family, the case, and this one"


def test_no_words_are_fetched() -> None:
    fetched = views_statement(1, NOW).selected_columns
    assert "content" not in fetched
    assert [column.name for column in fetched if isinstance(column.type, JSON)] == ["rhythm"]
