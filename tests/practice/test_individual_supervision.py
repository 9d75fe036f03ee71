"""What is asked of each part of a supervision, and what an older or newer release's words are read as."""

from datetime import date

import pytest

from store.practice.chronology import concerns, headline
from store.practice.entries import content_of, kind_of, read_content
from store.practice.individual_supervision import CasePart, PrivatePart, in_words, midday, read_private
from store.practice.permissions import Permission, Relation, permissions_of
from store.practice.roles import ROLES

TALKED = CasePart(7, "Sam Okoro", "The Fridays.", decided="Sam goes.", why="She drinks then.", children={"3": "Maya."})


def test_a_decision_has_its_reason() -> None:
    assert TALKED.problems() == {}
    assert list(CasePart(7, "Sam", "The Fridays.", decided="Sam goes.").problems()) == ["why"]
    assert list(CasePart().problems()) == ["practitioner", "talked"]


def test_it_comes_back_as_it_was_kept_and_what_is_not_known_is_passed_over() -> None:
    kept = content_of(TALKED) | {"of_a_later_release": "x"}
    assert read_content("individual_supervision", kept) == TALKED and kind_of(TALKED) == "individual_supervision"
    assert read_private({"workload": "Nine.", "of_a_later_release": "x"}) == PrivatePart(workload="Nine.")


def test_the_story_tells_the_decision_or_what_was_talked_through() -> None:
    assert headline(TALKED) == "Sam goes." and concerns(TALKED) == (3,)
    assert headline(CasePart(7, "Sam", "The Fridays.")) == "The Fridays."


@pytest.mark.parametrize("name", ["wellbeing", "workload", "development", "agreed"])
def test_one_of_the_four_is_enough_between_two(name: str) -> None:
    assert PrivatePart(**{name: "Something."}).problems() == {}
    assert PrivatePart().problems() != {}


def test_the_day_on_which_it_was_held_is_one_of_the_words_that_are_compared() -> None:
    said = in_words(date(2026, 11, 3), PrivatePart(workload="Nine."))
    assert said["Day on which it was held"] == "3 November 2026" and said["Workload"] == "Nine."


def test_midday_is_londons_in_summer_too() -> None:
    assert (midday(date(2026, 7, 1)).hour, midday(date(2026, 12, 1)).hour) == (11, 12)


@pytest.mark.parametrize("role", ROLES)
def test_only_the_manager_of_the_familys_team_records_supervision_on_it(role: str) -> None:
    given = {r for r in Relation if Permission.SUPERVISE in permissions_of(role, frozenset({r}))}
    assert given == ({Relation.ALLOCATED, Relation.SAME_TEAM} if role == "team_manager" else set())
