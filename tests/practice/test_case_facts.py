from typing import Any

import pytest

from store.practice.case_facts import category_in_words, fact_in_words, facts_in_words
from store.practice.people_in_words import disabilities, ethnicity, with_ages
from store.practice.plans_in_words import origin_in_words, plan_in_words, step_in_words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("referral_source", "6", "police"),
        ("factors", ["1B", "18A"], "alcohol misuse: a parent or carer; physical abuse"),
        ("factors", ["9Z"], "9Z"),
        ("reviewed_on", ["2026-02-09", "2026-08-03"], "9 February 2026; 3 August 2026"),
        ("conference_target", "2026-02-09", "9 February 2026"),
        ("conference_on", "soon", "soon"),
        ("family_meeting_offered", False, "No"),
        ("previous_plans", 0, "0"),
        ("need", None, ""),
    ],
)
def test_a_fact_in_words(name: str, value: Any, words: str) -> None:
    assert fact_in_words(name, value) == words


def test_facts_stand_in_the_order_in_which_things_happen() -> None:
    facts = {"closure_reason": "RC8", "need": "N1", "children": {"1": {}}, "no_further_action": False, "outcome": ""}
    assert facts_in_words(facts) == (
        ("Main need", "abuse or neglect"),
        ("Reason for closing", "closed after assessment, no further action"),
    )


def test_plans_and_steps_have_their_full_names() -> None:
    assert plan_in_words("child_protection", "NEG") == "Child protection plan: neglect"
    assert plan_in_words("child_in_need") == "Child in need plan"
    assert step_in_words("section_47") == "Section 47 enquiry"
    assert step_in_words("core_group") == "Core group"
    assert category_in_words("emotional_abuse") == "emotional abuse"
    assert origin_in_words("census:123:2026-01-05") == "the children in need census"
    assert origin_in_words(None) == ""


def test_people_in_words() -> None:
    assert with_ages([("Maya", "7"), ("Baby", "due 19 January")]) == "Maya 7 · Baby, due 19 January"
    assert disabilities(["NONE"]) == "" and disabilities(["AUT", "MOB"]) == "disability: autism, mobility"
    assert ethnicity("NOBT") == "" and ethnicity("WBRI") == "ethnicity: White British"
