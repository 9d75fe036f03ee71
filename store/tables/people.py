"""Practitioners and where they work."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class OfficeArea(Base):
    __tablename__ = "office_areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("office_areas.id"), index=True)
    name: Mapped[str] = mapped_column(unique=True)


class Practitioner(Base):
    """Anyone who signs in. `role` is a key of store.practice.roles; area people have no team."""

    __tablename__ = "practitioners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("office_areas.id"), index=True)
    phone: Mapped[str] = mapped_column(default="")
    user_handle: Mapped[bytes] = mapped_column(unique=True)
    left_on: Mapped[date | None]


class CouncilSetting(Base):
    """What the council decides for itself, and whether this database is a demonstration."""

    __tablename__ = "council_settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
