"""When the next individual supervision is due."""

from datetime import date

from store.practice.due_date import words
from store.practice.supervision_due import supervision_due
from store.practice.timescales import with_local

TODAY = date(2026, 11, 23)


def test_it_is_due_a_month_after_the_last_and_overdue_only_after_that_day() -> None:
    assert [words(due, TODAY) for last in (20, 23, 27) if (due := supervision_due(date(2026, 10, last), TODAY))] == [
        "Supervision overdue since Fri 20 Nov", "Supervision due today", "Supervision due by Fri",
    ]  # fmt: skip
    due = supervision_due(date(2026, 10, 23), TODAY)
    assert due and not due.overdue and due.source.startswith("the council's own")


def test_where_it_was_never_held_nothing_is_overdue() -> None:
    assert supervision_due(None, TODAY) is None


def test_a_council_sets_its_own_interval() -> None:
    due = supervision_due(date(2026, 10, 1), TODAY, with_local({"individual_supervision": 2}))
    assert due and due.on == date(2026, 12, 1) and not due.overdue
