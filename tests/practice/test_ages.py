from datetime import date

import pytest

from store.practice.ages import age, years_old

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2026, 11, 16), "born today"),
        (date(2026, 11, 15), "1 day"),
        (date(2026, 11, 12), "4 days"),
        (date(2026, 11, 9), "1 week"),
        (date(2026, 10, 25), "3 weeks"),
        (date(2026, 9, 17), "8 weeks"),
        (date(2026, 9, 16), "2 months"),
        (date(2026, 3, 16), "8 months"),
        (date(2024, 11, 17), "23 months"),
        (date(2024, 11, 16), "2"),
        (date(2019, 11, 17), "6"),
        (date(2019, 11, 16), "7"),
        (date(2027, 1, 19), "due 19 January"),
    ],
)
def test_an_age_is_said_as_people_say_it(born: date, said: str) -> None:
    assert age(born, TODAY) == said


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (date(2027, 1, 19), "due 19 January"),
        (TODAY, "due 16 November"),
        (date(2026, 11, 9), "was due 9 November"),
        (None, "age not known"),
    ],
)
def test_an_unborn_child_has_an_expected_date(expected: date | None, said: str) -> None:
    assert age(None, TODAY, expected) == said


@pytest.mark.parametrize(
    ("today", "years"),
    [(date(2026, 2, 28), 5), (date(2026, 3, 1), 6), (date(2028, 2, 28), 7), (date(2028, 2, 29), 8)],
)
def test_a_child_of_the_leap_day(today: date, years: int) -> None:
    assert years_old(date(2020, 2, 29), today) == years
