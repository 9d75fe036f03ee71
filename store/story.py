"""A family's entries as its story tells them, newest first, whatever their kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.entries import VISIT, read_content
from store.practice.told import CoVisitor, Told
from store.tables.entries import Amendment, Entry, Signature, WeekSignOff
from store.tables.people import Practitioner

WEEKS_TO_A_PAGE = 8


@dataclass(frozen=True)
class Showing:
    """What of the story is asked for. `before`: only weeks that began before this Monday."""

    kind: str = ""
    significant: bool = False
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
    rows = await db.execute(_told().where(*wanted, Entry.week.in_(weeks.scalar_subquery())))
    by_week: dict[date, list[Told]] = {}
    for told in await _with_co_visitors(db, [_entry(row) for row in rows]):
        by_week.setdefault(told.week, []).append(told)
    kept = list(by_week.items())[:WEEKS_TO_A_PAGE]
    more = len(by_week) > WEEKS_TO_A_PAGE
    return StoryPage(tuple((week, tuple(told)) for week, told in kept), kept[-1][0] if more else None)


async def list_recent(db: AsyncSession, case_id: int, since: date) -> tuple[Told, ...]:
    """Everything of the weeks from `since` on; one statement."""
    rows = await db.execute(_told().where(Entry.case_id == case_id, Entry.week >= since))
    return tuple(_entry(row) for row in rows)


async def list_authors(db: AsyncSession, case_id: int) -> tuple[tuple[int, str, str], ...]:
    """Everyone who wrote on the case: id, name, role."""
    rows = await db.execute(
        select(Practitioner.id, Practitioner.name, Practitioner.role)
        .where(Practitioner.id.in_(select(Entry.author_id).where(Entry.case_id == case_id)))
        .order_by(Practitioner.name)
    )
    return tuple((row.id, row.name, row.role) for row in rows)


def _wanted(case_id: int, showing: Showing) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Entry.case_id == case_id]
    if showing.kind:
        wanted.append(Entry.kind == showing.kind)
    if showing.significant:
        wanted.append(Entry.significant.is_(True))
    if showing.author_id is not None:
        wanted.append(Entry.author_id == showing.author_id)
    if showing.before:
        wanted.append(Entry.week < showing.before)
    return wanted


def _told() -> Select[Any]:
    amendments = select(func.count()).where(Amendment.entry_id == Entry.id).correlate(Entry).scalar_subquery()
    return (
        select(
            *(getattr(Entry, name) for name in _SAME),
            Practitioner.name.label("author"),
            Practitioner.role,
            Entry.content,
            amendments.label("amendments"),
            WeekSignOff.signed_off_at.label("week_signed_off_at"),
        )
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .outerjoin(WeekSignOff, and_(WeekSignOff.case_id == Entry.case_id, WeekSignOff.week == Entry.week))
        .order_by(Entry.week.desc(), Entry.happened_at.desc(), Entry.id)
    )


_SAME = ("id", "kind", "author_id", "week", "happened_at", "written_at", "late", "significant", "revision",
         "signed_off_at")  # fmt: skip


def _entry(row: Row[Any]) -> Told:
    return Told(**(row._asdict() | {"content": read_content(row.kind, row.content)}))


async def _with_co_visitors(db: AsyncSession, entries: Sequence[Told]) -> Iterable[Told]:
    visits = [entry.id for entry in entries if entry.kind == VISIT]
    rows = await db.execute(
        select(Signature.entry_id, Practitioner.name, Signature.signed_at, Signature.declined_at)
        .join(Practitioner, Practitioner.id == Signature.practitioner_id)
        .where(Signature.entry_id.in_(visits))
        .order_by(Signature.id)
    )
    with_whom: dict[UUID, list[CoVisitor]] = {}
    for row in rows:
        who = CoVisitor(row.name, row.signed_at is not None, row.declined_at is not None)
        with_whom.setdefault(row.entry_id, []).append(who)
    return [replace(entry, with_whom=tuple(with_whom.get(entry.id, ()))) for entry in entries]
