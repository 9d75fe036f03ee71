"""The practitioners who work with a family: whoever is tied to its case today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.permissions import Relation
from store.practice.roles import ROLES, InRole
from store.tables.cases import Involvement
from store.tables.people import Practitioner, Team


@dataclass(frozen=True)
class CasePractitioner(InRole):
    """Somebody's present tie to the case. `relation`: allocated, consultation or chair."""

    id: int
    name: str
    role: str
    team: str
    phone: str
    relation: str
    lead: bool
    for_person_id: int | None
    since: date
    allocation_id: int

    @property
    def writes(self) -> bool:
        """True for those who have a chapter in the family's week."""
        return self.relation == Relation.ALLOCATED and ROLES[self.role].writes


async def practitioners_on(db: AsyncSession, case_id: int, today: date) -> tuple[CasePractitioner, ...]:
    """Whoever is tied to the case today, the lead first; one statement. Who has left the service is left out."""
    rows = await db.execute(_TIED, {"case": case_id, "today": today})
    return tuple(CasePractitioner(**(row._asdict() | {"team": row.team or ""})) for row in rows)


_TIE = (
    Practitioner.id, Practitioner.name, Practitioner.role, Team.name.label("team"), Practitioner.phone,
    Involvement.relation, Involvement.lead, Involvement.for_person_id, Involvement.since,
    Involvement.id.label("allocation_id"),
)  # fmt: skip
_TODAY = bindparam("today", type_=Date())
_TIED = (
    select(*_TIE)
    .select_from(Involvement)
    .join(Practitioner, Practitioner.id == Involvement.practitioner_id)
    .outerjoin(Team, Team.id == Practitioner.team_id)
    .where(
        Involvement.case_id == bindparam("case"),
        Practitioner.left_on.is_(None),
        Involvement.since <= _TODAY,
        or_(Involvement.until.is_(None), Involvement.until >= _TODAY),
    )
    .order_by(Involvement.lead.desc(), Involvement.since, Involvement.id)
)
