"""What the rows of the week's statements (store.week_statements) say of one case."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row

from store.practice.calendar import day_of
from store.practice.case_dates import CaseDates, PlanDates
from store.practice.case_steps import Step, case_dates


def by_case(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def dates_of(case: Row[Any], young: Iterable[Row[Any]], held: Iterable[Row[Any]], today: date) -> CaseDates:
    """The dated facts of a case: `young` its children, `held` its steps, as store.week_statements gives them."""
    return case_dates(
        today=today, opened=case.opened_on, plans=_plans(young), next_conference=case.next_conference_on,
        steps=[Step(step.kind, step.on, step.until, step.facts) for step in held],
    )  # fmt: skip


def _plans(children: Iterable[Row[Any]]) -> tuple[PlanDates, ...]:
    return tuple(
        PlanDates(child.kind, child.given_name, child.started_on, child.ended_on, child.category,
                  day_of(child.seen_at) if child.seen_at else None)
        for child in children if child.kind
    )  # fmt: skip
