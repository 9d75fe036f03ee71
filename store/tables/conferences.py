"""Conferences and the other meetings about a case: what a day was set for, and what the meeting came to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Conference(Base):
    """`step_id`: its step of the case, where its kind, its day and whether it took place stand, and nowhere else.

    `moves`: each day for which it was set before, with why, who moved it and when. `outcomes`: by the child's id.
    `version` grows whenever it is moved or settled.
    """

    __tablename__ = "conferences"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("case_dates.id"), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    made_at: Mapped[datetime]
    moves: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    outcomes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dissent: Mapped[str] = mapped_column(default="")
    why_not: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
