"""Conferences and the other meetings that decide about a child's plan: what one can come to, and what follows.

A core group decides about no plan: it works on the one that there is (facts, "When things are due").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, PRE_PROCEEDINGS
from store.practice.case_facts import category_in_words
from store.practice.plans_in_words import PLANS, step_in_words

INITIAL, REVIEW, CORE_GROUP = "initial_conference", "review", "core_group"
IN_NEED_REVIEW, PRE_PROCEEDINGS_MEETING = "child_in_need_review", "pre_proceedings_meeting"
KINDS = (INITIAL, REVIEW, CORE_GROUP, IN_NEED_REVIEW, PRE_PROCEEDINGS_MEETING)
DECIDES = {
    INITIAL: CHILD_PROTECTION, REVIEW: CHILD_PROTECTION, IN_NEED_REVIEW: CHILD_IN_NEED,
    PRE_PROCEEDINGS_MEETING: PRE_PROCEEDINGS,
}  # fmt: skip
CATEGORIES = ("neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple")
BEGINS, GOES_ON, IN_NEED, ENDS, NO_PLAN = "begins", "goes_on", "in_need", "ends", "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided for one child; `category`: of a child protection plan that begins or goes on."""

    outcome: str
    category: str = ""

    @property
    def has_plan(self) -> bool:
        return self.outcome in (BEGINS, GOES_ON)


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


def outcomes_of(kind: str, *, has_plan: bool) -> tuple[str, ...]:
    """What such a meeting can come to for a child; nothing for a core group."""
    if kind not in DECIDES:
        return ()
    instead = (IN_NEED,) if DECIDES[kind] == CHILD_PROTECTION else ()
    return (GOES_ON, *instead, ENDS) if has_plan else (BEGINS, *instead, NO_PLAN)


def asks_for_category(kind: str) -> bool:
    return DECIDES.get(kind) == CHILD_PROTECTION


def outcome_in_words(kind: str, outcome: Outcome) -> str:
    """Child protection plan goes on: neglect; Child in need plan instead."""
    plan = PLANS[DECIDES[kind]]
    match outcome.outcome:
        case "in_need":
            return f"No {plan.lower()}; a child in need plan"
        case "none":
            return f"No {plan.lower()}"
        case "begins" | "goes_on":
            verb = "begins" if outcome.outcome == BEGINS else "goes on"
            return f"{plan} {verb}" + (f": {category_in_words(outcome.category)}" if outcome.category else "")
    return f"{plan} ends"


def kind_in_words(kind: str) -> str:
    return step_in_words(kind)


def plan_changes(
    kind: str, outcomes: Mapping[int, Outcome], plans: Iterable[ChildPlan], on: date
) -> Iterator[PlanChange]:
    """What a meeting held that day changes. A plan that runs already is not begun once more: an import may know it."""
    running = {(plan.person_id, plan.kind): plan for plan in plans if plan.ended_on is None or plan.ended_on > on}
    for child, outcome in outcomes.items():
        yield from _of_child(child, DECIDES[kind], outcome, running, on)


def _of_child(
    child: int, kind: str, outcome: Outcome, running: Mapping[tuple[int, str], ChildPlan], on: date
) -> Iterator[PlanChange]:
    held, in_need = running.get((child, kind)), running.get((child, CHILD_IN_NEED))
    if outcome.has_plan and held is None:
        yield PlanChange(child, kind, category=outcome.category)
    if outcome.has_plan and held and held.category != outcome.category:
        yield PlanChange(child, kind, held.id, held.ended_on, outcome.category)
    if outcome.outcome in (IN_NEED, ENDS) and held:
        yield _ended(held, on)
    if outcome.outcome == IN_NEED and in_need is None:
        yield PlanChange(child, CHILD_IN_NEED)
    if outcome.outcome == BEGINS and kind == CHILD_PROTECTION and in_need:
        yield _ended(in_need, on)


def _ended(plan: ChildPlan, on: date) -> PlanChange:
    return PlanChange(plan.person_id, plan.kind, plan.id, max(on, plan.started_on), plan.category)
