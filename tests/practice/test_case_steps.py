from datetime import date

from store.practice.case_dates import CaseDates
from store.practice.case_steps import Step, case_dates

TODAY = date(2026, 11, 16)


def dates(*steps: Step, next_conference: date | None = None) -> CaseDates:
    return case_dates(today=TODAY, opened=date(2026, 1, 5), steps=steps, next_conference=next_conference)


def test_the_latest_of_each_kind_counts() -> None:
    found = dates(
        Step("initial_conference", date(2026, 2, 2)), Step("review", date(2026, 8, 3)), Step("review", date(2026, 5, 4))
    )
    assert (found.initial_conference, found.last_review) == (date(2026, 2, 2), date(2026, 8, 3))


def test_a_conference_to_come_is_a_booking() -> None:
    coming = Step("review", date(2026, 12, 3))
    assert (dates(coming).next_conference, dates(coming).last_review) == (coming.on, None)
    assert dates(coming, next_conference=date(2026, 12, 1)).next_conference == date(2026, 12, 1)


def test_an_enquiry_asks_for_a_conference() -> None:
    assert dates(Step("section_47", date(2026, 11, 2))).strategy_discussion == date(2026, 11, 2)


def test_an_enquiry_that_ended_without_a_conference_asks_for_none() -> None:
    ended = Step("section_47", date(2026, 11, 2), facts={"conference_not_required": True})
    assert dates(ended).strategy_discussion is None


def test_an_enquiry_whose_conference_was_held_asks_for_none() -> None:
    held = Step("section_47", date(2026, 10, 1), facts={"conference_on": "2026-10-20"})
    assert dates(held).strategy_discussion is None


def test_a_report_counts_for_the_conference_after_it() -> None:
    review = Step("review", date(2026, 8, 3))
    assert dates(review, Step("report_shared", date(2026, 7, 27))).report_shared is None
    assert dates(review, Step("report_shared", date(2026, 11, 10))).report_shared == date(2026, 11, 10)
