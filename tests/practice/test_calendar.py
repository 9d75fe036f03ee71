from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.practice.calendar import add_months, add_working_days, day_of, is_working_day, working_days_between

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
EASTER = frozenset({date(2027, 3, 26), date(2027, 3, 29)})
HOLIDAYS = CHRISTMAS | EASTER
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        pytest.param(date(2026, 11, 20), 1, date(2026, 11, 23), id="Friday to Monday"),
        pytest.param(date(2026, 11, 21), 1, date(2026, 11, 23), id="from a Saturday the Monday is the first"),
        pytest.param(date(2026, 11, 16), 10, date(2026, 11, 30), id="ten days are two weeks"),
        pytest.param(date(2026, 12, 24), 1, date(2026, 12, 29), id="over Christmas with its Monday instead"),
        pytest.param(date(2026, 12, 18), 10, date(2027, 1, 6), id="over Christmas and New Year"),
        pytest.param(date(2027, 3, 25), 1, date(2027, 3, 30), id="over Easter"),
        pytest.param(date(2027, 3, 30), -1, date(2027, 3, 25), id="back over Easter"),
        pytest.param(date(2026, 11, 21), 0, date(2026, 11, 21), id="none leaves even a Saturday"),
    ],
)
def test_working_days_are_added(start: date, number: int, end: date) -> None:
    assert add_working_days(start, number, HOLIDAYS) == end


@given(DAYS, st.integers(1, 40))
def test_counting_gives_back_what_was_added(start: date, number: int) -> None:
    end = add_working_days(start, number, HOLIDAYS)
    assert is_working_day(end, HOLIDAYS)
    assert working_days_between(start, end, HOLIDAYS) == number
    assert working_days_between(end, start, HOLIDAYS) == -number


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        pytest.param(date(2026, 9, 3), 3, date(2026, 12, 3), id="the same day"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="February is shorter"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="February of a leap year"),
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="six months over the year's end"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="a year from a leap day"),
        pytest.param(date(2027, 3, 31), -1, date(2027, 2, 28), id="back"),
        pytest.param(date(2026, 12, 15), 0, date(2026, 12, 15), id="none"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, number: int, end: date) -> None:
    assert add_months(start, number) == end


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2), id="summer is an hour ahead"),
        pytest.param(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1), id="winter is not"),
        pytest.param(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29), id="clocks go forward"),
        pytest.param(datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25), id="last summer midnight"),
    ],
)
def test_a_moment_falls_on_londons_day(moment: datetime, day: date) -> None:
    assert day_of(moment) == day


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        day_of(datetime(2026, 7, 1, 12))
