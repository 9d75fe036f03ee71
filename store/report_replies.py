"""What is said of a report, by whom, and who wrote it down."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.insert_once import insert_once
from store.practice.report.paper import Reply
from store.tables.people import Practitioner
from store.tables.report_copies import ReportReply
from store.tables.report_versions import ReportVersion


def replies_beside(report_id: UUID) -> Select[*tuple[Any, ...]]:
    """To any version of the report; what was taken back is not among them. For `in_order`."""
    of = ReportReply
    return (
        select(of.id, ReportVersion.number, of.whose, of.section, of.words, of.name, of.kind, of.on, Practitioner.name,
               Practitioner.role, of.at)
        .join(ReportVersion, ReportVersion.id == of.version_id)
        .join(Practitioner, Practitioner.id == of.by_id)
        .where(ReportVersion.report_id == report_id, of.taken_back_at.is_(None))
    )  # fmt: skip


def in_order(rows: Iterable[Any]) -> tuple[Reply, ...]:
    """The first one first."""
    said = (Reply(id, section, whose, name, kind, words, on, number, author, role, at)
            for id, number, whose, section, words, name, kind, on, author, role, at in rows)  # fmt: skip
    return tuple(sorted(said, key=lambda one: (one.on, one.at, one.id)))


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


async def take_back(
    db: AsyncSession, *, report_id: UUID, reply_id: UUID, written_by: int | None, by: int, now: datetime
) -> bool:  # fmt: skip
    """Whether it stood until now. `written_by`: who wrote it down, None where that may have been anybody."""
    versions = select(ReportVersion.id).where(ReportVersion.report_id == report_id)
    one = [ReportReply.id == reply_id, ReportReply.version_id.in_(versions), ReportReply.taken_back_at.is_(None)]
    one += [ReportReply.by_id == written_by] if written_by else []
    taken = {"taken_back_by_id": by, "taken_back_at": now}
    done = await db.execute(update(ReportReply).where(*one).values(**taken).returning(ReportReply.id))
    return done.first() is not None
