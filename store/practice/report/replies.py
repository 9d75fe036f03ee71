"""What somebody says of a report: it stands beside the text that it is about, and goes to the conference with it.

The report's own text does not change by it (facts, “The conference report”: the family's reply stands beside the text).
"""

from collections.abc import Iterable
from dataclasses import replace

from store.practice.report.paper import WHOLE, Paper, PaperSection, Reply


def beside(paper: Paper, replies: Iterable[Reply], number: int) -> Paper:
    """The paper of version `number` with what was said until then, each in its section; what is about none, or about
    one that it has not, stands last. What is said of a later version may tell what only that one says.
    """
    said, keys = tuple(one for one in replies if one.number <= number), {section.key for section in paper.sections}
    with_theirs = (replace(one, replies=_about(said, one.key)) for one in paper.sections)
    others = tuple(one for one in said if one.section not in keys)
    last = (PaperSection(WHOLE, "Said of the whole report", required=False, replies=others),) if others else ()
    return replace(paper, sections=(*with_theirs, *last))


def _about(replies: tuple[Reply, ...], section: str) -> tuple[Reply, ...]:
    return tuple(one for one in replies if one.section == section)
