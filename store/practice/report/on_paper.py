"""What of a report may stand on paper before anybody approved it: a sheet lies about, and the other parent may read it.

The copies for each person have their own rules; this is for a draft, of which nobody knows who will hold it.
"""

from dataclasses import replace

from store.practice.report.paper import Paper, PaperSection, Quotation
from store.practice.report.together import OWN_WORDS


def for_a_draft(paper: Paper) -> tuple[Paper, bool]:
    """Without what is read on the screen only; whether anything was left out."""
    sections = tuple(map(_section, paper.sections))
    return replace(paper, sections=sections), sections != paper.sections


def _section(section: PaperSection) -> PaperSection:
    under = ((heading, tuple(one for one in these if not _screen_only(one))) for heading, these in section.quotations)
    return replace(section, quotations=tuple((heading, these) for heading, these in under if these))


def _screen_only(one: Quotation) -> bool:
    """As in store.practice.report.together."""
    return one.kept_from_parents or one.part in OWN_WORDS
