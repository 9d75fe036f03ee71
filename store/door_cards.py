"""The card needed at the door: who works with the family, what was last written, what is due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from store.bank_holidays import around
from store.desk import Desk
from store.practice.calendar import day_of
from store.practice.case_dates import PlanDates
from store.practice.case_steps import Step, case_dates
from store.practice.due import due_dates
from store.practice.due_date import DueDate
from store.practice.entries import WEEKLY_ENTRY
from store.practice.permissions import Relation
from store.practice.roles import ROLES
from store.practice.weekly_summary import worth_saying
from store.tables.base import UtcDateTime
from store.tables.cases import Case, CaseDate, Involvement
from store.tables.entries import Entry
from store.tables.families import Person
from store.tables.people import CouncilSetting, Practitioner
from store.timescales import KEY as TIMESCALES
from store.timescales import as_set
from store.visits_that_count import last_seen


@dataclass(frozen=True, slots=True)
class Worker:
    id: int
    name: str
    role: str
    phone: str
    lead: bool


@dataclass(frozen=True, slots=True)
class LastWritten:
    headline: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class DoorCard:
    workers: tuple[Worker, ...]
    last: LastWritten | None
    due: tuple[DueDate, ...]


def door_card(
    desk: Desk,
    *,
    case_id: int,
    today: date,
    opened: date,
    plans: Iterable[PlanDates],
    next_conference: date | None,
) -> DoorCard:
    """One statement, for a case that the caller has found through `visibility`. `plans` name each child by its id."""
    rows = desk.rows(_PARTS, {"case": case_id, "today": today})
    parts = {what: [row for row in rows if row.what == what] for what in ("worker", "entry", "seen", "step", "setting")}
    dates = case_dates(
        today=today,
        opened=opened,
        plans=_with_visits(plans, parts["seen"]),
        steps=[Step(row.text, row.on, row.until, row.facts or {}) for row in parts["step"]],
        next_conference=next_conference,
    )
    timescales = as_set(next((row.facts for row in parts["setting"]), None))
    due = worth_saying(due_dates(dates, today, around(today.year), timescales))
    return DoorCard(_workers(parts["worker"]), _last(parts["entry"]), due)


def _with_visits(plans: Iterable[PlanDates], rows: Iterable[Any]) -> Iterator[PlanDates]:
    seen = {str(row.who): day_of(row.at) for row in rows if row.at}
    return (replace(plan, seen=seen.get(plan.child)) for plan in plans)


def _workers(rows: Sequence[Any]) -> tuple[Worker, ...]:
    """Whoever leads stands first."""
    found = {row.who: Worker(row.who, row.name, ROLES[row.text].label, row.more, row.lead) for row in reversed(rows)}
    return tuple(sorted(found.values(), key=lambda worker: (not worker.lead, worker.name)))


def _last(rows: Sequence[Any]) -> LastWritten | None:
    return LastWritten(rows[0].text, rows[0].name, day_of(rows[0].at)) if rows else None


_EMPTY: dict[str, ColumnElement[Any]] = {
    "who": cast(null(), Integer),
    "name": literal(""),
    "text": literal(""),
    "more": literal(""),
    "lead": literal(False),
    "on": cast(null(), Date),
    "until": cast(null(), Date),
    "at": cast(null(), UtcDateTime()),
    "facts": cast(null(), JSON),
}


def _part(what: str, **given: Any) -> Select[*tuple[Any, ...]]:
    """Rows of one shape, so that the parts can be fetched at once."""
    return select(literal(what).label("what"), *(given.get(name, none).label(name) for name, none in _EMPTY.items()))


def _parts() -> CompoundSelect[*tuple[Any, ...]]:
    case_id, today = bindparam("case", type_=Involvement.case_id.type), bindparam("today", type_=Date())
    by = {"who": Practitioner.id, "name": Practitioner.name}
    workers = (
        _part("worker", **by, text=Practitioner.role, more=Practitioner.phone, lead=Involvement.lead)
        .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
        .where(Involvement.case_id == case_id, Involvement.relation == Relation.ALLOCATED)
        .where(Involvement.since <= today, or_(Involvement.until.is_(None), Involvement.until >= today))
        .where(Practitioner.left_on.is_(None))
    )
    headline = (
        _part("entry", **by, text=Entry.content["headline"].as_string(), at=Entry.happened_at)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(Entry.case_id == case_id, Entry.kind == WEEKLY_ENTRY)
    )
    family = select(Case.family_id).where(Case.id == case_id).scalar_subquery()
    seen = _part("seen", who=Person.id, at=last_seen(case_id)).where(Person.family_id == family, Person.kind == "child")
    steps = _part("step", text=CaseDate.kind, on=CaseDate.on, until=CaseDate.until, facts=CaseDate.facts)
    newest = select(headline.order_by(Entry.happened_at.desc()).limit(1).subquery())
    own = _part("setting", facts=CouncilSetting.value).where(CouncilSetting.key == TIMESCALES)
    return union_all(workers, newest, seen, steps.where(CaseDate.case_id == case_id), own)


_PARTS = _parts()
