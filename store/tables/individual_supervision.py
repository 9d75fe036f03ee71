"""The private part of individual supervision: between two people, and on no case."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class OneToOne(Base):
    """The private part of one supervision. Who may read it are the two who are named here, whatever their roles are
    later. `held_on`: the day it was held; `written_at`: when it first arrived; `draft_id`: the form that its
    `revision` came of; `read_at`: the practitioner has said that they read it, which closes it.
    """

    __tablename__ = "one_to_ones"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    held_on: Mapped[date]
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    late: Mapped[bool]
    revision: Mapped[int]
    draft_id: Mapped[UUID]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    read_at: Mapped[datetime | None]


class OneToOneRevision(Base):
    """What it said at one time; the earlier ones stay readable, by the two."""

    __tablename__ = "one_to_one_revisions"
    __table_args__ = (UniqueConstraint("one_to_one_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_to_one_id: Mapped[UUID] = mapped_column(ForeignKey("one_to_ones.id"))
    number: Mapped[int]
    held_on: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_at: Mapped[datetime]


class OneToOneWords(Base):
    """What one of the two added; never changed."""

    __tablename__ = "one_to_one_words"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    one_to_one_id: Mapped[UUID] = mapped_column(ForeignKey("one_to_ones.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    written_at: Mapped[datetime]
    text: Mapped[str]
    fingerprint: Mapped[str]
