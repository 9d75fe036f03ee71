"""Until when a report is to be with the family and the chair (facts, "When things are due")."""

from collections.abc import Mapping, Set
from datetime import date

from store.practice.case_dates import CaseDates
from store.practice.timescale import Timescale, due_on


def report_due_on(
    dates: CaseDates, since: date | None, rows: Mapping[str, Timescale], holidays: Set[date], *, today: date
) -> date | None:
    """The last day that is in time for the conference of the report that gathers from `since` on: the first one held
    after that day, or else the one that is booked. None where there is neither.
    """
    held = ((dates.initial_conference, "report_initial"), (dates.last_review, "report_review"))
    after = [(on, key) for on, key in held if on and (since is None or on > since)]
    booked = dates.upcoming_conference(today)
    if booked and not after:
        after = [(booked, "report_initial" if dates.next_is_initial(today) else "report_review")]
    if not after:
        return None
    on, key = min(after)
    return due_on(rows[key], on, holidays)
