"""Conferences and other meetings: set for a day, moved, held with what came of it, or not held and why.

The day and whether it took place stand in the case's own step (CaseDate), what was decided in the children's plans:
whatever is due is reckoned from those two, as it is of a family that was imported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.practice.case_steps import BOOKED, CONFERENCES, HELD, NOT_HELD, STATE
from store.practice.conferences import Outcome, kind_in_words
from store.practice.plans_decided import ChildPlan, PlanChange, plan_changes
from store.tables.cases import Case, CaseDate, Plan
from store.tables.conferences import Conference
from store.tables.people import Practitioner


class AlreadySet(Exception):
    """A meeting of that kind is set already: that one is to be moved."""


class NotTheirs(Exception):
    """Somebody else's meeting has that id, or another case's."""


class AlreadySettled(Exception):
    """Somebody has recorded meanwhile what it came to, or that it did not take place; or has moved it."""


@dataclass(frozen=True)
class Move:
    """It was set for `on` before, until `by` moved it, or (without a reason) recorded that it was held another day."""

    on: date
    why: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True)
class ListedConference:
    """`outcomes`: by the child's id. `moves`: oldest first."""

    id: UUID
    kind: str
    on: date
    state: str
    made_by: str
    made_at: datetime
    moves: tuple[Move, ...]
    outcomes: Mapping[int, Outcome]
    dissent: str
    why_not: str
    settled_by: str
    settled_at: datetime | None
    version: int

    @property
    def name(self) -> str:
        return kind_in_words(self.kind)

    @property
    def set_for(self) -> date:
        """The day for which it was set at first."""
        return self.moves[0].on if self.moves else self.on

    @property
    def is_booked(self) -> bool:
        return self.state == BOOKED

    @property
    def was_held(self) -> bool:
        return self.state == HELD


async def list_conferences(db: AsyncSession, case_id: int) -> tuple[ListedConference, ...]:
    """Those of the case, the newest first."""
    rows = await db.execute(_listed().where(Conference.case_id == case_id).order_by(CaseDate.on.desc(), Conference.id))
    return tuple(_conference(row) for row in rows)


async def find_conference(db: AsyncSession, conference_id: UUID) -> ListedConference:
    return _conference((await db.execute(_listed().where(Conference.id == conference_id))).one())


async def find_made_by(
    db: AsyncSession, conference_id: UUID, *, case_id: int, by: int
) -> ListedConference | None:  # fmt: skip
    """Theirs, on this case; None where there is none of that id. Raises NotTheirs."""
    known = await db.get(Conference, conference_id)
    if known and (known.case_id, known.made_by_id) != (case_id, by):
        raise NotTheirs
    return await find_conference(db, conference_id) if known else None


async def record_booking(
    db: AsyncSession, conference_id: UUID, *, case_id: int, kind: str, on: date, by: int, today: date, now: datetime
) -> None:
    """Set a day, while the case is locked. One that is to come replaces the day with which the case was taken over.

    Raises AlreadySet.
    """
    if any(one.is_booked and one.kind == kind for one in await list_conferences(db, case_id)):
        raise AlreadySet
    step = CaseDate(case_id=case_id, kind=kind, on=on, facts={STATE: BOOKED})
    db.add(step)
    await db.flush()
    made = {"case_id": case_id, "step_id": step.id, "made_by_id": by, "made_at": now}
    await db.execute(insert(Conference).values(id=conference_id, **made))
    if kind in CONFERENCES and on >= today:
        await db.execute(update(Case).where(Case.id == case_id).values(next_conference_on=None))


async def move_booking(
    db: AsyncSession, conference_id: UUID, *, on: date, why: str, by: str, opened_version: int
) -> None:
    """To another day; the one before is kept. Raises AlreadySettled."""
    conference, step = await _open(db, conference_id, opened_version)
    conference.moves = [*conference.moves, {"on": step.on.isoformat(), "why": why, "by": by}]
    conference.version, step.on = conference.version + 1, on


async def record_held(
    db: AsyncSession, conference_id: UUID, *, on: date, outcomes: Mapping[int, Outcome], dissent: str,
    by: int, now: datetime,
) -> None:  # fmt: skip
    """What it came to, for each child, with the plans that follow; while the case is locked. Raises AlreadySettled."""
    conference, step = await _open(db, conference_id)
    said = {str(child): {"outcome": one.outcome, "category": one.category} for child, one in outcomes.items()}
    if step.on != on:
        name = (await db.get_one(Practitioner, by)).name
        set_for = {"on": step.on.isoformat(), "why": "", "by": name, "at": now.isoformat()}
        conference.moves = [*conference.moves, set_for]
    step.on, step.facts = on, {STATE: HELD}
    conference.outcomes, conference.dissent = said, dissent
    _settle(conference, by, now)
    await _change_plans(db, conference.case_id, step.kind, outcomes, on)


async def record_not_held(
    db: AsyncSession, conference_id: UUID, *, why: str, by: int, now: datetime, opened_version: int
) -> None:
    """It did not take place, on the day for which it was set as they read it. Raises AlreadySettled."""
    conference, step = await _open(db, conference_id, opened_version)
    step.facts, conference.why_not = {STATE: NOT_HELD}, why
    _settle(conference, by, now)


def _settle(conference: Conference, by: int, now: datetime) -> None:
    conference.settled_by_id, conference.settled_at, conference.version = by, now, conference.version + 1


async def _open(
    db: AsyncSession, conference_id: UUID, opened_version: int | None = None
) -> tuple[Conference, CaseDate]:  # fmt: skip
    conference = await db.get_one(Conference, conference_id, with_for_update=True)
    if conference.settled_at or opened_version not in (None, conference.version):
        raise AlreadySettled
    return conference, await db.get_one(CaseDate, conference.step_id)


async def _change_plans(
    db: AsyncSession, case_id: int, kind: str, outcomes: Mapping[int, Outcome], on: date
) -> None:  # fmt: skip
    plans = {plan.id: plan for plan in await db.scalars(select(Plan).where(Plan.case_id == case_id))}
    known = [ChildPlan(one.id, one.person_id, one.kind, one.category, one.started_on, one.ended_on)
             for one in plans.values()]  # fmt: skip
    for change in plan_changes(kind, outcomes, known, on):
        if change.plan_id is None:
            begun = {"person_id": change.person_id, "kind": change.kind, "category": change.category}
            await db.execute(insert(Plan).values(case_id=case_id, started_on=on, facts={}, **begun))
        else:
            _change(plans[change.plan_id], change)


def _change(plan: Plan, change: PlanChange) -> None:
    """The category with which it began stays on the record: the plan has one beginning, whatever it is now for."""
    if plan.category != change.category:
        began = {"first_category": plan.facts.get("first_category") or plan.category}
        plan.facts = {name: fact for name, fact in plan.facts.items() if name != "latest_category"} | began
    plan.ended_on, plan.category = change.ended_on, change.category


_maker, _settler = aliased(Practitioner), aliased(Practitioner)


def _listed() -> Select[*tuple[Any, ...]]:
    return (
        select(Conference, CaseDate.kind, CaseDate.on, CaseDate.facts, _maker.name, _settler.name)
        .join(CaseDate, CaseDate.id == Conference.step_id)
        .join(_maker, _maker.id == Conference.made_by_id)
        .outerjoin(_settler, _settler.id == Conference.settled_by_id)
    )


def _conference(row: Row[*tuple[Any, ...]]) -> ListedConference:
    kept, kind, on, facts, made_by, settled_by = row
    return ListedConference(
        kept.id, kind, on, str(facts.get(STATE, "")), made_by, kept.made_at, _moves(kept.moves),
        {int(child): Outcome(**said) for child, said in kept.outcomes.items()},
        kept.dissent, kept.why_not, settled_by or "", kept.settled_at, kept.version,
    )  # fmt: skip


def _moves(kept: Sequence[Mapping[str, str]]) -> tuple[Move, ...]:
    return tuple(
        Move(date.fromisoformat(one["on"]), one["why"], one["by"],
             datetime.fromisoformat(one["at"]) if "at" in one else None)
        for one in kept
    )  # fmt: skip
