"""What a meeting can come to for a child, and what it changes in the child's plans."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from store.practice.case_steps import Step, case_dates
from store.practice.conferences import KINDS, Outcome, outcome_in_words, outcomes_of
from store.practice.due import due_dates
from store.practice.due_date import words
from store.practice.plans_decided import ChildPlan, PlanChange, plan_changes, what_forbids

ON = date(2026, 11, 23)
STARTED = date(2026, 8, 3)
PROTECTED = ChildPlan(7, 1, "child_protection", "neglect", STARTED, None)
IN_NEED = ChildPlan(8, 1, "child_in_need", "", STARTED, None)


@pytest.mark.parametrize(
    ("kind", "outcome", "plans", "changes"),
    [
        ("initial_conference", Outcome("begins", "neglect"), [],
         [PlanChange(1, "child_protection", category="neglect")]),
        ("initial_conference", Outcome("begins", "neglect"), [IN_NEED],
         [PlanChange(1, "child_protection", category="neglect"), PlanChange(1, "child_in_need", 8, ON)]),
        ("initial_conference", Outcome("begins", "neglect"), [PROTECTED], []),
        ("initial_conference", Outcome("in_need"), [IN_NEED], []),
        ("initial_conference", Outcome("none"), [IN_NEED], []),
        ("review", Outcome("goes_on", "neglect"), [PROTECTED], []),
        ("review", Outcome("goes_on", "multiple"), [PROTECTED],
         [PlanChange(1, "child_protection", 7, None, "multiple")]),
        ("review", Outcome("ends"), [PROTECTED, IN_NEED], [PlanChange(1, "child_protection", 7, ON, "neglect")]),
        ("review", Outcome("in_need"), [PROTECTED],
         [PlanChange(1, "child_protection", 7, ON, "neglect"), PlanChange(1, "child_in_need")]),
        ("review", Outcome("not_part"), [PROTECTED, IN_NEED], []),
        ("child_in_need_review", Outcome("ends"), [IN_NEED], [PlanChange(1, "child_in_need", 8, ON)]),
        ("pre_proceedings_meeting", Outcome("begins"), [PROTECTED], [PlanChange(1, "pre_proceedings")]),
    ],
)  # fmt: skip
def test_what_a_meeting_changes(
    kind: str, outcome: Outcome, plans: list[ChildPlan], changes: list[PlanChange]
) -> None:  # fmt: skip
    assert list(plan_changes(kind, {1: outcome}, plans, ON)) == changes


@pytest.mark.parametrize("outcome", [Outcome("ends"), Outcome("goes_on", "multiple"), Outcome("none")])
def test_a_plan_that_ended_before_or_began_after_is_left_as_it_was(outcome: Outcome) -> None:
    over = replace(PROTECTED, ended_on=ON)
    assert list(plan_changes("review", {1: outcome}, [over], ON)) == []
    assert list(plan_changes("review", {1: outcome}, [PROTECTED], STARTED - timedelta(days=3))) == []


def test_a_plan_begins_anew_beside_one_that_ended_and_of_two_both_end() -> None:
    over, twin = replace(PROTECTED, ended_on=ON - timedelta(days=9)), replace(PROTECTED, id=9)
    begins = PlanChange(1, "child_protection", category="multiple")
    assert list(plan_changes("initial_conference", {1: Outcome("begins", "multiple")}, [over], ON)) == [begins]
    ended = [(one.plan_id, one.ended_on) for one in plan_changes("review", {1: Outcome("ends")}, [PROTECTED, twin], ON)]
    assert ended == [(7, ON), (9, ON)]


@pytest.mark.parametrize(
    ("kind", "outcome", "plan", "said"),
    [
        ("initial_conference", "begins", PROTECTED, "began on 3 August 2026"),
        ("review", "in_need", IN_NEED, "began on 3 August 2026"),
        ("review", "ends", replace(PROTECTED, started_on=date(2026, 1, 5), ended_on=ON), "ended on 23 November 2026"),
        ("review", "goes_on", replace(PROTECTED, started_on=date(2026, 1, 5), ended_on=ON), ""),
        ("review", "ends", replace(PROTECTED, started_on=date(2026, 1, 5)), ""),
        ("initial_conference", "none", PROTECTED, ""),
    ],
)
def test_what_cannot_be_is_said(kind: str, outcome: str, plan: ChildPlan, said: str) -> None:
    found = what_forbids(kind, outcome, [plan], STARTED - timedelta(days=3))
    assert said in found and bool(found) == bool(said)


def test_a_child_in_need_plan_does_not_begin_beside_a_child_protection_plan() -> None:
    assert "begins" in outcomes_of("child_in_need_review", has_plan=False)
    assert "begins" not in outcomes_of("child_in_need_review", has_plan=False, protected=True)
    assert "ends" in outcomes_of("child_in_need_review", has_plan=True, protected=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_outcome_has_words_and_a_core_group_has_none(kind: str) -> None:
    found = {key for has_plan in (True, False) for key in outcomes_of(kind, has_plan=has_plan)}
    assert bool(found) == (kind != "core_group")
    said = {outcome_in_words(kind, Outcome(key)) for key in found}
    assert len(said) == len(found) and all(said)


def held(kind: str, on: date) -> Step:
    return Step(kind, on, facts={"state": "held"})


def test_core_groups_are_due_once_they_are_recorded_here() -> None:
    initial = Step("initial_conference", STARTED)
    plans = case_dates(today=ON, opened=STARTED, steps=[initial]).plans
    assert plans == ()
    assert not case_dates(today=ON, opened=STARTED, steps=[initial, Step("core_group", STARTED)]).core_groups_kept
    assert case_dates(today=ON, opened=STARTED, steps=[initial, held("core_group", STARTED)]).core_groups_kept
    assert case_dates(today=ON, opened=STARTED, steps=[held("initial_conference", STARTED)]).core_groups_kept


def test_what_is_set_counts_as_a_day_and_never_as_held() -> None:
    for days in (-1, 0, 3):
        step = Step("review", ON + timedelta(days=days), facts={"state": "booked"})
        dates = case_dates(today=ON, opened=STARTED, steps=[step], next_conference=ON + timedelta(days=30))
        assert dates.last_review is None
        assert dates.next_conference == (step.on if days >= 0 else ON + timedelta(days=30))
    gone = Step("review", ON, facts={"state": "not_held"})
    assert case_dates(today=ON, opened=STARTED, steps=[gone]).next_conference is None


def test_an_initial_and_a_review_that_are_both_set_both_stand() -> None:
    steps = [Step(kind, ON + timedelta(days=days), facts={"state": "booked"})
             for kind, days in (("review", 9), ("initial_conference", 11))]  # fmt: skip
    said = {words(due, ON) for due in due_dates(case_dates(today=ON, opened=STARTED, steps=steps), ON)}
    assert {"Review conf. 2 Dec", "Initial conf. 4 Dec"} <= said


def test_a_conference_is_called_what_it_was_set_as() -> None:
    step = Step("review", ON + timedelta(days=9), facts={"state": "booked"})
    dates = case_dates(today=ON, opened=STARTED, steps=[step])
    said = {words(due, ON) for due in due_dates(dates, ON)}
    assert {"Review conf. 2 Dec", "Report due by Wed"} <= said, "five working days before a review"
