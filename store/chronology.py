"""A family's chronology: what is marked significant, a page at a time, from either end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.told import Told
from store.tables.entries import Entry
from store.told_entries import told_entries, told_of, with_co_visitors

LINES_TO_A_PAGE = 25
LINES_ON_PAPER = 500
READ_AT_ONCE = 200
_Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class ChronologyAsked:
    """What of it is asked for. `child_id`: what concerns that child, or no child in particular; `after`: the entry
    with which the page before ended, an id of nothing on the case begins anew; `whole`: as much as paper takes.
    """

    kind: str = ""
    author_id: int | None = None
    child_id: int | None = None
    oldest_first: bool = False
    after: UUID | None = None
    whole: bool = False

    @property
    def lines(self) -> int:
        return LINES_ON_PAPER if self.whole else LINES_TO_A_PAGE


@dataclass(frozen=True)
class ChronologyPage:
    """`onward`: give it as `ChronologyAsked.after` for the next page; None at the end.
    `is_later`: others came before.
    """

    lines: tuple[Told, ...]
    onward: UUID | None
    is_later: bool


async def list_chronology(db: AsyncSession, case_id: int, asked: ChronologyAsked) -> ChronologyPage:
    """One page, and whether there is more.

    Two statements; one more for a later page, and for every two hundred lines that are of other children.
    """
    kept, place = list[Told](), await _place_of(db, case_id, asked.after)
    is_later = place is not None
    while len(kept) <= asked.lines:
        read = [told_of(row) for row in await db.execute(_next(case_id, asked, place))]
        kept += [told for told in read if _concerns(told, asked.child_id)]
        if len(read) < _at_once(asked):
            break
        place = (read[-1].happened_at, read[-1].id)
    shown = await with_co_visitors(db, kept[: asked.lines])
    return ChronologyPage(tuple(shown), shown[-1].id if len(kept) > asked.lines else None, is_later)


async def _place_of(db: AsyncSession, case_id: int, entry_id: UUID | None) -> _Place | None:
    if entry_id is None:
        return None
    happened_at = await db.scalar(select(Entry.happened_at).where(Entry.id == entry_id, Entry.case_id == case_id))
    return (happened_at, entry_id) if happened_at else None


def _concerns(told: Told, child_id: int | None) -> bool:
    return child_id is None or not told.children or child_id in told.children


def _at_once(asked: ChronologyAsked) -> int:
    return asked.lines + 1 if asked.child_id is None else max(asked.lines + 1, READ_AT_ONCE)


def _next(case_id: int, asked: ChronologyAsked, place: _Place | None) -> Select[Any]:
    wanted: list[ColumnElement[bool]] = [Entry.case_id == case_id, Entry.significant.is_(True)]
    if asked.kind:
        wanted.append(Entry.kind == asked.kind)
    if asked.author_id is not None:
        wanted.append(Entry.author_id == asked.author_id)
    if place:
        wanted.append(_beyond(place, oldest_first=asked.oldest_first))
    first = Entry.happened_at if asked.oldest_first else Entry.happened_at.desc()
    return told_entries().where(*wanted).order_by(first, Entry.id).limit(_at_once(asked))


def _beyond(place: _Place, *, oldest_first: bool) -> ColumnElement[bool]:
    """Read along the index: what happened at the same moment stands in the order of its id."""
    happened_at, entry_id = place
    from_there = Entry.happened_at >= happened_at if oldest_first else Entry.happened_at <= happened_at
    return and_(from_there, or_(Entry.happened_at != happened_at, Entry.id > entry_id))
