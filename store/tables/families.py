"""Families, where they live, what a visitor must know at the door, the people in them, and who is who to whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Family(Base):
    __tablename__ = "families"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address_lines: Mapped[list[str]] = mapped_column(JSON, default=list)
    postcode: Mapped[str] = mapped_column(default="")
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)


class Person(Base):
    """A child, or an adult of the family. An unborn child has `expected_on` and no birth date."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    kind: Mapped[str]  # child | adult
    given_name: Mapped[str]
    family_name: Mapped[str]
    relationship: Mapped[str] = mapped_column(default="")
    lives_here: Mapped[bool] = mapped_column(default=True)
    birth_date: Mapped[date | None]
    expected_on: Mapped[date | None]
    died_on: Mapped[date | None]
    sex: Mapped[str] = mapped_column(default="")
    ethnicity: Mapped[str] = mapped_column(default="")
    disabilities: Mapped[list[str]] = mapped_column(JSON, default=list)
    phone: Mapped[str] = mapped_column(default="")
    council_id: Mapped[str | None] = mapped_column(unique=True)
    upn: Mapped[str] = mapped_column(default="")
    former_upn: Mapped[str] = mapped_column(default="")
    upn_unknown: Mapped[str] = mapped_column(default="")


class Relationship(Base):
    """`person_id` is to `other_id` what `kind` says (store.practice.genogram.KINDS). `id` is made on the phone.

    Nothing is deleted: one that is over, or was wrong (`ended_as`), keeps who recorded it and who ended it.
    """

    __tablename__ = "relationships"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    recorded_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[str] = mapped_column(default="")  # over | wrong
