"""The conference report: how much of it is written already in the demonstration, and what it takes to put together."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from sqlalchemy import event, select

from store.case_access import access_to_family
from store.conference_reports import gather_report
from store.database import Database
from store.keys import derive
from store.migrating import migrate
from store.practice.calendar import LONDON
from store.practice.entries import ChildSeen, Content, SignificantEvent, Visit, WeeklyEntry, kind_of
from store.practice.report.assembly import assemble
from store.practice.report.from_entries import sources_of
from store.practice.report.report import Report, words_from_entries, words_of
from store.practice.roles import WRITERS
from store.practice.sessions import Session
from store.practice.told import Told
from store.sample.building import build
from store.sample.reading import read_families
from store.tables.families import Family
from store.tables.people import Practitioner
from store.visibility import Viewer
from web.bench.figure import Figure
from web.bench.words import sentences, text
from web.collecting import set_aside_what_stays

WEEKS, PROFESSIONALS, ASKED = 26, 5, 21
SECRET = b"bench" * 8
NAMES = {1: "Maya", 2: "Leo", 3: "Dawn (mother)"}


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    progress("building the demonstration")
    reports, statements = asyncio.run(_demonstration())
    shares, lengths = [100 * words_from_entries(one) for one in reports], sorted(map(words_of, reports))
    of = f"of {len(reports)} fully written families"
    yield Figure(f"report: words that came from entries, least {of}", min(shares), "%", "95 %", min(shares) >= 95)
    yield Figure(f"… most {of}", max(shares), "%")
    yield Figure("… words of the shortest", lengths[0], "", "1,500", lengths[0] >= 1500)
    yield Figure("… words of the longest", lengths[-1], "", "at most 4,000", lengths[-1] <= 4000)
    yield Figure("… statements to gather it", statements, "", "with the page’s own at most 8")
    progress("putting together")
    set_aside_what_stays()  # as the server does
    half, whole = _seconds(WEEKS, 2 * WEEKS)
    told = f"… putting together {len(written(WEEKS))} entries of {WEEKS} weeks and {PROFESSIONALS} professionals"
    yield Figure(told, 1000 * half, "ms", "at most 50 ms", half <= 0.05)
    yield Figure("… twice as many entries", whole / half, "×", "at most 2.5 ×", whole <= 2.5 * half)


async def _demonstration() -> tuple[list[Report], int]:
    """The reports of its fully written families, and how many statements one took."""
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        database, now = (
            Database(f"sqlite+aiosqlite:///{Path(folder) / 'demo.db'}", key=derive(SECRET, "database")),
            datetime.now(UTC),
        )
        await migrate(database)
        await build(database, derive(SECRET, "trail"), now)
        asked: list[str] = []
        for engine in database._engines:
            event.listen(engine.sync_engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        found = [await _report(database, family.name, now, asked) for family in read_families()]
        await database.close()
        return found, len([statement for statement in asked if not statement.startswith("BEGIN")])


async def _report(database: Database, name: str, now: datetime, asked: list[str]) -> Report:
    async with database.reading() as db:
        head = await db.scalar(select(Practitioner.id).where(Practitioner.role == "head_of_service"))
        family = await db.scalar(select(Family.id).where(Family.name == name))
        viewer = Viewer(head or 0, "head_of_service", None, None, now.astimezone(LONDON).date())
        case = await access_to_family(db, viewer, family_id=family or 0)
        assert case
        asked.clear()
        return (await gather_report(db, case, today=viewer.today)).report


def _seconds(*weeks: int) -> list[float]:
    """From entries that are read to the report, for each number of weeks; in turns, as other work meets all alike."""
    given = [(written(number), list[float]()) for number in weeks]
    for _ in range(ASKED):
        for entries, taken in given:
            began = perf_counter()
            assemble(sources_of(entries, (), NAMES), facts={}, people=tuple(NAMES.values()))
            taken.append(perf_counter() - began)
    return [median(taken) for _, taken in given]


def written(weeks: int) -> Sequence[Told]:
    """Ten a week: each professional's entry, two visits, two sessions and an event. No two sentences are the same."""
    words = sentences()
    return [
        _told(content, 10 * week + at, week)
        for week in range(weeks)
        for at, content in enumerate(_week(partial(_unlike, words, week)))
    ]


def _unlike(words: Iterator[str], week: int, letters: int) -> str:
    return text(words, letters).replace(".", f" {week}.")


def _week(said: Callable[[int], str]) -> Iterator[Content]:
    for _ in range(PROFESSIONALS):
        children = {"1": said(150), "2": said(150)}
        yield WeeklyEntry(said(80), said(300), said(200), children, said(120), said(120), said(80), 5)
    seen = {key: ChildSeen(seen=True, alone=True, words=said(80), meaning=said(120)) for key in ("1", "2")}
    for significant in (False, True):
        yield Visit(observed=said(600), children=seen, parent_words=said(100), significant=significant, impact="x")
        yield Session(parent=3, did=said(300), showed=said(200))
    yield SignificantEvent(said(200), said(150), (1,))


def _told(content: Content, number: int, week: int) -> Told:
    at = datetime(2026, 5, 4, 9, tzinfo=UTC) + timedelta(weeks=week, hours=number % 10)
    role = WRITERS[number % PROFESSIONALS]
    return Told(UUID(int=number), kind_of(content), number % PROFESSIONALS, f"A {role}", role, at.date(), at, at, False,
                content.is_significant, 1, None, 0, content)  # fmt: skip
