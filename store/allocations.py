"""Allocations: who is given a case by its manager, and whose work on it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.case_access import CaseAccess
from store.practice.permissions import Relation
from store.practice.roles import ROLES, WRITERS
from store.tables.cases import Involvement
from store.tables.people import Practitioner, Team


@dataclass(frozen=True)
class Free:
    """Somebody to whom the case can be allocated."""

    id: int
    name: str
    role: str

    @property
    def label(self) -> str:
        return f"{self.name}, {ROLES[self.role].label}"


@dataclass(frozen=True)
class NewAllocation:
    """`for_person_id`: the adult of the family with whom they work, if it is one. `consults`: they are asked for
    consultation, and have no chapter in the week.
    """

    practitioner_id: int
    for_person_id: int | None
    lead: bool
    since: date
    consults: bool = False


async def list_free(db: AsyncSession, case: CaseAccess, today: date) -> Sequence[Free]:
    """Those of the case's team who write and have not left, and the area's psychologist, not on the case yet."""
    area = select(Team.area_id).where(Team.id == case.team_id).scalar_subquery()
    of_the_area = and_(Practitioner.role == "psychologist", Practitioner.area_id == area)
    held = exists().where(Involvement.practitioner_id == Practitioner.id, *_held(case.case_id, today))
    rows = await db.execute(
        select(Practitioner.id, Practitioner.name, Practitioner.role)
        .where(Practitioner.left_on.is_(None), Practitioner.role.in_(WRITERS), ~held)
        .where(or_(Practitioner.team_id == case.team_id, of_the_area))
        .order_by(Practitioner.name, Practitioner.id)
    )
    return [Free(*row) for row in rows]


async def is_allocated(db: AsyncSession, *, case_id: int, practitioner_id: int, day: date) -> bool:
    """Whether the practitioner held the case on that day, or was asked for consultation."""
    held = exists().where(Involvement.practitioner_id == practitioner_id, *_held(case_id, day))
    return bool(await db.scalar(select(held)))


async def record_allocation(db: AsyncSession, new: NewAllocation, *, case_id: int, today: date) -> int:
    """Allocate the case; a new lead takes the mark from the one before. Returns the allocation's id.

    Whether the practitioner may hold it is the caller's question (list_free).
    """
    if new.lead:
        await db.execute(update(Involvement).where(*_held(case_id, today), Involvement.lead).values(lead=False))
    facts = {"for_person_id": new.for_person_id, "lead": new.lead, "since": new.since}
    relation = Relation.CONSULTATION if new.consults else Relation.ALLOCATED
    made = await db.execute(
        insert(Involvement)
        .values(case_id=case_id, practitioner_id=new.practitioner_id, relation=relation.value, **facts)
        .returning(Involvement.id)
    )
    return made.scalar_one()


async def end_allocation(db: AsyncSession, *, case_id: int, allocation_id: int, today: date) -> int | None:
    """End it at once: yesterday was the last day. Returns whose it was; None where there is none to end.

    One that began today was a slip and is taken back whole; the trail keeps that it was made.
    """
    this = (Involvement.id == allocation_id, *_held(case_id, today))
    found = await db.scalar(select(Involvement).where(*this))
    if found is None:
        return None
    whose = found.practitioner_id
    if found.since == today:
        await db.execute(delete(Involvement).where(*this))
    else:
        await db.execute(update(Involvement).where(*this).values(until=today - timedelta(days=1)))
    return whose


def _held(case_id: int, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Involvement.case_id == case_id,
        Involvement.relation.in_((Relation.ALLOCATED, Relation.CONSULTATION)),
        Involvement.since <= day,
        or_(Involvement.until.is_(None), Involvement.until >= day),
    )
