"""A family's week as one sheet: every chapter, who is missing, and the manager's sign-off."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.practice.came_later import came_later
from store.practice.entries import (
    ANSWER,
    CONSULTATION,
    GROUP_SUPERVISION,
    INDIVIDUAL_SUPERVISION,
    SESSION,
    SIGNIFICANT_EVENT,
    VISIT,
    WEEKLY_ENTRY,
    Content,
)
from store.practice.roles import ROLES
from store.practice.shown_entries import mark_of
from store.practice.weekly_summary import Chapter
from store.practice.weeks import Week


@dataclass(frozen=True)
class SheetNote:
    """A colleague's signature, or an amendment, beneath an entry."""

    name: str
    role: str
    asked_at: datetime
    signed_at: datetime | None
    declined_at: datetime | None
    signed_revision: int | None
    text: str

    @property
    def label(self) -> str:
        return ROLES[self.role].label

    @property
    def says_something(self) -> bool:
        return bool(self.declined_at or self.text)


@dataclass(frozen=True)
class SheetTask:
    """A task of which an entry spoke (`outcome`) or which it made (no outcome)."""

    title: str
    owner: str
    due_on: date | None
    closed_at: datetime | None
    outcome: str = ""
    difference: str = ""


@dataclass(frozen=True)
class SheetEntry:
    """`photographs`: what each is called."""

    id: UUID
    kind: str
    author_id: int
    author: str
    role: str
    happened_at: datetime
    written_at: datetime
    late: bool
    significant: bool
    revision: int
    signed_off_at: datetime | None
    content: Content
    signatures: tuple[SheetNote, ...] = ()
    amendments: tuple[SheetNote, ...] = ()
    photographs: tuple[str, ...] = ()
    outcomes: tuple[SheetTask, ...] = ()
    new_tasks: tuple[SheetTask, ...] = ()

    @property
    def label(self) -> str:
        return ROLES[self.role].label

    @property
    def unsigned(self) -> tuple[SheetNote, ...]:
        return tuple(
            one for one in self.signatures
            if not one.declined_at and (one.signed_at is None or one.signed_revision != self.revision)
        )  # fmt: skip

    @property
    def mark(self) -> str:
        """A bare signature changes nothing that is read; an account does, and so does “I was not there”."""
        said = [f"{one.name} {bool(one.declined_at)} {one.text}" for one in self.signatures if one.says_something]
        return mark_of(self.id, self.revision, (*said, *self.photographs))


@dataclass(frozen=True)
class SignOff:
    at: datetime
    manager: str
    remark: str


@dataclass(frozen=True)
class Sheet:
    """`names`: the family's people by id. `missing`: whose chapter is expected and not in."""

    week: Week
    entries: tuple[SheetEntry, ...]
    names: dict[int, str]
    missing: tuple[Chapter, ...]
    sign_off: SignOff | None

    def _of(self, kind: str) -> tuple[SheetEntry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @property
    def chapters(self) -> tuple[SheetEntry, ...]:
        return self._of(WEEKLY_ENTRY)

    @property
    def visits(self) -> tuple[SheetEntry, ...]:
        return self._of(VISIT)

    @property
    def events(self) -> tuple[SheetEntry, ...]:
        return self._of(SIGNIFICANT_EVENT)

    @property
    def sessions(self) -> tuple[SheetEntry, ...]:
        return self._of(SESSION)

    @property
    def supervisions(self) -> tuple[SheetEntry, ...]:
        return self._of(GROUP_SUPERVISION)

    @property
    def supervisions_of_one(self) -> tuple[SheetEntry, ...]:
        return self._of(INDIVIDUAL_SUPERVISION)

    @property
    def consultations(self) -> tuple[SheetEntry, ...]:
        """What was asked and what was answered, as it happened."""
        return tuple(entry for entry in self.entries if entry.kind in (CONSULTATION, ANSWER))

    @property
    def open_entries(self) -> tuple[SheetEntry, ...]:
        return tuple(entry for entry in self.entries if entry.signed_off_at is None)

    @property
    def shown(self) -> str:
        """What a form to close the week says that its reader had before them."""
        return " ".join(entry.mark for entry in self.open_entries)

    def unread(self, shown: str) -> tuple[SheetEntry, ...]:
        """Open entries that came or were changed since."""
        marks = set(shown.split())
        return tuple(entry for entry in self.open_entries if entry.mark not in marks)

    def written_since(self, at: datetime | None) -> tuple[SheetEntry, ...]:
        """Open entries that were not there at that time; all of them where it is not known."""
        return tuple(entry for entry in self.open_entries if at is None or entry.written_at > at)

    def came_later(self, entry: SheetEntry) -> bool:
        """Not there yet when the manager signed the week off."""
        return came_later(entry.signed_off_at, self.sign_off.at if self.sign_off else None)
