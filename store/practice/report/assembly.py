"""Puts a report together: by reference, of what was written, the same from the same entries.

What was marked significant comes before headlines, these before outcomes, and all of them before the rest; then
the newest of everybody in turn. No sentence stands in it twice: the first place keeps it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.practice.report.choices import AS_IT_COMES, Choices
from store.practice.report.placing import LONGEST_LINE, fitting, heading, in_order, is_in, words_of_run
from store.practice.report.report import Fact, Line, Report, Section
from store.practice.report.said import Said
from store.practice.report.sections import CONFERENCE_REPORT, SectionPlan
from store.practice.report.sentences import SHORT
from store.practice.report.source import Source
from store.practice.report.why import rank, why

NOTHING_CHOSEN: Mapping[str, Choices] = {}


def assemble(
    sources: Iterable[Source], *, facts: Mapping[str, tuple[Fact, ...]], people: Sequence[str] = (),
    sections: Sequence[SectionPlan] = CONFERENCE_REPORT, choices: Mapping[str, Choices] = NOTHING_CHOSEN,
) -> Report:  # fmt: skip
    """`facts`, `choices`: by the section's key. `people`: the order in which those of the family are spoken of.

    Sections of what is significant choose first, wherever they stand.
    """
    open_ones = sorted((source for source in sources if not source.mark), key=lambda source: source.place)
    said, taken = Said(), _taken(sections, open_ones)
    parts = {plan.key: _Part(plan, choices.get(plan.key, AS_IT_COMES), taken[plan.key]) for plan in sections}
    first = sorted(parts.values(), key=lambda part: not part.plan.only_significant)
    lines = {part.plan.key: _chosen(part, said) for part in first}
    more = {part.plan.key: _rest(part, said) for part in first}
    return Report(
        tuple(
            Section(
                part.plan,
                facts.get(key, ()),
                *(in_order(part.plan, found[key], people, part.choices.places) for found in (lines, more)),
                left_out=tuple(part.line(one, one.text) for one in part.sources if is_in(one, part.choices.left_out)),
            )
            for key, part in parts.items()
        )
    )


@dataclass(frozen=True)
class _Part:
    """A section, what its author chose, and all that it could quote."""

    plan: SectionPlan
    choices: Choices
    sources: Sequence[Source]

    @property
    def open_sources(self) -> list[Source]:
        return [source for source in self.sources if not is_in(source, self.choices.left_out)]

    def line(self, source: Source, text: str, *, is_first: bool = True) -> Line:
        marks, links = self.choices.marks, self.choices.links
        mark = marks[source.key] if is_in(source, marks) else ""
        link = links[source.key] if is_first and is_in(source, links) else ""
        return Line(source, text, heading(self.plan, source), why(source), mark, link)


def _taken(sections: Sequence[SectionPlan], sources: Iterable[Source]) -> dict[str, list[Source]]:
    """By the section's key, in the order in which they come."""
    found: dict[str, list[Source]] = {plan.key: [] for plan in sections}
    takers = {name: [plan for plan in sections if name in plan.parts] for plan in sections for name in plan.parts}
    for source in sources:
        for plan in takers.get(source.name, ()):
            if source.significant or not plan.only_significant:
                found[plan.key].append(source)
    return found


def _chosen(part: _Part, said: Said) -> list[Line]:
    """What was brought in, whole; then what comes by itself. What is left out leaves its room empty: nothing that the
    author has not seen comes in its place.
    """
    brought_in, left_out = part.choices.brought_in, part.choices.left_out
    whole = [one for one in part.open_sources if is_in(one, brought_in)]
    found = [
        part.line(one, said.keep(one, run), is_first=not number)
        for one in whole
        for number, run in enumerate(said.runs(one))
    ]
    room = part.plan.words
    for source in _preferred(part.plan, [one for one in part.sources if not is_in(one, brought_in)]):
        if room < SHORT:
            break
        for number, run in enumerate(said.runs(source)):
            piece = fitting(run, min(room, LONGEST_LINE))
            room -= words_of_run(piece)
            if piece and not is_in(source, left_out):
                found.append(part.line(source, said.keep(source, piece), is_first=not number))
    return found


def _rest(part: _Part, said: Said) -> list[Line]:
    return [
        part.line(source, said.keep(source, run), is_first=False)
        for source in part.open_sources
        for run in said.runs(source)
    ]


def _preferred(plan: SectionPlan, sources: Sequence[Source]) -> list[Source]:
    """By what it is; what is alike by turns of those under whose heading it stands, each with their newest."""
    turns: Counter[tuple[int, str]] = Counter()
    order: list[tuple[int, int, int]] = []
    newest = sorted(sources, key=lambda one: (-one.happened_at.timestamp(), one.place_in_entry))
    for at, source in enumerate(newest):
        turn = rank(source), heading(plan, source)
        order.append((turn[0], turns[turn], at))
        turns[turn] += 1
    return [newest[at] for *_, at in sorted(order)]
