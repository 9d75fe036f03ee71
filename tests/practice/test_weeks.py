from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.rhythm import is_expected, weeks_covered
from store.practice.weeks import Week, due_at

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
NOW = Week(date(2026, 11, 16))


@given(DAYS)
def test_a_week_holds_its_day_and_survives_its_url(day: date) -> None:
    week = Week.of(day)
    assert day in week
    assert day in week.days
    assert Week.parse(str(week)) == week
    assert week.next.previous == week
    assert week.previous < week < week.next


@pytest.mark.parametrize(
    ("day", "written"),
    [
        pytest.param(date(2026, 11, 22), "2026-W47", id="Sunday is the last day"),
        pytest.param(date(2027, 1, 1), "2026-W53", id="New Year in the old year's week 53"),
        pytest.param(date(2024, 12, 30), "2025-W01", id="December in the new year's first week"),
        pytest.param(date(2028, 2, 29), "2028-W09", id="a leap day"),
    ],
)
def test_a_week_is_written_as_iso_has_it(day: date, written: str) -> None:
    assert str(Week.of(day)) == written


def test_a_moment_belongs_to_londons_week() -> None:
    assert Week.of(datetime(2026, 7, 5, 23, 30, tzinfo=UTC)) == Week(date(2026, 7, 6))


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-47", "2026-W7", "2026-W00", "2026-W54", "2025-W53", "2026-w47", " 2026-W47"),
        *("2026-W47\n", "2026-W471", "-2026-W47", "0001-W01", "9999-W52", "２０２６-W47", "2026-W47-1"),
    ],
)
def test_nonsense_is_not_a_week(text: str) -> None:
    with pytest.raises(ValueError, match="week"):
        Week.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_week_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert str(Week.parse(text)) == text


@pytest.mark.parametrize("start", [date(2026, 11, 17), datetime(2026, 11, 16, tzinfo=UTC)])
def test_a_week_starts_on_a_monday(start: date) -> None:
    with pytest.raises(ValueError, match="Monday"):
        Week(start)


@pytest.mark.parametrize(
    ("start", "today", "label"),
    [
        (date(2026, 11, 16), date(2026, 11, 20), "16–22 November"),
        (date(2026, 11, 30), date(2026, 12, 1), "30 November – 6 December"),
        (date(2026, 11, 16), date(2027, 1, 5), "16–22 November 2026"),
        (date(2026, 11, 30), date(2027, 1, 5), "30 November – 6 December 2026"),
        (date(2026, 12, 28), date(2026, 12, 30), "28 December 2026 – 3 January 2027"),
    ],
)
def test_the_label_names_the_year_when_it_is_another(start: date, today: date, label: str) -> None:
    assert Week(start).label_on(today) == label


def test_the_label_alone_has_no_year() -> None:
    assert Week(date(2026, 12, 28)).label == "28 December – 3 January"


@pytest.mark.parametrize(
    ("start", "holidays", "due"),
    [
        pytest.param(date(2026, 11, 16), (), datetime(2026, 11, 20, 17, tzinfo=UTC), id="winter Friday"),
        pytest.param(date(2026, 7, 6), (), datetime(2026, 7, 10, 16, tzinfo=UTC), id="summer Friday"),
        pytest.param(date(2026, 3, 23), (), datetime(2026, 3, 27, 17, tzinfo=UTC), id="before summer time"),
        pytest.param(date(2026, 10, 19), (), datetime(2026, 10, 23, 16, tzinfo=UTC), id="before winter time"),
        pytest.param(
            date(2026, 12, 21),
            (date(2026, 12, 25),),
            datetime(2026, 12, 24, 17, tzinfo=UTC),
            id="Christmas on a Friday",
        ),
        pytest.param(date(2027, 3, 22), (date(2027, 3, 26),), datetime(2027, 3, 25, 17, tzinfo=UTC), id="Good Friday"),
    ],
)
def test_an_entry_is_due_on_the_last_working_day(start: date, holidays: tuple[date, ...], due: datetime) -> None:
    assert due_at(Week(start), frozenset(holidays)) == due
    assert due_at(Week(start), frozenset(holidays)).utcoffset() == timedelta(0)


@pytest.mark.parametrize(("rhythm", "expected"), [(1, [0, 1, 2, 3, 4, 5]), (2, [1, 3, 5]), (3, [2, 5]), (4, [3])])
def test_the_rhythm_counts_from_the_first_week(rhythm: int, expected: list[int]) -> None:
    assert [n for n in range(-2, 6) if is_expected(NOW.after(n), NOW, rhythm)] == expected


def test_an_entry_speaks_for_all_weeks_of_its_turn() -> None:
    assert weeks_covered(NOW.after(4), NOW, 3) == (NOW.after(3), NOW.after(4), NOW.after(5))


@pytest.mark.parametrize("rhythm", [0, 5, -1])
def test_a_rhythm_is_one_to_four_weeks(rhythm: int) -> None:
    with pytest.raises(ValueError, match="rhythm"):
        weeks_covered(NOW, NOW, rhythm)


def test_no_turn_lies_before_the_work_began() -> None:
    with pytest.raises(ValueError, match="began"):
        weeks_covered(NOW.previous, NOW)
