"""The database's desk: one visit, one transaction, and the same rows on both databases."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import Text, bindparam, insert, literal, select

from store.database import Database
from store.desk import Desk
from store.practice.permissions import Permission
from store.tables.cases import Case, Involvement
from store.tables.families import Family, Person
from store.tables.people import CouncilSetting, Practitioner
from store.visibility import Viewer, cases_for

ADD = insert(CouncilSetting.__table__)  # type: ignore[arg-type]
COUNT = select(CouncilSetting.key, CouncilSetting.value)


async def settings(database: Database) -> list[tuple[str, object]]:
    return [tuple(row) for row in await database.read_at_once(lambda desk: desk.rows(COUNT, {}))]


async def test_what_returns_is_stored_and_what_raises_leaves_nothing(database: Database) -> None:
    await database.write_at_once(lambda desk: desk.change(ADD, [{"key": k, "value": [k]} for k in "ab"]))

    def half(desk: Desk) -> None:
        desk.change(ADD, {"key": "c", "value": 3})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await database.write_at_once(half)
    assert await settings(database) == [("a", ["a"]), ("b", ["b"])]


async def test_the_desk_sees_at_once_what_another_connection_wrote(database: Database) -> None:
    assert await settings(database) == []
    async with database.writing() as db:
        db.add(CouncilSetting(key="new", value={"of": "today"}))
    assert await settings(database) == [("new", {"of": "today"})]


async def test_writers_of_both_kinds_take_turns(database: Database) -> None:
    async def changed(number: int) -> None:
        async with database.writing() as db:
            db.add(CouncilSetting(key=f"change {number}", value=number))
            await db.flush()
            await asyncio.sleep(0.01)

    def deed(number: int) -> object:
        return database.write_at_once(lambda desk: desk.change(ADD, {"key": f"deed {number}", "value": number}))

    await asyncio.gather(*(changed(n) for n in range(10)), *(deed(n) for n in range(10)))  # type: ignore[arg-type]
    assert len(await settings(database)) == 20


async def test_rows_are_those_of_sqlalchemy(database: Database) -> None:
    """Days, times, truths, JSON, a word with a quote; lists of any length; LIKE and LIMIT."""
    statement = (
        select(
            Person.id, Person.given_name, Person.birth_date, Person.lives_here, Family.address_lines, Involvement.since
        )
        .add_columns(literal("o'clock", Text()).label("word"), Practitioner.user_handle)
        .join(Family, Family.id == Person.family_id)
        .join(Case, Case.family_id == Family.id)
        .join(Involvement, Involvement.case_id == Case.id)
        .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
        .where(Person.given_name.in_(bindparam("names", expanding=True)), Family.name.like("%-%"))
        .where(Involvement.since <= bindparam("day"))
        .order_by(Person.id, Involvement.since, Practitioner.id)
        .limit(3)
    )
    for names in (["Maya"], ["Maya", "Leo", "Dawn"], []):
        values = {"names": names, "day": date(2026, 12, 31)}
        async with database.reading() as db:
            expected = [row._asdict() for row in await db.execute(statement, values)]
        rows = await database.read_at_once(lambda desk, values=values: desk.rows(statement, values))  # type: ignore[misc]
        assert [row._asdict() for row in rows] == expected
        assert bool(expected) is bool(names)


@pytest.mark.parametrize("permission", [Permission.READ, Permission.LISTED])
async def test_what_is_built_for_a_kind_holds_for_each_viewer(database: Database, permission: Permission) -> None:
    async with database.reading() as db:
        people = await db.execute(
            select(Practitioner.id, Practitioner.role, Practitioner.team_id, Practitioner.area_id)
        )
        viewers = [Viewer(*row, date(2026, 11, 20)) for row in people]
        mine = {v: set(await db.scalars(cases_for(v, permission))) for v in viewers}
    assert len({frozenset(cases) for cases in mine.values()}) > 2
    for viewer, expected in mine.items():
        statement = cases_for(viewer.kind.anyone(), permission)
        rows = await database.read_at_once(lambda desk, s=statement, v=viewer: desk.rows(s, v.facts))  # type: ignore[misc]
        assert {row[0] for row in rows} == expected


async def test_a_closed_database_opens_anew(database: Database) -> None:
    for _ in range(2):
        assert await settings(database) == []
        await database.close()
        await database.close()
