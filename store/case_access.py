"""What somebody may do on one case, found by its family or by something that stands on it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.permissions import Permission, Relation, permissions_of
from store.tables.cases import Case
from store.tables.conferences import Conference
from store.tables.entries import Entry, Task
from store.tables.families import Family
from store.tables.people import Team
from store.visibility import Viewer, ViewerKind, holds


@dataclass(frozen=True)
class CaseAccess:
    """What somebody may do on a case, with the head that every screen of the case shows."""

    case_id: int
    family_id: int
    name: str
    reference: str
    address_lines: list[str]
    postcode: str
    warnings: list[str]
    team_id: int
    team: str
    opened_on: date
    closed_on: date | None
    restricted: bool
    referral: str
    next_conference_on: date | None
    permissions: frozenset[Permission]

    @property
    def may_record(self) -> bool:
        return Permission.RECORD in self.permissions and self.closed_on is None

    @property
    def may_convene(self) -> bool:
        return Permission.CONVENE in self.permissions and self.closed_on is None

    @property
    def may_share(self) -> bool:
        return Permission.SHARE in self.permissions and self.closed_on is None

    @property
    def may_supervise(self) -> bool:
        return Permission.SUPERVISE in self.permissions and self.closed_on is None

    @property
    def may_sign_off(self) -> bool:
        return Permission.SIGN_OFF in self.permissions


async def access_to_family(db: AsyncSession, viewer: Viewer, *, family_id: int) -> CaseAccess | None:
    """What `viewer` may do on the family's case that is open, or was open last, among those one may see; or None."""
    return await _access(db, viewer, "family", family_id)


async def access_to_entry(db: AsyncSession, viewer: Viewer, *, entry_id: UUID) -> CaseAccess | None:
    return await _access(db, viewer, "entry", entry_id)


async def access_to_conference(db: AsyncSession, viewer: Viewer, *, conference_id: UUID) -> CaseAccess | None:
    return await _access(db, viewer, "conference", conference_id)


async def access_to_task(db: AsyncSession, viewer: Viewer, *, task_id: UUID) -> CaseAccess | None:
    return await _access(db, viewer, "task", task_id)


async def _access(db: AsyncSession, viewer: Viewer, about: str, key: Any) -> CaseAccess | None:
    for row in await db.execute(_access_by(viewer.kind, about), viewer.facts | {"key": key}):
        values: list[Any] = list(row)
        facts, flags = values[: len(_HEAD)], values[len(_HEAD) :]
        relations = frozenset(one for one, flag in zip(Relation, flags, strict=True) if flag)
        permissions = permissions_of(viewer.role, relations)
        if permissions:
            return CaseAccess(*[*facts, permissions])
    return None


@cache
def _access_by(kind: ViewerKind, about: str) -> Executable:
    """The cases behind a `key`, the one that is open or was open last first: head and relations of each."""
    held = [case((holds(kind.anyone(), relation), 1), else_=0) for relation in Relation]
    newest = (Case.closed_on.is_not(None), Case.opened_on.desc(), Case.id.desc())
    head = select(*_HEAD, *held).select_from(Case).join(Family).join(Team, Team.id == Case.team_id)
    return head.where(_BEHIND[about]).order_by(*newest)


_BEHIND: dict[str, ColumnElement[bool]] = {
    "family": Case.family_id == bindparam("key"),
    "entry": Case.id.in_(select(Entry.case_id).where(Entry.id == bindparam("key"))),
    "conference": Case.id.in_(select(Conference.case_id).where(Conference.id == bindparam("key"))),
    "task": Case.id.in_(select(Task.case_id).where(Task.id == bindparam("key"))),
}
_HEAD = (
    Case.id, Case.family_id, Family.name, Family.reference, Family.address_lines, Family.postcode, Family.warnings,
    Case.team_id, Team.name, Case.opened_on, Case.closed_on, Case.restricted, Case.referral, Case.next_conference_on,
)  # fmt: skip
