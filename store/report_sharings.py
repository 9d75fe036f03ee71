"""Who got which copy of a report, how and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.insert_once import insert_once
from store.practice.case_steps import CONFERENCES, Step
from store.practice.report.copies import ADULT, CHAIR, CHILD
from store.practice.roles import InRole
from store.tables.cases import Case, CaseDate
from store.tables.people import Practitioner
from store.tables.report_copies import ReportSharing, SharedReport
from store.tables.report_versions import ReportVersion
from store.visibility import restricted_since

SHARED = "report_shared"
_reader = aliased(Practitioner)


@dataclass(frozen=True)
class Sharing(InRole):
    """`on`: when they got it; `at`: when that was written down. `reader`: who reads it in Weekbook still;
    `is_shut`: the family was restricted since, and they do not until that is lifted or it is shared with them again.
    """

    recipient: str
    name: str
    way: str
    on: date
    due_on: date | None
    why_late: str
    withheld: Mapping[str, str]
    by: str
    role: str
    at: datetime
    fingerprint: str
    reader: str
    is_shut: bool

    @property
    def is_read_here(self) -> bool:
        return bool(self.reader)

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.on > self.due_on


async def list_sharings(db: AsyncSession, version_id: UUID) -> tuple[Sharing, ...]:
    """The first one first."""
    of = ReportSharing
    rows = await db.execute(
        select(of.recipient, of.name, of.way, of.on, of.due_on, of.why_late, of.withheld, Practitioner.name,
               Practitioner.role, of.at, of.fingerprint, func.coalesce(_reader.name, ""), restricted_since(of.at))
        .join(ReportVersion, ReportVersion.id == of.version_id)
        .join(Case, Case.id == ReportVersion.case_id)
        .join(Practitioner, Practitioner.id == of.by_id)
        .outerjoin(SharedReport, and_(SharedReport.sharing_id == of.id, SharedReport.ended_at.is_(None)))
        .outerjoin(_reader, _reader.id == SharedReport.reader_id)
        .where(of.version_id == version_id)
        .order_by(of.at, of.id)
    )  # fmt: skip
    return tuple(Sharing(*row) for row in rows)


async def record_sharing(
    db: AsyncSession, *, case_id: int, since: date | None, sharing: Mapping[str, Any]
) -> bool:  # fmt: skip
    """Whether it is new by its id. While the case is locked. Once the chair and somebody of the family have it, the
    report counts as shared (facts, “When things are due”: report to family and chair). `since`: of the report.
    """
    if await insert_once(db, ReportSharing, sharing) is None:
        return False
    of = ReportVersion
    report = select(of.report_id).where(of.id == sharing["version_id"]).scalar_subquery()
    got = select(ReportSharing.recipient, ReportSharing.on).join(of, of.id == ReportSharing.version_id)
    rows = (await db.execute(got.where(of.report_id == report))).all()
    chair = min((on for who, on in rows if who == CHAIR), default=None)
    family = min((on for who, on in rows if who.startswith((f"{ADULT}-", f"{CHILD}-"))), default=None)
    if chair and family:
        await _keep_step(db, case_id, since or date.min, max(chair, family))
    return True


async def _keep_step(db: AsyncSession, case_id: int, since: date, on: date) -> None:
    """Once; not after the report's conference, or it would be taken for the report to the next one."""
    rows = await db.execute(select(CaseDate.kind, CaseDate.on, CaseDate.facts).where(CaseDate.case_id == case_id))
    later = [step for step in (Step(kind, day, None, facts) for kind, day, facts in rows) if step.on > since]
    if not any(step.kind == SHARED or (step.kind in CONFERENCES and step.took_place) for step in later):
        await db.execute(insert(CaseDate).values(case_id=case_id, kind=SHARED, on=on, facts={}))
