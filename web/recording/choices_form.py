"""The form in which a report's author chooses among the lines of one section."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from store.practice.chronology import first_words
from store.practice.report.choices import LONGEST_LINK, MARKS, Choices
from store.practice.report.report import Line, Section
from store.practice.report.source import Source
from web.forms import Form
from web.recording.differences import Difference

MOST_LINES = 999


@dataclass(frozen=True)
class ChoiceRow:
    """One part of one entry, with what was chosen of it. `is_whole`: all of it is quoted."""

    source: Source
    texts: tuple[str, ...]
    is_whole: bool
    chosen: Choices

    @property
    def key(self) -> str:
        return self.source.key

    @property
    def is_left_out(self) -> bool:
        return self.key in self.chosen.left_out

    @property
    def is_brought_in(self) -> bool:
        return self.key in self.chosen.brought_in


@dataclass(frozen=True)
class ChoiceRows:
    """`here`: under their headings."""

    here: tuple[tuple[str, tuple[ChoiceRow, ...]], ...]
    beyond: tuple[ChoiceRow, ...]
    left_out: tuple[ChoiceRow, ...]

    @property
    def every(self) -> tuple[ChoiceRow, ...]:
        return (*(row for _, rows in self.here for row in rows), *self.beyond, *self.left_out)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(row.key for row in self.every)

    @property
    def fields(self) -> list[str]:
        """Those in which something can be wrong."""
        return [
            "choices",
            *(f"{name}_{row.key}" for _, rows in self.here for row in rows for name in ("place", "link")),
        ]


def rows_of(section: Section, chosen: Choices) -> ChoiceRows:
    here = tuple((heading, _rows(lines, chosen)) for heading, lines in section.headings)
    shown = {row.key for _, rows in here for row in rows}
    beyond = tuple(row for row in _rows(section.more, chosen) if row.key not in shown)
    return ChoiceRows(here, beyond, _rows(section.left_out, chosen))


def read_form(form: Form, keys: Collection[str]) -> Choices:
    """Notes beside their fields what cannot be. `keys`: of the lines among which one can choose."""
    there = [key for key in form.texts("key") if key in keys]
    places = {key: place for key in there if (place := _place(form, f"place_{key}")) is not None}
    marks = {key: mark for key in there if (mark := form.choice(f"mark_{key}", MARKS))}
    links = {key: link for key in there if (link := _link(form, f"link_{key}"))}
    left_out, brought_in = ([key for key in form.texts(name) if key in keys] for name in ("left_out", "brought_in"))
    return Choices(left_out, brought_in, places, marks, links)


def differences_of(rows: ChoiceRows, there: Choices, yours: Choices) -> tuple[Difference, ...]:
    """Line by line, where two authors chose otherwise."""
    said = ((row, there.said_of(row.key), yours.said_of(row.key)) for row in rows.every)
    return tuple(
        Difference(first_words(row.texts[0], 80), one or "as it comes", other or "as it comes")
        for row, one, other in said
        if one != other
    )


def _rows(lines: Iterable[Line], chosen: Choices) -> tuple[ChoiceRow, ...]:
    return tuple(_row(tuple(these), chosen) for _, these in groupby(lines, lambda line: line.source.key))


def _row(lines: tuple[Line, ...], chosen: Choices) -> ChoiceRow:
    return ChoiceRow(
        lines[0].source, tuple(line.text for line in lines), not any(line.is_part for line in lines), chosen
    )


def _place(form: Form, name: str) -> int | None:
    place = form.number(name)
    if place is not None and not 1 <= place <= MOST_LINES:
        form.errors[name] = "Give its place as a number from 1"
    return place


def _link(form: Form, name: str) -> str:
    link = form.text(name)
    if len(link) > LONGEST_LINK:
        form.errors[name] = f"Keep it to {LONGEST_LINK} characters: it leads to the line, and does not stand for it"
    return link
