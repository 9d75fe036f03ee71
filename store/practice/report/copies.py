"""A person's own copy of a report: the paper without what is withheld from them, each with its reason.

By rule, whoever shares it: what a child wants kept from the parents stays out of every copy for somebody of the family,
and so do a grown-up's own words, but out of that person's own copy; where several were together nobody knows whose
words they were, and they stay out of each copy. A child's copy lies where a parent reads it: the same holds for it.
What a grown-up of the family says of the report stands in their own copy and in the chair's and the agencies'; what a
child says, in the chair's and the agencies' alone. What says the same words again, wherever it stands, stays out with
them; the report itself repeats no reply: it was there first. Nothing in a copy tells that there was more.
Facts, “The conference report”: anything withheld from a person only for a documented safeguarding reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from store.practice.report.paper import WHOLE, Paper, PaperSection, Quotation, Reply
from store.practice.report.report import Fact
from store.practice.report.sentences import plain, sentences_of

ADULT, CHILD, CHAIR, AGENCY = "adult", "child", "chair", "agency"
WISH = "A child wants it kept from the parents"
WORDS = "Another grown-up’s own words, or of several who were together"
REPLY = "What somebody else of the family says of the report"
AGAIN = "It says again what is withheld"
ALOUD = "read_aloud"
WAYS = {"handed_over": "Handed over", ALOUD: "Read aloud to them", "post": "By post",
        "secure_email": "By secure e-mail, outside Weekbook"}  # fmt: skip
HERE = "weekbook"
WAYS_TO_CHAIR = {HERE: "Here, in Weekbook"} | WAYS


@dataclass(frozen=True)
class Recipient:
    """`kind`: ADULT or CHILD of the family, CHAIR, AGENCY; `name`: as one asks: Dawn Hill (mother)."""

    kind: str
    id: int
    name: str

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.id}" if self.id else self.kind

    @property
    def is_family(self) -> bool:
        return self.kind in (ADULT, CHILD)


@dataclass(frozen=True)
class Piece:
    """What can be withheld alone. `key`: the same in every version in which it stands; `of`: its quotation or reply."""

    key: str
    section: str
    texts: tuple[str, ...]
    of: Quotation | Reply | None = None


@dataclass(frozen=True)
class Withheld:
    piece: Piece
    why: str
    by_rule: bool


@dataclass(frozen=True)
class Copy:
    recipient: Recipient
    paper: Paper
    withheld: tuple[Withheld, ...]


def pieces_of(paper: Paper) -> tuple[Piece, ...]:
    return tuple(piece for section in paper.sections for piece in _pieces(section))


def copy_for(paper: Paper, recipient: Recipient, by_hand: Mapping[str, str]) -> Copy:
    """`by_hand`: the reason by the piece's key; a rule comes first."""
    pieces = pieces_of(paper)
    first = [one for piece in pieces if (one := _withheld(piece, recipient, by_hand))]
    gone = {one.piece.key for one in first}
    said, replied = (_sentences(one.piece for one in first if isinstance(one.piece.of, Reply) is this)
                     for this in (False, True))  # fmt: skip
    again = [Withheld(piece, AGAIN, by_rule=True) for piece in pieces if piece.key not in gone
             and _says(piece, said + replied if isinstance(piece.of, Reply) else said)]  # fmt: skip
    withheld = tuple(first + again)
    left_out = {one.piece.key for one in withheld}
    kept = (_without(section, left_out) for section in paper.sections)
    sections = tuple(section for section in kept if section.replies or section.key != WHOLE)
    facts = (*paper.facts, Fact("Copy for", recipient.name))
    return Copy(recipient, replace(paper, facts=facts, sections=sections), withheld)


def _withheld(piece: Piece, recipient: Recipient, by_hand: Mapping[str, str]) -> Withheld | None:
    if rule := _rule(piece.of, recipient) if recipient.is_family else "":
        return Withheld(piece, rule, by_rule=True)
    return Withheld(piece, by_hand[piece.key], by_rule=False) if piece.key in by_hand else None


def _rule(said: Quotation | Reply | None, recipient: Recipient) -> str:
    """For somebody of the family."""
    if isinstance(said, Reply):
        is_theirs = recipient.kind == ADULT and said.whose == recipient.key
        return REPLY if said.whose.startswith((ADULT, CHILD)) and not is_theirs else ""
    if said is None or said.kept_from_parents:
        return WISH if said else ""
    is_theirs = recipient.kind == ADULT and said.people == (recipient.id,)
    return WORDS if said.is_own_words and not is_theirs else ""


def reaches(reply: Reply, recipient: Recipient) -> bool:
    """Whether it stands in their copy, if it is not withheld by hand."""
    return not (recipient.is_family and _rule(reply, recipient))


def _sentences(pieces: Iterable[Piece]) -> list[str]:
    texts = (text for piece in pieces for text in piece.texts)
    return [f" {sentence.key} " for text in texts for sentence in sentences_of(text) if sentence.key]


def _says(piece: Piece, said: list[str]) -> bool:
    whole = [f" {plain(text)} " for text in piece.texts]
    return any(sentence in text for sentence in said for text in whole)


def _pieces(section: PaperSection) -> Iterator[Piece]:
    for fact in section.facts:
        yield Piece(piece_key(section, "fact", fact.label), section.title, (fact.label, fact.text))
    for picture in section.pictures:
        yield Piece(piece_key(section, "picture", picture.title), section.title, (picture.title, picture.said))
    if section.written:
        yield Piece(piece_key(section, "written"), section.title, (section.written.text,))
    for _, quotations in section.quotations:
        for one in quotations:
            yield Piece(key_of(section, one), section.title, (*one.texts, one.link), one)
    for reply in section.replies:
        yield Piece(key_of(section, reply), section.title, (reply.words,), reply)


def key_of(section: PaperSection, one: Quotation | Reply) -> str:
    if isinstance(one, Reply):
        return _key("reply", one.id)
    return piece_key(section, one.entry_id, one.author, one.part, one.of, one.kept_from_parents)


def piece_key(section: PaperSection, *facts: object) -> str:
    return _key(section.key, *facts)


def _key(*facts: object) -> str:
    return sha256(repr(tuple(map(str, facts))).encode()).hexdigest()[:16]


def _without(section: PaperSection, left_out: set[str]) -> PaperSection:
    def kept(key: str) -> bool:
        return key not in left_out

    under = ((heading, tuple(one for one in these if kept(key_of(section, one))))
             for heading, these in section.quotations)  # fmt: skip
    return replace(
        section,
        facts=tuple(fact for fact in section.facts if kept(piece_key(section, "fact", fact.label))),
        pictures=tuple(one for one in section.pictures if kept(piece_key(section, "picture", one.title))),
        written=section.written if kept(piece_key(section, "written")) else None,
        quotations=tuple((heading, these) for heading, these in under if these),
        replies=tuple(one for one in section.replies if kept(key_of(section, one))),
    )
