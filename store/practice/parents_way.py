"""Where a parent is: the modules that were worked on, and for each behaviour how importance and confidence went.

It takes the sessions with one parent as they stand on the record, in any order; nothing here knows the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from store.practice.calendar import day_of
from store.practice.sessions import OwnWords, Session, Talk

NOT_NAMED = "A change that was not named"
NEWEST = 52
"""How many of a behaviour's sessions are drawn and listed: a year's, where there is one each week."""


@dataclass(frozen=True)
class Held:
    """One session with the parent: when it was, who held it, what it says."""

    id: UUID
    happened_at: datetime
    author: str
    session: Session

    @property
    def on(self) -> date:
        return day_of(self.happened_at)


@dataclass(frozen=True)
class Point:
    """What one session said of one behaviour."""

    held: Held
    talk: Talk

    @property
    def on(self) -> date:
        return self.held.on

    @property
    def change_talk(self) -> tuple[OwnWords, ...]:
        return tuple(one for one in self.talk.words if one.is_change_talk)

    @property
    def sustain_talk(self) -> tuple[OwnWords, ...]:
        return tuple(one for one in self.talk.words if one.is_sustain_talk)


@dataclass(frozen=True)
class Behaviour:
    """`points`: the oldest first, at least one."""

    name: str
    points: tuple[Point, ...]

    @property
    def newest(self) -> tuple[Point, ...]:
        return self.points[-NEWEST:]

    @property
    def earlier(self) -> int:
        """How many there are before the newest."""
        return len(self.points) - len(self.newest)

    @property
    def stage(self) -> str:
        """Where the parent stands by the last session that said so, in words."""
        return next((p.talk.stage_in_words for p in reversed(self.points) if p.talk.stage_in_words), "")

    @property
    def next_step(self) -> str:
        return next((p.talk.next_step for p in reversed(self.points) if p.talk.next_step), "")

    @property
    def is_measured(self) -> bool:
        """There is something to draw."""
        return any((p.talk.importance, p.talk.confidence) != (None, None) or p.sustain_talk for p in self.points)


def modules_worked_on(sessions: Iterable[Held]) -> dict[int, tuple[Held, ...]]:
    """By the module's id its sessions, the oldest first."""
    found: dict[int, tuple[Held, ...]] = {}
    for held in _in_order(sessions):
        if held.session.module is not None:
            found[held.session.module] = (*found.get(held.session.module, ()), held)
    return found


def behaviours(sessions: Iterable[Held]) -> tuple[Behaviour, ...]:
    """One for each behaviour, as it was named last; whoever writes it with another capital means the same."""
    found: dict[str, list[Point]] = {}
    for held in _in_order(sessions):
        for talk in held.session.talks:
            found.setdefault(_same(talk.behaviour), []).append(Point(held, talk))
    return tuple(Behaviour(points[-1].talk.behaviour or NOT_NAMED, tuple(points)) for points in found.values())


def _in_order(sessions: Iterable[Held]) -> list[Held]:
    return sorted(sessions, key=lambda held: held.happened_at)


def _same(behaviour: str) -> str:
    return " ".join(behaviour.casefold().split()).rstrip(".")
