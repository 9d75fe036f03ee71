"""The thirteen weeks of the demonstration, laid so that the thirteenth is always the present one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from store.practice.calendar import LONDON
from store.practice.weeks import Week

WEEKS = 13
WRITTEN_AS_OF = date(2026, 11, 22)
"""The day that the written families were written on; their birthdays move along with the calendar."""
_JUST_NOW = timedelta(minutes=7)


@dataclass(frozen=True)
class Clock:
    """`now` is aware. Weeks are numbered 1 to 13, days 0 (Monday) to 6; 7 is the Monday after."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def monday(self, week: int) -> date:
        return Week.of(self.today).after(week - WEEKS).start

    def moment(self, week: int, day: int, at: time) -> datetime:
        """In UTC. What has not come yet is brought forward to an earlier day, at the latest to just now."""
        on = self.monday(week) + timedelta(days=day)
        for candidate in (on - timedelta(days=n) for n in range(day + 1)):
            exact = datetime.combine(candidate, at, LONDON).astimezone(UTC)
            if exact < self.now - _JUST_NOW:
                return exact
        return self.now - _JUST_NOW

    def not_yet(self, week: int, day: int, at: time) -> bool:
        """Whether that moment is still to come."""
        return datetime.combine(self.monday(week) + timedelta(days=day), at, LONDON) > self.now

    def soon_after(self, moment: datetime, delay: timedelta) -> datetime:
        """Some time later, but never in the future."""
        return max(moment, min(moment + delay, self.now - timedelta(minutes=2)))

    def written_after(self, happened: datetime, days: int, at: time) -> datetime:
        """When somebody sat down to write, `days` later at that time; never before it, never in the future."""
        on = happened.astimezone(LONDON).date() + timedelta(days=days)
        wished = max(datetime.combine(on, at, LONDON).astimezone(UTC), happened + timedelta(minutes=25))
        return self.soon_after(happened, wished - happened)

    def ago(self, *, weeks: int = 0, days: int = 0) -> date:
        return self.today - timedelta(weeks=weeks, days=days)

    def birthday(self, text: str) -> date | None:
        """A date of the written families, moved so that everyone is as old as when they were written."""
        return date.fromisoformat(text) + (self.today - WRITTEN_AS_OF) if text else None
