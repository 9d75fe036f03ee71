from datetime import UTC, date, datetime, timedelta

import pytest

from store.practice.calendar import LONDON
from store.practice.lateness import is_late
from store.practice.timescales import with_local

HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 3, 26), date(2027, 3, 29)})


def at(month: int, day: int, hour: int = 12, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "happened", "written", "late", "allowed"),
    [
        pytest.param("significant_event", at(11, 16), at(11, 17), False, "24 hours", id="24 hours to the minute"),
        pytest.param("critical_event", at(11, 16), at(11, 17, 12, 1), True, "24 hours", id="a minute more"),
        pytest.param("critical_event", at(11, 20), at(11, 23), True, "24 hours", id="no weekend for these"),
        pytest.param("visit", at(11, 19), at(11, 23, 23, 59), False, "2 working days", id="to midnight"),
        pytest.param("visit", at(11, 19), at(11, 24, 0, 1), True, "2 working days", id="past midnight"),
        pytest.param("visit", at(12, 24), at(12, 30), False, "2 working days", id="over Christmas"),
        pytest.param("visit", at(12, 24), at(12, 31), True, "2 working days", id="late over Christmas"),
        pytest.param("visit", at(3, 25, year=2027), at(3, 31, year=2027), False, "2 working days", id="Easter"),
        pytest.param("visit", at(7, 1), at(7, 3, 22, 59), False, "2 working days", id="London's midnight"),
        pytest.param("visit", at(7, 1), at(7, 3, 23, 1), True, "2 working days", id="past it, still 3 July in UTC"),
        pytest.param("weekly_entry", at(11, 20), at(11, 27), False, "5 working days", id="anything else"),
        pytest.param("session", at(11, 20), at(11, 28), True, "5 working days", id="anything else, late"),
        pytest.param("visit", at(11, 20), at(11, 19), False, "2 working days", id="a clock that was wrong"),
    ],
)
def test_late_is_shown(kind: str, happened: datetime, written: datetime, late: bool, allowed: str) -> None:
    assert is_late(kind, happened, written, HOLIDAYS) == (late, allowed)


@pytest.mark.parametrize(
    ("day", "hours_taken"),
    [
        pytest.param(datetime(2026, 3, 28, 12, tzinfo=LONDON), 23, id="clocks go forward"),
        pytest.param(datetime(2026, 10, 24, 12, tzinfo=LONDON), 25, id="clocks go back"),
    ],
)
def test_hours_run_by_the_clock_when_the_clocks_change(day: datetime, hours_taken: int) -> None:
    same_time_tomorrow = day + timedelta(days=1)
    assert is_late("critical_event", day, same_time_tomorrow).late is (hours_taken > 24)


def test_a_councils_own_hours_are_used_and_said() -> None:
    rows = with_local({"record_critical_event": 48})
    assert is_late("critical_event", at(11, 16), at(11, 18), timescales=rows) == (False, "48 hours")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        is_late("visit", datetime(2026, 11, 16), at(11, 17))
