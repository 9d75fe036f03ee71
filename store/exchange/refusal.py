"""What an import says about what it cannot take."""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_LENGTH = 60
MOST_PROBLEMS = 20_000


class Unreadable(Exception):
    """The file as a whole cannot be read, or no further: the message is for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one value; `line` where it adds to the place of the record."""

    element: str
    value: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was not taken, with everything that is wrong with it; never empty."""

    place: str
    problems: tuple[Problem, ...]

    def lines(self) -> tuple[str, ...]:
        """Each problem in a line: “line 14 · Date Of Birth · 2031-02-30 · this date does not exist”."""
        return tuple(describe(self.place, problem) for problem in self.problems)


class Tally:
    """Counts the problems of a file, so that whoever keeps its refusals can hold them in memory."""

    def __init__(self) -> None:
        self._problems = 0

    def refusal(self, place: str, problems: Iterable[Problem]) -> Refusal:
        """The refusal, problems in the order of the file. Raises Unreadable if there are too many in all."""
        found = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        self._problems += len(found)
        if self._problems > MOST_PROBLEMS:
            raise Unreadable(
                f"At {place}: there are more than {MOST_PROBLEMS:,} problems; it is not read further."
                " Perhaps it is another kind of file, or the columns are mapped wrongly."
            )
        return Refusal(place, found)


def describe(place: str, problem: Problem) -> str:
    """A problem in one line, with its place; parts that are empty are left out."""
    line = f"line {problem.line}" if problem.line else ""
    return " · ".join(part for part in (place, line, problem.element, problem.value, problem.reason) if part)


def shown(value: str) -> str:
    """A value from a file, fit to be printed: one line, no control characters, not long."""
    tidy = "".join(letter if letter.isprintable() else "�" for letter in " ".join(value[:1000].split()))
    return tidy if len(tidy) <= SHOWN_LENGTH else tidy[: SHOWN_LENGTH - 1] + "…"
