"""One way through a paper: what every document of it says, in the same words and in the same order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.practice.calendar import day_of
from store.practice.dates_in_words import day_and_month
from store.practice.entries import LABELS
from store.practice.report.choices import MARKS
from store.practice.report.paper import Paper, PaperSection, Picture, Quotation, Reply, Written
from store.practice.report.report import Fact
from store.practice.roles import ROLES
from web.documents.cover import Cover

TITLE, FAMILY, MARK, NOTE, FACT, SECTION, HEADING, PICTURE, WRITTEN, LINK, QUOTE, NOTHING = (
    "title", "family", "mark", "note", "fact", "section", "heading", "picture", "written", "link", "quote", "nothing",
)  # fmt: skip
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold (XML 1.0, 2.2), and control characters, which no font has."""

SAID_OF_IT = "What was said of this"
_EMPTY_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Block:
    """`texts`: a fact's label and its text, a picture's title and its words, each text of a quotation; of everything
    else one. `source`: who wrote it, when and in what.
    """

    kind: str
    texts: tuple[str, ...]
    source: str = ""
    picture: Picture | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line that is read, for whoever wants words only."""
        return tuple(line for text in (*self.texts, self.source) for line in text.split("\n") if line.strip())


def blocks_of(paper: Paper, cover: Cover) -> Iterator[Block]:
    yield _block(TITLE, paper.title)
    yield _block(FAMILY, paper.family)
    yield from (_block(MARK, mark) for mark in (cover.mark,) if mark)
    yield from (_fact(fact) for fact in paper.facts)
    yield from (_block(NOTE, note) for note in cover.notes)
    for section in paper.sections:
        yield _block(SECTION, section.title)
        yield from _within(section, cover)


def plain_text(paper: Paper, cover: Cover) -> str:
    return "\n".join(line for block in blocks_of(paper, cover) for line in block.lines)


def paragraphs(text: str) -> list[str]:
    """An empty line ends one, whatever blanks stand in it."""
    return _EMPTY_LINE.split(text)


def _within(section: PaperSection, cover: Cover) -> Iterator[Block]:
    yield from (_fact(fact) for fact in section.facts)
    yield from (_block(PICTURE, one.title, one.said, picture=one) for one in section.pictures)
    if section.written:
        yield _block(WRITTEN, section.written.text, source=_by(section.written))
    for heading, these in section.quotations:
        if heading:
            yield _block(HEADING, heading)
        for one in these:
            if one.link:
                yield _block(LINK, one.link)
            yield _block(QUOTE, *one.texts, source=_from(one))
    if section.is_empty and not section.replies:
        yield _block(NOTHING, cover.nothing)
    if section.replies:
        yield _block(HEADING, SAID_OF_IT)
    for reply in section.replies:
        yield _block(QUOTE, reply.words, source=_said_by(reply))


def _fact(fact: Fact) -> Block:
    days = "; ".join(day.in_words for day in fact.days)
    return _block(FACT, fact.label, ": ".join(filter(None, (fact.text or "–", days))))


def _by(written: Written) -> str:
    on = day_of(written.at)
    return f"{written.author}, {ROLES[written.role].label} · {day_and_month(on)} {on.year}"


def _from(one: Quotation) -> str:
    """Priya Raman, children’s social worker · Visit, 2 November 2026 · about Maya · written late."""
    on = day_of(one.happened_at)
    said = (
        f"{one.author}, {ROLES[one.role].label}",
        f"{LABELS[one.kind]}, {day_and_month(on)} {on.year}",
        MARKS[one.mark].lower() if one.mark else "",
        one.about,
        "not for a parent to see" if one.kept_from_parents else "",
        "" if not one.amendments else "1 amendment" if one.amendments == 1 else f"{one.amendments} amendments",
        "written late" if one.late else "",
        "more was written before this" if one.follows_on else "",
        "a part of what was written" if one.is_part else "",
    )
    return " · ".join(filter(None, said))


def _said_by(one: Reply) -> str:
    """Dawn Hill (mother), 3 November 2026 · says it is wrong · of version 1 · written down by Priya Raman, …"""
    who = f"{one.name}, {day_and_month(one.on)} {one.on.year}"
    written_down = f"written down by {one.author}, {ROLES[one.role].label}" if one.whose else ROLES[one.role].label
    return f"{who} · {one.kind_in_words.lower()} · of version {one.number} · {written_down}"


def _block(kind: str, *texts: str, source: str = "", picture: Picture | None = None) -> Block:
    return Block(kind, tuple(map(_clean, texts)), _clean(source), picture)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", "\n".join(text.expandtabs(4).splitlines())).strip("\n")
