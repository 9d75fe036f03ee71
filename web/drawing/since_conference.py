"""The drawing of safety as it stands in a report."""

from datetime import date

from store.case_access import CaseAccess
from store.practice.dates_in_words import day_and_month
from store.practice.safety import lines_of, spreads_of
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week
from store.safety import Views
from web.drawing.safety import Drawing, draw, with_supervisions

FEWEST = 4  # weeks along the bottom of the drawing, however few there are


def drawing_of(views: Views, case: CaseAccess, today: date) -> tuple[Drawing | None, str]:
    """From the first number since the last conference to this week, and what it shows in one sentence."""
    if len(views.views) < 2:
        return None, ""
    lines = lines_of(views.views, Week.of(case.opened_on), views.rhythm)
    spreads = spreads_of(lines)
    last = max(Week.of(min(today, case.closed_on or today)), spreads[-1].week)
    drawing = draw(lines, spreads, min(spreads[0].week, last.after(1 - FEWEST)), last, today)
    held = (Week.of(one.on) for one in views.supervised)
    return with_supervisions(drawing, held), in_one_sentence(lines, spreads, today)


def dates_of(drawing: Drawing | None) -> str:
    """31 August to 22 November 2026, with both years where they are two."""
    if drawing is None:
        return ""
    first, last = drawing.first.start, drawing.last.end
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_and_month(first)}{year} to {day_and_month(last)} {last.year}"
