"""What is said of a report, by whom, and who wrote it down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.insert_once import insert_once
from store.practice.report.paper import Reply
from store.tables.people import Practitioner
from store.tables.report_copies import ReportReply
from store.tables.report_versions import ReportVersion


@dataclass(frozen=True)
class TakenBack:
    """`by`: who took it back. `why`: empty for what was taken back before anybody was asked (until migration 0024)."""

    reply: Reply
    by: str
    at: datetime
    why: str


def replies_beside(report_id: UUID) -> Select[*tuple[Any, ...]]:
    """To any version of the report, also what was taken back. For `in_order` and `in_order_of_taking_back`."""
    of, taker = ReportReply, aliased(Practitioner)
    return (
        select(of.id, ReportVersion.number, of.whose, of.section, of.words, of.name, of.kind, of.on, Practitioner.name,
               Practitioner.role, of.at, taker.name, of.taken_back_at, of.taken_back_why)
        .join(ReportVersion, ReportVersion.id == of.version_id)
        .join(Practitioner, Practitioner.id == of.by_id)
        .outerjoin(taker, taker.id == of.taken_back_by_id)
        .where(ReportVersion.report_id == report_id)
    )  # fmt: skip


def in_order(rows: Iterable[Any]) -> tuple[Reply, ...]:
    """What stands, the first one first."""
    standing = (_reply(*row[:11]) for row in rows if row.taken_back_at is None)
    return tuple(sorted(standing, key=lambda one: (one.on, one.at, one.id)))


def in_order_of_taking_back(rows: Iterable[Any]) -> tuple[TakenBack, ...]:
    taken = (TakenBack(_reply(*row[:11]), *row[11:14]) for row in rows if row.taken_back_at is not None)
    return tuple(sorted(taken, key=lambda one: (one.at, one.reply.id)))


def _reply(
    id: UUID, number: int, whose: str, section: str, words: str, name: str, kind: str, on: date, author: str,
    role: str, at: datetime,
) -> Reply:  # fmt: skip
    """Of the columns of replies_beside."""
    return Reply(id, section, whose, name, kind, words, on, number, author, role, at)


class SaidOtherwise(Exception):
    """The same form has said something else before, or what it said was taken back."""


async def record_reply(db: AsyncSession, facts: Mapping[str, Any]) -> bool:
    """Whether it is new: a second tap says the same once. `facts`: the columns of the table. Raises SaidOtherwise."""
    if await insert_once(db, ReportReply, facts) is not None:
        return True
    stands = await db.get(ReportReply, facts["id"])
    is_same = stands and all(getattr(stands, name) == value for name, value in facts.items() if name != "at")
    if not is_same or (stands and stands.taken_back_at):
        raise SaidOtherwise
    return False


async def find_reply(db: AsyncSession, *, report_id: UUID, reply_id: UUID, written_by: int | None) -> Reply | None:
    """One that stands. `written_by`: who wrote it down, None where that may have been anybody."""
    said = in_order(await db.execute(replies_beside(report_id).where(*_standing(report_id, reply_id, written_by))))
    return said[0] if said else None


async def take_back(
    db: AsyncSession, *, report_id: UUID, reply_id: UUID, written_by: int | None, by: int, now: datetime, why: str
) -> bool:  # fmt: skip
    """Whether it stood until now. `written_by`: as in find_reply."""
    taken = {"taken_back_by_id": by, "taken_back_at": now, "taken_back_why": why}
    these = update(ReportReply).where(*_standing(report_id, reply_id, written_by)).values(**taken)
    return (await db.execute(these.returning(ReportReply.id))).first() is not None


async def ending_of(db: AsyncSession, *, report_id: UUID, reply_id: UUID) -> tuple[int, str] | None:
    """Who took it back, and why; None where it stands, or was never said of this report."""
    of, versions = ReportReply, select(ReportVersion.id).where(ReportVersion.report_id == report_id)
    gone = (of.id == reply_id, of.version_id.in_(versions), of.taken_back_at.is_not(None))
    row = (await db.execute(select(of.taken_back_by_id, of.taken_back_why).where(*gone))).one_or_none()
    return (row[0] or 0, row[1]) if row else None


def _standing(report_id: UUID, reply_id: UUID, written_by: int | None) -> list[ColumnElement[bool]]:
    versions = select(ReportVersion.id).where(ReportVersion.report_id == report_id)
    one = [ReportReply.id == reply_id, ReportReply.version_id.in_(versions), ReportReply.taken_back_at.is_(None)]
    return one + ([ReportReply.by_id == written_by] if written_by else [])
