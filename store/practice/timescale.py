"""One timescale: how long after (or before) what, who says so, and the day that it comes to.

Weeks, months and calendar days are the limit as it stands: one that ends on a day off is not moved.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from store.practice.calendar import add_months, add_working_days


class Unit(StrEnum):
    HOURS = "hours"
    CALENDAR_DAYS = "calendar days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"


class Kind(StrEnum):
    NATIONAL = "national"
    LOCAL = "local"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class Timescale:
    """`before` is for what is due ahead of its trigger: a report, ahead of the conference."""

    key: str
    label: str
    trigger: str
    interval: int
    unit: Unit
    kind: Kind
    source: str
    before: bool = False

    @property
    def words(self) -> str:
        """24 hours, 2 working days, 1 month"""
        unit = self.unit.value
        return f"{self.interval} {unit.removesuffix('s') if self.interval == 1 else unit}"


def due_on(timescale: Timescale, trigger: date, holidays: Set[date] = frozenset()) -> date:
    """The last day that is in time. Hours are rounded up to days: `lateness` has them to the minute."""
    number = -timescale.interval if timescale.before else timescale.interval
    match timescale.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(trigger, number, holidays)
        case Unit.MONTHS:
            return add_months(trigger, number)
        case Unit.WEEKS:
            return trigger + timedelta(weeks=number)
        case Unit.CALENDAR_DAYS:
            return trigger + timedelta(days=number)
        case Unit.HOURS:
            days = -(-timescale.interval // 24)
            return trigger + timedelta(days=-days if timescale.before else days)
