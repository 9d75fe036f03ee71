"""A person's own copy of a report: the paper without what is withheld from them, each with its reason.

By rule, whoever shares it: what a child wants kept from the parents stays out of every copy for somebody of the family,
and so do a grown-up's own words, but out of that person's own copy; where several were together nobody knows whose
words they were, and they stay out of each copy. A child's copy lies where a parent reads it: the same holds for it.
What a grown-up of the family says of the report stands in their own copy and in the chair's and the agencies'; what a
child says, in the chair's and the agencies' alone. What says the same words again, wherever it stands, stays out with
them; the report itself repeats no reply: it was there first. So does what repeats words that the report leaves out or
that were withheld in another version, and what says where another grown-up lives or how they are reached. Nothing in a
copy tells that there was more.
Facts, “The conference report”: anything withheld from a person only for a documented safeguarding reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from store.practice.report.contacts import NO_CONTACTS, Contacts
from store.practice.report.paper import WHOLE, Paper, PaperSection, Quotation, Reply
from store.practice.report.report import Fact
from store.practice.report.sentences import plain, sentences_of

ADULT, CHILD, CHAIR, AGENCY = "adult", "child", "chair", "agency"
WISH = "A child wants it kept from the parents"
WORDS = "Another grown-up’s own words, or of several who were together"
REPLY = "What somebody else of the family says of the report"
AGAIN = "It says again what is withheld"
CONTACT = "Where another grown-up lives, or how they are reached"
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
    """What can be withheld alone. `key`: in the version that is looked at; `marks`: by which it is known in every one,
    also in another section or taken apart; `of`: its quotation or reply.
    """

    key: str
    section: str
    texts: tuple[str, ...]
    of: Quotation | Reply | None = None
    marks: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """What no other text of the report is to say again; the report was there before any reply."""
        return () if isinstance(self.of, Reply) else tuple(filter(None, self.texts))


@dataclass(frozen=True)
class Withheld:
    piece: Piece
    why: str
    by_rule: bool


@dataclass(frozen=True)
class Beside:
    """What a copy is held against beside its paper. `words`: withheld by hand from its recipient, in whichever version;
    `contacts`: of others; `wishes`: the entry and the child who wants it kept from the parents by now.
    """

    words: tuple[str, ...] = ()
    contacts: Contacts = NO_CONTACTS
    wishes: frozenset[tuple[UUID, int]] = frozenset()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Copy:
    recipient: Recipient
    paper: Paper
    withheld: tuple[Withheld, ...]


def pieces_of(paper: Paper) -> tuple[Piece, ...]:
    return tuple(piece for section in paper.sections for piece in _pieces(section))


def copy_for(paper: Paper, recipient: Recipient, by_hand: Mapping[str, str], beside: Beside = NOTHING_BESIDE) -> Copy:
    """`by_hand`: the reason by the piece's key, or by one of its marks; a rule comes first."""
    pieces = pieces_of(paper)
    first = [one for piece in pieces if (one := _withheld(piece, recipient, by_hand, beside))]
    gone = {one.piece.key for one in first}
    rest = [piece for piece in pieces if piece.key not in gone]
    words = [*(text for one in first for text in one.piece.words), *_beyond(paper, recipient, beside), *beside.words]
    said, replied = _Said.of(words), _Said.of(one.piece.of.words for one in first if isinstance(one.piece.of, Reply))
    again = [Withheld(piece, AGAIN, by_rule=True) for piece in rest
             if said.stands_in(piece) or (isinstance(piece.of, Reply) and replied.stands_in(piece))]  # fmt: skip
    told = {one.piece.key for one in again}
    contacts = [Withheld(piece, CONTACT, by_rule=True) for piece in rest
                if piece.key not in told and any(map(beside.contacts.stand_in, piece.texts))]  # fmt: skip
    withheld = (*first, *again, *contacts)
    left_out = {one.piece.key for one in withheld}
    kept = (_without(section, left_out) for section in paper.sections)
    sections = tuple(section for section in kept if section.replies or section.key != WHOLE)
    facts = (*paper.facts, Fact("Copy for", recipient.name))
    return Copy(recipient, replace(paper, facts=facts, sections=sections, beyond=()), withheld)


def _withheld(piece: Piece, recipient: Recipient, by_hand: Mapping[str, str], beside: Beside) -> Withheld | None:
    if rule := _rule(piece.of, recipient, beside.wishes) if recipient.is_family else "":
        return Withheld(piece, rule, by_rule=True)
    known = next((key for key in (piece.key, *piece.marks) if key in by_hand), None)
    return Withheld(piece, by_hand[known], by_rule=False) if known else None


def _beyond(paper: Paper, recipient: Recipient, beside: Beside) -> Iterator[str]:
    """What the rules keep from them of what the report does not say itself."""
    if recipient.is_family:
        yield from (text for one in paper.beyond if _rule(one, recipient, beside.wishes) for text in one.texts)


def _rule(said: Quotation | Reply | None, recipient: Recipient, wishes: Set[tuple[UUID, int]] = frozenset()) -> str:
    """For somebody of the family."""
    if isinstance(said, Reply):
        is_theirs = recipient.kind == ADULT and said.whose == recipient.key
        return REPLY if said.whose.startswith((ADULT, CHILD)) and not is_theirs else ""
    if said is None:
        return ""
    if said.kept_from_parents or (said.is_of_a_child and any((said.entry_id, one) in wishes for one in said.children)):
        return WISH
    is_theirs = recipient.kind == ADULT and said.people == (recipient.id,)
    return WORDS if said.is_own_words and not is_theirs else ""


def reaches(reply: Reply, recipient: Recipient) -> bool:
    """Whether it stands in their copy, if it is not withheld by hand."""
    return not (recipient.is_family and _rule(reply, recipient))


FEWEST_QUOTED = 3
"""Fewer words in quotation marks are nobody's words."""
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@dataclass(frozen=True)
class _Said:
    """Words that a copy must not say again, in plain words: whole sentences, and each text as a whole, of which nothing
    is to stand in quotation marks.
    """

    sentences: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "_Said":
        texts = tuple(texts)
        sentences = (sentence.key for text in texts for sentence in sentences_of(text))
        return cls(tuple(f" {key} " for key in sentences if key), tuple(f" {plain(text)} " for text in texts))

    def stands_in(self, piece: Piece) -> bool:
        whole = [f" {plain(text)} " for text in piece.texts]
        quoted = [plain(found) for text in piece.texts for found in _QUOTED.findall(text)]
        return any(sentence in text for sentence in self.sentences for text in whole) or any(
            f" {words} " in text for words in quoted if len(words.split()) >= FEWEST_QUOTED for text in self.texts
        )


def _pieces(section: PaperSection) -> Iterator[Piece]:
    for fact in section.facts:
        marks = frozenset({_key("known fact", section.key, re.sub(r"\d+", "", fact.label))})
        yield Piece(piece_key(section, "fact", fact.label), section.title, (fact.label, fact.text), marks=marks)
    for picture in section.pictures:
        yield Piece(piece_key(section, "picture", picture.title), section.title, (picture.title, picture.said))
    if section.written:
        yield Piece(piece_key(section, "written"), section.title, (section.written.text,))
    for _, quotations in section.quotations:
        for one in quotations:
            yield Piece(key_of(section, one), section.title, (*one.texts, one.link), one, _marks(one))
    for reply in section.replies:
        yield Piece(key_of(section, reply), section.title, (reply.words,), reply)


def _marks(one: Quotation) -> frozenset[str]:
    return frozenset(_key("known line", one.entry_id, one.author, part, one.of) for part in one.parts or (one.part,))


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
