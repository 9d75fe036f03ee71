"""A caseload list comes into the record once, whatever how often it is imported."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from store.checking import check
from store.database import Database
from store.exchange.caseload import read_caseload
from store.importing.batches import AT_A_TIME, Imported
from store.importing.caseload import import_caseload
from store.importing.caseload_facts import role_of
from store.importing.caseload_people import MOST_AT_HOME
from store.tables.base import Base
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry
from store.tables.families import Family, Person
from store.tables.finding import FindCase
from store.tables.people import Practitioner, Team
from store.tables.trail import TrailRow
from store.trail import Trail
from tests.store.importing.files import BAD, OLD, ROSE, ROY, caseload

TODAY = date(2026, 11, 20)
REAL = Path(__file__).parents[4] / "shared/data/caseload/csc.csv"
ALL = (Family, Person, Case, Involvement, Practitioner, Team, FindCase)


async def take(database: Database, trail: Trail, folder: Path, *lines: str, team: str | None = None) -> Imported:
    return await import_caseload(database, trail, caseload(folder, lines), team=team, today=TODAY)


async def counts(database: Database, tables: tuple[type[Base], ...] = ALL) -> list[int]:
    async with database.reading() as db:
        return [await db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


async def test_good_lines_are_taken_and_bad_ones_refused(
    database: Database, trail: Trail, secret: bytes, tmp_path: Path
) -> None:
    result = await take(database, trail, tmp_path, ROSE, ROY, OLD, BAD)
    assert (result.read, result.taken, result.unchanged, result.refused) == (4, 3, 0, 1)
    assert result.refusals[0].lines() == ("line 11 · Date Of Birth · 2014-02-30 · this date does not exist",)
    assert [fault async for fault in check(database, secret)] == []


async def test_brother_and_sister_of_one_address_are_one_family_with_one_case(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    await take(database, trail, tmp_path, ROSE, ROY)
    async with database.reading() as db:
        family = (await db.scalars(select(Family).where(Family.name == "Tibbs"))).one()
        children = await db.scalars(select(Person.given_name).where(Person.family_id == family.id))
        case = (await db.scalars(select(Case).where(Case.family_id == family.id))).one()
        worker, lead = (await db.execute(
            select(Practitioner, Involvement.lead).join(Involvement).where(Involvement.case_id == case.id)
        )).one()  # fmt: skip
        team = await db.scalar(select(Team.name).where(Team.id == case.team_id))
    assert (family.address_lines, family.postcode, family.reference) == (["4 Elm Row", "Hatfield"], "AL10 0ZZ", "9001")
    assert set(children) == {"Rose", "Roy"}
    assert (case.opened_on, case.closed_on, team) == (date(2026, 3, 2), None, "Unassigned")
    assert (worker.name, worker.role, worker.phone, lead) == (
        "Nora Quist", "childrens_social_worker", "+441632960111", True,
    )  # fmt: skip


async def test_an_address_of_very_many_is_several_families_and_stays_so(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    lines = [ROSE.replace("9001", str(8000 + number)) for number in range(2 * MOST_AT_HOME + 5)]
    for some in (lines[:MOST_AT_HOME], lines, lines):
        await take(database, trail, tmp_path, *some)
    async with database.reading() as db:
        at_home = select(func.count(Person.id)).join(Family).where(Family.name == "Tibbs").group_by(Family.id)
        assert (await db.scalars(at_home.order_by(Family.id))).all() == [MOST_AT_HOME, MOST_AT_HOME, 5]


async def test_a_list_of_several_batches_is_taken_once(database: Database, trail: Trail, tmp_path: Path) -> None:
    """Brothers and sisters, and the lines of one worker, need not stand in one batch."""
    lines = [line.replace("900", f"{number}00") for line in (ROSE, ROY, OLD) for number in range(AT_A_TIME // 2)]
    results = [await take(database, trail, tmp_path, *lines, team="Welwyn") for _ in range(2)]
    assert [(r.taken, r.unchanged) for r in results] == [(len(lines), 0), (0, len(lines))]
    async with database.reading() as db:
        named = select(func.count()).select_from(Practitioner).where(Practitioner.name.in_(["Nora Quist", "Ned Lund"]))
        assert await db.scalar(named) == 2


async def test_a_historic_involvement_is_a_closed_case(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, OLD)
    async with database.reading() as db:
        case = (await db.scalars(select(Case).where(Case.source_key == "caseload:9003"))).one()
        row = (await db.scalars(select(Involvement).where(Involvement.case_id == case.id))).one()
        role = await db.scalar(select(Practitioner.role).where(Practitioner.id == row.practitioner_id))
    assert (case.opened_on, case.closed_on) == (date(2024, 3, 2), date(2025, 6, 30))
    assert (row.since, row.until, role) == (date(2024, 3, 2), date(2025, 6, 30), "family_support_worker")


async def test_the_same_list_again_changes_nothing(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, ROSE, ROY, OLD)
    before = await counts(database, (*ALL, TrailRow))
    again = await take(database, trail, tmp_path, ROSE, ROY, OLD)
    assert (again.taken, again.unchanged) == (0, 3)
    assert await counts(database, (*ALL, TrailRow)) == before


async def test_what_changed_counts_as_taken(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, ROSE, ROY)
    moved = ROSE.replace("4 Elm Row\nHatfield\nAL10 0ZZ", "1 New Row\nWare\nSG12 0ZY").replace("Rose", "Rosie")
    again = await take(database, trail, tmp_path, moved, ROY)
    assert (again.taken, again.unchanged) == (1, 1)
    async with database.reading() as db:
        family = (await db.scalars(select(Family).where(Family.reference == "9001"))).one()
        assert await db.scalar(select(Person.given_name).where(Person.council_id == "9001")) == "Rosie"
    assert (family.address_lines, family.postcode) == (["1 New Row", "Ware"], "SG12 0ZY")
    assert (await take(database, trail, tmp_path, moved, ROY)).unchanged == 2


async def test_who_left_the_list_is_no_longer_allocated(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, ROSE)
    other = ROSE.replace("Nora Quist", "Zoe Ash").replace("960111", "960119")
    await take(database, trail, tmp_path, other)
    async with database.reading() as db:
        rows = await db.execute(
            select(Practitioner.name, Involvement.until).join(Involvement).join(Case)
            .where(Case.source_key == "caseload:9001")
        )  # fmt: skip
        assert dict(rows.all()) == {"Nora Quist": TODAY, "Zoe Ash": None}
    assert (await take(database, trail, tmp_path, other)).unchanged == 1


async def test_a_worker_who_is_known_by_name_and_telephone_is_the_same(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    await take(database, trail, tmp_path, ROSE.replace("Nora Quist", "Priya Raman").replace("960111", "960123"))
    async with database.reading() as db:
        assert len((await db.scalars(select(Practitioner).where(Practitioner.name == "Priya Raman"))).all()) == 1


async def test_a_family_that_is_worked_with_keeps_its_team_its_case_and_its_record(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    """Maya is known by her number; the list does not take her out of Hatfield nor close anything."""
    line = ROSE.replace("9001", "C1001").replace("Rose,Tibbs,2014-02-03", "Maya,Okafor-Hill,2019-04-11")
    await take(database, trail, tmp_path, line)
    async with database.reading() as db:
        cases = (await db.execute(
            select(Case.source_key, Team.name, Case.closed_on).join(Team).join(Family)
            .where(Family.name == "Okafor-Hill")
        )).all()  # fmt: skip
        assert await db.scalar(select(func.count()).select_from(Entry)) == 0
    assert cases == [(None, "Hatfield", None)]


async def test_new_cases_go_to_the_team_that_is_named(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, ROSE, team="Welwyn")
    async with database.reading() as db:
        named = select(Team.name).join(Case).where(Case.source_key == "caseload:9001")
        assert await db.scalar(named) == "Welwyn"
        assert await db.scalar(select(Team.id).where(Team.name == "Unassigned")) is None


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Social Worker", "childrens_social_worker"),
        ("Family Support Worker", "family_support_worker"),
        ("Recovery worker (drugs)", "recovery_worker"),
        ("Head of Service", "childrens_social_worker"),
        ("Auditor", "childrens_social_worker"),
        ("", "childrens_social_worker"),
    ],
)
def test_a_list_makes_nobody_mightier_than_a_practitioner(words: str, role: str) -> None:
    assert role_of(words) == role


async def test_the_real_list_where_it_is_there(database: Database, trail: Trail) -> None:
    if not REAL.exists():
        print("the project's own small files only: the real list is not here")
        return
    results = [
        await import_caseload(database, trail, read_caseload(REAL), team=None, today=TODAY) for _ in range(2)
    ]  # fmt: skip
    assert [(r.read, r.taken, r.unchanged, r.refused) for r in results] == [(500, 500, 0, 0), (500, 0, 500, 0)]
