"""What a question and an answer hold, and what of them is read by whom."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from store.practice.chronology import concerns, headline, impact
from store.practice.consultations import CLOSED, EVERY_MARK, HEALTH, Answer, Part, Question, Recommendation
from store.practice.consultations import marks_read_with as reads
from store.practice.entries import ANSWER, CONSULTATION, Content, content_of, kind_of, read_content
from store.practice.permissions import Permission, Relation, permissions_of

QUESTION = Question(Part("Why does he wake?", HEALTH), Part("We tried a chart."))
ANSWERED = Answer(
    Part("He listens for the door."), Part("Her own childhood.", CLOSED),
    (Recommendation("Sit with him", 4, "Sam Okoro", "2026-12-04"),), "2027-01-11",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "content"), [(CONSULTATION, QUESTION), (ANSWER, ANSWERED)])
def test_it_comes_back_as_it_was_kept(kind: str, content: Content) -> None:
    assert kind_of(content) == kind
    assert read_content(kind, content_of(content), EVERY_MARK) == content


def test_without_its_mark_a_part_comes_empty_and_says_so() -> None:
    asked: Any = read_content(CONSULTATION, content_of(QUESTION))
    assert asked == Question(Part("", HEALTH, is_shut=True), Part("We tried a chart."))
    assert read_content(CONSULTATION, content_of(QUESTION), {CLOSED}) == asked
    answered = read_content(ANSWER, content_of(ANSWERED), {HEALTH})
    assert answered == replace(ANSWERED, further=Part("", CLOSED, is_shut=True))


def test_a_mark_of_another_release_is_closed() -> None:
    secret: Any = read_content(CONSULTATION, {"question": {"text": "x", "mark": "judge"}}, EVERY_MARK)
    assert secret.question == Part("", "judge", is_shut=True)


@pytest.mark.parametrize("stored", [{}, {"question": None, "formulation": "x", "recommendations": None, "more": 1}])
def test_what_another_release_kept_is_read(stored: dict[str, object]) -> None:
    assert read_content(CONSULTATION, stored) == Question() and read_content(ANSWER, stored) == Answer()


def test_what_keeps_it_off_the_record() -> None:
    assert list(Question().problems()) == ["question"] and not QUESTION.problems()
    assert list(Answer().problems()) == ["formulation", "review_on"] and not ANSWERED.problems()


def test_in_one_line_without_what_is_kept_to_a_few() -> None:
    assert headline(QUESTION.as_seen({HEALTH})) == "Why does he wake?"
    assert headline(QUESTION.as_seen(set())) == "A question for the psychologist, kept to a few"
    assert headline(ANSWERED) == "He listens for the door."
    assert concerns(QUESTION) == () and impact(ANSWERED) == "" and not ANSWERED.is_significant
    assert ANSWERED.recommendations[0].by_day == date(2026, 12, 4) and Recommendation().by_day is None


def test_who_opens_what_is_marked() -> None:
    through = {
        (role, relation)
        for role in ("childrens_social_worker", "mental_health", "team_manager", "psychologist", "service_manager",
                     "head_of_service", "auditor", "business_support", "conference_chair")
        for relation in Relation
        if reads(permissions_of(role, frozenset({relation})))
    }  # fmt: skip
    assert through == {
        ("team_manager", Relation.ALLOCATED), ("team_manager", Relation.SAME_TEAM),
        ("psychologist", Relation.ALLOCATED), ("psychologist", Relation.CONSULTATION),
        ("psychologist", Relation.ASKED),
    }  # fmt: skip
    assert reads(frozenset({Permission.READ_HEALTH})) == {HEALTH}
