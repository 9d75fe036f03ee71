"""A census comes into the record with every block, once, and without what is wrong in it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from store.checking import check
from store.conferences import record_booking, record_held
from store.database import Database
from store.exchange.census import read_census
from store.importing.batches import Imported
from store.importing.caseload import import_caseload
from store.importing.census import import_census
from store.practice.conferences import Outcome
from store.tables.cases import Case, CaseDate, Plan
from store.tables.families import Family, Person
from store.tables.trail import TrailRow
from store.trail import Trail
from tests.cast import Cast
from tests.store.importing.files import ROSE, ROY, caseload, census, child
from tests.store.importing.test_caseload import ALL, TODAY, counts

REAL = Path(__file__).parents[4] / "shared/data/cin_census"
EVERY = (*ALL, Plan, CaseDate, TrailRow)


async def take(database: Database, trail: Trail, folder: Path, *children: str) -> Imported:
    return await import_census(database, trail, census(folder, children), team=None)


async def the_case(database: Database, key: str) -> tuple[Case, Person, list[Plan], list[CaseDate]]:
    async with database.reading() as db:
        case = (await db.scalars(select(Case).where(Case.source_key == key))).one()
        person = (await db.scalars(select(Person).where(Person.family_id == case.family_id))).first()
        plans = (await db.scalars(select(Plan).where(Plan.case_id == case.id).order_by(Plan.started_on))).all()
        steps = (await db.scalars(select(CaseDate).where(CaseDate.case_id == case.id).order_by(CaseDate.on))).all()
    assert person
    return case, person, list(plans), list(steps)


async def test_every_block_is_on_the_record(database: Database, trail: Trail, secret: bytes, tmp_path: Path) -> None:
    result = await take(database, trail, tmp_path, child("X77"))
    assert (result.read, result.taken, result.refused) == (1, 1, 0)
    case, person, plans, steps = await the_case(database, "census:X77:2025-05-06")
    assert (person.council_id, person.birth_date, person.sex, person.upn) == (
        "X77", date(2015, 3, 2), "F", "A123456789012",
    )  # fmt: skip
    assert (person.ethnicity, person.disabilities) == ("WBRI", ["AUT"])
    assert (case.opened_on, case.closed_on, case.referral) == (
        date(2025, 5, 6), None, "Referred by: school. Main need: abuse or neglect.",
    )  # fmt: skip
    assert case.facts["need"] == "N1" and case.facts["children"]["X77"]["conference_on"] == "2025-07-01"
    assert [(p.kind, p.started_on, p.ended_on, p.category) for p in plans] == [
        ("child_in_need", date(2025, 6, 11), date(2025, 7, 1), ""),
        ("child_protection", date(2025, 7, 1), None, "emotional_abuse"),
        ("pre_proceedings", date(2025, 11, 3), None, ""),
    ]
    assert plans[1].facts == {"first_category": "NEG", "latest_category": "EMO", "previous_plans": 1,
                              "reviewed_on": ["2025-09-20"]}  # fmt: skip
    found: dict[str, Any] = {step.kind: (step.on, step.until, step.facts) for step in steps}
    assert found["assessment"] == (
        date(2025, 5, 7), date(2025, 6, 10), {"authorised_on": "2025-06-10", "factors": ["3B"]},
    )  # fmt: skip
    assert found["section_47"][2] == {"conference_on": "2025-07-01", "conference_not_required": False}
    assert found["initial_conference"][0] == date(2025, 7, 1)
    assert found["review"][0] == date(2025, 9, 20)
    assert found["pre_proceedings"][2]["family_meeting_offered"] is True
    assert [fault async for fault in check(database, secret)] == []


async def test_the_same_census_again_changes_nothing(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, child("X77"), child("X78", closed=True))
    before = await counts(database, EVERY)
    again = await take(database, trail, tmp_path, child("X77"), child("X78", closed=True))
    assert (again.taken, again.unchanged) == (0, 2)
    assert await counts(database, EVERY) == before


async def test_a_conference_that_ended_a_plan_here_is_not_undone_by_a_census_of_before(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    await take(database, trail, tmp_path, child("X77"))
    case, person, *_ = await the_case(database, "census:X77:2025-05-06")
    id, on, now = uuid4(), date(2026, 3, 2), datetime.now(UTC)
    async with database.writing() as db:
        by = await Cast.practitioner_id(db, "priya")
        await record_booking(db, id, case_id=case.id, kind="review", on=on, by=by, today=on, now=now)
        await record_held(db, id, on=on, outcomes={person.id: Outcome("ends")}, dissent="", by=by, now=now)
    before = await counts(database, EVERY)
    again = await take(database, trail, tmp_path, child("X77"))
    *_, plans, steps = await the_case(database, "census:X77:2025-05-06")
    assert (again.taken, await counts(database, EVERY)) == (0, before)
    assert [plan.ended_on for plan in plans if plan.kind == "child_protection"] == [on]
    assert [step.on for step in steps if step.facts == {"state": "held"}] == [on]


async def test_a_closure_closes_the_case(database: Database, trail: Trail, tmp_path: Path) -> None:
    await take(database, trail, tmp_path, child("X77"))
    again = await take(database, trail, tmp_path, child("X77", closed=True))
    case, *_ = await the_case(database, "census:X77:2025-05-06")
    assert (again.taken, case.closed_on, case.facts["closure_reason"]) == (1, date(2026, 2, 2), "RC7")


async def test_brother_and_sister_who_are_known_share_the_case_until_both_are_closed(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    await import_caseload(database, trail, caseload(tmp_path, [ROSE, ROY]), team=None, today=TODAY)
    await take(database, trail, tmp_path, child("9001", closed=True), child("9002"))
    case, *_ = await the_case(database, "census:9001:2025-05-06")
    assert (case.closed_on, set(case.facts["children"])) == (None, {"9001", "9002"})
    await take(database, trail, tmp_path, child("9001", closed=True), child("9002", closed=True))
    case, *_ = await the_case(database, "census:9001:2025-05-06")
    assert case.closed_on == date(2026, 2, 2)
    async with database.reading() as db:
        names = (await db.scalars(select(Family.name).where(Family.reference.startswith("900")))).all()
    assert names == ["Tibbs"], "a census has no names and takes none away"


async def test_a_child_of_the_census_gets_a_name_from_the_list(
    database: Database, trail: Trail, tmp_path: Path
) -> None:
    await take(database, trail, tmp_path, child("9001"))
    await import_caseload(
        database, trail, caseload(tmp_path, [ROSE.replace("2014-02-03", "2015-03-02")]), team=None, today=TODAY
    )
    async with database.reading() as db:
        rows = (await db.execute(
            select(Family.name, Family.postcode, Person.given_name).join(Person).where(Person.council_id == "9001")
        )).all()  # fmt: skip
    assert rows == [("Tibbs", "AL10 0ZZ", "Rose")]
    assert (await take(database, trail, tmp_path, child("9001"))).unchanged == 1


async def test_a_bad_child_stands_aside(database: Database, trail: Trail, tmp_path: Path) -> None:
    bad = child("X78").replace("<Sex>F</Sex>", "<Sex>1</Sex>")
    result = await take(database, trail, tmp_path, child("X77"), bad)
    assert (result.taken, result.refused, result.failed) == (1, 1, False)
    assert "child X78" in result.refusals[0].lines()[0] and "Sex · 1" in result.refusals[0].lines()[0]


async def test_a_census_of_bad_children_changes_nothing(database: Database, trail: Trail, tmp_path: Path) -> None:
    before = await counts(database, EVERY)
    result = await take(database, trail, tmp_path, *(child(n).replace("2015-03-02", "2915-03-02") for n in ("A", "B")))
    assert (result.read, result.taken, result.refused, result.failed) == (2, 0, 2, True)
    assert await counts(database, EVERY) == before


async def test_the_real_files_where_they_are_there(database: Database, trail: Trail) -> None:
    if not REAL.exists():
        print("the project's own small files only: the real census files are not here")
        return
    results = [
        await import_census(database, trail, iter(read_census(REAL / f"{name}.xml")), team=None)
        for name in ("fake_CIN_data", "fake_CIN_data", "CIN_Census_2024", "CIN_Census_2021")
    ]
    assert [(r.read, r.taken, r.unchanged, r.refused, r.failed) for r in results] == [
        (332, 323, 0, 9, False),
        (332, 0, 323, 9, False),
        (2, 0, 0, 2, True),
        (1, 0, 0, 1, True),
    ]
