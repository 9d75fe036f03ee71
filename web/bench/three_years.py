"""A family with three years of entries beside one with thirteen weeks: the same screens, asked in turn.

Both are written of alike, thirteen entries a week; one in eight is significant.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from store.database import Database
from store.keys import derive, read_key_file
from store.practice.calendar import LONDON
from store.practice.entries import (
    SIGNIFICANT_EVENT,
    VISIT,
    WEEKLY_ENTRY,
    SignificantEvent,
    Visit,
    WeeklyEntry,
    content_of,
)
from store.practice.weeks import Week
from store.supervision_leading import record_meeting
from store.tables.entries import Entry
from web.bench.asking import timed
from web.bench.council import BenchCouncil, make_council
from web.bench.figure import Figure
from web.bench.serving import Client, server
from web.bench.statements import statements_of
from web.bench.words import sentences, text
from web.cookies import SIGN_IN_COOKIE

MEETING = UUID(int=5)
WRITTEN_OF = {1: 13, 2: 156}
A_WEEK = 13
KINDS = (SIGNIFICANT_EVENT, *[VISIT] * 5, *[WEEKLY_ENTRY] * 2)
ASKED, WARM_UP = 300, 30
GOAL = 1.3


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        progress("writing three years")
        council = asyncio.run(make_council(Path(folder), len(WRITTEN_OF)))
        asyncio.run(_write(council))
        with server(council.url, council.key_file) as (port, _):
            client = Client(port, f"{SIGN_IN_COOKIE}={council.token}")
            paths = screens()
            for name, path in paths.items():
                progress(name)
                yield _figure(name, *_medians(client, path))
            client.close()
        progress("counting statements")
        for name, path in paths.items():
            asked = [f"/families/{family}{path}" for family in WRITTEN_OF]
            yield _counted(name, *asyncio.run(statements_of(council, asked)))


def screens() -> dict[str, str]:
    """By name, what follows the family in the address."""
    week = Week.of(datetime.now(LONDON)).previous
    return {"week’s sheet": f"/weeks/{week}", "story": "/story", "chronology": "/chronology",
            "group supervision": f"/supervisions/{MEETING}"}  # fmt: skip


def _figure(name: str, weeks: float, years: float) -> Figure:
    said = f"{name}: three years beside thirteen weeks ({years * 1000:.1f} and {weeks * 1000:.1f} ms)"
    return Figure(said, years / weeks, "×", f"at most {GOAL} ×", years / weeks <= GOAL)


def _counted(name: str, weeks: int, years: int) -> Figure:
    """SQLite's statements: as many as there are round trips to a PostgreSQL, which counts its BEGIN and COMMIT too."""
    return Figure(f"… {name}: statements of three years", years, "", f"{weeks}, as of thirteen weeks", years == weeks)


def _medians(client: Client, path: str) -> tuple[float, float]:
    """Of thirteen weeks and of three years, in seconds; asked in turn, so that the machine's other work meets both."""
    times: dict[int, list[float]] = {family: [] for family in WRITTEN_OF}
    for _ in range(ASKED + WARM_UP):
        for family, taken in times.items():
            taken.append(timed(client, f"/families/{family}{path}"))
    weeks, years = (median(taken[WARM_UP:]) for taken in times.values())
    return weeks, years


async def _write(council: BenchCouncil) -> None:
    database = Database(council.url, key=derive(read_key_file(council.key_file), "database"))
    async with database.writing() as db:
        for family, weeks in WRITTEN_OF.items():
            await db.execute(insert(Entry), list(_entries(family, weeks)))
        now = datetime.now(LONDON)
        await record_meeting(db, MEETING, team_id=1, planned_on=now.date(), case_ids=list(WRITTEN_OF), by=1, now=now)
    await database.close()


def _entries(family: int, weeks: int) -> Iterator[dict[str, Any]]:
    source, now = sentences(), datetime.now(LONDON)
    for number in range(weeks * A_WEEK):
        at = now - timedelta(weeks=1 + number // A_WEEK, hours=number % A_WEEK)
        kind = KINDS[number % len(KINDS)]
        yield {
            "id": UUID(int=family * 10**6 + number), "case_id": family, "kind": kind, "author_id": 1 + number % 2,
            "week": Week.of(at).start, "happened_at": at, "written_at": at, "fingerprint": "",
            "significant": kind == SIGNIFICANT_EVENT, "content": _content(kind, text(source, 900)),
        }  # fmt: skip


def _content(kind: str, words: str) -> dict[str, Any]:
    if kind == SIGNIFICANT_EVENT:
        return content_of(SignificantEvent(what=words[:300], impact=words[300:500]))
    if kind == VISIT:
        return content_of(Visit(observed=words))
    return content_of(WeeklyEntry(headline=words[:80], worked_on=words[80:500], outcome=words[500:], safety=5))
