"""Child protection conferences, the report ahead of each, and the core groups between them."""

from collections.abc import Iterator
from datetime import date

from store.practice.case_dates import CHILD_PROTECTION
from store.practice.due_date import DueDate
from store.practice.reckoning import Reckoning


def conferences(reckoning: Reckoning) -> Iterator[DueDate]:
    yield from initial(reckoning)
    yield from report(reckoning)
    yield from review(reckoning)
    yield from limit_and_booking(core_group_limit(reckoning), reckoning.meeting("core_group", "Core group"))


def initial(reckoning: Reckoning) -> Iterator[DueDate]:
    case, key, label = reckoning.case, "initial_conference", "Initial conf."
    asked = case.strategy_discussion if case.awaits_initial else None
    limit = reckoning.limit(key, label, asked) if asked else None
    yield from limit_and_booking(limit, conference_set(reckoning, key, label))


def review(reckoning: Reckoning) -> Iterator[DueDate]:
    yield from limit_and_booking(review_limit(reckoning), conference_set(reckoning, "review", "Review conf."))


def conference_set(reckoning: Reckoning, key: str, label: str) -> DueDate | None:
    """Of those that are set here each stands by itself; a day from elsewhere says only that there is a conference."""
    if reckoning.case.next_kind:
        return reckoning.meeting(key, label)
    is_initial = reckoning.case.next_is_initial(reckoning.today)
    return reckoning.booking(key, label) if is_initial == (key == "initial_conference") else None


def review_limit(reckoning: Reckoning) -> DueDate | None:
    """The soonest of what the running plans ask for: an initial conference for a baby moves no review of the others."""
    limits = (_review_of(start, reckoning) for start in reckoning.case.starts(CHILD_PROTECTION, reckoning.today))
    return min(limits, key=lambda due: due.on, default=None)


def _review_of(start: date, reckoning: Reckoning) -> DueDate:
    """From the initial conference that made the plan; a later one was about another child."""
    initial, reviewed = reckoning.case.initial_conference, reckoning.case.last_review
    held = initial if initial and initial <= start else start
    if reviewed and reviewed > held:
        return reckoning.limit("review", "Review", reviewed)
    return reckoning.limit("first_review", "Review", held)


def limit_and_booking(limit: DueDate | None, booking: DueDate | None) -> Iterator[DueDate]:
    """A booking in time stands for its limit; one that comes too late stands beside it."""
    if limit and not (booking and booking.on <= limit.on):
        yield limit
    if booking:
        yield booking


def report(reckoning: Reckoning) -> Iterator[DueDate]:
    case, today = reckoning.case, reckoning.today
    conference = case.upcoming_conference(today)
    if conference and not case.report_shared:
        key = "report_initial" if case.next_is_initial(today) else "report_review"
        yield reckoning.limit(key, "Report", conference)


def core_group_limit(reckoning: Reckoning) -> DueDate | None:
    """From where core groups are not recorded nothing is said to be due: whether there was one is not known."""
    case = reckoning.case
    if not (case.core_groups_kept and case.starts(CHILD_PROTECTION, reckoning.today)):
        return None
    held, met = case.initial_held(reckoning.today), case.last_core_group
    if held and met and met >= held:
        return reckoning.limit("core_group", "Core group", met)
    return reckoning.limit("first_core_group", "Core group", held) if held else None
