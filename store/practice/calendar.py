"""Working days, months and London's days.

A working day is Monday to Friday and not one of the bank holidays given in (facts: "England's bank
holidays count"). Counting starts on the day after: one working day from a Friday is the Monday.
Moments come in aware (the record keeps UTC); the day on which one falls is London's.
"""

from calendar import monthrange
from collections.abc import Set
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def day_of(moment: datetime) -> date:
    """London's day for an aware moment: 23:30 UTC in July is already tomorrow."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone falls on no certain day")
    return moment.astimezone(LONDON).date()


def is_working_day(day: date, holidays: Set[date] = frozenset()) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, number: int, holidays: Set[date] = frozenset()) -> date:
    """`number` working days after `day` (before it, when negative); 0 leaves the day as it is."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day


def working_days_between(first: date, last: date, holidays: Set[date] = frozenset()) -> int:
    """Working days after `first` up to and including `last`; negative when `last` comes first."""
    if last < first:
        return -working_days_between(last, first, holidays)
    days = (first + ONE_DAY * n for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def working_day_on_or_before(day: date, holidays: Set[date] = frozenset()) -> date:
    while not is_working_day(day, holidays):
        day -= ONE_DAY
    return day


def add_months(day: date, number: int) -> date:
    """The same day `number` months on, or the month's last: three months after 30 November is 28 February."""
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
