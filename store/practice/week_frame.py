"""What stands around a week on the screen."""

from dataclasses import dataclass
from datetime import date, datetime

from store.practice.calendar import LONDON
from store.practice.dates_in_words import short_day, weekday
from store.practice.weeks import Week


@dataclass(frozen=True)
class WeekFrame:
    """Its days, its neighbours, when it is due."""

    week: Week
    today: date
    due_at: datetime
    query: str = ""

    @property
    def is_now(self) -> bool:
        return self.today in self.week

    @property
    def dates(self) -> str:
        return self.week.label_on(self.today)

    @property
    def over(self) -> str:
        return f"Week {self.week.number}"

    @property
    def previous(self) -> str:
        return self._address(self.week.previous)

    @property
    def next(self) -> str:
        return "" if self.is_now else self._address(self.week.next)

    @property
    def due(self) -> str:
        """due Fri 17:00; was due Fri 13 Nov"""
        at = self.due_at.astimezone(LONDON)
        if not self.is_now:
            return f"was due {weekday(at)} {short_day(at)}"
        return f"{'was due' if self.today > at.date() else 'due'} {weekday(at)} {at:%H:%M}"

    def address_with(self, more: str) -> str:
        return f"/week/{self.week}?" + "&".join(part for part in (self.query, more) if part)

    def _address(self, week: Week) -> str:
        return f"/week/{week}" + (f"?{self.query}" if self.query else "")
