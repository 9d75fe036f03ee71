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
from store.report_replies import TakenBack, in_order, in_order_of_taking_back, replies_beside
from store.tables.base import UtcDateTime
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
    """`agencies`: those of the case; `withholdings`: of the report, for everybody, that hold now; `replies`: to it;
    `taken_back`: what was one once.
    """

    agencies: tuple[Recipient, ...]
    withholdings: tuple[Withholding, ...]
    replies: tuple[Reply, ...]
    taken_back: tuple[TakenBack, ...]

    def by_hand(self, recipient: Recipient) -> dict[str, str]:
        return {one.piece: one.reason for one in self.withholdings if one.recipient == recipient.key}


async def copy_ground(db: AsyncSession, *, case_id: int, report_id: UUID) -> CopyGround:
    """In one statement."""
    these = union_all(replies_beside(report_id), _withholdings(report_id), _agencies(case_id))
    rows: list[Any] = list((await db.execute(these)).all())
    named = (Recipient(AGENCY, row.number, row.words) for row in rows if row.whose == AGENCY)
    held = (Withholding(row.number, row.whose, row.section, row.words, *row[8:11])
            for row in rows if row.id is None and row.whose != AGENCY)  # fmt: skip
    agencies, withheld = sorted(named, key=lambda one: one.name), sorted(held, key=lambda one: one.id)
    said = [row for row in rows if row.id]
    return CopyGround(tuple(agencies), tuple(withheld), in_order(said), in_order_of_taking_back(said))


_NO_REPLY = cast(null(), Uuid)
_NOT_TAKEN_BACK = (literal(""), cast(null(), UtcDateTime), literal(""))


def _withholdings(report_id: UUID) -> Select[*tuple[Any, ...]]:
    """In the columns of replies."""
    of, nothing = ReportWithholding, (literal(""), literal(""), cast(null(), Date))
    told = (*nothing, Practitioner.name, Practitioner.role, of.at, *_NOT_TAKEN_BACK)
    these = select(_NO_REPLY, of.id, of.recipient, of.piece, of.reason, *told)
    held = these.where(of.report_id == report_id, of.given_back_at.is_(None))
    return held.join(Practitioner, Practitioner.id == of.by_id)


def _agencies(case_id: int) -> Select[*tuple[Any, ...]]:
    """In the same columns: its name in place of a reason."""
    of, nothing = ReportAgency, (literal(""), literal(""), cast(null(), Date), literal(""), literal(""))
    named = select(_NO_REPLY, of.id, literal(AGENCY), literal(""), of.name, *nothing, of.added_at, *_NOT_TAKEN_BACK)
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
