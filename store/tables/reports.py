"""Conference reports: what only their author can write. All else in them is quoted from entries."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class ConferenceReport(Base):
    """`since`: the conference from which on it gathers entries; None from the start of the case."""

    __tablename__ = "conference_reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    since: Mapped[date | None]
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    begun_at: Mapped[datetime]


class ReportText(Base):
    """One section as its author left it: what they wrote in it, or what they chose of what is quoted there.

    `choices`: as store.practice.report.choices reads them. `draft_id`: the form that its `revision` came of.
    """

    __tablename__ = "report_texts"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("conference_reports.id"), primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    choices: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    written_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    revision: Mapped[int]
    draft_id: Mapped[UUID]


class ReportTextRevision(Base):
    """What a section said at one time."""

    __tablename__ = "report_text_revisions"
    __table_args__ = (UniqueConstraint("report_id", "section", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("conference_reports.id"))
    section: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    choices: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    written_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    draft_id: Mapped[UUID]


class SectionList(Base):
    """A paper's sections as the council has them from `at` on; the newest `number` holds. `paper`: its key.

    `sections`: as store.practice.report.section_lists.to_keep; empty for those with which Weekbook came.
    """

    __tablename__ = "section_lists"

    paper: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sections: Mapped[Any] = mapped_column(JSON)
    why: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    at: Mapped[datetime]
