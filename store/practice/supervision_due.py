"""When the next individual supervision of a practitioner is due (facts, "When things are due": every month)."""

from collections.abc import Iterable
from datetime import date

from store.practice.due_date import DueDate
from store.practice.timescale import Timescale, due_on
from store.practice.timescales import DEFAULTS, by_key

KEY = "individual_supervision"


def supervision_due(last: date | None, today: date, timescales: Iterable[Timescale] = DEFAULTS) -> DueDate | None:
    """None where it was never held: nothing says since when it is waited for."""
    if last is None:
        return None
    row = by_key(timescales)[KEY]
    on = due_on(row, last)
    left = (on - today).days
    return DueDate("Supervision", on, row.kind, KEY, left < 0, left, row.source)
