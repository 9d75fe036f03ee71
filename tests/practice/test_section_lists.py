"""A paper's sections as a council has them: what is kept of a change, and what no council takes out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.report.papers import PAPERS
from store.practice.report.section_lists import (
    GUARDED,
    LEAST_WORDS,
    MOST_WORDS,
    ListedSection,
    as_listed,
    in_order,
    problems,
    sections_in,
    to_keep,
)
from store.practice.report.sections import CONFERENCE_REPORT, SectionPlan

KEYS = [plan.key for plan in CONFERENCE_REPORT]


def listed(kept: list[dict[str, Any]] | None = None) -> tuple[ListedSection, ...]:
    return as_listed(CONFERENCE_REPORT, kept or [])


def keys(sections: tuple[ListedSection, ...]) -> list[str]:
    return [one.key for one in sections]


@pytest.mark.parametrize("paper", PAPERS.values())
def test_where_a_council_changes_nothing_it_is_as_weekbook_came(paper: Any) -> None:
    came = as_listed(paper.sections)
    assert sections_in(came) == paper.sections and to_keep(paper.sections, came) == [] and problems(came) == {}


@given(st.permutations(KEYS), st.sets(st.sampled_from(KEYS)), st.dictionaries(
    st.sampled_from(KEYS), st.fixed_dictionaries({"title": st.text(min_size=1), "words": st.integers(90, 1500),
                                                  "required": st.booleans(), "hint": st.text()})))  # fmt: skip
def test_what_is_kept_makes_the_same_list_again(
    order: list[str], out: set[str], own: dict[str, dict[str, Any]]
) -> None:
    kept = [{"key": key} | own.get(key, {}) | ({"out": True} if key in out else {}) for key in order]
    once = listed(kept)
    assert keys(once) == order
    assert listed(to_keep(CONFERENCE_REPORT, once)) == once
    assert set(GUARDED) <= {plan.key for plan in sections_in(once)}


def test_a_section_of_a_later_release_stands_where_it_came() -> None:
    later = SectionPlan("later", "Came later")
    plans = (*CONFERENCE_REPORT[:3], later, *CONFERENCE_REPORT[3:])
    own = [{"key": key} for key in reversed(KEYS)]
    found = [one.key for one in as_listed(plans, own)]
    assert found.index("later") == found.index(KEYS[2]) + 1 and len(found) == len(KEYS) + 1
    assert [one.key for one in as_listed(CONFERENCE_REPORT, [{"key": "gone"}, *own])] == list(reversed(KEYS))


@pytest.mark.parametrize("key", GUARDED)
def test_what_guards_a_child_s_right_to_be_heard_is_not_taken_out(key: str) -> None:
    (one,) = [one for one in listed([{"key": key, "out": True, "required": False}]) if one.key == key]
    assert not one.is_out and one.plan.required
    asked = tuple(replace(each, is_out=each.key == key) for each in listed())
    assert problems(asked) == {f"out-{key}": GUARDED[key]}


def test_what_somebody_wrote_does_not_go_with_its_section() -> None:
    found = listed([{"key": "harm", "out": True}, {"key": "views", "out": True}])
    assert "harm" not in {plan.key for plan in sections_in(found)}
    kept = {plan.key for plan in sections_in(found, {"harm", "views"})}
    assert "harm" in kept and "views" not in kept


@pytest.mark.parametrize(("key", "to", "before"), [
    ("strengths", 2, "family"), ("family", 10, "child_words"), ("recommendation", 1, "children"),
    ("children", 2, "reason")])  # fmt: skip
def test_a_section_stands_at_the_place_that_it_was_given(key: str, to: int, before: str) -> None:
    found = keys(in_order(listed(), {key: to}))
    assert found.index(key) == to - 1 and found[to] == before
    assert [one for one in found if one != key] == [one for one in KEYS if one != key]


@pytest.mark.parametrize(("own", "field"), [({"title": ""}, "title"), ({"title": "the family"}, "title"),
                                            ({"words": LEAST_WORDS - 1}, "words"),
                                            ({"words": MOST_WORDS + 1}, "words")])  # fmt: skip
def test_what_no_chair_could_read_is_refused(own: dict[str, Any], field: str) -> None:
    assert f"{field}-needs" in problems(listed([{"key": "needs"} | own]))
