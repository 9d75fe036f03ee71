"""A version of a report as it is listed and as it is read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from store.practice.report.kept_paper import fingerprint_of, paper_of
from store.practice.report.paper import Paper
from store.practice.roles import InRole
from store.practice.timescale import Timescale
from store.tables.people import Practitioner
from store.tables.report_copies import ReportReply, ReportSharing
from store.tables.report_versions import APPROVED, WAITS, ReportVersion
from store.tables.reports import ConferenceReport


@dataclass(frozen=True)
class VersionInBrief(InRole):
    """`author`, `role`: who handed it over. `since`, `begun_at`: of its report. `decision`: as in the table. `replies`:
    how many things were said of it.
    """

    id: UUID
    number: int
    author: str
    role: str
    handed_over_at: datetime
    decision: str
    fingerprint: str
    since: date | None
    begun_at: datetime
    replies: int

    @property
    def waits(self) -> bool:
        return self.decision == WAITS

    @property
    def is_final(self) -> bool:
        return self.decision == APPROVED


@dataclass(frozen=True)
class ListedVersion(VersionInBrief):
    correction: str
    left_empty: str
    remark: str
    decided_by: str
    decided_at: datetime | None
    report_id: UUID


@dataclass(frozen=True)
class KeptVersion:
    """`kept`: the paper as it was handed over. `timescales`: as the council has set them. `way_last`: how the copy was
    given that was written down last; empty where none was.
    """

    listed: ListedVersion
    kept: str
    timescales: tuple[Timescale, ...]
    way_last: str

    @property
    def holds(self) -> bool:
        """It is what was handed over, letter by letter."""
        return fingerprint_of(self.kept) == self.listed.fingerprint

    @property
    def paper(self) -> Paper:
        return paper_of(self.kept)


def way_last() -> ColumnElement[str]:
    """Of the sharing that was written down last, whoever's it was."""
    of_version = ReportSharing.version_id == ReportVersion.id
    newest = select(ReportSharing.way).where(of_version).order_by(ReportSharing.at.desc(), ReportSharing.id).limit(1)
    return func.coalesce(newest.correlate(ReportVersion).scalar_subquery(), "")


def replies_of_it() -> ScalarSelect[int]:
    said = (ReportReply.version_id == ReportVersion.id, ReportReply.taken_back_at.is_(None))
    return select(func.count()).where(*said).correlate(ReportVersion).scalar_subquery()


_author, _manager = aliased(Practitioner), aliased(Practitioner)


def listed() -> Select[*tuple[Any, ...]]:
    of = ReportVersion
    return (
        select(of.id, of.number, _author.name, _author.role, of.handed_over_at, of.decision, of.fingerprint,
               ConferenceReport.since, ConferenceReport.begun_at, replies_of_it(), of.correction, of.left_empty,
               of.remark, func.coalesce(_manager.name, ""), of.decided_at, of.report_id)
        .join(ConferenceReport, ConferenceReport.id == of.report_id)
        .join(_author, _author.id == of.handed_over_by_id)
        .outerjoin(_manager, _manager.id == of.decided_by_id)
    )  # fmt: skip
