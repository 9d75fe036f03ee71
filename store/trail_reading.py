"""The trail as its auditor reads it: who did what and when, by reference, without content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.calendar import LONDON
from store.tables.cases import Case
from store.tables.families import Family
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from store.trail import FIRST_SEAL, Deed, seal_of

PAGE = 50


@dataclass(frozen=True)
class TrailLine:
    """A row for the auditor; `holds` says whether its seal fits its facts and the row before."""

    number: int
    at: datetime
    name: str
    act: str
    reference: str
    subject: str
    holds: bool


@dataclass(frozen=True)
class TrailFilter:
    """Empty fields ask for nothing. `kind` is a key of KINDS; `before` a row's number, for the next page."""

    reference: str = ""
    name: str = ""
    day: date | None = None
    kind: str = ""
    before: int | None = None


_READS = or_(TrailRow.act.in_(("read", "carried")), TrailRow.act.endswith(" read"))
_SEARCHES = TrailRow.act == "search"
_REFUSALS = or_(TrailRow.act.startswith("refused"), TrailRow.act.endswith(" refused"))
_COMING_IN = or_(
    *(TrailRow.act.startswith(word) for word in ("signed ", "sign-in", "passkey ", "phone ", "invitation ", "person "))
)
KINDS: dict[str, ColumnElement[bool]] = {
    "reads": _READS,
    "changes": ~or_(_READS, _REFUSALS, _COMING_IN, _SEARCHES),
    "searches": _SEARCHES,
    "coming_in": and_(_COMING_IN, ~_REFUSALS),
    "refusals": _REFUSALS,
}


async def list_trail(db: AsyncSession, key: bytes, asked: TrailFilter) -> list[TrailLine]:
    """The newest PAGE rows that fit, each with the answer whether the chain holds there."""
    rows = (await db.execute(_page_of(asked))).all()
    before = await _seals_before(db, [row[0].number for row in rows])
    return [_line(key, before, *row) for row in rows]


def _page_of(asked: TrailFilter) -> Select[*tuple[Any, ...]]:
    rows = (
        select(TrailRow, Practitioner.name, Family.reference)
        .outerjoin(Practitioner, Practitioner.id == TrailRow.practitioner_id)
        .outerjoin(Case, Case.id == TrailRow.case_id)
        .outerjoin(Family, Family.id == Case.family_id)
    )
    return rows.where(*_conditions(asked)).order_by(TrailRow.number.desc()).limit(PAGE)


def _conditions(asked: TrailFilter) -> list[ColumnElement[bool]]:
    wanted = []
    if asked.reference:
        wanted.append(Family.reference == asked.reference.upper())
    if asked.name:
        wanted.append(Practitioner.name.icontains(asked.name, autoescape=True))
    if asked.day:
        begins = datetime.combine(asked.day, time(), LONDON)
        ends = datetime.combine(asked.day + timedelta(days=1), time(), LONDON)
        wanted.append(and_(TrailRow.at >= begins.astimezone(UTC), TrailRow.at < ends.astimezone(UTC)))
    if asked.kind:
        wanted.append(KINDS.get(asked.kind, false()))
    if asked.before:
        wanted.append(TrailRow.number < asked.before)
    return wanted


async def _seals_before(db: AsyncSession, numbers: Sequence[int]) -> dict[int, bytes]:
    """The seal on which each of these rows stands; the first row stands on FIRST_SEAL."""
    wanted = [number - 1 for number in numbers if number > 1]
    rows = await db.execute(select(TrailRow.number, TrailRow.seal).where(TrailRow.number.in_(wanted)))
    return {0: FIRST_SEAL} | dict(rows.all())


def _line(key: bytes, seals: dict[int, bytes], row: TrailRow, name: str | None, reference: str | None) -> TrailLine:
    deed = Deed(row.act, row.practitioner_id, row.case_id, row.subject, row.facts)
    before = seals.get(row.number - 1)
    holds = before is not None and seal_of(key, before, row.number, row.at, deed) == row.seal
    return TrailLine(row.number, row.at, name or "", row.act, reference or "", row.subject, holds)
