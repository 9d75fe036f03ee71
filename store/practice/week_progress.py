"""How far a week has come, and in which order its families stand."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from store.practice.weekly_summary import Chapter, FamilyWeek


@dataclass(frozen=True)
class Progress:
    done: int
    of: int


@dataclass(frozen=True)
class Writer:
    """How far one practitioner has come with a week."""

    practitioner_id: int
    name: str
    label: str
    done: int
    of: int


def my_progress(families: Iterable[FamilyWeek], me: int) -> Progress:
    """Of the families in which my part is expected, how many have it."""
    mine = [part for family in families if (part := family.chapter_of(me)) and part.expected]
    return Progress(sum(part.is_in for part in mine), len(mine))


def chapters_progress(families: Iterable[FamilyWeek]) -> Progress:
    parts = [part for family in families for part in family.expected]
    return Progress(sum(part.is_in for part in parts), len(parts))


def mine_first(families: Iterable[FamilyWeek], me: int) -> list[FamilyWeek]:
    """Those that wait for me, then what is due soonest; what is signed off stands last."""
    return sorted(families, key=lambda f: (not f.waits_for(me), f.signed_off_at is not None, *_urgency(f)))


def by_pressure(families: Iterable[FamilyWeek]) -> list[FamilyWeek]:
    """What is overdue, then what is ready, then where most is waiting; what is signed off stands last."""
    return sorted(
        families,
        key=lambda f: (f.is_signed_off, not f.is_overdue, not f.is_ready, -len(f.waiting), *_urgency(f)),
    )


def _urgency(family: FamilyWeek) -> tuple[date, str]:
    return (family.due[0].on if family.due else date.max), family.name.casefold()


def is_named(family: FamilyWeek, name: str) -> bool:
    """Whether a word of the family's name or of a child's begins with what was typed; nothing typed fits all."""
    words = re.split(r"[\s\-’']+", " ".join((family.name, *family.children)).casefold())
    asked = re.split(r"[\s\-’']+", name.casefold().strip())
    return all(any(word.startswith(one) for word in words) for one in asked)


def writers(families: Sequence[FamilyWeek]) -> list[Writer]:
    """Each practitioner with how many of the expected parts are in; who has most to write comes first."""
    parts: dict[int, list[Chapter]] = {}
    for family in families:
        for part in family.expected:
            parts.setdefault(part.practitioner_id, []).append(part)
    found = [Writer(who, of[0].name, of[0].label, sum(part.is_in for part in of), len(of)) for who, of in parts.items()]
    return sorted(found, key=lambda writer: (writer.done - writer.of, writer.name))


SHOWN: dict[str, Callable[[FamilyWeek], bool]] = {
    "all": lambda family: True,
    "waiting": lambda family: bool(family.waiting) and not family.is_signed_off,
    "ready": lambda family: family.is_ready,
    "overdue": lambda family: family.is_overdue,
    "signed-off": lambda family: family.is_signed_off,
}
"""The parts of a team's week that a manager may ask for."""
