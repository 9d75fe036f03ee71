"""The small drawing: the higher the number the higher its mark, as far apart as the days."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from store.practice.parents_way import Held, Point
from store.practice.sessions import OwnWords, Session, Talk
from web.recording.drawing import BENEATH, BOTTOM, LEFT, RIGHT, TOP, Spot, draw

FIRST = datetime(2026, 9, 7, 10, tzinfo=UTC)


def point(day: int, importance: int | None, confidence: int | None, *marks: str) -> Point:
    talk = Talk("x", tuple(OwnWords("x", mark) for mark in marks), importance, confidence)
    return Point(Held(uuid4(), FIRST + timedelta(days=day), "Sam", Session()), talk)


def test_each_number_has_its_place() -> None:
    drawn = draw([point(0, 0, 10), point(20, 5, None, "sustain", "desire"), point(40, 10, 5)])
    middle = (LEFT + RIGHT) / 2
    assert drawn.importance == (Spot(LEFT, BOTTOM), Spot(middle, (TOP + BOTTOM) / 2), Spot(RIGHT, TOP))
    assert drawn.confidence == (Spot(LEFT, TOP), Spot(RIGHT, (TOP + BOTTOM) / 2))
    assert drawn.sustain == (Spot(middle, BENEATH),)
    assert [name for name, _, _ in drawn.lines] == ["importance", "importance", "confidence"]


def test_one_alone_stands_in_the_middle_without_a_line() -> None:
    drawn = draw([point(3, 4, None)])
    assert drawn.importance[0].x == (LEFT + RIGHT) / 2 and drawn.lines == ()


def test_a_number_of_another_release_stays_in_the_picture() -> None:
    drawn = draw([point(0, 40, -3)])
    assert (drawn.importance[0].y, drawn.confidence[0].y) == (TOP, BOTTOM)
