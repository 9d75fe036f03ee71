"""The week, Monday to Sunday: what a weekly entry is written for.

Facts, "The model": the founding idea is "a summary recording of what's happened over a week, rather
than a day". That it is due on Friday at 17:00 is Weekbook's own default. Weeks are London's; moments
come in and go out aware, in UTC.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

from store.practice.calendar import LONDON, day_of, working_day_on_or_before
from store.practice.dates_in_words import day_and_month

WRITTEN = re.compile(r"((?:19|20|21)[0-9]{2})-W([0-9]{2})")
DUE_TIME = time(17)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """`str(week)` is "2026-W47", as it stands in a URL; `Week.parse` reads it back."""

    start: date

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or self.start.weekday() != 0:
            raise ValueError(f"a week starts on a Monday, not on {self.start}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The week of a day, or of an aware moment as London's clocks have it."""
        day = day_of(day) if isinstance(day, datetime) else day
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Self:
        found = WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(f"not a week: {text!r}")
        return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    def __contains__(self, day: date) -> bool:
        return Week.of(day) == self

    @property
    def year(self) -> int:
        """ISO's year, which is not always the Monday's: 2025-W01 starts on 30 December 2024."""
        return self.start.isocalendar().year

    @property
    def number(self) -> int:
        return self.start.isocalendar().week

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.start + timedelta(days=n) for n in range(7))

    @property
    def previous(self) -> Self:
        return self.after(-1)

    @property
    def next(self) -> Self:
        return self.after(1)

    def after(self, weeks: int) -> Self:
        return type(self)(self.start + timedelta(weeks=weeks))

    @property
    def label(self) -> str:
        """16–22 November, or 30 November – 6 December."""
        if self.start.month == self.end.month:
            return f"{self.start.day}–{day_and_month(self.end)}"
        return f"{day_and_month(self.start)} – {day_and_month(self.end)}"

    def label_on(self, today: date) -> str:
        """The label, with the year unless all of the week lies in today's."""
        first, last = self.start.year, self.end.year
        if first == last:
            return self.label if first == today.year else f"{self.label} {first}"
        return f"{day_and_month(self.start)} {first} – {day_and_month(self.end)} {last}"


def due_at(week: Week, holidays: Set[date] = frozenset(), tz: tzinfo = LONDON) -> datetime:
    """Friday at 17:00 by the local clock, or the last working day before; given back in UTC."""
    friday = week.start + timedelta(days=4)
    return datetime.combine(working_day_on_or_before(friday, holidays), DUE_TIME, tz).astimezone(UTC)
