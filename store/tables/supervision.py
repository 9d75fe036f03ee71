"""Group supervision: a team's meeting, the families in it, and each professional's view before the others are seen."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Supervision(Base):
    """A team's meeting. `planned_on` is what its manager typed, `started_at` when its first family was opened.

    `version` grows when something opens or is written down for all, never when a view is given.
    """

    __tablename__ = "supervisions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    planned_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    made_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class SupervisedFamily(Base):
    """One family's turn. Until `revealed_at` nobody but its giver reads a view; `entry_id`: what was written down.

    One that was taken out keeps the views given of it: whoever takes it out may not learn whether there are any.
    """

    __tablename__ = "supervised_families"
    __table_args__ = (UniqueConstraint("supervision_id", "case_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    supervision_id: Mapped[UUID] = mapped_column(ForeignKey("supervisions.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    position: Mapped[int]
    revealed_at: Mapped[datetime | None]
    revealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    entry_id: Mapped[UUID | None]
    taken_out_at: Mapped[datetime | None]


class SupervisionView(Base):
    """How safe one professional sees the children, and why. `draft_id`: the form that its `revision` came of."""

    __tablename__ = "supervision_views"
    __table_args__ = (UniqueConstraint("supervised_id", "practitioner_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    supervised_id: Mapped[UUID] = mapped_column(ForeignKey("supervised_families.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    safety: Mapped[int]
    evidence: Mapped[str]
    given_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    revision: Mapped[int]
    draft_id: Mapped[UUID]


class SupervisionViewRevision(Base):
    """What a view said at one time."""

    __tablename__ = "supervision_view_revisions"
    __table_args__ = (UniqueConstraint("view_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    view_id: Mapped[UUID] = mapped_column(ForeignKey("supervision_views.id"))
    number: Mapped[int]
    safety: Mapped[int]
    evidence: Mapped[str]
    given_at: Mapped[datetime]
    phone_wrote_at: Mapped[datetime | None]
    draft_id: Mapped[UUID]
