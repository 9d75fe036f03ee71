"""How a question to the psychologist stands."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Consultation(Base):
    """One for each question; the words are in the two entries. `taken_by_id`, `settled_at`: who took it on, put it off
    or answered it, and when; `reason`: why not now.
    """

    __tablename__ = "consultations"
    __table_args__ = (Index("ix_consultations_case", "case_id", "state"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    state: Mapped[str]  # asked | taken_on | not_now | taken_back | answered
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"), index=True)
    settled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("entries.id"), unique=True)
    review_on: Mapped[date | None]
