"""Copies of a report: who gets one, what each leaves out by hand, and what is said of the report beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, Uuid, cast, insert, literal, null, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.report.copies import AGENCY, Recipient
from store.practice.report.paper import Reply
from store.practice.roles import InRole
from store.report_replies import in_order, replies_beside
from store.tables.people import Practitioner
from store.tables.report_copies import ReportAgency, ReportWithholding


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
class CopyGround:
    """`agencies`: those of the case; `withholdings`: of the report, for everybody, that hold now; `replies`: to it."""

    agencies: tuple[Recipient, ...]
    withholdings: tuple[Withholding, ...]
    replies: tuple[Reply, ...]

    def by_hand(self, recipient: Recipient) -> dict[str, str]:
        return {one.piece: one.reason for one in self.withholdings if one.recipient == recipient.key}


async def copy_ground(db: AsyncSession, *, case_id: int, report_id: UUID) -> CopyGround:
    """In one statement."""
    these = union_all(replies_beside(report_id), _withholdings(report_id), _agencies(case_id))
    rows: list[Any] = list((await db.execute(these)).all())
    named = (Recipient(AGENCY, row.number, row.words) for row in rows if row.whose == AGENCY)
    held = (Withholding(row.number, row.whose, row.section, row.words, *row[-3:])
            for row in rows if row.id is None and row.whose != AGENCY)  # fmt: skip
    agencies, withheld = sorted(named, key=lambda one: one.name), sorted(held, key=lambda one: one.id)
    return CopyGround(tuple(agencies), tuple(withheld), in_order(row for row in rows if row.id))


_NO_REPLY = cast(null(), Uuid)


def _withholdings(report_id: UUID) -> Select[*tuple[Any, ...]]:
    """In the columns of replies."""
    of, nothing = ReportWithholding, (literal(""), literal(""), cast(null(), Date))
    return (
        select(
            _NO_REPLY, of.id, of.recipient, of.piece, of.reason, *nothing, Practitioner.name, Practitioner.role, of.at
        )
        .join(Practitioner, Practitioner.id == of.by_id)
        .where(of.report_id == report_id, of.given_back_at.is_(None))
    )


def _agencies(case_id: int) -> Select[*tuple[Any, ...]]:
    """In the same columns: its name in place of a reason."""
    of, nothing = ReportAgency, (literal(""), literal(""), cast(null(), Date), literal(""), literal(""))
    named = select(_NO_REPLY, of.id, literal(AGENCY), literal(""), of.name, *nothing, of.added_at)
    return named.where(of.case_id == case_id)


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
