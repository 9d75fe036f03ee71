"""The council's list of phrases for which a hint comes while somebody writes."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Word(Base):
    """`changed_by_id` is empty for one that came with Weekbook. One that was taken out stays, so that it can be put
    back, and so that no start brings it back by itself."""

    __tablename__ = "words"

    id: Mapped[int] = mapped_column(primary_key=True)
    phrase: Mapped[str] = mapped_column(unique=True)
    also: Mapped[list[str]]
    why: Mapped[str]
    instead: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("practitioners.id"))
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
