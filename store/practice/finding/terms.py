"""What a family is found by: its terms, each a number that stands for a kind and a text.

A search compares terms for equality and nothing else, so it is the same on every database. The number is a
hash of 63 bits: two of a million terms meet by chance less than once in ten million councils.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, product

from store.practice.finding.folding import fold, name_words, words
from store.practice.finding.sounds import sound
from store.practice.finding.spelling import spelling_keys

SURNAME, GIVEN, STREET = "s", "g", "a"
PREFIX, PAIR = "p", "x"
BORN, PHONE, POSTCODE, REFERENCE = "b", "t", "c", "r"
SHORTEST_PREFIX, LONGEST_PREFIX = 2, 12
END_OF_PHONE = 6
_INWARD = re.compile(r"\d[a-z]{2}")
_POSTCODE = re.compile(rf"[a-z]{{1,2}}\d[a-z\d]?({_INWARD.pattern})")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    given_name: str
    family_name: str
    born: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """What of a family goes into the index."""

    name: str
    reference: str
    address_lines: tuple[str, ...] = ()
    postcode: str = ""
    people: tuple[PersonFacts, ...] = field(default=())


@lru_cache(maxsize=20_000)
def term(kind: str, text: str) -> int:
    return int.from_bytes(blake2b(f"{kind}:{text}".encode(), digest_size=8).digest()) >> 1


def pair(one: str, other: str) -> int:
    """A person's name in either order."""
    return term(PAIR, f"{min(one, other)} {max(one, other)}")


def words_of(facts: FamilyFacts) -> dict[str, frozenset[str]]:
    """The forgiving words by their kind: surnames (the family's name too), given names, streets and towns."""
    surnames = name_words(facts.name).union(*(name_words(p.family_name) for p in facts.people))
    given = frozenset[str]().union(*(name_words(p.given_name) for p in facts.people))
    streets = frozenset(w for line in facts.address_lines for w in words(line) if w.isalpha() and len(w) > 1)
    return {SURNAME: surnames, GIVEN: given, STREET: streets}


def keys_of(word: str) -> set[str]:
    """The keys under which a word is proposed for another; a sound is marked with ~."""
    sounded = sound(word)
    return spelling_keys(word) | ({f"~{sounded}"} if sounded else set())


def terms_of(facts: FamilyFacts, by_kind: Mapping[str, frozenset[str]]) -> set[int]:
    """The terms under which those find the family who may read its case; `by_kind`: its words."""
    terms = {term(kind, word) for kind, found in by_kind.items() for word in found}
    terms.update(*(_prefixes(word) for word in frozenset[str]().union(*by_kind.values())))
    terms.update(_address(facts), _numbers(facts))
    return terms


def listed_terms_of(facts: FamilyFacts, by_kind: Mapping[str, frozenset[str]]) -> set[int]:
    """The terms under which anyone finds that the family is known: a surname, a whole name, the reference."""
    names = {term(SURNAME, word) for word in by_kind[SURNAME]}
    return names.union(_pairs(facts), (term(REFERENCE, text) for text in references_of(facts.reference)))


@lru_cache(maxsize=10_000)
def _prefixes(word: str) -> tuple[int, ...]:
    return tuple(term(PREFIX, word[:n]) for n in range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX + 1)))


def _pairs(facts: FamilyFacts) -> Iterator[int]:
    """Two words that make one person's name; the family's name counts as everyone's surname."""
    family = name_words(facts.name)
    for person in facts.people:
        surnames = family | name_words(person.family_name)
        yield from (pair(*both) for both in product(name_words(person.given_name), surnames))
        yield from (pair(*both) for both in combinations(surnames, 2))
    yield from (pair(*both) for both in combinations(family, 2))


def _address(facts: FamilyFacts) -> Iterator[int]:
    for line in facts.address_lines:
        yield from (term(STREET, word) for word in words(line))
    code = fold(facts.postcode).replace(" ", "")
    yield from (term(POSTCODE, code[:n]) for n in range(2, len(code) + 1))
    if half := inward_half(facts.postcode):
        yield term(POSTCODE, half)


def inward_half(postcode: str) -> str:
    """0ZZ of AL10 0ZZ, the half that one remembers; no beginning looks like it, because that starts with a letter."""
    whole = _POSTCODE.fullmatch(fold(postcode).replace(" ", ""))
    return whole[1] if whole else ""


def is_inward_half(piece: str) -> bool:
    return _INWARD.fullmatch(piece) is not None


def _numbers(facts: FamilyFacts) -> Iterator[int]:
    yield from (term(REFERENCE, text) for text in references_of(facts.reference))
    for person in facts.people:
        if person.born:
            yield term(BORN, person.born.isoformat())
        yield from (term(PHONE, text) for text in phones_of(person.phone))


def references_of(reference: str) -> set[str]:
    """The reference, and its digits alone."""
    text = fold(reference).replace(" ", "")
    return {form for form in (text, text.lstrip("abcdefghijklmnopqrstuvwxyz")) if form}


def phones_of(phone: str) -> set[str]:
    """The number as it is dialled within the country, and its last six digits."""
    digits = national(phone)
    return {digits, digits[-END_OF_PHONE:]} if len(digits) >= END_OF_PHONE else set()


def national(phone: str) -> str:
    """+44 (0)7700 900123 and 0044 7700 900123 are 07700900123."""
    digits = "".join(c for c in phone if c.isascii() and c.isdecimal())
    for abroad in ("0044", "44") if phone.strip().startswith(("+", "00", "44")) else ():
        if digits.startswith(abroad) and len(digits) > 10:
            return "0" + digits.removeprefix(abroad).lstrip("0")
    return digits
