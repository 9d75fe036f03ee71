"""The drawings of a report: the same on its screen and on its paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.case_access import CaseAccess
from store.case_people import CasePeople
from store.practice.genogram import Tie
from store.practice.report.paper import Picture
from store.practice.report.sections import FAMILY, VIEWS
from store.practice.safety import lines_of, spreads_of
from store.practice.safety_words import in_one_sentence
from store.practice.weeks import Week
from store.safety import Views
from web.drawing.genogram import genogram_of
from web.drawing.genogram_picture import genogram_picture
from web.drawing.safety import Drawing, draw, with_supervisions
from web.drawing.safety_picture import safety_picture

FEWEST = 4  # weeks along the bottom of the drawing, however few there are


@dataclass(frozen=True)
class ViewsDrawn:
    """`said`: what it shows in one sentence."""

    drawing: Drawing
    said: str


def views_drawn(views: Views, case: CaseAccess, today: date) -> ViewsDrawn | None:
    """From the first number since the last conference to this week; None for fewer than two numbers."""
    if len(views.views) < 2:
        return None
    lines = lines_of(views.views, Week.of(case.opened_on), views.rhythm)
    spreads = spreads_of(lines)
    last = max(Week.of(min(today, case.closed_on or today)), spreads[-1].week)
    drawing = draw(lines, spreads, min(spreads[0].week, last.after(1 - FEWEST)), last, today)
    held = (Week.of(one.on) for one in views.supervised)
    return ViewsDrawn(with_supervisions(drawing, held), in_one_sentence(lines, spreads, today))


def pictures_of(
    views: Views, people: CasePeople, ties: Sequence[Tie], case: CaseAccess, today: date
) -> dict[str, tuple[Picture, ...]]:
    """For paper, by the section's key."""
    drawn, tree = views_drawn(views, case, today), genogram_of(people.everyone, ties, today)
    return {
        VIEWS: (safety_picture(drawn.drawing, drawn.drawing.dates, drawn.said, today),) if drawn else (),
        FAMILY: (genogram_picture(tree),) if tree else (),
    }
