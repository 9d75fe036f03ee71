"""A case's plans and dated steps, as its stage asks for them."""

from collections.abc import Sequence
from datetime import date, timedelta

from store.practice.calendar import add_months
from store.sample.clock import Clock
from store.sample.rows import Rows
from store.tables.cases import CaseDate, Plan

CHILD_PROTECTION, CHILD_IN_NEED, PRE_PROCEEDINGS = "child_protection", "child_in_need", "pre_proceedings"


def add_plans(
    rows: Rows, clock: Clock, case_id: int, children: Sequence[int], stage: str, category: str,
    opened: date, started: date,
) -> None:  # fmt: skip
    """Plans for every child, and the steps that led to them. Pre-proceedings stand beside child protection."""
    started = _office_day(started)
    _step(rows, case_id, "assessment", opened, min(opened + timedelta(days=44), clock.today))
    for child in children:
        if stage in (CHILD_PROTECTION, CHILD_IN_NEED):
            rows.add(Plan, case_id=case_id, person_id=child, kind=stage, category=category, started_on=started)
        if stage == PRE_PROCEEDINGS:
            earlier = started - timedelta(weeks=22)
            rows.add(Plan, case_id=case_id, person_id=child, kind=CHILD_PROTECTION, category=category or "neglect",
                     started_on=earlier)  # fmt: skip
            rows.add(Plan, case_id=case_id, person_id=child, kind=PRE_PROCEEDINGS, started_on=started)
    if stage != CHILD_IN_NEED and children:
        initial = started if stage == CHILD_PROTECTION else started - timedelta(weeks=22)
        _conferences(rows, clock, case_id, initial)


def _conferences(rows: Rows, clock: Clock, case_id: int, initial: date) -> None:
    """The section 47 enquiry, the initial conference, and the reviews since."""
    _step(rows, case_id, "section_47", initial - timedelta(days=18), initial - timedelta(days=6))
    _step(rows, case_id, "initial_conference", initial)
    _step(rows, case_id, "core_group", min(initial + timedelta(days=9), clock.today))
    review = add_months(initial, 3) - timedelta(days=5)
    while review < clock.today:
        _step(rows, case_id, "review", review)
        review = add_months(review, 6) - timedelta(days=8)


def _step(rows: Rows, case_id: int, kind: str, on: date, until: date | None = None) -> None:
    ended = _office_day(until) if until else None
    rows.add(CaseDate, case_id=case_id, person_id=None, kind=kind, on=_office_day(on), until=ended)


def _office_day(day: date) -> date:
    """Nobody confers on a Saturday or Sunday: it was the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - 4))
