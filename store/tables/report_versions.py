"""Conference reports as they were handed over: each one whole, as it stood then, with what the manager decided."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base

WAITS, APPROVED, RETURNED, REPLACED = "", "approved", "returned", "replaced"


class ReportVersion(Base):
    """Nothing of `paper` ever changes: it is as store.practice.report.kept_paper keeps it, `fingerprint` its SHA-256.

    `id`: of the form that handed it over; `number`: counted over the report. `correction`: why there is one after a
    final one; `left_empty`: why sections that a conference asks for are. `decision`: WAITS, APPROVED (it is final),
    RETURNED with a remark, or REPLACED by a newer one before anybody decided.
    """

    __tablename__ = "report_versions"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("conference_reports.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    number: Mapped[int]
    paper: Mapped[str]
    fingerprint: Mapped[str]
    correction: Mapped[str] = mapped_column(default="")
    left_empty: Mapped[str] = mapped_column(default="")
    handed_over_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    handed_over_at: Mapped[datetime]
    decision: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    decided_at: Mapped[datetime | None]
