"""The only place where “which cases may this person see” is written.

The table of roles and relations (store.practice.permissions) becomes one SQL condition here. A restricted
case exists only for those allocated to it and for the managers of its team. While it is open, the family's other
cases are no way around it: the address, the warnings and the people are the family's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from store.practice.consultations import OPEN
from store.practice.permissions import Permission, Relation, relations_with
from store.tables.cases import Case, Involvement, Restriction
from store.tables.consultations import Consultation
from store.tables.entries import Entry
from store.tables.people import Team


@dataclass(frozen=True)
class Viewer:
    """The practitioner as far as visibility asks; `today` decides which involvements are current."""

    id: int
    role: str
    team_id: int | None
    area_id: int | None
    today: date

    @property
    def kind(self) -> "ViewerKind":
        return ViewerKind(self.role, self.team_id is not None, self.area_id is not None)

    @property
    def facts(self) -> dict[str, Any]:
        """What `ViewerKind.anyone` left open."""
        return {"viewer": self.id, "viewer_team": self.team_id, "viewer_area": self.area_id, "viewer_day": self.today}


@dataclass(frozen=True)
class ViewerKind:
    """All those for whom the conditions read alike: what is built for a kind is compiled once, not for each person."""

    role: str
    has_team: bool
    has_area: bool

    def anyone(self) -> Viewer:
        """A viewer with parameters in place of facts, to be named as in `Viewer.facts`."""
        whole = {name: bindparam(name, type_=Integer()) for name in ("viewer", "viewer_team", "viewer_area")}
        team = whole["viewer_team"] if self.has_team else None
        area = whole["viewer_area"] if self.has_area else None
        parameters: Any = (whole["viewer"], self.role, team, area, bindparam("viewer_day", type_=Date()))
        return Viewer(*parameters)


def cases_for(viewer: Viewer, permission: Permission) -> Select[int]:
    """The ids of the cases on which `viewer` has `permission`, as a select to build on."""
    return select(Case.id).where(_allowed(viewer, permission))


def _allowed(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    relations = relations_with(viewer.role, permission)
    if not relations:
        return false()
    return or_(*(holds(viewer, relation) for relation in sorted(relations)))


_other = aliased(Case)
FAMILY_IS_RESTRICTED = (
    select(literal(1))
    .where(_other.family_id == Case.family_id, _other.restricted == true(), _other.closed_on.is_(None))
    .correlate(Case)
    .exists()
)
"""By any open case of it, as a condition of a statement on cases."""


def holds(viewer: Viewer, relation: Relation) -> ColumnElement[bool]:
    """Whether `viewer` stands to a case in `relation`, as a condition of a statement on cases."""
    condition = _RELATIONS[relation](viewer)
    if relation is Relation.ALLOCATED or (relation is Relation.SAME_TEAM and viewer.role == "team_manager"):
        return and_(condition, or_(Case.restricted == true(), ~FAMILY_IS_RESTRICTED))
    return and_(Case.restricted == false(), ~FAMILY_IS_RESTRICTED, condition)


_begun, _lifted = aliased(Restriction), aliased(Restriction)


def restricted_since(at: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    """Whether the family is restricted and was not yet at that moment: what was opened to somebody then is closed.

    As a condition of a statement on cases and on what has the moment. A reason that was given once more restricts
    nothing anew; a restriction of which no act is known counts as later.
    """
    lifted = select(literal(1)).where(
        _lifted.case_id == _begun.case_id, _lifted.restricted == false(), _lifted.at > _begun.at
    )
    before = select(literal(1)).where(
        _begun.case_id == _other.id, _begun.restricted == true(), _begun.at < at,
        ~lifted.correlate(_begun).exists(),
    )  # fmt: skip
    return (
        select(literal(1))
        .where(
            _other.family_id == Case.family_id,
            _other.restricted == true(),
            or_(_other.id == Case.id, _other.closed_on.is_(None)),
            ~before.correlate(_other, at.class_).exists(),
        )
        .correlate(Case, at.class_)
        .exists()
    )


def _involved(viewer: Viewer, relation: Relation, *, current: bool = True) -> ColumnElement[bool]:
    over = Involvement.until < viewer.today
    return (
        select(literal(1))
        .where(
            Involvement.case_id == Case.id,
            Involvement.practitioner_id == viewer.id,
            Involvement.relation == relation,
            Involvement.since <= viewer.today,
            or_(Involvement.until.is_(None), ~over) if current else over,
        )
        .exists()
    )


def _same_area(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.area_id is None:
        return false()
    return Case.team_id.in_(select(Team.id).where(Team.area_id == viewer.area_id))


def _asked(viewer: Viewer) -> ColumnElement[bool]:
    """Another asked something of the viewer's area that waits, or that the viewer answered; one's own opens nothing."""
    waits = and_(Consultation.state.in_(OPEN), _same_area(viewer))
    answered = and_(Consultation.answer_id.is_not(None), Consultation.taken_by_id == viewer.id)
    asked = select(literal(1)).select_from(Consultation).join(Entry, Entry.id == Consultation.entry_id)
    return asked.where(Entry.author_id != viewer.id, Consultation.case_id == Case.id, or_(waits, answered)).exists()


_RELATIONS: dict[Relation, Callable[[Viewer], ColumnElement[bool]]] = {
    Relation.ALLOCATED: lambda viewer: _involved(viewer, Relation.ALLOCATED),
    Relation.SAME_TEAM: lambda viewer: false() if viewer.team_id is None else Case.team_id == viewer.team_id,
    Relation.SAME_AREA: _same_area,
    Relation.CONSULTATION: lambda viewer: _involved(viewer, Relation.CONSULTATION),
    Relation.CHAIR: lambda viewer: _involved(viewer, Relation.CHAIR),
    Relation.FORMER: lambda viewer: _involved(viewer, Relation.ALLOCATED, current=False),
    Relation.NONE: lambda viewer: true(),
    Relation.ASKED: _asked,
}
