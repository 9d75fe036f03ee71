"""Who else opened my records: read from the trail, told by day, person and family."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import LONDON
from store.practice.permissions import Permission
from store.practice.reading import what_was_read
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry
from store.tables.families import Family
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from store.visibility import Viewer, cases_for

OVER = timedelta(days=30)
_MOST_ROWS = 2000
_READS = or_(TrailRow.act == "read", TrailRow.act.endswith(" read"))


@dataclass(frozen=True)
class Opening:
    """One person's reading of one family's records on one day; `last_at` its latest time."""

    day: date
    name: str
    role: str
    family_id: int
    family: str
    what: list[str]
    times: int
    last_at: datetime


async def list_openings(db: AsyncSession, viewer: Viewer, *, now: datetime) -> list[Opening]:
    """Who else read the families that one holds, and the entries that one wrote elsewhere, in 30 days.

    Of cases that one may know of: one that was restricted since does not exist any more for who wrote in it.
    """
    known = cases_for(viewer, Permission.LISTED)
    held = await db.scalars(_held_cases(viewer.id, viewer.today).where(Involvement.case_id.in_(known)))
    written = select(Entry.id, Entry.case_id).where(Entry.author_id == viewer.id, Entry.case_id.in_(known))
    mine, entries = set(held), {str(entry_id): case_id for entry_id, case_id in await db.execute(written)}
    rows = await db.execute(_reads_of(viewer.id, mine | set(entries.values()), now - OVER))
    return _by_day([row for row in rows if row.case_id in mine or _entry_in(row.subject) in entries])


def _held_cases(practitioner_id: int, today: date) -> Select[Any]:
    current = or_(Involvement.until.is_(None), Involvement.until >= today)
    mine = (Involvement.practitioner_id == practitioner_id, Involvement.relation == "allocated")
    return select(Involvement.case_id).where(*mine, Involvement.since <= today, current)


def _reads_of(practitioner_id: int, case_ids: set[int], since: datetime) -> Select[*tuple[Any, ...]]:
    others = (TrailRow.case_id.in_(case_ids), TrailRow.practitioner_id != practitioner_id)
    return (
        select(TrailRow.at, TrailRow.case_id, TrailRow.subject, Practitioner.name, Practitioner.role,
               Family.id.label("family_id"), Family.name.label("family"))
        .join(Practitioner, Practitioner.id == TrailRow.practitioner_id)
        .join(Case, Case.id == TrailRow.case_id)
        .join(Family, Family.id == Case.family_id)
        .where(*others, _READS, TrailRow.at >= since)
        .order_by(TrailRow.number.desc())
        .limit(_MOST_ROWS)
    )  # fmt: skip


def _entry_in(path: str) -> str:
    found = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", path)
    return found[0] if found else ""


def _by_day(rows: Sequence[Any]) -> list[Opening]:
    """One line for each day, person and family, the latest first."""
    gathered: dict[tuple[date, str, int], list[Any]] = {}
    for row in rows:
        gathered.setdefault((row.at.astimezone(LONDON).date(), row.name, row.family_id), []).append(row)
    return [
        Opening(
            day, name, reads[0].role, family_id, reads[0].family,
            list(dict.fromkeys(what_was_read(read.subject) for read in reads)), len(reads), reads[0].at,
        )
        for (day, name, family_id), reads in gathered.items()
    ]  # fmt: skip
