"""Conferences and the other meetings that decide about a child's plan: what one can come to, and what follows.

A core group decides about no plan: it works on the one that there is (facts, "When things are due").
"""

from dataclasses import dataclass

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
EVERY_OUTCOME = BEGINS, GOES_ON, IN_NEED, ENDS, NO_PLAN, NOT_PART = (
    "begins", "goes_on", "in_need", "ends", "none", "not_part",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided for one child; `category`: of a child protection plan that begins or goes on."""

    outcome: str
    category: str = ""

    @property
    def has_plan(self) -> bool:
        return self.outcome in (BEGINS, GOES_ON)


def outcomes_of(kind: str, *, has_plan: bool, protected: bool = False) -> tuple[str, ...]:
    """What such a meeting can come to for a child; nothing for a core group.

    `protected`: a child protection plan runs, beside which no child in need plan begins.
    """
    if kind not in DECIDES:
        return ()
    if protected and kind == IN_NEED_REVIEW and not has_plan:
        return (NO_PLAN, NOT_PART)
    instead = (IN_NEED,) if DECIDES[kind] == CHILD_PROTECTION else ()
    return (GOES_ON, *instead, ENDS, NOT_PART) if has_plan else (BEGINS, *instead, NO_PLAN, NOT_PART)


def asks_for_category(kind: str) -> bool:
    return DECIDES.get(kind) == CHILD_PROTECTION


def outcome_in_words(kind: str, outcome: Outcome) -> str:
    """Child protection plan goes on: neglect; Child in need plan instead."""
    plan = PLANS[DECIDES[kind]]
    match outcome.outcome:
        case "in_need":
            return f"No {plan.lower()}; a child in need plan"
        case "not_part":
            return "Not part of this meeting"
        case "none":
            return f"No {plan.lower()}"
        case "begins" | "goes_on":
            verb = "begins" if outcome.outcome == BEGINS else "goes on"
            return f"{plan} {verb}" + (f": {category_in_words(outcome.category)}" if outcome.category else "")
    return f"{plan} ends"


def kind_in_words(kind: str) -> str:
    return step_in_words(kind)
