"""Puts a report together: by reference, of what was written, the same from the same entries.

What was marked significant comes before headlines, these before outcomes, and all of them before the rest; then
the newest of everybody in turn. No sentence stands in it twice: the first place keeps it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from store.practice.report.report import Fact, Line, Report, Section
from store.practice.report.said import Run, Said
from store.practice.report.sections import BY_AUTHOR, BY_WHOM, CONFERENCE_REPORT, SectionPlan
from store.practice.report.sentences import SHORT
from store.practice.report.source import Source
from store.practice.report.why import rank, why
from store.practice.roles import ROLES

LONGEST_LINE = 90
"""Words; of what is longer the first whole sentences stand in the report, and the rest under more."""


def assemble(
    sources: Iterable[Source], *, facts: Mapping[str, tuple[Fact, ...]], people: Sequence[str] = (),
    sections: Sequence[SectionPlan] = CONFERENCE_REPORT,
) -> Report:  # fmt: skip
    """`facts`: by the section's key. `people`: the order in which those of the family are spoken of.

    Sections of what is significant choose first, wherever they stand.
    """
    open_ones = sorted((source for source in sources if not source.mark), key=lambda source: source.place)
    taken = _taken(sections, open_ones)
    said = Said()
    first = sorted(sections, key=lambda plan: not plan.only_significant)
    lines = {plan.key: _chosen(plan, taken[plan.key], said) for plan in first}
    more = {plan.key: _rest(plan, taken[plan.key], said) for plan in first}
    return Report(
        tuple(
            Section(plan, facts.get(plan.key, ()), *(_in_order(plan, part[plan.key], people) for part in (lines, more)))
            for plan in sections
        )
    )


def _taken(sections: Sequence[SectionPlan], sources: Iterable[Source]) -> dict[str, list[Source]]:
    """By the section's key, in the order in which they come."""
    found: dict[str, list[Source]] = {plan.key: [] for plan in sections}
    takers = {name: [plan for plan in sections if name in plan.parts] for plan in sections for name in plan.parts}
    for source in sources:
        for plan in takers.get(source.name, ()):
            if source.significant or not plan.only_significant:
                found[plan.key].append(source)
    return found


def _line(plan: SectionPlan, source: Source, text: str) -> Line:
    return Line(source, text, _heading(plan, source), why(source))


def _heading(plan: SectionPlan, source: Source) -> str:
    return {BY_AUTHOR: f"{source.author}, {source.role_label}", BY_WHOM: source.of}.get(plan.by, "")


def _chosen(plan: SectionPlan, sources: Sequence[Source], said: Said) -> list[Line]:
    room, found = plan.words, list[Line]()
    for source in _preferred(plan, sources):
        if room < SHORT:
            break
        for run in said.runs(source):
            piece = _fitting(run, min(room, LONGEST_LINE))
            if piece:
                room -= _words(piece)
                found.append(_line(plan, source, said.keep(source, piece)))
    return found


def _rest(plan: SectionPlan, sources: Sequence[Source], said: Said) -> list[Line]:
    return [_line(plan, source, said.keep(source, run)) for source in sources for run in said.runs(source)]


def _preferred(plan: SectionPlan, sources: Sequence[Source]) -> list[Source]:
    """By what it is; what is alike by turns of those under whose heading it stands, each with their newest."""
    turns: Counter[tuple[int, str]] = Counter()
    order: list[tuple[int, int, int]] = []
    newest = sorted(sources, key=lambda one: (-one.happened_at.timestamp(), one.place_in_entry))
    for at, source in enumerate(newest):
        turn = rank(source), _heading(plan, source)
        order.append((turn[0], turns[turn], at))
        turns[turn] += 1
    return [newest[at] for *_, at in sorted(order)]


def _fitting(run: Run, room: int) -> Run:
    """All of it where there is room; of what is longer than a line may be, the first whole sentences."""
    if _words(run) <= room or _words(run) <= LONGEST_LINE:
        return run if _words(run) <= room else ()
    used = 0
    for number, sentence in enumerate(run):
        used += sentence.words
        if used > room:
            return run[:number]
    return run


def _words(run: Run) -> int:
    return sum(sentence.words for sentence in run)


def _in_order(plan: SectionPlan, lines: Iterable[Line], people: Sequence[str]) -> tuple[Line, ...]:
    """Under their headings, as things happened."""
    happened = sorted(lines, key=lambda line: (line.source.place, line.source.text.find(line.text)))
    headings = list(dict.fromkeys(line.heading for line in happened))
    whose = {name: at for at, name in enumerate(people)}
    roles = {line.heading: list(ROLES).index(line.source.role) for line in happened if plan.by == BY_AUTHOR}
    headings.sort(key=lambda heading: (whose.get(heading, len(whose)), roles.get(heading, 0)))
    return tuple(sorted(happened, key=lambda line: headings.index(line.heading)))
