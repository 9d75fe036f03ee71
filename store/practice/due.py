"""What is due for a family, reckoned from the dates of its case (facts, "When things are due")."""

from collections.abc import Iterable, Iterator, Set
from datetime import date

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, PRE_PROCEEDINGS, CaseDates, PlanDates
from store.practice.conferences_due import conferences, limit_and_booking
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
    parts = (visit, conferences, in_need_review, group_supervision, pre_proceedings)
    return sorted((due for part in parts for due in part(reckoning)), key=lambda due: (due.on, due.key))


def visit(reckoning: Reckoning) -> Iterator[DueDate]:
    """The soonest of what the running plans ask for, each for its own child."""
    asked = [
        reckoning.limit(key, "Visit", last_seen_under(plan))
        for kind, key in VISITS.items()
        for plan in reckoning.case.running(kind, reckoning.today)
    ]
    yield from sorted(asked, key=lambda due: due.on)[:1]


def last_seen_under(plan: PlanDates) -> date:
    """The plan's start until its child has been seen under it."""
    return max(plan.started, plan.seen or plan.started)


def in_need_review(reckoning: Reckoning) -> Iterator[DueDate]:
    """Counted from one that was recorded while the plan ran; without any it is not known whether there was one."""
    key, label, reviewed = "child_in_need_review", "Child in need review", reckoning.case.last_in_need_review
    starts = reckoning.case.starts(CHILD_IN_NEED, reckoning.today)
    counts = reviewed is not None and any(start <= reviewed for start in starts)
    limit = reckoning.limit(key, label, reviewed) if reviewed and counts else None
    yield from limit_and_booking(limit, reckoning.meeting(key, label))


def group_supervision(reckoning: Reckoning) -> Iterator[DueDate]:
    if since := reckoning.case.last_group_supervision or reckoning.case.opened:
        yield reckoning.limit("group_supervision", "Group supervision", since)


def pre_proceedings(reckoning: Reckoning) -> Iterator[DueDate]:
    if started := reckoning.case.starts(PRE_PROCEEDINGS, reckoning.today):
        yield reckoning.limit("pre_proceedings", "End of pre-proceedings", min(started))
    if meeting := reckoning.meeting("pre_proceedings", "Pre-proceedings meeting", "pre_proceedings_meeting"):
        yield meeting
