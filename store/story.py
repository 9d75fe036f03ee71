"""A family's entries as its story tells them, newest first, whatever their kind."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.told import Told
from store.tables.entries import Entry
from store.tables.people import Practitioner
from store.told_entries import NEWEST_WEEK_FIRST, told_entries, told_of, with_co_visitors

WEEKS_TO_A_PAGE = 8


@dataclass(frozen=True)
class Showing:
    """What of the story is asked for. `before`: only weeks that began before this Monday."""

    kind: str = ""
    author_id: int | None = None
    before: date | None = None


@dataclass(frozen=True)
class StoryPage:
    """Weeks by their Monday, newest first. `earlier`: give it as `Showing.before` for the next page."""

    weeks: tuple[tuple[date, tuple[Told, ...]], ...]
    earlier: date | None


async def list_story(db: AsyncSession, case_id: int, showing: Showing) -> StoryPage:
    """Eight weeks that have something of what is asked for; two statements."""
    wanted = _wanted(case_id, showing)
    weeks = select(Entry.week).where(*wanted).distinct().order_by(Entry.week.desc()).limit(WEEKS_TO_A_PAGE + 1)
    shown = told_entries().where(*wanted, Entry.week.in_(weeks.scalar_subquery()))
    rows = await db.execute(shown.order_by(*NEWEST_WEEK_FIRST))
    by_week: dict[date, list[Told]] = {}
    for told in await with_co_visitors(db, [told_of(row) for row in rows]):
        by_week.setdefault(told.week, []).append(told)
    kept = list(by_week.items())[:WEEKS_TO_A_PAGE]
    more = len(by_week) > WEEKS_TO_A_PAGE
    return StoryPage(tuple((week, tuple(told)) for week, told in kept), kept[-1][0] if more else None)


async def list_recent(db: AsyncSession, case_id: int, since: date) -> tuple[Told, ...]:
    """Everything of the weeks from `since` on; one statement."""
    recent = told_entries().where(Entry.case_id == case_id, Entry.week >= since)
    return tuple(told_of(row) for row in await db.execute(recent.order_by(*NEWEST_WEEK_FIRST)))


async def list_authors(
    db: AsyncSession, case_id: int, *, significant: bool = False
) -> tuple[tuple[int, str, str], ...]:
    """Everyone who wrote on the case, or something significant on it: id, name, role."""
    wrote = select(Entry.author_id).where(Entry.case_id == case_id)
    rows = await db.execute(
        select(Practitioner.id, Practitioner.name, Practitioner.role)
        .where(Practitioner.id.in_(wrote.where(Entry.significant.is_(True)) if significant else wrote))
        .order_by(Practitioner.name)
    )
    return tuple((row.id, row.name, row.role) for row in rows)


def _wanted(case_id: int, showing: Showing) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Entry.case_id == case_id]
    if showing.kind:
        wanted.append(Entry.kind == showing.kind)
    if showing.author_id is not None:
        wanted.append(Entry.author_id == showing.author_id)
    if showing.before:
        wanted.append(Entry.week < showing.before)
    return wanted
