"""What phones sent: forms that were answered, sealed drafts that are kept, and who asked to have them opened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Post(Base):
    """A form that was taken, and its receipt: the same form again is answered with it and does nothing.

    `wrote` is what the phone's clock said, word for word: it tells a form that is sent again from one that says
    again what it said before. `href` is empty while the form is being taken.
    """

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("practitioner_id", "draft_id", "path", "fingerprint", "wrote"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    draft_id: Mapped[UUID]
    path: Mapped[str]
    fingerprint: Mapped[str]
    wrote: Mapped[str] = mapped_column(default="")
    href: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class Envelope(Base):
    """A draft as its phone sealed and signed it, kept until it is on the record.

    `sealed`: v, iv, body, keys, signature; empty once it was erased (store.envelope_keeping). `receipt`: what the
    record answered. `attention`: why it did not take it.
    """

    __tablename__ = "envelopes"
    __table_args__ = (UniqueConstraint("practitioner_id", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    vault_id: Mapped[UUID] = mapped_column(ForeignKey("vaults.id"), index=True)
    draft_id: Mapped[UUID]
    serial: Mapped[int] = mapped_column(BigInteger)
    sealed: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str]
    deposited_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    receipt: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    attention: Mapped[str] = mapped_column(default="")
    discarded_at: Mapped[datetime | None]


class UnsentRequest(Base):
    """A manager asked to have the unsent words of somebody who has left opened; another one must agree."""

    __tablename__ = "unsent_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"), index=True)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    reason: Mapped[str]
    requested_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    approved_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
