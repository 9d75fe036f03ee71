"""The practitioners' own files."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class PracticeNote(Base):
    """One note of a practitioner's own file. `draft_id`: the form that its `revision` came of. `shared_at`: since when
    their supervisor may read it; `removed_at`: its owner took it out, and may bring it back.
    """

    __tablename__ = "practice_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    kind: Mapped[str]  # training | fidelity | reflection
    happened_on: Mapped[date]
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    revision: Mapped[int]
    draft_id: Mapped[UUID]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    shared_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
