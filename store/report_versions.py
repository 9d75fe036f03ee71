"""Versions of a conference report: handed over as it stands, then approved or returned; none of them ever changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.practice.report.kept_paper import fingerprint_of
from store.tables.people import Practitioner
from store.tables.report_versions import REPLACED, WAITS, ReportVersion
from store.tables.reports import ConferenceReport
from store.timescales import as_set, kept_timescales
from store.version_rows import KeptVersion, ListedVersion, VersionInBrief, listed, replies_of_it, way_last

HANDED_OVER = "handed over"


class AlreadyDecided(Exception):
    """Somebody has decided meanwhile, or its author has handed over a newer one."""


@dataclass(frozen=True)
class NewVersion:
    """`kept`: the paper, as store.practice.report.kept_paper keeps it."""

    id: UUID
    report_id: UUID
    case_id: int
    kept: str
    correction: str
    left_empty: str
    by: int


async def find_version(db: AsyncSession, *, case_id: int, version_id: UUID) -> KeptVersion | None:
    """With its paper; None where the case has no such version."""
    one = (ReportVersion.case_id == case_id, ReportVersion.id == version_id)
    more = (ReportVersion.paper, kept_timescales(), way_last())
    row = (await db.execute(listed().add_columns(*more).where(*one))).one_or_none()
    if row is None:
        return None
    paper, timescales, way = row[-3:]
    return KeptVersion(ListedVersion(*row[:-3]), paper, as_set(timescales), way)


async def record_version(db: AsyncSession, new: NewVersion, *, now: datetime) -> int:
    """Its number. The case is locked meanwhile; one that nobody has decided on is replaced by it."""
    of_report = ReportVersion.report_id == new.report_id
    waiting = (of_report, ReportVersion.decision == WAITS)
    await db.execute(update(ReportVersion).where(*waiting).values(decision=REPLACED, decided_at=now))
    number = 1 + (await db.scalar(select(func.max(ReportVersion.number)).where(of_report)) or 0)
    same = {name: getattr(new, name) for name in ("id", "report_id", "case_id", "correction", "left_empty")}
    said = {"paper": new.kept, "fingerprint": fingerprint_of(new.kept), "number": number}
    await db.execute(insert(ReportVersion).values(**same, **said, handed_over_by_id=new.by, handed_over_at=now))
    return number


async def decide_on(db: AsyncSession, version_id: UUID, decision: str, remark: str, *, by: int, now: datetime) -> None:
    """Raises AlreadyDecided."""
    waiting = (ReportVersion.id == version_id, ReportVersion.decision == WAITS)
    decided = {"decision": decision, "remark": remark, "decided_by_id": by, "decided_at": now}
    done = await db.execute(update(ReportVersion).where(*waiting).values(**decided).returning(ReportVersion.id))
    if done.first() is None:
        raise AlreadyDecided


def versions_beside(case_id: int) -> Select[*tuple[Any, ...]]:
    """All of the case, in the columns of what authors wrote; HANDED_OVER stands last. For `in_brief`."""
    of = ReportVersion
    return (
        select(of.id, Practitioner.id, Practitioner.name, Practitioner.role, of.handed_over_at, of.decision,
               cast(replies_of_it(), String), of.number, ConferenceReport.since, ConferenceReport.begun_at, null(),
               of.fingerprint, literal(HANDED_OVER))
        .join(ConferenceReport, ConferenceReport.id == of.report_id)
        .join(Practitioner, Practitioner.id == of.handed_over_by_id)
        .where(of.case_id == case_id)
    )  # fmt: skip


def in_brief(row: Any) -> VersionInBrief:
    id, _, author, role, at, decision, replies, number, since, begun_at, _, fingerprint, _ = row
    return VersionInBrief(id, number, author, role, at, decision, fingerprint, since, begun_at, int(replies))
