"""An entry as a story tells it: who, when, in one line, and where all of it can be read."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.practice.came_later import came_later
from store.practice.chronology import LONGEST_IN_CHRONOLOGY, concerns, headline, impact
from store.practice.entries import WEEKLY_ENTRY, Content
from store.practice.roles import InRole


@dataclass(frozen=True)
class CoVisitor:
    """A colleague of a joint visit; neither signed nor declined means that the signature is waited for."""

    name: str
    signed: bool
    declined: bool


@dataclass(frozen=True)
class Told(InRole):
    """One entry of the story. `amendments`: how many additions it has had since it was signed off."""

    id: UUID
    kind: str
    author_id: int
    author: str
    role: str
    week: date
    happened_at: datetime
    written_at: datetime
    late: bool
    significant: bool
    revision: int
    signed_off_at: datetime | None
    amendments: int
    content: Content
    with_whom: tuple[CoVisitor, ...] = ()
    week_signed_off_at: datetime | None = None

    @property
    def came_later(self) -> bool:
        """Not there yet when the manager signed the week off."""
        return came_later(self.signed_off_at, self.week_signed_off_at)

    @property
    def line(self) -> str:
        return headline(self.content)

    @property
    def paragraph(self) -> str:
        """The same as the chronology has it: whole up to a paragraph."""
        return headline(self.content, LONGEST_IN_CHRONOLOGY)

    @property
    def impact(self) -> str:
        return impact(self.content)

    @property
    def children(self) -> tuple[int, ...]:
        """Ids of the children of whom it says something."""
        return concerns(self.content)

    @property
    def href(self) -> str:
        return address_of(self.kind, self.id)


def address_of(kind: str, entry_id: UUID) -> str:
    """Addresses are the kind in the plural: /weekly-entries/…, /visits/…, /individual-supervisions/…"""
    plural = "weekly-entries" if kind == WEEKLY_ENTRY else f"{kind.replace('_', '-')}s"
    return f"/{plural}/{entry_id}"
