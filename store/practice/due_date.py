"""One due date of a family, and how it is said on a chip."""

from dataclasses import dataclass
from datetime import date

from store.practice.dates_in_words import short_day, weekday
from store.practice.timescale import Kind

THIS_WEEK = 6
COUNTED_IN_DAYS = 28
YEAR_IS_CLEAR = 300


@dataclass(frozen=True, slots=True)
class DueDate:
    """`key` is the timescale's. `on` is the last day in time or, when `booked`, the day that was set."""

    label: str
    on: date
    kind: Kind
    key: str
    overdue: bool
    days_left: int
    source: str
    booked: bool = False


def words(due: DueDate, today: date) -> str:
    """Visit due by Wed; Visit overdue since Mon 9 Nov; Review in 12 days; Review conf. 3 Dec."""
    return f"{due.label} {_booked(due.on, today) if due.booked else _limit(due.on, today)}"


def _booked(on: date, today: date) -> str:
    near = {0: "today", 1: "tomorrow"}
    return near.get((on - today).days) or _day(on, today)


def _limit(on: date, today: date) -> str:
    days = (on - today).days
    if days < 0:
        return f"overdue since {weekday(on)} {_day(on, today)}"
    if days <= 1:
        return "due tomorrow" if days else "due today"
    if days <= THIS_WEEK:
        return f"due by {weekday(on)}"
    return f"in {days} days" if days <= COUNTED_IN_DAYS else f"by {_day(on, today)}"


def _day(on: date, today: date) -> str:
    far = abs((on - today).days) > YEAR_IS_CLEAR
    return f"{short_day(on)} {on.year}" if far else short_day(on)
