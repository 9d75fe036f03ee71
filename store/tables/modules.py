"""The modules of the parenting work, as the council names, describes and orders them."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Module(Base):
    """Sessions name it by its id, so it is never deleted: one that is not used any more is put away."""

    __tablename__ = "modules"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    put_away_at: Mapped[datetime | None]
