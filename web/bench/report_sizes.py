"""What gathering a report takes in a small council and in a large one: the same entries, asked in turns."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess, access_to_family
from store.conference_reports import gather_report
from store.database import Database
from store.keys import derive, read_key_file
from store.practice.entries import content_of
from store.practice.told import Told
from store.tables.entries import Entry
from store.visibility import Viewer
from web.bench.council import BenchCouncil, make_council
from web.bench.figure import Figure
from web.bench.report import WEEKS, written

SMALL, LARGE = 1_000, 100_000
ASKED = 31
TODAY = date(2026, 11, 23)
HEAD = Viewer(1, "head_of_service", None, None, TODAY)
FIRST_ID = 1 << 64  # of the entries: beyond those that the council has of its own


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        councils = []
        for size in (SMALL, LARGE):
            progress(f"building {size:,} families")
            councils.append(asyncio.run(make_council(Path(folder), size)))
        progress("gathering")
        small, large = asyncio.run(_gathering(councils))
    told = f"report: gathered from {len(written(WEEKS))} entries"
    yield Figure(f"{told}, {SMALL:,} families", 1000 * small, "ms")
    yield Figure(f"{told}, {LARGE:,} families", 1000 * large, "ms")
    yield Figure("… in the large council to the small one", large / small, "×", "at most 1.2 ×", large <= 1.2 * small)


async def _gathering(councils: list[BenchCouncil]) -> tuple[float, float]:
    """The median for each in seconds, asked in turns so that other work on the machine meets both alike."""
    async with AsyncExitStack() as stack:
        opened = [await _opened(stack, council) for council in councils]
        taken: tuple[list[float], ...] = ([], [])
        for _ in range(ASKED):
            for (db, case), times in zip(opened, taken, strict=True):
                began = perf_counter()
                await gather_report(db, case, today=TODAY)
                times.append(perf_counter() - began)
    return median(taken[0]), median(taken[1])


async def _opened(stack: AsyncExitStack, council: BenchCouncil) -> tuple[AsyncSession, CaseAccess]:
    """The last family's case, with half a year of entries by five people."""
    database = Database(council.url, key=derive(read_key_file(council.key_file), "database"))
    stack.push_async_callback(database.close)
    family = len(council.families)
    async with database.writing() as db:
        await db.execute(insert(Entry), [_row(one, family, at) for at, one in enumerate(written(WEEKS))])
    db = await stack.enter_async_context(database.reading())
    case = await access_to_family(db, HEAD, family_id=family)
    assert case
    return db, case


def _row(told: Told, family: int, number: int) -> dict[str, object]:
    return {
        "id": UUID(int=FIRST_ID + number), "case_id": family, "kind": told.kind, "author_id": 1 + told.author_id,
        "week": told.week, "happened_at": told.happened_at, "written_at": told.written_at, "fingerprint": "",
        "significant": told.significant, "content": content_of(told.content),
    }  # fmt: skip
