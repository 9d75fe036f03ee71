"""How safe each professional sees a family, week by week: a line for each, and the weeks whose views stand apart.

The numbers are those of the weekly entries, 0 to 10, each as its author sees it. A view that differs is content
(facts, "The model": both are recorded, side by side): nothing is averaged, and what nobody said is no number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from store.practice.rhythm import DEFAULT_RHYTHM
from store.practice.roles import ROLES, InRole
from store.practice.weeks import Week

LOWEST, HIGHEST = 0, 10
WIDE = 3  # Weekbook's own choice: from here on the views of a week are said to differ


@dataclass(frozen=True)
class View(InRole):
    """The number that somebody gave with one week's entry. `until`: the last day on which they held the case."""

    who: int
    name: str
    role: str
    until: date | None
    week: Week
    safety: int


@dataclass(frozen=True)
class Line(InRole):
    """One professional's numbers, oldest first. `stretches`: what is drawn without a gap."""

    who: int
    name: str
    role: str
    until: date | None
    views: tuple[View, ...]
    stretches: tuple[tuple[View, ...], ...]

    @property
    def last(self) -> View:
        return self.views[-1]

    @cached_property
    def by_week(self) -> dict[Week, int]:
        return {view.week: view.safety for view in self.views}


@dataclass(frozen=True)
class Spread:
    """The numbers of one week, the lowest first."""

    week: Week
    views: tuple[View, ...]

    @property
    def lowest(self) -> int:
        return self.views[0].safety

    @property
    def highest(self) -> int:
        return self.views[-1].safety

    @property
    def apart(self) -> int:
        return self.highest - self.lowest

    @property
    def is_wide(self) -> bool:
        return self.apart >= WIDE

    @property
    def is_compared(self) -> bool:
        return len(self.views) > 1


def until(held_until: date | None, left_on: date | None, today: date) -> date | None:
    """When somebody's work with the family ended; None while it goes on, or where they never held the case."""
    return min((day for day in (held_until, left_on) if day and day < today), default=None)


def lines_of(views: Iterable[View], began: Week, rhythm: int = DEFAULT_RHYTHM) -> tuple[Line, ...]:
    """A line for each professional, in the order of the roles. `began`: from where the turns of the rhythm count."""
    by_person: dict[int, dict[Week, View]] = defaultdict(dict)
    for view in views:
        by_person[view.who][view.week] = view
    lines = [_line(by_week, began, rhythm) for by_week in by_person.values()]
    return tuple(sorted(lines, key=lambda line: (list(ROLES).index(line.role), line.until is not None, line.name)))


def spreads_of(lines: Iterable[Line]) -> tuple[Spread, ...]:
    """Every week in which somebody gave a number, oldest first."""
    by_week: dict[Week, list[View]] = defaultdict(list)
    for line in lines:
        for view in line.views:
            by_week[view.week].append(view)
    return tuple(
        Spread(week, tuple(sorted(views, key=lambda view: view.safety))) for week, views in sorted(by_week.items())
    )


def _line(by_week: dict[Week, View], began: Week, rhythm: int) -> Line:
    views = tuple(view for _, view in sorted(by_week.items()))
    newest = views[-1]
    return Line(newest.who, newest.name, newest.role, newest.until, views, _stretches(views, began, rhythm))


def _stretches(views: tuple[View, ...], began: Week, rhythm: int) -> tuple[tuple[View, ...], ...]:
    """A turn of the rhythm without a number is a gap; weeks in which none was due are not."""
    found: list[list[View]] = []
    for view in views:
        if found and _turn(view.week, began, rhythm) - _turn(found[-1][-1].week, began, rhythm) <= 1:
            found[-1].append(view)
        else:
            found.append([view])
    return tuple(tuple(stretch) for stretch in found)


def _turn(week: Week, began: Week, rhythm: int) -> int:
    return (week.start - began.start).days // 7 // rhythm
