"""One written part of one entry, as a report may quote it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from store.practice.calendar import day_of
from store.practice.roles import InRole
from store.practice.told import address_of

PARTS = (
    "headline", "what", "observed", "account", "did", "showed", "worked_on", "outcome", "impact", "child",
    "child_words", "child_meaning", "why_not_alone", "parent_words", "own_words", "worries", "strengths", "difference",
    "agreed", "decisions", "decided", "why", "dissent", "recommendation",
)  # fmt: skip
"""Every part that a report may quote, in the order in which those of one entry are read."""

_OF_A_CHILD = ("child", "child_words", "child_meaning", "why_not_alone")
Place = tuple[datetime, tuple[int, int, int, str, int, str]]


def before_what(happened_at: datetime, since: date | None, meeting: str) -> str:
    """Before the conference; empty for what followed it."""
    if since is None or day_of(happened_at) >= since:
        return ""
    return f"before the {meeting}" if meeting else "before that day"


def with_before(sources: Iterable["Source"], since: date | None, meeting: str) -> tuple["Source", ...]:
    """The same; of each that happened before the meeting it is said."""
    told = ((source, before_what(source.happened_at, since, meeting)) for source in sources)
    return tuple(replace(source, before=before) if before else source for source, before in told)


@dataclass(frozen=True)
class Source(InRole):
    """`part`: one of PARTS; `number` where an entry has several of one. `of`: whom or what it speaks of (a child, who
    said it, the task, the module). `mark`: kept to a few, as in store.practice.consultations.MARKS. `before`: in words,
    before which meeting it happened, where it was written after it.
    """

    entry_id: UUID
    kind: str
    author_id: int
    author: str
    role: str
    happened_at: datetime
    part: str
    text: str
    number: int = 0
    of: str = ""
    children: tuple[int, ...] = ()
    significant: bool = False
    late: bool = False
    amendments: int = 0
    mark: str = ""
    kept_from_parents: bool = False
    done: str = ""
    before: str = ""
    people: tuple[int, ...] = ()
    revision: int = 0

    @property
    def name(self) -> str:
        """By which sections choose: visit.observed."""
        return f"{self.kind}.{self.part}"

    @cached_property
    def key(self) -> str:
        """By which an author's choice finds it again, also when the entry was revised since."""
        child = self.children if self.part in _OF_A_CHILD else ()
        task = self.of if self.part == "difference" else ""
        facts = (self.entry_id, self.part, self.number, self.author_id, child, task)
        return sha256(repr(facts).encode()).hexdigest()[:16]

    @property
    def href(self) -> str:
        return address_of(self.kind, self.entry_id)

    @cached_property
    def place(self) -> Place:
        """The order in which things happened, and within an entry that in which it is read."""
        here = self.entry_id.int, PARTS.index(self.part), self.number, self.of, self.author_id, self.text
        return self.happened_at, here

    @property
    def place_in_entry(self) -> tuple[int, int, int, str, int, str]:
        return self.place[1]
