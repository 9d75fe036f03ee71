"""Where a line stands in its section, and how much of a text is one line."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from store.practice.report.report import Line
from store.practice.report.said import Run
from store.practice.report.sections import BY_AUTHOR, BY_WHOM, SectionPlan
from store.practice.report.source import Source
from store.practice.roles import ROLES

LONGEST_LINE = 90
"""Words; of what is longer the first whole sentences stand in the report, and the rest under more."""


def heading(plan: SectionPlan, source: Source) -> str:
    if plan.by == BY_AUTHOR:
        return f"{source.author}, {source.role_label}"
    return source.of if plan.by == BY_WHOM else ""


def is_in(source: Source, chosen: Collection[str]) -> bool:
    """Where nothing was chosen, no key is reckoned."""
    return bool(chosen) and source.key in chosen


def fitting(run: Run, room: int) -> Run:
    """All of it where there is room; of what is longer than a line may be, the first whole sentences."""
    words = words_of_run(run)
    if words <= room or words <= LONGEST_LINE:
        return run if words <= room else ()
    used = 0
    for number, sentence in enumerate(run):
        used += sentence.words
        if used > room:
            return run[:number]
    return run


def words_of_run(run: Run) -> int:
    return sum(sentence.words for sentence in run)


def in_order(
    plan: SectionPlan, lines: Iterable[Line], people: Sequence[str], places: Mapping[str, int]
) -> tuple[Line, ...]:
    """Under their headings, as things happened; what has a place of its own, in that place under its heading."""
    happened = sorted(lines, key=lambda line: (line.source.place, line.source.text.find(line.text)))
    under: dict[str, list[Line]] = {}
    for line in happened:
        under.setdefault(line.heading, []).append(line)
    whose = {name: at for at, name in enumerate(people)}
    roles = {heading: list(ROLES).index(these[0].source.role) for heading, these in under.items()
             if plan.by == BY_AUTHOR}  # fmt: skip
    headings = sorted(under, key=lambda heading: (whose.get(heading, len(whose)), roles.get(heading, 0)))
    return tuple(line for heading in headings for line in _in_their_places(under[heading], places))


def _in_their_places(lines: Sequence[Line], places: Mapping[str, int]) -> list[Line]:
    """Those without a place fill what is between."""
    wanted = sorted((line for line in lines if is_in(line.source, places)), key=lambda line: places[line.source.key])
    found = [line for line in lines if not is_in(line.source, places)]
    for line in wanted:
        found.insert(places[line.source.key] - 1, line)
    return found
