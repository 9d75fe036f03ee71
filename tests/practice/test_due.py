from dataclasses import replace
from datetime import date, timedelta

import pytest

from store.practice.case_dates import CaseDates, PlanDates
from store.practice.due import due_dates
from store.practice.due_date import DueDate, words
from store.practice.timescale import Kind
from store.practice.timescales import with_local

TODAY = date(2026, 11, 16)
PLAN_START = date(2026, 11, 2)
PROTECTED = PlanDates("child_protection", "Ada", PLAN_START, category="neglect")
IN_NEED = PlanDates("child_in_need", "Ben", PLAN_START)
PROTECTION_CASE = CaseDates(plans=(PROTECTED,), initial_conference=PLAN_START)


def due(case: CaseDates, key: str, today: date = TODAY) -> list[date]:
    return [found.on for found in due_dates(case, today) if found.key == key]


def seen(plan: PlanDates, day: int) -> PlanDates:
    return replace(plan, seen=date(2026, 11, day))


def test_nothing_known_nothing_due() -> None:
    assert due_dates(CaseDates(), TODAY) == []


@pytest.mark.parametrize(
    ("plans", "key", "on"),
    [
        pytest.param((PROTECTED,), "visit_child_protection", 16, id="not seen yet: from the plan's start"),
        pytest.param((seen(PROTECTED, 12),), "visit_child_protection", 26, id="from when the child was last seen"),
        pytest.param((seen(PROTECTED, 1),), "visit_child_protection", 16, id="seen before the plan"),
        pytest.param((IN_NEED,), "visit_child_in_need", 30, id="child in need: twenty days"),
        pytest.param((IN_NEED, PROTECTED), "visit_child_protection", 16, id="two plans: the sooner"),
        pytest.param((seen(PROTECTED, 12), PROTECTED), "visit_child_protection", 16, id="the brother was not seen"),
        pytest.param((IN_NEED, seen(PROTECTED, 17)), "visit_child_in_need", 30, id="each by its own plan"),
    ],
)
def test_the_next_visit(plans: tuple[PlanDates, ...], key: str, on: int) -> None:
    found = [one for one in due_dates(CaseDates(plans=plans), TODAY) if one.label == "Visit"]
    assert [(one.key, one.on) for one in found] == [(key, date(2026, 11, on))]


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(replace(PROTECTED, ended=TODAY), id="ended today"),
        pytest.param(replace(PROTECTED, started=TODAY + timedelta(days=1)), id="starts tomorrow"),
        pytest.param(replace(PROTECTED, kind="looked_after"), id="looked after"),
    ],
)
def test_a_plan_that_does_not_run_asks_for_no_visit(plan: PlanDates) -> None:
    assert due_dates(CaseDates(plans=(plan,), initial_conference=PLAN_START), TODAY) == []


def test_a_visit_over_christmas_leaves_out_the_bank_holidays() -> None:
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
    case = CaseDates(plans=(replace(PROTECTED, seen=date(2026, 12, 18)),))
    found = {one.key: one.on for one in due_dates(case, date(2026, 12, 21), holidays)}
    assert found["visit_child_protection"] == date(2027, 1, 6)


def test_a_councils_own_figure_is_used() -> None:
    rows = with_local({"visit_child_protection": 5})
    found = due_dates(PROTECTION_CASE, TODAY, timescales=rows)[0]
    assert (found.on, found.overdue, found.days_left, found.kind) == (date(2026, 11, 9), True, -7, Kind.LOCAL)


def test_an_initial_conference_is_due_until_it_is_held() -> None:
    asked = CaseDates(strategy_discussion=PLAN_START)
    held = replace(asked, initial_conference=date(2026, 11, 13))
    again = replace(held, initial_conference=date(2026, 3, 2))
    assert due(asked, "initial_conference") == [date(2026, 11, 23)]
    assert due(held, "initial_conference") == []
    assert due(again, "initial_conference") == [date(2026, 11, 23)]


@pytest.mark.parametrize(
    ("booked", "on", "reports"),
    [
        pytest.param(date(2026, 11, 20), [(date(2026, 11, 20), True)], [date(2026, 11, 17)], id="in time"),
        pytest.param(date(2026, 11, 23), [(date(2026, 11, 23), True)], [date(2026, 11, 18)], id="the last day"),
        pytest.param(
            date(2026, 11, 25),
            [(date(2026, 11, 23), False), (date(2026, 11, 25), True)],
            [date(2026, 11, 20)],
            id="too late: both are shown",
        ),
        pytest.param(date(2026, 11, 13), [(date(2026, 11, 23), False)], [], id="gone by and not held"),
        pytest.param(TODAY, [(TODAY, True)], [date(2026, 11, 11)], id="today, its report overdue"),
    ],
)
def test_a_booked_initial_conference(booked: date, on: list[tuple[date, bool]], reports: list[date]) -> None:
    case = CaseDates(strategy_discussion=PLAN_START, next_conference=booked)
    found = [(one.on, one.booked) for one in due_dates(case, TODAY) if one.key == "initial_conference"]
    assert found == on
    assert due(case, "report_initial") == reports


def test_the_first_review_is_sooner_than_the_later_ones() -> None:
    reviewed = replace(PROTECTION_CASE, last_review=date(2027, 1, 29))
    assert due(PROTECTION_CASE, "first_review") == [date(2027, 2, 2)]
    assert due(reviewed, "review", date(2027, 2, 1)) == [date(2027, 7, 29)]


def test_a_review_of_an_earlier_plan_does_not_count() -> None:
    case = replace(PROTECTION_CASE, last_review=date(2025, 6, 2))
    assert due(case, "first_review") == [date(2027, 2, 2)]


def test_a_babys_initial_conference_leaves_the_older_childrens_review_where_it_was() -> None:
    older = replace(PROTECTED, started=date(2026, 3, 20))
    baby = replace(PROTECTED, child="Cal", started=date(2026, 11, 1))
    case = CaseDates(plans=(older, baby), initial_conference=date(2026, 11, 1), last_review=date(2026, 6, 15))
    assert (due(case, "review"), due(case, "first_review")) == ([date(2026, 12, 15)], [])
    assert due(replace(case, last_review=None), "first_review") == [date(2026, 6, 20)], "never reviewed"
    assert due(replace(case, plans=(baby,)), "first_review") == [date(2027, 2, 1)]


def test_a_review_from_before_the_plan_makes_no_child_in_need_review_due() -> None:
    case = CaseDates(plans=(IN_NEED,), last_in_need_review=date(2025, 3, 1))
    assert due(case, "child_in_need_review") == []
    assert due(replace(case, last_in_need_review=PLAN_START), "child_in_need_review") == [date(2027, 2, 2)]


def test_a_plan_without_its_conference_counts_from_its_start() -> None:
    assert due(CaseDates(plans=(PROTECTED,)), "first_review") == [date(2027, 2, 2)]


def test_a_booked_review_brings_its_report() -> None:
    case = replace(PROTECTION_CASE, next_conference=date(2026, 12, 3))
    assert due(case, "first_review") == []
    assert due(case, "review") == [date(2026, 12, 3)]
    assert due(case, "report_review") == [date(2026, 11, 26)]
    assert due(replace(case, report_shared=TODAY), "report_review") == []


def test_a_new_enquiry_takes_the_booking_and_the_review_keeps_its_limit() -> None:
    asked = date(2026, 11, 9)
    case = replace(PROTECTION_CASE, strategy_discussion=asked, next_conference=date(2026, 11, 26))
    assert due(case, "initial_conference") == [date(2026, 11, 26)]
    assert (due(case, "first_review"), due(case, "review")) == ([date(2027, 2, 2)], [])


def test_without_a_protection_plan_a_booked_conference_is_an_initial_one() -> None:
    case = CaseDates(plans=(IN_NEED,), initial_conference=date(2025, 1, 6), next_conference=date(2026, 12, 3))
    assert due(case, "initial_conference") == [date(2026, 12, 3)]
    assert due(case, "report_initial") == [date(2026, 11, 30)]


def test_core_groups_follow_the_conference_and_then_each_other() -> None:
    met = replace(PROTECTION_CASE, last_core_group=date(2026, 11, 12))
    before = replace(PROTECTION_CASE, last_core_group=date(2026, 3, 12))
    assert due(PROTECTION_CASE, "first_core_group") == [date(2026, 11, 16)]
    assert due(before, "first_core_group") == [date(2026, 11, 16)]
    assert due(met, "core_group") == [date(2026, 12, 12)]


def test_group_supervision_is_monthly_from_the_last_or_the_opening() -> None:
    opened = CaseDates(opened=date(2026, 10, 31))
    assert due(opened, "group_supervision") == [date(2026, 11, 30)]
    assert due(replace(opened, last_group_supervision=PLAN_START), "group_supervision") == [date(2026, 12, 2)]


def test_pre_proceedings_end_after_sixteen_weeks() -> None:
    case = CaseDates(plans=(PlanDates("pre_proceedings", "Ada", PLAN_START),))
    assert due(case, "pre_proceedings") == [date(2027, 2, 22)]


def test_the_soonest_comes_first() -> None:
    case = replace(PROTECTION_CASE, opened=PLAN_START, next_conference=date(2026, 12, 3))
    days = [one.on for one in due_dates(case, TODAY)]
    assert days == sorted(days)
    assert len(days) == 5


@pytest.mark.parametrize(
    ("label", "days", "booked", "said"),
    [
        ("Visit", -7, False, "Visit overdue since Mon 9 Nov"),
        ("Visit", 0, False, "Visit due today"),
        ("Visit", 1, False, "Visit due tomorrow"),
        ("Visit", 2, False, "Visit due by Wed"),
        ("Visit", 6, False, "Visit due by Sun"),
        ("Visit", 7, False, "Visit in 7 days"),
        ("Review", 12, False, "Review in 12 days"),
        ("Review", 79, False, "Review by 3 Feb"),
        ("Review", -366, False, "Review overdue since Sat 15 Nov 2025"),
        ("Review conf.", 17, True, "Review conf. 3 Dec"),
        ("Review conf.", 1, True, "Review conf. tomorrow"),
        ("Review conf.", 0, True, "Review conf. today"),
    ],
)
def test_the_words_of_a_chip(label: str, days: int, booked: bool, said: str) -> None:
    on = TODAY + timedelta(days=days)
    assert words(DueDate(label, on, Kind.LOCAL, "visit", days < 0, days, "s", booked), TODAY) == said
