"""Which sections each paper has, and from which meeting on it gathers."""

from datetime import date, timedelta

import pytest

from store.practice.case_dates import CHILD_IN_NEED, CHILD_PROTECTION, CaseDates, PlanDates
from store.practice.case_steps import Step, case_dates
from store.practice.report.papers import (
    CONFERENCE_PAPER,
    CORE_GROUP_SUMMARY,
    IN_NEED_SUMMARY,
    PAPERS,
    SUPERVISION_PACK,
    PaperPlan,
    Since,
    gathers_from,
    paper_for,
    papers_of,
)
from store.practice.report.sections import CONFERENCE_REPORT

TODAY = date(2026, 11, 23)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def dates(*steps: Step, opened: date = date(2025, 1, 6), plans: tuple[PlanDates, ...] = ()) -> CaseDates:
    return case_dates(today=TODAY, opened=opened, steps=steps, plans=plans)


def since(paper: PaperPlan, *steps: Step, opened: date = date(2025, 1, 6)) -> Since:
    return gathers_from(paper, steps, dates(*steps, opened=opened), TODAY)


@pytest.mark.parametrize("paper", [one for one in PAPERS.values() if not one.is_report])
def test_the_other_papers_have_the_report_s_sections_and_limits_and_nothing_to_write(paper: PaperPlan) -> None:
    known = {plan.key: plan for plan in CONFERENCE_REPORT}
    keys = [plan.key for plan in paper.sections]
    assert len(keys) == len(set(keys)) and not any(plan.to_write for plan in paper.sections)
    for plan in paper.sections:
        of = known["reason" if plan.key == "happened" else plan.key]
        assert (plan.words, plan.parts, plan.by, plan.only_significant) == (
            of.words, of.parts, of.by, of.only_significant)  # fmt: skip
    assert {"children", "child_words"} <= set(keys), "every paper hears the children and says how each was seen"


@pytest.mark.parametrize(("paper", "kind"), [(CORE_GROUP_SUMMARY, "core_group"),
                                              (IN_NEED_SUMMARY, "child_in_need_review")])  # fmt: skip
def test_each_gathers_from_its_own_last_meeting_or_from_a_conference_that_came_later(
    paper: PaperPlan, kind: str
) -> None:
    own, review = Step(kind, ago(30)), Step("review", ago(40))
    assert since(paper, own, review) == Since(ago(30), paper.meeting)
    assert since(paper, own, Step("review", ago(10))) == Since(ago(10), "conference")
    assert since(paper, own, Step("initial_conference", ago(9)), review) == Since(ago(9), "conference")
    assert since(paper, Step(kind, ago(5), facts={"state": "not_held"}), own).on == ago(30)
    assert since(paper, Step(kind, ago(-5), facts={"state": "booked"})) == Since()
    assert since(CONFERENCE_PAPER, own, review) == Since(ago(40), "conference"), "it says nothing to a conference"


def test_what_sits_today_still_has_its_paper() -> None:
    assert since(CORE_GROUP_SUMMARY, Step("core_group", ago(0)), Step("core_group", ago(30))).on == ago(30)


def test_the_pack_gathers_from_the_last_group_supervision_or_a_month() -> None:
    before, today = Step("group_supervision", ago(28)), Step("group_supervision", ago(0))
    assert since(SUPERVISION_PACK, before, today) == Since(ago(28), "group supervision")
    assert since(SUPERVISION_PACK, Step("review", ago(3))) == Since(ago(31)), "a conference is no supervision"
    assert since(SUPERVISION_PACK, opened=ago(12)) == Since()


def test_those_papers_are_offered_that_there_is_a_meeting_for() -> None:
    protected, in_need = (PlanDates(kind, "Maya", ago(90)) for kind in (CHILD_PROTECTION, CHILD_IN_NEED))
    always = {CONFERENCE_PAPER, SUPERVISION_PACK}
    assert set(papers_of((), dates(), TODAY)) == always
    assert set(papers_of((), dates(plans=(protected,)), TODAY)) == {*always, CORE_GROUP_SUMMARY}
    assert set(papers_of((), dates(plans=(in_need,)), TODAY)) == {*always, IN_NEED_SUMMARY}
    assert CORE_GROUP_SUMMARY in papers_of([Step("core_group", ago(30))], dates(), TODAY)


def test_a_meeting_knows_its_paper() -> None:
    assert paper_for("review") is paper_for("initial_conference") is CONFERENCE_PAPER
    assert (paper_for("core_group"), paper_for("child_in_need_review")) == (CORE_GROUP_SUMMARY, IN_NEED_SUMMARY)
    assert paper_for("pre_proceedings_meeting") is None
