"""What a meeting changes in the children's plans, reckoned by the day on which it was held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION
from store.practice.conferences import BEGINS, DECIDES, ENDS, IN_NEED, Outcome
from store.practice.dates_in_words import day_and_month
from store.practice.plans_in_words import PLANS


class DatedPlan(Protocol):
    """A child's plan, however it was read."""

    @property
    def kind(self) -> str: ...
    @property
    def started_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class ChildPlan:
    id: int
    person_id: int
    kind: str
    category: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan that begins (`plan_id` None), ends or has another category from that day."""

    person_id: int
    kind: str
    plan_id: int | None = None
    ended_on: date | None = None
    category: str = ""


def runs_on(plan: DatedPlan, day: date) -> bool:
    return plan.started_on <= day and (plan.ended_on is None or day < plan.ended_on)


def begun(kind: str, outcome: str) -> str:
    """The kind of plan that begins with it, where the child has none; empty where none does."""
    if outcome == IN_NEED:
        return CHILD_IN_NEED
    return DECIDES[kind] if outcome == BEGINS else ""


def what_forbids(kind: str, outcome: str, plans: Sequence[DatedPlan], on: date) -> str:
    """Why a meeting held that day cannot have come to it for the child with these plans, or nothing.

    What began or ended on a later day is on the record already: two plans of a kind would stand beside each other, or
    one would have ended twice.
    """
    beginning = begun(kind, outcome)
    later = min((plan.started_on for plan in plans if plan.kind == beginning and plan.started_on > on), default=None)
    if later and not any(plan.kind == beginning and runs_on(plan, on) for plan in plans):
        return f"A {PLANS[beginning].lower()} that began on {_day(later)} is on the record already"
    if outcome in (IN_NEED, ENDS):
        ends = (plan.ended_on for plan in plans if plan.kind == DECIDES[kind] and runs_on(plan, on) and plan.ended_on)
        if over := min(ends, default=None):
            return f"On the record the {PLANS[DECIDES[kind]].lower()} ended on {_day(over)}"
    return ""


def plan_changes(
    kind: str, outcomes: Mapping[int, Outcome], plans: Iterable[ChildPlan], on: date
) -> Iterator[PlanChange]:
    """What a meeting held that day changes. A plan that runs already is not begun once more: an import may know it."""
    running = [plan for plan in plans if runs_on(plan, on)]
    for child, outcome in outcomes.items():
        theirs = [plan for plan in running if plan.person_id == child]
        yield from _of_child(child, DECIDES[kind], outcome, theirs, on)


def _of_child(
    child: int, kind: str, outcome: Outcome, running: Sequence[ChildPlan], on: date
) -> Iterator[PlanChange]:  # fmt: skip
    held = [plan for plan in running if plan.kind == kind]
    in_need = [plan for plan in running if plan.kind == CHILD_IN_NEED]
    match outcome.outcome:
        case "begins" | "goes_on":
            if not held and outcome.outcome == BEGINS:
                yield PlanChange(child, kind, category=outcome.category)
            changed = (plan for plan in held if plan.category != outcome.category)
            yield from (PlanChange(child, kind, plan.id, plan.ended_on, outcome.category) for plan in changed)
            if outcome.outcome == BEGINS and kind == CHILD_PROTECTION:
                yield from (_ended(plan, on) for plan in in_need)
        case "ends" | "in_need":
            yield from (_ended(plan, on) for plan in held)
            if outcome.outcome == IN_NEED and not in_need:
                yield PlanChange(child, CHILD_IN_NEED)


def _ended(plan: ChildPlan, on: date) -> PlanChange:
    return PlanChange(plan.person_id, plan.kind, plan.id, on, plan.category)


def _day(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"
