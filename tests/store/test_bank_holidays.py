from datetime import date

import pytest

from store.bank_holidays import around, england


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 12, 28), id="the Monday for a Boxing Day on Saturday"),
        pytest.param(date(2027, 12, 28), id="the Tuesday for a Boxing Day on Sunday"),
        pytest.param(date(2027, 3, 26), id="Good Friday"),
        pytest.param(date(2027, 3, 29), id="Easter Monday"),
        pytest.param(date(2028, 1, 3), id="the Monday for a New Year's Day on Saturday"),
        pytest.param(date(2026, 8, 31), id="the summer bank holiday is England's, not Scotland's"),
    ],
)
def test_england_has_the_day_off(day: date) -> None:
    assert day in england([day.year])
    assert day in around(2026)


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2026, 3, 17), date(2026, 11, 30)])
def test_scotland_and_northern_ireland_have_their_own(day: date) -> None:
    assert day not in around(2026)


def test_the_years_are_worked_out_once() -> None:
    assert around(2026) is around(2026)
