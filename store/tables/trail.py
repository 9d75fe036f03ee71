"""Who read and changed what: each row's keyed hash stands over the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class TrailRow(Base):
    """No foreign keys: a row stays true whatever becomes of what it names."""

    __tablename__ = "trail"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    practitioner_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    seal: Mapped[bytes]


class TrailHead(Base):
    """The newest row's number and seal, itself sealed, so that a cut-off end is noticed."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    seal: Mapped[bytes]
    own_seal: Mapped[bytes]
