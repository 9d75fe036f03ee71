"""The paper of a drawing over weeks: units that stretch with the page, and places in per cent that do not.

Lines lie in units, two to a week and ten to a number of the scale; marks and words stand at percentages of the whole,
so that they keep their shape, and words grow with the reader's own size of text.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from store.practice.dates_in_words import MONTHS, short_day
from store.practice.safety import HIGHEST
from store.practice.weeks import Week

ROOM = 6  # units above 10 and below 0
HEIGHT = 10 * HIGHEST + 2 * ROOM
DATED = 26  # weeks up to which the days are named, above it the months
NEAR = timedelta(days=250)


@dataclass(frozen=True)
class Spot:
    """In per cent of the width and the height."""

    x: str
    y: str


@dataclass(frozen=True)
class Tick:
    """`room`: how wide the drawing must be for it: always, some, much."""

    x: str
    anchor: str
    words: str
    room: str


@dataclass(frozen=True)
class Paper:
    """`weeks` of them from `first` on, along the bottom."""

    first: Week
    weeks: int

    def nth(self, week: Week) -> int:
        return (week.start - self.first.start).days // 7

    def across(self, week: Week) -> int:
        return 2 * self.nth(week) + 1

    def spot(self, week: Week, units: float) -> Spot:
        return Spot(percent(self.across(week), 2 * self.weeks), down(units))

    def ticks(self, today: date) -> tuple[Tick, ...]:
        """The first and the last week always, the middle and the quarters where there is room."""
        last = self.weeks - 1
        rooms = {last * 3 // 4: "much", last // 4: "much", last // 2: "some", last: "always", 0: "always"}
        return tuple(self._tick(nth, room, today) for nth, room in sorted(rooms.items()))

    def _tick(self, nth: int, room: str, today: date) -> Tick:
        anchor = {0: "start", self.weeks - 1: "end"}.get(nth, "middle")
        x = {"start": "0%", "end": "100%"}.get(anchor, percent(2 * nth + 1, 2 * self.weeks))
        return Tick(x, anchor, self._said(self.first.after(nth).start, today), room)

    def _said(self, monday: date, today: date) -> str:
        if self.weeks > DATED:
            return f"{MONTHS[monday.month - 1][:3]} {monday.year}"
        return short_day(monday) if today - monday < NEAR else f"{short_day(monday)} {monday.year}"


def up(number: float) -> float:
    """Where a number of the scale lies, in units from the top."""
    return ROOM + 10 * (HIGHEST - number)


def down(units: float) -> str:
    return percent(units, HEIGHT)


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%"
