"""The conference report as it stands, as a paper: what is frozen when it is handed over."""

from datetime import date

from store.case_access import CaseAccess
from store.conference_reports import GatheredReport
from store.practice.dates_in_words import day_and_month
from store.practice.report.paper import Paper, Picture, Pictures, sections_of
from store.practice.report.report import Fact
from store.practice.report.sections import VIEWS
from store.practice.safety import lines_of, spreads_of
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week

TITLE = "Conference report"


def paper_as_it_stands(
    found: GatheredReport, case: CaseAccess, today: date, pictures: Pictures | None = None
) -> Paper:  # fmt: skip
    """`pictures`: by the section's key; without them the drawing of safety is said in words."""
    texts = {one.section: one for one in found.texts}
    drawn = _said(found, case, today) if pictures is None else pictures
    facts = (
        Fact("Conference", _in_words(found.conference) if found.conference else "None is booked"),
        Fact("What was written since", _in_words(found.since or case.opened_on)),
        Fact("Case", case.reference),
    )
    return Paper(TITLE, case.name, facts, sections_of(found.report, found.names, texts, drawn))


def _said(found: GatheredReport, case: CaseAccess, today: date) -> Pictures:
    views = found.views
    if len(views.views) < 2:
        return {}
    lines = lines_of(views.views, Week.of(case.opened_on), views.rhythm)
    return {VIEWS: (Picture("Safety as each of us sees it", in_one_sentence(lines, spreads_of(lines), today), ""),)}


def _in_words(on: date) -> str:
    return f"{day_and_month(on)} {on.year}"
