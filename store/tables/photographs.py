"""Photographs beside the words of an entry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Photograph(Base):
    """`id` is made on the phone; `fingerprint` is the SHA-256 of the picture as it came, `picture` what is kept of it.

    `taken_at` is what the phone's clock said. A picture that its author took out is gone; that there was one is not.
    """

    __tablename__ = "photographs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    caption: Mapped[str]
    fingerprint: Mapped[str]
    picture: Mapped[bytes | None]
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
