"""A report as a paper: what stands on it, in its order, as plain values that can be kept for good and printed.

Where a line is from stands with it: a paper is read long after its entries may have been amended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from store.practice.report.report import Fact, Report, Section
from store.practice.report.together import Quoted, gathered
from store.practice.roles import InRole
from store.practice.told import address_of

WHOLE = "replies"
"""The section for what is said of no section of the paper."""

OWN_WORDS = ("own_words", "parent_words")
OF_A_CHILD = ("child_words", "child_meaning", "why_not_alone")
KINDS_OF_REPLY = {"reply": "Adds something", "correction": "Says it is wrong", "dissent": "Sees it otherwise"}


@dataclass(frozen=True)
class Quotation(InRole):
    """What one person wrote in one entry. `texts`: each as it stands there, letter by letter. `part`: of the first of
    them, as in Source; `parts`: of all, empty in what was kept before 24 November 2026. `of`: who said it, or what it
    speaks of; `about`: whom it concerns, in words; `children`: by id. `mark`, `link`: as in Line; `people`, `revision`:
    as in Source.
    """

    texts: tuple[str, ...]
    author: str
    role: str
    happened_at: datetime
    kind: str
    part: str
    entry_id: UUID
    of: str = ""
    about: str = ""
    children: tuple[int, ...] = ()
    amendments: int = 0
    late: bool = False
    is_part: bool = False
    follows_on: bool = False
    kept_from_parents: bool = False
    mark: str = ""
    link: str = ""
    people: tuple[int, ...] = ()
    revision: int = 0
    parts: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        return address_of(self.kind, self.entry_id)

    @property
    def is_own_words(self) -> bool:
        """Of a grown-up of the family: another one may hold the paper."""
        return self.part in OWN_WORDS

    @property
    def is_of_a_child(self) -> bool:
        """What a child said on a visit, what it meant, and why nobody saw them alone."""
        return self.part in OF_A_CHILD


@dataclass(frozen=True)
class Written(InRole):
    """What the report's author wrote in a section. `role`: its key."""

    text: str
    author: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Picture:
    """A drawing that stands by itself, without the styles of a screen. `said`: the same in words."""

    title: str
    said: str
    svg: str


@dataclass(frozen=True)
class Reply(InRole):
    """What somebody says of the report or of one section, in their words. `section`: its key, empty for the whole;
    `whose`: the key of who said it, as in Recipient, empty for a practitioner; `name`: as they were called then;
    `kind`: as in KINDS_OF_REPLY; `on`: the day on which they said it; `number`: of the version that
    they had before them. `author`, `role`, `at`: who wrote it down, and when.
    """

    id: UUID
    section: str
    whose: str
    name: str
    kind: str
    words: str
    on: date
    number: int
    author: str
    role: str
    at: datetime

    @property
    def kind_in_words(self) -> str:
        return KINDS_OF_REPLY[self.kind]


@dataclass(frozen=True)
class PaperSection:
    """In this order: facts, pictures, what its author wrote, quotations under their headings, what is said of it.

    `replies`: beside a paper that is read; one that is kept has none.
    """

    key: str
    title: str
    required: bool
    facts: tuple[Fact, ...] = ()
    pictures: tuple[Picture, ...] = ()
    written: Written | None = None
    quotations: tuple[tuple[str, tuple[Quotation, ...]], ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.pictures or self.written or self.quotations)


@dataclass(frozen=True)
class Paper:
    """`title`, `family`: as its head says them; `facts`: beside them, as the day of the conference. `beyond`: what
    somebody of the family told that it does not say; it is never shown, copies are held against it.
    """

    title: str
    family: str
    facts: tuple[Fact, ...]
    sections: tuple[PaperSection, ...]
    beyond: tuple[Quotation, ...] = ()


class _WrittenText(Protocol):
    @property
    def author(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def written_at(self) -> datetime: ...
    @property
    def text(self) -> str: ...


Pictures = Mapping[str, tuple[Picture, ...]]


def sections_of(
    report: Report, names: Mapping[int, str], texts: Mapping[str, _WrittenText], pictures: Pictures
) -> tuple[PaperSection, ...]:
    """Of what stands in the report, not of what is beyond its limits. `names`: the children's, by id. `texts`, what its
    author wrote, and `pictures`: by the section's key.
    """
    keys = (section.plan.key for section in report.sections)
    beside = ((texts.get(key), pictures.get(key, ())) for key in keys)
    return tuple(_section(one, names, *these) for one, these in zip(report.sections, beside, strict=True))


def beyond_of(report: Report) -> tuple[Quotation, ...]:
    """What a child or a grown-up of the family told that its author left out, or that is beyond a section's limit."""
    lines = (line for section in report.sections for line in (*section.more, *section.left_out))
    of_them = (line for line in lines if line.source.part in (*OWN_WORDS, *OF_A_CHILD))
    return tuple(_quotation(Quoted((line,), "")) for line in of_them)


def _section(
    section: Section, names: Mapping[int, str], text: _WrittenText | None, pictures: tuple[Picture, ...]
) -> PaperSection:
    plan = section.plan
    written = Written(text.text, text.author, text.role, text.written_at) if text and text.text else None
    under = tuple((heading, tuple(map(_quotation, these))) for heading, these in gathered(section.lines, names))
    return PaperSection(plan.key, plan.title, plan.required, section.facts, pictures, written, under)


def _quotation(one: Quoted) -> Quotation:
    source = one.first.source
    same = ("author", "role", "happened_at", "kind", "part", "entry_id", "of", "children", "amendments", "late",
            "people", "revision")  # fmt: skip
    said = ("about", "is_part", "follows_on", "kept_from_parents")
    facts = {name: getattr(source, name) for name in same} | {name: getattr(one, name) for name in said}
    parts = tuple(dict.fromkeys(line.source.part for line in one.lines))
    return Quotation(
        tuple(line.text for line in one.lines), **facts, mark=one.first.mark, link=one.first.link, parts=parts
    )
