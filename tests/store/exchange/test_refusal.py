import pytest

from store.exchange.refusal import MOST_PROBLEMS, Problem, Refusal, Tally, Unreadable, shown


def test_a_refusal_names_place_element_value_and_reason() -> None:
    refusal = Refusal("line 14", (Problem("Date Of Birth", "2031-02-30", "this date does not exist"),))
    assert refusal.lines() == ("line 14 · Date Of Birth · 2031-02-30 · this date does not exist",)


def test_what_is_empty_is_left_out_and_a_line_is_named() -> None:
    refusal = Refusal("child A1", (Problem("Sex", "", "this is missing", 7),))
    assert refusal.lines() == ("child A1 · line 7 · Sex · this is missing",)


def test_a_value_is_shown_on_one_short_line() -> None:
    assert shown("a\n\x1b[31mb") == "a �[31mb"
    assert shown("x" * 500) == "x" * 59 + "…"


def test_more_problems_than_one_can_hold_end_the_reading() -> None:
    tally, problem = Tally(), Problem("a", "b", "c")
    tally.refusal("line 2", [problem] * MOST_PROBLEMS)
    with pytest.raises(Unreadable, match="mapped wrongly"):
        tally.refusal("line 3", [problem])
