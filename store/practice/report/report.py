"""A report: sections in their order, each line a quotation with where it is from, and how much was written before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from store.practice.dates_in_words import day_and_month
from store.practice.report.sections import SectionPlan
from store.practice.report.sentences import words_in
from store.practice.report.source import Source


@dataclass(frozen=True)
class Line:
    """`text` stands in the source's own text, letter by letter. `heading`: under which it stands in its section.

    `mark`: one of store.practice.report.choices.MARKS; `link`: what the report's author says before it.
    """

    source: Source
    text: str
    heading: str
    why: str
    mark: str = ""
    link: str = ""

    @property
    def is_part(self) -> bool:
        """There is more in the entry's field than stands here."""
        return self.text != self.source.text.strip()

    @property
    def follows_on(self) -> bool:
        """Something was written before it in the same field: “she” may be somebody whom it names there."""
        return not self.source.text.strip().startswith(self.text)


@dataclass(frozen=True)
class SeenOn:
    """A child was seen on a visit; `href` opens it. `before`: as in Source."""

    href: str
    on: date
    alone: bool
    before: str = ""

    @property
    def in_words(self) -> str:
        """12 November, alone."""
        return ", ".join(filter(None, (day_and_month(self.on), "alone" if self.alone else "", self.before)))


@dataclass(frozen=True)
class Fact:
    """What is reckoned and not quoted: who lives here, how often a child was seen and on which days."""

    label: str
    text: str
    days: tuple[SeenOn, ...] = ()

    @property
    def words(self) -> int:
        return sum(map(words_in, (self.label, self.text, *(day.in_words for day in self.days))))


@dataclass(frozen=True)
class Section:
    """`more`: what is beyond the limit, in the same order. `left_out`, `written`: by the report's author."""

    plan: SectionPlan
    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    more: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = field(default=(), kw_only=True)
    written: str = field(default="", kw_only=True)

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.lines or self.written)

    @property
    def headings(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The lines under what they speak of."""
        return under_headings(self.lines)


@dataclass(frozen=True)
class Report:
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def still_empty(self) -> tuple[Section, ...]:
        """What a conference asks for and nobody has written yet."""
        return tuple(section for section in self.sections if section.plan.required and section.is_empty)

    @property
    def has_words(self) -> bool:
        return any(section.lines or section.more or section.written for section in self.sections)


def with_written(report: Report, texts: Mapping[str, str]) -> Report:
    """The same with what its author wrote, by the section's key."""
    return Report(tuple(replace(section, written=texts.get(section.plan.key, "")) for section in report.sections))


def under_headings(lines: Iterable[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return tuple((heading, tuple(these)) for heading, these in groupby(lines, lambda line: line.heading))


def words_of(report: Report) -> int:
    """Every word that a chair reads: titles, headings, facts and quotations.

    Who wrote a line, when, and why it is here say where it is from, and are no words of the report. Nor is what lies
    beyond a section's limit.
    """
    own = sum(words_in(text) for section in report.sections for text in _form(section))
    return own + sum(map(_said, report.sections))


def words_from_entries(report: Report) -> float:
    """The share of what the report says that came from entries, 0 to 1; 0 where it says nothing.

    From entries: what is quoted, and the days on which children were seen, which are reckoned from visits. Not from
    entries: what the report's author wrote, and the other facts (the family, the referral, the conferences). Titles and
    headings are the form's own, say nothing of a family, and count on neither side.
    """
    all_said = sum(map(_said, report.sections))
    return sum(map(_from_entries, report.sections)) / all_said if all_said else 0.0


def _said(section: Section) -> int:
    own = (section.written, *(line.link for line in section.lines))
    return _quoted(section) + sum(fact.words for fact in section.facts) + sum(map(words_in, own))


def _from_entries(section: Section) -> int:
    return _quoted(section) + sum(fact.words for fact in section.facts if fact.days)


def _quoted(section: Section) -> int:
    return sum(words_in(line.text) for line in section.lines)


def _form(section: Section) -> tuple[str, ...]:
    return section.plan.title, *(heading for heading, _ in section.headings)
