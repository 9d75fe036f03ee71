"""Recipients' copies of a report: agencies that get one, what is withheld by hand, who got which, and what they say."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class ReportAgency(Base):
    """An agency that gets copies of a case's reports, by the name that their author gave it."""

    __tablename__ = "report_agencies"
    __table_args__ = (UniqueConstraint("case_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    name: Mapped[str]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    added_at: Mapped[datetime]


class ReportWithholding(Base):
    """A piece that one recipient's copy leaves out by hand, in every version of a report; given back, it stays known.

    `recipient`, `piece`: their keys, as in store.practice.report.copies; `known`: its marks and words, as in Piece.
    """

    __tablename__ = "report_withholdings"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("conference_reports.id"), index=True)
    recipient: Mapped[str]
    piece: Mapped[str]
    known: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    at: Mapped[datetime]
    given_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    given_back_at: Mapped[datetime | None]


class ReportSharing(Base):
    """Somebody got their copy. `name`: as it was then. `withheld`: the keys of what it left out, with the reasons;
    `fingerprint`: of the copy. `due_on`: the last day that was in time, None where no conference was known.
    """

    __tablename__ = "report_sharings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("report_versions.id"), index=True)
    recipient: Mapped[str]
    name: Mapped[str]
    way: Mapped[str]
    on: Mapped[date]
    due_on: Mapped[date | None]
    why_late: Mapped[str]
    withheld: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    at: Mapped[datetime]


class ReportReply(Base):
    """What somebody says of a version, as store.practice.report.paper.Reply; taken back, it stays known, and why.

    `id`: of the form that wrote it down.
    """

    __tablename__ = "report_replies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("report_versions.id"), index=True)
    section: Mapped[str]
    whose: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    words: Mapped[str]
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    at: Mapped[datetime]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_why: Mapped[str] = mapped_column(server_default="")


class SharedReport(Base):
    """A chair reads their copy in Weekbook, by the sharing that says so, until somebody ends it."""

    __tablename__ = "shared_reports"

    sharing_id: Mapped[UUID] = mapped_column(ForeignKey("report_sharings.id"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    ended_at: Mapped[datetime | None]
