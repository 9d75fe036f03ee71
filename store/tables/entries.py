"""The record: entries, their revisions, signatures and amendments; tasks; weeks signed off."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base

SIGNIFICANT_ONLY: dict[str, Any] = {
    "sqlite_where": text("significant IS 1"),
    "postgresql_where": text("significant IS true"),
}
"""As `Entry.significant.is_(True)` reads in either database."""


class Entry(Base):
    """One entry on a case. `id` is made on the phone; `content` is the latest revision's.

    `week` is the Monday of the week that it belongs to; `happened_at` is when it happened,
    `written_at` the server's time at its first arrival, `phone_wrote_at` what the phone's clock said.
    """

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_story", "case_id", "happened_at"),
        Index("ix_entries_week", "week", "case_id"),
        Index("ix_entries_sheet", "case_id", "week", "happened_at"),
        Index("ix_entries_writers", "case_id", "author_id", "significant"),
        Index("ix_entries_chronology", "case_id", "happened_at", **SIGNIFICANT_ONLY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[str]  # weekly_entry | visit | significant_event | session | group_supervision
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    week: Mapped[date]
    happened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)
    significant: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    signed_off_at: Mapped[datetime | None]


class EntryRevision(Base):
    """What an entry said at one time; the earlier ones stay readable. `draft_id`: the form that it came of."""

    __tablename__ = "entry_revisions"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    number: Mapped[int]
    fingerprint: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_at: Mapped[datetime]
    draft_id: Mapped[UUID | None]
    phone_wrote_at: Mapped[datetime | None]


class Signature(Base):
    """A colleague of a joint visit: asked to sign, may add an own account, or was not there."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("entry_id", "practitioner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    asked_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    signed_revision: Mapped[int | None]
    declined_at: Mapped[datetime | None]
    account: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="")


class Amendment(Base):
    """A dated addition to a signed-off entry; the original stays as it was."""

    __tablename__ = "amendments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    written_at: Mapped[datetime]
    text: Mapped[str]
    fingerprint: Mapped[str]


class Task(Base):
    """Something that was agreed. Its owner is a practitioner or a person of the family."""

    __tablename__ = "tasks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    title: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"), index=True)
    owner_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    made_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("entries.id"), index=True)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class TaskOutcome(Base):
    """What a weekly entry said of a task: done | partly | not_yet, and what difference it made."""

    __tablename__ = "task_outcomes"
    __table_args__ = (UniqueConstraint("task_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), index=True)
    outcome: Mapped[str]
    difference: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class EarlierOutcome(Base):
    """What an earlier revision of a weekly entry had said of a task; the latest says it in TaskOutcome."""

    __tablename__ = "earlier_outcomes"
    __table_args__ = (UniqueConstraint("entry_id", "revision", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    revision: Mapped[int]
    task_id: Mapped[UUID] = mapped_column(ForeignKey("tasks.id"))
    outcome: Mapped[str]
    difference: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class WeekSignOff(Base):
    """The manager has read the family's week and closed it."""

    __tablename__ = "week_sign_offs"
    __table_args__ = (UniqueConstraint("case_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    week: Mapped[date]
    manager_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    signed_off_at: Mapped[datetime]
    remark: Mapped[str] = mapped_column(default="")
