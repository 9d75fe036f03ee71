"""The report of each fully written family: as long as it should be, nearly all of it written already, nothing twice."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from store.case_access import access_to_family
from store.conference_reports import GatheredReport, gather_report
from store.database import Database
from store.migrating import migrate
from store.practice.report.report import words_from_entries, words_of
from store.practice.report.said import what_it_says
from store.practice.report.sections import CONFERENCE_REPORT
from store.practice.report.sentences import sentences_of, words_in
from store.sample.building import build
from store.sample.reading import read_families
from store.tables.families import Family
from store.tables.people import Practitioner
from store.visibility import Viewer
from tests.store.sample.days import WEDNESDAY

TODAY = WEDNESDAY.date()
NAMES = sorted(family.name for family in read_families())


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, GatheredReport]:
    """On SQLite only: what is asked of either database, tests/web/test_conference_reports.py asks of both."""
    return asyncio.run(_reports(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"))


async def _reports(url: str) -> dict[str, GatheredReport]:
    database = Database(url, key=b"k" * 32)
    await migrate(database)
    await build(database, b"k" * 32, WEDNESDAY)
    found = {name: await _report(database, name) for name in NAMES}
    await database.close()
    return found


async def _report(database: Database, name: str) -> GatheredReport:
    async with database.reading() as db:
        head = await db.scalar(select(Practitioner.id).where(Practitioner.role == "head_of_service"))
        family = await db.scalar(select(Family.id).where(Family.name == name))
        assert head and family
        case = await access_to_family(db, Viewer(head, "head_of_service", None, None, TODAY), family_id=family)
        assert case
        return await gather_report(db, case, today=TODAY)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_nearly_all_written(reports: dict[str, GatheredReport], name: str) -> None:
    report = reports[name].report
    assert words_from_entries(report) >= 0.95
    assert 1500 <= words_of(report) <= 4000
    assert [section.plan for section in report.sections] == list(CONFERENCE_REPORT)
    written = [section.plan.key for section in report.still_empty if not section.plan.to_write]
    assert set(written) <= {"child_words"}, "where the only child is not born yet"


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_stands_there_twice_and_each_in_its_entry(reports: dict[str, GatheredReport], name: str) -> None:
    report = reports[name].report
    said = Counter(
        what_it_says(line.source, one) for line in report.lines for one in sentences_of(line.text) if one.key
    )
    assert [key for key, times in said.items() if times > 1] == []
    assert all(line.text in line.source.text for line in report.lines)
    assert all(sum(words_in(line.text) for line in one.lines) <= one.plan.words for one in report.sections)
