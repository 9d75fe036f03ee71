"""Cases: periods of work with a family, who holds them, and their plans and dates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Case(Base):
    """`facts` holds the referral as it came (source, need, closure reason), by its census name."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False)
    referral: Mapped[str] = mapped_column(default="")
    next_conference_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    source_key: Mapped[str | None] = mapped_column(unique=True)


class Restriction(Base):
    """A manager restricted a case, gave the reason once more, or lifted it; `Case.restricted` is what holds now."""

    __tablename__ = "restrictions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    restricted: Mapped[bool]
    reason: Mapped[str]
    manager_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    at: Mapped[datetime]


class Involvement(Base):
    """Who is tied to a case, how (allocated | consultation | chair) and from when to when."""

    __tablename__ = "involvements"
    __table_args__ = (Index("ix_involvements_whose", "practitioner_id", "relation", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    relation: Mapped[str] = mapped_column(default="allocated")
    lead: Mapped[bool] = mapped_column(default=False)
    for_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class Plan(Base):
    """A child's plan: child_in_need | child_protection | pre_proceedings | looked_after."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CaseDate(Base):
    """A dated step of a case (assessment, section_47, initial_conference, review …) with its facts."""

    __tablename__ = "case_dates"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "kind", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    on: Mapped[date]
    until: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
