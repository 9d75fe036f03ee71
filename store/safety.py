"""The numbers of safety in a case's weekly entries, read in one statement that leaves the words where they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.case_access import CaseAccess
from store.practice.calendar import day_of
from store.practice.entries import GROUP_SUPERVISION, WEEKLY_ENTRY, WeeklyEntry
from store.practice.group_supervision import GroupSupervision
from store.practice.permissions import Relation
from store.practice.rhythm import DEFAULT_RHYTHM
from store.practice.safety import View, until
from store.practice.told import Told
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.entries import Entry
from store.tables.people import CouncilSetting, Practitioner

_WORKS = (Relation.ALLOCATED, Relation.CONSULTATION)


@dataclass(frozen=True)
class Supervised:
    """The family was supervised in a group; `agreed`: the number that was agreed on, where there was one."""

    entry_id: UUID
    on: date
    agreed: int | None


@dataclass(frozen=True)
class Views:
    """`views`, `supervised`: oldest first. `has_earlier`: there are numbers before the weeks that were asked for."""

    views: tuple[View, ...]
    has_earlier: bool
    rhythm: int
    supervised: tuple[Supervised, ...] = ()


async def list_views(db: AsyncSession, case: CaseAccess, *, since: Week | None, today: date) -> Views:
    """The numbers of the weeks from `since` on, of all weeks without one; one statement."""
    rows = (await db.execute(views_statement(case.case_id, since))).all()
    views = tuple(_view(row, today) for row in rows if row.kind == WEEKLY_ENTRY)
    held = (row for row in rows if row.kind == GROUP_SUPERVISION)
    supervised = tuple(Supervised(row.entry_id, day_of(row.happened_at), row.safety) for row in held)
    return Views(views, bool(rows[0].has_earlier), int(rows[0].rhythm or DEFAULT_RHYTHM), supervised)


def views_in(rows: Sequence[Row[Any]], entries: Iterable[Told], today: date) -> Views:
    """The same from entries that are read with all their words; `rows` besides tell how long each held the case."""
    found, supervised = list[View](), list[Supervised]()
    for row, told in zip(rows, entries, strict=True):
        if isinstance(told.content, WeeklyEntry) and told.content.safety is not None:
            over = until(row.held_until, row.left_on, today)
            found.append(View(told.author_id, told.author, told.role, over, Week(told.week), told.content.safety))
        if isinstance(told.content, GroupSupervision):
            supervised.append(Supervised(told.id, day_of(told.happened_at), told.content.safety))
    rhythm = int(rows[0].rhythm or DEFAULT_RHYTHM) if rows else DEFAULT_RHYTHM
    return Views(tuple(found), False, rhythm, tuple(supervised))


def views_statement(case_id: int, since: Week | None) -> Select[*tuple[Any, ...]]:
    """Numbers and group supervisions; at least one row, without a kind where there is neither."""
    wanted = [Entry.case_id == Case.id, or_(and_(*_has_number(Entry)), Entry.kind == GROUP_SUPERVISION)]
    if since:
        wanted.append(Entry.week >= since.start)
    return (
        select(Entry.id.label("entry_id"), Entry.kind, Entry.happened_at, Entry.week,
               Entry.author_id, Practitioner.name, Practitioner.role, Practitioner.left_on,
               _number(Entry).label("safety"), held_until(Case.id).label("held_until"),
               _earlier(since).label("has_earlier"), rhythm_weeks().label("rhythm"))
        .select_from(Case)
        .outerjoin(Entry, and_(*wanted))
        .outerjoin(Practitioner, Practitioner.id == Entry.author_id)
        .where(Case.id == case_id)
        .order_by(Entry.week, Entry.written_at)
    )  # fmt: skip


def _number(entry: Any) -> ColumnElement[int]:
    number: ColumnElement[int] = entry.content["safety"].as_integer()
    return number


def _has_number(entry: Any) -> tuple[ColumnElement[bool], ...]:
    return entry.kind == WEEKLY_ENTRY, _number(entry).is_not(None)


def _earlier(since: Week | None) -> ColumnElement[bool]:
    if since is None:
        return false()
    before = aliased(Entry)
    return exists().where(before.case_id == Case.id, before.week < since.start, *_has_number(before)).correlate(Case)


def held_until(case_id: Any) -> ColumnElement[date]:
    """Of the author: the last day of their work with the family, the end of days while it goes on."""
    last = func.max(func.coalesce(Involvement.until, literal(date.max)))
    theirs = (Involvement.case_id == case_id, Involvement.practitioner_id == Practitioner.id)
    held = select(last).where(*theirs, Involvement.relation.in_(_WORKS))
    return held.correlate_except(Involvement).scalar_subquery()


def rhythm_weeks() -> ColumnElement[Any]:
    return select(CouncilSetting.value).where(CouncilSetting.key == "rhythm_weeks").scalar_subquery()


def _view(row: Row[*tuple[Any, ...]], today: date) -> View:
    over = until(row.held_until, row.left_on, today)
    return View(row.author_id, row.name, row.role, over, Week(row.week), row.safety)
