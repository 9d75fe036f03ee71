"""Whether a record was written in time; late is shown, not hidden.

Facts, "When things are due": Liverpool's recording standards, local. Both moments are aware (UTC in
the record). Hours run by the clock, over a change to or from summer time too; working days are
London's, and the last of them counts to its midnight.
"""

from collections.abc import Iterable, Set
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from store.practice.calendar import day_of
from store.practice.timescale import Timescale, Unit, due_on
from store.practice.timescales import DEFAULTS, by_key

ROWS = {
    "critical_event": "record_critical_event",
    "significant_event": "record_critical_event",
    "visit": "record_visit",
}


class Lateness(NamedTuple):
    """`allowed` is how it is said: 24 hours, 2 working days."""

    late: bool
    allowed: str


def allowed(kind: str, timescales: Iterable[Timescale] = DEFAULTS) -> str:
    """How long one has to write it: 24 hours; 2 working days."""
    return by_key(timescales)[ROWS.get(kind, "record_other")].words


def is_late(
    kind: str,
    happened_at: datetime,
    written_at: datetime,
    holidays: Set[date] = frozenset(),
    timescales: Iterable[Timescale] = DEFAULTS,
) -> Lateness:
    """`kind` is the entry's; one that is not among the rows is "anything else"."""
    row = by_key(timescales)[ROWS.get(kind, "record_other")]
    happened_on, written_on = day_of(happened_at), day_of(written_at)
    if row.unit is Unit.HOURS:
        taken = written_at.astimezone(UTC) - happened_at.astimezone(UTC)
        return Lateness(taken > timedelta(hours=row.interval), row.words)
    return Lateness(written_on > due_on(row, happened_on, holidays), row.words)
