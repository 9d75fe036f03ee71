from datetime import date

import pytest

from store.practice.timescale import Kind, Timescale, Unit, due_on
from store.practice.timescales import DEFAULTS, by_key, with_local

HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})


@pytest.mark.parametrize(
    ("key", "trigger", "due"),
    [
        ("initial_conference", date(2026, 12, 14), date(2027, 1, 7)),
        ("first_core_group", date(2026, 12, 18), date(2027, 1, 6)),
        ("core_group", date(2027, 1, 31), date(2027, 2, 28)),
        ("child_in_need_review", date(2026, 11, 30), date(2027, 2, 28)),
        ("first_review", date(2026, 11, 30), date(2027, 2, 28)),
        ("review", date(2026, 8, 31), date(2027, 2, 28)),
        ("visit_child_protection", date(2026, 11, 9), date(2026, 11, 23)),
        ("visit_child_in_need", date(2026, 11, 9), date(2026, 12, 7)),
        ("report_initial", date(2026, 12, 30), date(2026, 12, 23)),
        ("report_review", date(2026, 12, 3), date(2026, 11, 26)),
        ("group_supervision", date(2026, 11, 9), date(2026, 12, 9)),
        ("individual_supervision", date(2026, 12, 31), date(2027, 1, 31)),
        ("pre_proceedings", date(2026, 11, 9), date(2027, 3, 1)),
        ("restricted_record", date(2026, 11, 9), date(2027, 2, 7)),
        ("record_critical_event", date(2026, 11, 9), date(2026, 11, 10)),
        ("record_visit", date(2026, 12, 24), date(2026, 12, 30)),
        ("record_other", date(2026, 11, 9), date(2026, 11, 16)),
    ],
)
def test_each_row_comes_to_its_day(key: str, trigger: date, due: date) -> None:
    assert due_on(by_key()[key], trigger, HOLIDAYS) == due


def test_every_row_has_a_key_of_its_own_and_a_source() -> None:
    assert len(by_key()) == len(DEFAULTS) == 17
    assert all(row.source and row.trigger and row.label for row in DEFAULTS)


def test_a_council_sets_its_own() -> None:
    rows = by_key(with_local({"visit_child_protection": 20, "report_initial": 2}))
    assert rows["visit_child_protection"].interval == 20
    assert due_on(rows["report_initial"], date(2026, 12, 3)) == date(2026, 12, 1)
    assert rows["visit_child_in_need"] == by_key()["visit_child_in_need"]


@pytest.mark.parametrize(
    ("key", "interval", "reason"),
    [
        ("review", 12, "national"),
        ("initial_conference", 14, "national"),
        ("pre_proceedings", 20, "guidance"),
        ("tea", 1, "no timescale"),
        ("core_group", 0, "at least 1"),
    ],
)
def test_a_council_does_not_set_the_rest(key: str, interval: int, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        with_local({key: interval})


def test_hours_are_rounded_up_to_days_both_ways() -> None:
    row = Timescale("k", "l", "t", 36, Unit.HOURS, Kind.LOCAL, "s")
    ahead = Timescale("k", "l", "t", 36, Unit.HOURS, Kind.LOCAL, "s", before=True)
    assert due_on(row, date(2026, 11, 9)) == date(2026, 11, 11)
    assert due_on(ahead, date(2026, 11, 9)) == date(2026, 11, 7)


def test_an_interval_is_said_in_words() -> None:
    said = {key: row.words for key, row in by_key().items()}
    assert said["core_group"] == "1 month"
    assert said["record_visit"] == "2 working days"
    assert said["record_critical_event"] == "24 hours"
