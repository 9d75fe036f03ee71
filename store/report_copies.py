"""Copies of a report: who gets one, what each leaves out by hand, and who got which, how and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, literal, null, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.case_steps import CONFERENCES, Step
from store.practice.report.copies import ADULT, AGENCY, CHAIR, CHILD, Recipient
from store.practice.roles import InRole
from store.tables.cases import CaseDate
from store.tables.people import Practitioner
from store.tables.report_copies import ReportAgency, ReportSharing, ReportWithholding
from store.tables.report_versions import ReportVersion

SHARED = "report_shared"


@dataclass(frozen=True)
class Withholding(InRole):
    """`recipient`, `piece`: their keys."""

    id: int
    recipient: str
    piece: str
    reason: str
    by: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Sharing(InRole):
    """`on`: when they got it; `at`: when that was written down."""

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

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.on > self.due_on


@dataclass(frozen=True)
class CopyGround:
    """`agencies`: those of the case; `withholdings`: of the report, for everybody, that hold now."""

    agencies: tuple[Recipient, ...]
    withholdings: tuple[Withholding, ...]

    def by_hand(self, recipient: Recipient) -> dict[str, str]:
        return {one.piece: one.reason for one in self.withholdings if one.recipient == recipient.key}


async def copy_ground(db: AsyncSession, *, case_id: int, report_id: UUID) -> CopyGround:
    """In one statement."""
    rows = (await db.execute(union_all(_withholdings(report_id), _agencies(case_id)))).all()
    agencies = sorted((Recipient(AGENCY, row.id, row.reason) for row in rows if row.recipient == AGENCY),
                      key=lambda one: one.name)  # fmt: skip
    held = sorted((Withholding(*row) for row in rows if row.recipient != AGENCY), key=lambda one: one.id)
    return CopyGround(tuple(agencies), tuple(held))


def _withholdings(report_id: UUID) -> Select[*tuple[Any, ...]]:
    of = ReportWithholding
    return (
        select(of.id, of.recipient, of.piece, of.reason, Practitioner.name, Practitioner.role, of.at)
        .join(Practitioner, Practitioner.id == of.by_id)
        .where(of.report_id == report_id, of.given_back_at.is_(None))
    )


def _agencies(case_id: int) -> Select[*tuple[Any, ...]]:
    """In the same columns: its name in place of a reason."""
    nothing = (literal(""), literal(""), null())
    named = select(ReportAgency.id, literal(AGENCY), literal(""), ReportAgency.name, *nothing)
    return named.where(ReportAgency.case_id == case_id)


async def add_agency(db: AsyncSession, *, case_id: int, name: str, by: int, now: datetime) -> bool:
    """Whether it is new."""
    facts = {"case_id": case_id, "name": name, "added_by_id": by, "added_at": now}
    return await insert_once(db, ReportAgency, facts) is not None


async def withhold(
    db: AsyncSession, *, report_id: UUID, recipient: str, piece: str, reason: str, by: int, now: datetime
) -> None:  # fmt: skip
    said = {"recipient": recipient, "piece": piece, "reason": reason, "by_id": by, "at": now}
    await db.execute(insert(ReportWithholding).values(report_id=report_id, **said))


async def give_back(db: AsyncSession, *, report_id: UUID, withholding_id: int, by: int, now: datetime) -> bool:
    """Whether it was withheld until now."""
    one = (ReportWithholding.report_id == report_id, ReportWithholding.id == withholding_id)
    held = (*one, ReportWithholding.given_back_at.is_(None))
    given = {"given_back_by_id": by, "given_back_at": now}
    done = await db.execute(update(ReportWithholding).where(*held).values(**given).returning(ReportWithholding.id))
    return done.first() is not None


async def list_sharings(db: AsyncSession, version_id: UUID) -> tuple[Sharing, ...]:
    """The first one first."""
    of = ReportSharing
    rows = await db.execute(
        select(of.recipient, of.name, of.way, of.on, of.due_on, of.why_late, of.withheld, Practitioner.name,
               Practitioner.role, of.at)
        .join(Practitioner, Practitioner.id == of.by_id)
        .where(of.version_id == version_id)
        .order_by(of.at, of.id)
    )  # fmt: skip
    return tuple(Sharing(*row) for row in rows)


async def record_sharing(
    db: AsyncSession, *, case_id: int, since: date | None, sharing: Mapping[str, Any]
) -> None:  # fmt: skip
    """While the case is locked. Once the chair and somebody of the family have it, the report counts as shared (facts,
    “When things are due”: report to family and chair). `since`: of the report.
    """
    await db.execute(insert(ReportSharing).values(**sharing))
    of = ReportVersion
    report = select(of.report_id).where(of.id == sharing["version_id"]).scalar_subquery()
    got = select(ReportSharing.recipient, ReportSharing.on).join(of, of.id == ReportSharing.version_id)
    rows = (await db.execute(got.where(of.report_id == report))).all()
    chair = min((on for who, on in rows if who == CHAIR), default=None)
    family = min((on for who, on in rows if who.startswith((f"{ADULT}-", f"{CHILD}-"))), default=None)
    if chair and family:
        await _keep_step(db, case_id, since or date.min, max(chair, family))


async def _keep_step(db: AsyncSession, case_id: int, since: date, on: date) -> None:
    """Once; not after the report's conference, or it would be taken for the report to the next one."""
    rows = await db.execute(select(CaseDate.kind, CaseDate.on, CaseDate.facts).where(CaseDate.case_id == case_id))
    later = [step for step in (Step(kind, day, None, facts) for kind, day, facts in rows) if step.on > since]
    if not any(step.kind == SHARED or (step.kind in CONFERENCES and step.took_place) for step in later):
        await db.execute(insert(CaseDate).values(case_id=case_id, kind=SHARED, on=on, facts={}))
