"""When each child was last seen: on a visit that was carried out; before the birth, when the parents were met."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.database import Database
from store.practice.entries import ChildSeen, Visit, content_of
from store.tables.cases import Case
from store.tables.entries import Entry
from store.tables.families import Person
from store.visits_that_count import last_seen
from tests.cast import TODAY, Cast

NOON = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=12)


async def visited(db: AsyncSession, days_ago: int, **visit: object) -> None:
    """By Priya to the Okafor-Hill family."""
    case_id, author = await Cast.case_id(db, "Okafor-Hill"), await Cast.practitioner_id(db, "priya")
    at = NOON - timedelta(days=days_ago)
    facts = {
        "week": TODAY,
        "happened_at": at,
        "written_at": at,
        "fingerprint": "a",
        "content": content_of(Visit(**visit)),
    }
    db.add(Entry(id=uuid4(), case_id=case_id, kind="visit", author_id=author, **facts))
    await db.flush()


async def seen_days_ago(db: AsyncSession, name: str) -> int | None:
    of = select(last_seen(Case.id)).select_from(Person).join(Case, Case.family_id == Person.family_id)
    at = await db.scalar(of.where(Person.given_name == name))
    return (NOON - at).days if at else None


async def test_each_child_by_the_last_visit_on_which_that_child_was_seen(database: Database) -> None:
    async with database.writing() as db:
        maya, leo = [str((await Cast.person(db, name)).id) for name in ("Maya", "Leo")]
        await visited(db, 9, children={maya: ChildSeen(seen=True), leo: ChildSeen(seen=True)}, observed="o")
        await visited(db, 4, children={maya: ChildSeen(seen=True), leo: ChildSeen(seen=False)}, observed="o")
        await visited(db, 2, children={leo: ChildSeen(words="Hello")}, observed="whether seen was not said")
        assert [await seen_days_ago(db, name) for name in ("Maya", "Leo")] == [4, 9]


@pytest.mark.parametrize(
    "visit",
    [
        pytest.param({"observed": '"1": {"seen": true, "2": {"seen": true'}, id="somebody's words say so"),
        pytest.param({"carried_out": False, "why_not": "out", "children": {"1": ChildSeen(seen=True)}}, id="not held"),
        pytest.param({"observed": "o", "children": {"11": ChildSeen(seen=True)}}, id="another child"),
    ],
)
async def test_what_is_no_visit_to_a_child(database: Database, visit: dict[str, object]) -> None:
    async with database.writing() as db:
        await visited(db, 1, **visit)
        assert [await seen_days_ago(db, name) for name in ("Maya", "Leo")] == [None, None]


async def test_before_the_birth_the_parents_are_met(database: Database) -> None:
    async with database.writing() as db:
        await visited(db, 3, observed="The cot stands ready.")
        unborn = {"birth_date": None, "expected_on": TODAY + timedelta(days=60)}
        await db.execute(update(Person).where(Person.given_name == "Leo").values(unborn))
        assert [await seen_days_ago(db, name) for name in ("Maya", "Leo")] == [None, 3]


async def test_of_a_newborn_the_last_visit_before_the_birth_counts_until_the_child_is_seen(database: Database) -> None:
    async with database.writing() as db:
        await visited(db, 9, observed="The cot stands ready.")
        born = update(Person).where(Person.given_name == "Leo").values(birth_date=TODAY - timedelta(days=5))
        await db.execute(born)
        await visited(db, 4, observed="Dawn was out with the pram.")
        assert await seen_days_ago(db, "Leo") == 9
        leo = str((await Cast.person(db, "Leo")).id)
        await visited(db, 2, children={leo: ChildSeen(seen=True)}, observed="o")
        assert await seen_days_ago(db, "Leo") == 2
