"""What a phone carries: the families that somebody holds, what finds them there, and when each last changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.consultations import TAKEN_ON
from store.practice.permissions import Permission, Relation
from store.tables.cases import Case, Involvement
from store.tables.consultations import Consultation
from store.tables.families import Family, Person
from store.tables.individual_supervision import OneToOne
from store.tables.supervision import SupervisedFamily, Supervision, SupervisionView
from store.tables.trail import TrailRow
from store.visibility import Viewer, cases_for

_IMPORTS = ("imported from a census", "imported from a caseload list")


@dataclass(frozen=True)
class ViewToGive:
    """A group supervision that has not begun. `revision`: of the view that was given for it, None before the first."""

    meeting_id: UUID
    on: date
    revision: int | None


@dataclass(frozen=True)
class HeldFamily:
    """A family of one's own. `changed`: the number of the newest change of its case on the trail; `view`: in the next
    group supervision that it comes into, None where none is planned.
    """

    family_id: int
    case_id: int
    name: str
    reference: str
    address: str
    postcode: str
    view: ViewToGive | None
    changed: int


@dataclass(frozen=True)
class Newest:
    """`imported`: the number on the trail of the last file that was imported, 0 before the first; `one_to_ones`: when
    a supervision between the viewer and somebody was last changed, empty where there is none.
    """

    imported: int
    one_to_ones: str


@dataclass(frozen=True)
class FindFacts:
    """What finds a person of a carried family."""

    name: str
    born: str
    phone: str


async def list_held(db: AsyncSession, viewer: Viewer) -> list[HeldFamily]:
    """The families whose open case is allocated to `viewer`, or about which they took a question on; two statements."""
    heads = (await db.execute(_held(viewer))).all()
    newest = await _newest_changes(db, {row.case_id for row in heads})
    held: dict[int, HeldFamily] = {}
    for row in heads:
        address = ", ".join(row.address_lines)
        view = ViewToGive(row.meeting_id, row.on, row.revision) if row.meeting_id else None
        facts = (row.name, row.reference, address, row.postcode, view, newest.get(row.case_id, 0))
        held.setdefault(row.family_id, HeldFamily(row.family_id, row.case_id, *facts))
    return list(held.values())


async def newest(db: AsyncSession, viewer: Viewer) -> Newest:
    """What tells of changes beside those of a case; one statement."""
    files = (TrailRow.practitioner_id.is_(None), TrailRow.case_id.is_(None), TrailRow.act.in_(_IMPORTS))
    mine = or_(OneToOne.supervisor_id == viewer.id, OneToOne.practitioner_id == viewer.id)
    imported = select(func.max(TrailRow.number)).where(*files).scalar_subquery()
    changed = select(func.max(OneToOne.changed_at)).where(mine).scalar_subquery()
    number, at = (await db.execute(select(imported, changed))).one()
    return Newest(number or 0, at.isoformat() if at else "")


async def people_to_find(db: AsyncSession, family_ids: Iterable[int]) -> dict[int, list[FindFacts]]:
    """The people of each of these families; one statement."""
    rows = await db.execute(
        select(Person.family_id, Person.given_name, Person.family_name, Person.birth_date, Person.phone)
        .where(Person.family_id.in_(sorted(family_ids)))
        .order_by(Person.family_id, Person.kind.desc(), Person.birth_date, Person.id)
    )
    found: dict[int, list[FindFacts]] = {}
    for family_id, given, family, born, phone in rows:
        name = f"{given} {family}".strip()
        found.setdefault(family_id, []).append(FindFacts(name, born.isoformat() if born else "", phone))
    return found


def _held(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """The newest case of a family comes first, as it does where a family is opened (store.case_access)."""
    meeting, on, revision = SupervisedFamily.supervision_id, Supervision.planned_on, SupervisionView.revision
    return (
        select(Case.id.label("case_id"), Case.family_id, Family.name, Family.reference, Family.address_lines,
               Family.postcode, _next(viewer, meeting).label("meeting_id"), _next(viewer, on).label("on"),
               _next(viewer, revision).label("revision"))
        .join(Family)
        .where(Case.id.in_(cases_for(viewer, Permission.READ)), Case.closed_on.is_(None),
               or_(_allocated(viewer), _taken_on(viewer)))
        .order_by(Family.name, Family.id, Case.opened_on.desc(), Case.id.desc())
    )  # fmt: skip


def _next(viewer: Viewer, column: Any) -> ScalarSelect[Any]:
    """Of the group supervision into which the case comes next, and of the viewer's own view for it."""
    mine = and_(SupervisionView.supervised_id == SupervisedFamily.id, SupervisionView.practitioner_id == viewer.id)
    to_come = (Supervision.started_at.is_(None), Supervision.planned_on >= viewer.today)
    return (
        select(column)
        .select_from(SupervisedFamily)
        .join(Supervision, Supervision.id == SupervisedFamily.supervision_id)
        .outerjoin(SupervisionView, mine)
        .where(SupervisedFamily.case_id == Case.id, SupervisedFamily.taken_out_at.is_(None), *to_come)
        .order_by(Supervision.planned_on, Supervision.made_at, Supervision.id)
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


def _allocated(viewer: Viewer) -> ColumnElement[bool]:
    today = viewer.today
    current = and_(Involvement.since <= today, or_(Involvement.until.is_(None), Involvement.until >= today))
    mine = (Involvement.case_id == Case.id, Involvement.practitioner_id == viewer.id)
    return exists().where(*mine, Involvement.relation == Relation.ALLOCATED, current)


def _taken_on(viewer: Viewer) -> ColumnElement[bool]:
    mine = (Consultation.taken_by_id == viewer.id, Consultation.state == TAKEN_ON)
    return exists().where(Consultation.case_id == Case.id, *mine)


async def list_taken_on(db: AsyncSession, viewer: Viewer) -> list[UUID]:
    """The questions that `viewer` took on and has not answered; one statement."""
    mine = (Consultation.taken_by_id == viewer.id, Consultation.state == TAKEN_ON)
    return list(await db.scalars(select(Consultation.entry_id).where(*mine).order_by(Consultation.settled_at)))


async def _newest_changes(db: AsyncSession, case_ids: set[int]) -> dict[int, int]:
    """By case. Whatever is neither reading nor showing nor carrying nor a refusal may have changed its pages."""
    reads = or_(TrailRow.act.in_(("read", "search", "carried", "shown to the family")), TrailRow.act.endswith(" read"))
    changes = ~or_(reads, TrailRow.act.startswith("refused"))
    rows = await db.execute(
        select(TrailRow.case_id, func.max(TrailRow.number))
        .where(TrailRow.case_id.in_(sorted(case_ids)), changes)
        .group_by(TrailRow.case_id)
    )
    return {case_id: number for case_id, number in rows if case_id}
