"""What stands together in a report because one person wrote it in one entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from store.practice.report.report import Line, under_headings

OWN_WORDS = ("own_words", "parent_words")
"""Parts in which a parent is quoted, or somebody of the family beside the children."""


@dataclass(frozen=True)
class Quoted:
    """`about`: which children it concerns, in words."""

    lines: tuple[Line, ...]
    about: str

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def why(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.why for line in self.lines))

    @property
    def is_part(self) -> bool:
        return any(line.is_part for line in self.lines)

    @property
    def follows_on(self) -> bool:
        return any(line.follows_on for line in self.lines)

    @property
    def kept_from_parents(self) -> bool:
        return any(line.source.kept_from_parents for line in self.lines)

    @property
    def screen_only(self) -> bool:
        """The other parent may hold the paper, or the one whom the child named."""
        return self.kept_from_parents or self.first.source.part in OWN_WORDS


Gathered = tuple[tuple[str, tuple[Quoted, ...]], ...]


def gathered(lines: Iterable[Line], names: Mapping[int, str]) -> Gathered:
    """Under their headings. `names`: the children's, by id."""
    return tuple(
        (heading, tuple(_quoted(tuple(these), names) for _, these in groupby(under, _where)))
        for heading, under in under_headings(lines)
    )


def _where(line: Line) -> tuple[object, ...]:
    """What a child wants kept from a parent stands by itself, since it is left out on paper; so does what the report's
    author says something of.
    """
    source = line.source
    return source.entry_id, source.author_id, source.kept_from_parents, source.of, line.mark, line.link


def _quoted(lines: tuple[Line, ...], names: Mapping[int, str]) -> Quoted:
    first = lines[0]
    about = ", ".join(names[child] for child in first.source.children if child in names)
    said = f"why {about} was not seen alone" if first.source.part == "why_not_alone" else f"about {about}"
    return Quoted(lines, said if about and not first.heading else "")
