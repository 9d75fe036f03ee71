"""The conference report as it stands, as a paper: what is frozen when it is handed over."""

from datetime import date

from store.case_access import CaseAccess
from store.conference_reports import GatheredReport
from store.practice.dates_in_words import day_and_month
from store.practice.report.paper import Paper, Pictures, beyond_of, sections_of
from store.practice.report.report import Fact

TITLE = "Conference report"


def paper_as_it_stands(found: GatheredReport, case: CaseAccess, pictures: Pictures) -> Paper:
    """`pictures`: by the section's key."""
    texts = {one.section: one for one in found.texts}
    facts = (
        Fact("Conference", _in_words(found.conference) if found.conference else "None is booked"),
        Fact("What was written since", _in_words(found.since or case.opened_on)),
        Fact("Case", case.reference),
    )
    sections = sections_of(found.report, found.names, texts, pictures)
    return Paper(TITLE, f"{case.name} family", facts, sections, beyond_of(found.report))


def _in_words(on: date) -> str:
    return f"{day_and_month(on)} {on.year}"
