"""The lines of safety: gaps are gaps, the rhythm makes none, and views that stand apart are found."""

from datetime import date

import pytest

from store.practice.safety import Line, View, lines_of, spreads_of, until
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week

NOW = Week(date(2026, 11, 16))
BEGAN, TODAY = NOW.after(-8), date(2026, 11, 18)
PEOPLE = {
    "Priya Raman": (1, "childrens_social_worker"), "Sam Okoro": (2, "recovery_worker"),
    "Joan Tierney": (3, "mental_health"),
}  # fmt: skip


def said(name: str, weeks_ago: int, safety: int, over: date | None = None) -> View:
    who, role = PEOPLE[name]
    return View(who, name, role, over, NOW.after(-weeks_ago), safety)


def priya(*numbers: int | None) -> list[View]:
    """Her numbers of these weeks, the last of them this week's; None where she gave none."""
    count = len(numbers) - 1
    return [said("Priya Raman", count - at, one) for at, one in enumerate(numbers) if one is not None]


def stretches(views: list[View], rhythm: int = 1, began: Week = BEGAN) -> list[list[int]]:
    (line,) = lines_of(views, began, rhythm)
    return [[view.safety for view in stretch] for stretch in line.stretches]


def sentence(*views: View) -> str:
    lines = lines_of(views, NOW.after(-8))
    return in_one_sentence(lines, spreads_of(lines), TODAY)


@pytest.mark.parametrize(
    ("numbers", "drawn"),
    [
        pytest.param((3, 4, 4), [[3, 4, 4]], id="every week"),
        pytest.param((3, None, 4, 5), [[3], [4, 5]], id="a week without a number is a gap"),
        pytest.param((3, 0, 4), [[3, 0, 4]], id="nought is a number"),
        pytest.param((7, None, None), [[7]], id="nothing since"),
        pytest.param((1, None, 2, None, 3), [[1], [2], [3]], id="never two in a row"),
    ],
)
def test_what_nobody_said_is_a_gap_and_no_nought(numbers: tuple[int | None, ...], drawn: list[list[int]]) -> None:
    assert stretches(priya(*numbers)) == drawn


@pytest.mark.parametrize(
    ("rhythm", "drawn"),
    [(1, [[1], [2], [3], [4]]), (2, [[1, 2], [3, 4]]), (3, [[1, 2], [3, 4]]), (4, [[1, 2, 3, 4]])],
)
def test_where_entries_are_due_less_often_the_weeks_between_are_no_gaps(rhythm: int, drawn: list[list[int]]) -> None:
    """Weeks 0, 2, 6 and 8 since the work began."""
    assert stretches(priya(1, None, 2, None, None, None, 3, None, 4), rhythm) == drawn


def test_before_the_case_was_opened_the_turns_go_on_backwards() -> None:
    assert stretches(priya(1, 2, 3), rhythm=2, began=NOW) == [[1, 2, 3]]


def test_each_has_one_line_in_the_order_of_the_roles() -> None:
    gone = date(2026, 10, 3)
    views = [said("Joan Tierney", 7, 2, gone), said("Sam Okoro", 1, 6), *priya(4, 5), said("Sam Okoro", 0, 7)]
    lines = lines_of(views, NOW)
    assert [line.name for line in lines] == ["Priya Raman", "Sam Okoro", "Joan Tierney"]
    assert [line.until for line in lines] == [None, None, gone]
    assert [line.last.safety for line in lines] == [5, 7, 2]
    assert lines[1].by_week == {NOW.previous: 6, NOW: 7}


def test_of_two_entries_of_one_week_the_later_one_counts() -> None:
    (line,) = lines_of([*priya(4), *priya(9)], NOW)
    assert [view.safety for view in line.views] == [9]


def test_the_spread_of_each_week_from_the_lowest_to_the_highest() -> None:
    views = [said("Sam Okoro", 0, 8), *priya(6, 5), said("Joan Tierney", 0, 5), said("Sam Okoro", 3, 1)]
    found = spreads_of(lines_of(views, NOW))
    assert [(one.week, one.lowest, one.highest, one.apart) for one in found] == [
        (NOW.after(-3), 1, 1, 0), (NOW.previous, 6, 6, 0), (NOW, 5, 8, 3),
    ]  # fmt: skip
    assert [one.is_compared for one in found] == [False, False, True]
    assert [view.name for view in found[-1].views] == ["Priya Raman", "Joan Tierney", "Sam Okoro"]


@pytest.mark.parametrize(("other", "wide"), [(5, False), (7, False), (8, True), (3, False), (2, True)])
def test_three_apart_is_wide(other: int, wide: bool) -> None:
    (spread,) = spreads_of(lines_of([*priya(5), said("Sam Okoro", 0, other)], NOW))
    assert spread.is_wide is wide


@pytest.mark.parametrize(
    ("held_until", "left_on", "ended"),
    [
        (None, None, None),
        (date(2026, 10, 3), None, date(2026, 10, 3)),
        (TODAY, None, None),
        (date.max, None, None),
        (date.max, date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 10, 3), date(2026, 11, 1), date(2026, 10, 3)),
        (None, date(2026, 11, 30), None),
    ],
)
def test_until_when_somebody_worked_with_the_family(
    held_until: date | None, left_on: date | None, ended: date | None
) -> None:
    assert until(held_until, left_on, TODAY) == ended


@pytest.mark.parametrize(
    ("views", "words"),
    [
        pytest.param(
            [*priya(5), said("Sam Okoro", 0, 8), said("Joan Tierney", 2, 4)],
            "The latest numbers, 16–22 November: Priya Raman 5, Sam Okoro 8 and Joan Tierney 4 (2–8 November); "
            "the views differ: they are 3 apart.",
            id="they differ",
        ),
        pytest.param(
            [*priya(5), said("Sam Okoro", 0, 6)],
            "The latest numbers, 16–22 November: Priya Raman 5 and Sam Okoro 6; the views are 1 apart.",
            id="they nearly agree",
        ),
        pytest.param(
            [*priya(5, 6), said("Sam Okoro", 1, 5)],
            "The latest numbers, 16–22 November: Priya Raman 6 and Sam Okoro 5 (9–15 November); "
            "the views of 9–15 November are the same.",
            id="the last week with two views is an earlier one",
        ),
        pytest.param(
            [*priya(5), said("Sam Okoro", 1, 9)],
            "The latest numbers, 16–22 November: Priya Raman 5 and Sam Okoro 9 (9–15 November); "
            "no week has more than one view.",
            id="never in the same week",
        ),
        pytest.param(
            priya(3, 5),
            "The latest numbers, 16–22 November: Priya Raman 5; no week has more than one view.",
            id="one alone",
        ),
    ],
)
def test_the_drawing_in_one_sentence(views: list[View], words: str) -> None:
    assert sentence(*views) == words


def test_a_line_names_its_role() -> None:
    (line,) = lines_of(priya(3), NOW)
    assert isinstance(line, Line) and (line.role_label, line.short) == ("children’s social worker", "SW")
