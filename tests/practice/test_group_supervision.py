"""How views stand side by side, when one was given, and what a record of the room must hold."""

from datetime import UTC, date, datetime, timedelta

from store.practice.entries import content_of, read_content
from store.practice.group_supervision import (
    AFTERWARDS,
    IN_THE_ROOM,
    ON_THE_DAY,
    Given,
    GroupSupervision,
    apart,
    when_given,
)

PLANNED = date(2026, 11, 26)
STARTED = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
OPENED = STARTED + timedelta(minutes=40)


def test_a_view_is_marked_by_when_it_was_given() -> None:
    def mark(at: datetime) -> str:
        return when_given(at, PLANNED, STARTED, OPENED)

    assert mark(STARTED - timedelta(days=1)) == ""
    assert mark(STARTED - timedelta(hours=1)) == ON_THE_DAY
    assert mark(STARTED + timedelta(minutes=5)) == IN_THE_ROOM
    assert mark(OPENED) == AFTERWARDS
    assert when_given(STARTED - timedelta(days=1), PLANNED, None, None) == ""


def test_a_meeting_that_was_put_off_makes_nobody_late() -> None:
    planned_day = STARTED - timedelta(hours=2)
    assert when_given(planned_day, PLANNED, None, None) == ON_THE_DAY, "it is still to be held today"
    assert when_given(planned_day, PLANNED, STARTED + timedelta(days=1), None) == ""
    brought_forward = STARTED - timedelta(days=2)
    assert when_given(brought_forward - timedelta(hours=1), PLANNED, brought_forward, None) == ON_THE_DAY


def test_the_day_is_londons() -> None:
    late_in_summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert when_given(late_in_summer, date(2026, 7, 2), None, None) == ON_THE_DAY


def test_the_spread_says_how_far_the_views_stand_apart() -> None:
    assert apart([4]) is None and apart([]) is None
    near, far, same = apart([5, 4]), apart([7, 3, 4]), apart([6, 6])
    assert near and far and same
    assert (near.by, near.is_wide) == (1, False)
    assert (far.in_words, far.is_wide) == ("From 3 to 7: 4 apart.", True)
    assert same.in_words == "All see it at 6."


def test_a_view_is_a_number_with_what_it_stands_on() -> None:
    assert list(Given().problems()) == ["safety", "evidence"]
    assert list(Given(11, "x").problems()) == ["safety"]
    assert Given(0, "x").problems() == {}


def test_what_was_agreed_needs_words_and_somebody_who_was_there() -> None:
    assert list(GroupSupervision().problems()) == ["agreed", "present"]
    assert GroupSupervision(agreed="Safe.", present=(1,)).problems() == {}


def test_it_is_kept_and_read_back_and_passes_over_what_it_does_not_know() -> None:
    said = GroupSupervision(
        "m", "w", "x", "n", 5, "Safe.", {"2": "No."}, "d", ("Ring",), (1, 2), "Dr Lee", {"2": "Sam"}
    )
    assert read_content("group_supervision", content_of(said) | {"of a later release": 1}) == said
    assert said.called(2) == "Sam" and said.called(9) == "Somebody who was there"
