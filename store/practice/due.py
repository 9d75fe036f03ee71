"""What is due for a family, reckoned from the dates of its case (facts, "When things are due")."""

from collections.abc import Iterable, Iterator, Set
from datetime import date

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, PRE_PROCEEDINGS, CaseDates
from store.practice.conferences_due import conferences
from store.practice.due_date import DueDate
from store.practice.reckoning import Reckoning
from store.practice.timescale import Timescale
from store.practice.timescales import DEFAULTS, by_key

VISITS = {CHILD_PROTECTION: "visit_child_protection", CHILD_IN_NEED: "visit_child_in_need"}


def due_dates(
    case: CaseDates,
    today: date,
    holidays: Set[date] = frozenset(),
    timescales: Iterable[Timescale] = DEFAULTS,
) -> list[DueDate]:
    """Soonest first. `timescales` carries a council's own intervals (`timescales.with_local`)."""
    reckoning = Reckoning(case, today, holidays, by_key(timescales))
    parts = (visit, conferences, group_supervision, pre_proceedings)
    return sorted((due for part in parts for due in part(reckoning)), key=lambda due: (due.on, due.key))


def visit(reckoning: Reckoning) -> Iterator[DueDate]:
    """The soonest of what the running plans ask for: one visit answers them all."""
    asked = [
        reckoning.limit(key, "Visit", last_visit_under_plan(reckoning.case, started))
        for kind, key in VISITS.items()
        for started in reckoning.case.starts(kind, reckoning.today)
    ]
    yield from sorted(asked, key=lambda due: due.on)[:1]


def last_visit_under_plan(case: CaseDates, started: date) -> date:
    """The plan's start until a visit that counts has been made under it."""
    return max([started, *(made.on for made in case.visits if made.counts)])


def group_supervision(reckoning: Reckoning) -> Iterator[DueDate]:
    if since := reckoning.case.last_group_supervision or reckoning.case.opened:
        yield reckoning.limit("group_supervision", "Group supervision", since)


def pre_proceedings(reckoning: Reckoning) -> Iterator[DueDate]:
    if started := reckoning.case.starts(PRE_PROCEEDINGS, reckoning.today):
        yield reckoning.limit("pre_proceedings", "End of pre-proceedings", min(started))
