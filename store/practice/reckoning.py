"""From a timescale and what sets it going to a due date."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from store.practice.case_dates import CaseDates
from store.practice.due_date import DueDate
from store.practice.timescale import Timescale, due_on


@dataclass(frozen=True, slots=True)
class Reckoning:
    case: CaseDates
    today: date
    holidays: Set[date]
    rows: dict[str, Timescale]

    def limit(self, key: str, label: str, trigger: date) -> DueDate:
        return self._dated(key, label, due_on(self.rows[key], trigger, self.holidays))

    def booking(self, key: str, label: str) -> DueDate | None:
        on = self.case.upcoming_conference(self.today)
        return self._dated(key, label, on, booked=True) if on else None

    def meeting(self, key: str, label: str, kind: str = "") -> DueDate | None:
        """The day for which a meeting other than a conference is set; `kind`: where the timescale has another name."""
        on = self.case.booked(kind or key)
        return self._dated(key, label, on, booked=True) if on else None

    def _dated(self, key: str, label: str, on: date, *, booked: bool = False) -> DueDate:
        row, left = self.rows[key], (on - self.today).days
        return DueDate(label, on, row.kind, key, left < 0, left, row.source, booked)
