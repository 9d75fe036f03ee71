"""What a family may be shown on the phone: what was agreed and what is going well, line by line, for a choice.

Nothing else of the record comes near it: no worries, warnings, addresses, numbers, and nobody's own words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from store.practice.entries import Visit, WeeklyEntry
from store.practice.told import Told

TASK, AGREED, STRENGTH = "task", "agreed", "strength"
# One page of paper, in letters that can be read across a table.
MOST_LINES, MOST_LETTERS = 16, 2000


@dataclass(frozen=True)
class Member:
    """A person of the family, as far as their tasks ask."""

    name: str
    lives_here: bool
    has_died: bool = False

    @property
    def is_here(self) -> bool:
        return self.lives_here and not self.has_died

    @property
    def elsewhere(self) -> str:
        """Why they are not at the family's address; empty where they are."""
        return "has died" if self.has_died else "" if self.lives_here else "lives elsewhere"


@dataclass(frozen=True)
class KnownTask:
    """A task of the case, open or closed. `met`: the adults seen on the visit that it came of; None for any other."""

    id: UUID
    title: str
    due_on: date | None
    closed: bool
    person_id: int | None
    practitioner: str
    met: tuple[int, ...] | None


@dataclass(frozen=True)
class Line:
    """One line. `source`: the task's id, or the entry's. `chosen`: shown unless somebody takes it out.

    `about`, `week` (of its entry) and `href` are for whoever chooses, and are never shown to the family.
    """

    kind: str
    source: UUID
    words: str
    who: str = ""
    by: date | None = None
    chosen: bool = False
    about: str = ""
    href: str = ""
    week: date | None = None

    @property
    def key(self) -> str:
        """Names the line by what it says: one that was changed since it was chosen is another line."""
        said = "\n".join((self.kind, str(self.source), self.words, self.who, str(self.by)))
        return sha256(said.encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Offer:
    """Lines to choose from, or those that were chosen."""

    agreed: tuple[Line, ...]
    going_well: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.agreed + self.going_well

    def only(self, keys: Collection[str]) -> "Offer":
        return Offer(*(tuple(one for one in part if one.key in keys) for part in (self.agreed, self.going_well)))

    def problem(self, keys: Collection[str]) -> str:
        """What keeps these lines from being shown, in words; empty where nothing does."""
        found = self.only(keys)
        if len(found.lines) < len(set(keys)):
            return "Something here was changed since you opened this page. Look at the lines once more"
        if not found.lines:
            return "Choose at least one line to show"
        if len(found.lines) > MOST_LINES or found.letters > MOST_LETTERS:
            return "This is more than one page holds. Choose fewer lines"
        return ""

    @property
    def letters(self) -> int:
        return sum(len(line.words) + len(line.who) for line in self.lines)

    @property
    def size(self) -> str:
        """How large it can be printed so that it stays one page: large, medium or small."""
        weight = self.letters + 60 * len(self.lines)
        return "large" if weight <= 700 else "medium" if weight <= 1500 else "small"


def offer(tasks: Iterable[KnownTask], told: Iterable[Told], members: Mapping[int, Member]) -> Offer:
    """Open tasks, what visits agreed besides, and the strengths of weekly entries, the family's own tasks first.

    Shown unless taken out is what somebody at the family's address has to do, or was there to agree. The rest is shown
    only when chosen: what professionals have to do among themselves, what somebody who lives elsewhere has to do or
    agreed, and strengths, which were written for the record and may speak of the other parent.
    """
    tasks, told = tuple(tasks), tuple(told)
    titles = {_plain(task.title) for task in tasks}
    still_open = sorted((task for task in tasks if not task.closed), key=lambda task: _place(task, members))
    lines = (_of_task(task, members) for task in still_open)
    return Offer((*lines, *_besides(told, titles, members)), _strengths(told))


def _place(task: KnownTask, members: Mapping[int, Member]) -> tuple[int, date]:
    member = members.get(task.person_id or 0)
    return 2 if member is None else 0 if member.is_here else 1, task.due_on or date.max


def _of_task(task: KnownTask, members: Mapping[int, Member]) -> Line:
    member = members.get(task.person_id or 0)
    who = member.name if member else task.practitioner
    chosen = member.is_here if member else task.met is not None and _was_here(task.met, members)
    about = member.elsewhere if member else _agreed_with(task.met, members)
    return Line(TASK, task.id, task.title, who, task.due_on, chosen, about)


def _besides(told: Iterable[Told], titles: set[str], members: Mapping[int, Member]) -> Iterable[Line]:
    """Agreed on a visit without a task having been made of it."""
    for entry in told:
        if not isinstance(entry.content, Visit):
            continue
        here = _was_here(entry.content.adults, members)
        for words in entry.content.agreed:
            if _plain(words) not in titles:
                titles.add(_plain(words))
                about = _agreed_with(entry.content.adults, members)
                yield Line(AGREED, entry.id, words, chosen=here, about=about, href=entry.href)


def _agreed_with(met: Collection[int] | None, members: Mapping[int, Member]) -> str:
    if met is None:
        return "not from a visit"
    named = [members[person] for person in met if person in members]
    said = (member.name if member.lives_here else f"{member.name}, who lives elsewhere" for member in named)
    return f"agreed with {' and '.join(said)}" if named else "agreed on a visit"


def _was_here(met: Collection[int], members: Mapping[int, Member]) -> bool:
    """Whether somebody who lives at the family's address was seen on the visit."""
    return any(person in members and members[person].is_here for person in met)


def _strengths(told: Iterable[Told]) -> tuple[Line, ...]:
    found: dict[str, Line] = {}
    for entry in told:
        if isinstance(entry.content, WeeklyEntry):
            about = f"{entry.author}, {entry.role_label}" + (", amended since" if entry.amendments else "")
            for words in filter(None, (part.strip() for part in entry.content.strengths.splitlines())):
                line = Line(STRENGTH, entry.id, words, about=about, href=entry.href, week=entry.week)
                found.setdefault(_plain(words), line)
    return tuple(found.values())


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".")
