"""What tells one professional's line from another's: a short code, and a colour, shape and dash of their own.

They go by the role, so that the social worker's line looks alike with every family and over every stretch of weeks.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from store.practice.roles import WRITERS
from store.practice.safety import Line

LOOKS = 8


@dataclass(frozen=True)
class Look:
    """Each from 0 to 7; any two differ in all three up to eight people, and in one at least far beyond."""

    hue: int
    mark: int
    dash: int


def looks_of(lines: Sequence[Line]) -> tuple[Look, ...]:
    """The first of a role has the role's own look; whoever held it before, and other roles, have those left over."""
    own = {line.role: line.who for line in reversed(lines) if line.role in WRITERS}
    taken = {WRITERS.index(role) for role in own}
    left_over = (number for number in count() if number not in taken)
    return tuple(
        _look(WRITERS.index(line.role) if own.get(line.role) == line.who else next(left_over)) for line in lines
    )


def codes_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """SW; where two have the same role SW PR; where that is the same too, SW PR 2."""
    lines = tuple(lines)
    roles = Counter(line.short for line in lines)
    codes = [line.short if roles[line.short] == 1 else f"{line.short} {_initials(line.name)}" for line in lines]
    return tuple(
        code if (before := codes[:at].count(code)) == 0 else f"{code} {before + 1}" for at, code in enumerate(codes)
    )


def _look(number: int) -> Look:
    again = number // LOOKS
    return Look(number % LOOKS, (number + 3 * again) % LOOKS, (number + 5 * again) % LOOKS)


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split())
