"""Where the lines, marks and words of the drawing stand: each is seen, and at its own number."""

from datetime import date
from itertools import pairwise

import pytest

from store.practice.roles import WRITERS
from store.practice.safety import View, lines_of, spreads_of
from store.practice.weeks import Week
from web.drawing.apart import places_for_words
from web.drawing.paper import HEIGHT, up
from web.drawing.safety import Drawing, DrawnLine, draw

NOW = Week(date(2026, 11, 16))
TODAY = date(2026, 11, 18)


def drawn(*numbers: list[int | None], weeks: int = 13, rhythm: int = 1) -> Drawing:
    """One list a person, of the numbers of the latest weeks, the last one this week's."""
    views = [
        View(who, f"Person {who}", WRITERS[who % len(WRITERS)], None, NOW.after(at + 1 - len(said)), number)
        for who, said in enumerate(numbers)
        for at, number in enumerate(said)
        if number is not None
    ]
    lines = lines_of(views, NOW.after(-weeks), rhythm)
    return draw(lines, spreads_of(lines), NOW.after(1 - weeks), NOW, TODAY)


def points(line: DrawnLine) -> list[list[tuple[float, float]]]:
    return [[tuple(map(float, point.split(","))) for point in path.split()] for path in line.paths]  # type: ignore[misc]


def test_ten_is_above_and_nought_below() -> None:
    (line,) = drawn([0, 10], weeks=2).lines
    assert points(line) == [[(1, up(0)), (3, up(10))]]
    assert 0 < up(10) < up(0) < HEIGHT
    assert [(mark.x, mark.y) for mark in line.marks] == [("25.0%", "94.6%"), ("75.0%", "5.4%")]


def test_a_gap_ends_one_path_and_begins_another_and_what_stands_alone_is_a_mark() -> None:
    (line,) = drawn([3, 4, None, 5, None, 6, 7], weeks=7).lines
    assert [len(path) for path in points(line)] == [2, 2]
    assert len(line.marks) == 5


def test_two_at_the_same_number_lie_beside_each_other_throughout() -> None:
    """Never so far that a line seems to be at the next number, and the same way in every week."""
    first, second = drawn([5, 5, 6], [5, 3, 6], weeks=3).lines
    ((_, a), (_, b), (_, c)), ((_, d), (_, e), (_, f)) = points(first)[0], points(second)[0]
    assert a != d and a - up(5) == b - up(5) == c - up(6)
    assert d - up(5) == e - up(3) == f - up(6)
    assert all(abs(moved) < 5 for moved in (a - up(5), d - up(5)))
    assert drawn([5, 5], [5, 3]).is_beside


def test_lines_that_never_meet_stand_at_their_numbers() -> None:
    drawing = drawn([5, 6], [6, 5], weeks=2)
    assert not drawing.is_beside
    assert [y for line in drawing.lines for path in points(line) for _, y in path] == [up(5), up(6), up(6), up(5)]


def test_a_line_that_meets_none_stands_at_its_numbers_beside_two_that_do() -> None:
    *_, third = drawn([5, 5], [5, 5], [8, 2], weeks=2).lines
    assert [y for _, y in points(third)[0]] == [up(8), up(2)]


def test_seven_at_one_number_are_seven_places() -> None:
    drawing = drawn(*[[4, 4]] * 7, weeks=2)
    places = {points(line)[0][0][1] for line in drawing.lines}
    assert len(places) == 7 and all(abs(place - up(4)) < 5 for place in places)


def test_a_week_whose_views_differ_has_a_band_from_the_lowest_to_the_highest() -> None:
    (band,) = drawn([5, 5, 5], [6, 8, 7], weeks=3).bands
    assert (band.x, band.top, band.bottom) == (2, up(8), up(5))


@pytest.mark.parametrize(("weeks", "most"), [(13, 13), (26, 14), (52, 14), (156, 14), (520, 14)])
def test_a_long_line_has_no_more_marks_than_a_phone_has_room_for(weeks: int, most: int) -> None:
    (line,) = drawn([5] * weeks, weeks=weeks).lines
    assert len(points(line)[0]) == weeks and len(line.marks) <= most
    assert line.marks[-1].x == f"{100 * (2 * weeks - 1) / (2 * weeks):.1f}%", "its end is always marked"


@pytest.mark.parametrize("wanted", [[50, 50, 50], [0, 1, 2], [110, 111, 112], [10, 90], [30, 34, 90, 91, 92, 93]])
def test_words_keep_a_line_of_text_from_each_other_and_stay_on_the_paper(wanted: list[float]) -> None:
    places = [places_for_words(dict(enumerate(wanted)))[at] for at in range(len(wanted))]
    assert all(below - above >= 8 for above, below in pairwise(places))
    assert all(4 <= place <= HEIGHT - 4 for place in places)


def test_where_there_is_no_room_for_all_words_there_are_none() -> None:
    assert places_for_words(dict.fromkeys(range(15), 50.0)) == {}


def test_words_stand_beside_a_line_that_reaches_the_edge_and_within_at_one_that_ended() -> None:
    here, gone = drawn([3] * 13, [8] * 4 + [None] * 9).lines
    assert here.label and here.label.words == "SW 3" and here.ended is None
    assert gone.label is None and gone.ended == gone.marks[-1] and gone.code == "FSW"


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (1, ["16 Nov"]),
        (2, ["9 Nov", "16 Nov"]),
        (13, ["24 Aug", "14 Sep", "5 Oct", "26 Oct", "16 Nov"]),
        (156, ["Nov 2023", "Aug 2024", "May 2025", "Feb 2026", "Nov 2026"]),
    ],
)
def test_weeks_stand_along_the_bottom(weeks: int, words: list[str]) -> None:
    ticks = drawn([5] * weeks, weeks=weeks).ticks
    assert [tick.words for tick in ticks] == words
    assert ticks[0].room == ticks[-1].room == "always"


def test_days_of_long_ago_say_their_year() -> None:
    views = [View(1, "Priya Raman", "childrens_social_worker", None, NOW.after(-60), 5)]
    lines = lines_of(views, NOW)
    drawing = draw(lines, spreads_of(lines), NOW.after(-63), NOW.after(-60), TODAY)
    assert [drawing.ticks[0].words, drawing.ticks[-1].words] == ["1 Sep 2025", "22 Sep 2025"]
