"""From what was typed and the words that the vocabulary proposes to the terms that are looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from store.practice.finding.query import WHOLE, Slot
from store.practice.finding.sounds import sound
from store.practice.finding.spelling import within_one
from store.practice.finding.terms import GIVEN, STREET, SURNAME, pair, term

MOST_MEANINGS = 24
MOST_FOR_PAIRS = 5
BOTH, MISSPELT, SOUNDS_ALIKE = 64, 60, 50
_LESS = {SURNAME: 0, GIVEN: 5, STREET: 20}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the vocabulary that may have been meant, of a kind, with how good that is."""

    kind: str
    word: str
    good: int


@dataclass(frozen=True, slots=True)
class Meant:
    """A slot with all its terms: `whole` needed no forgiving, `near` did. Each term with how good it is."""

    slot: Slot
    meanings: tuple[Meaning, ...]
    near: Mapping[int, int]

    @property
    def whole(self) -> Mapping[int, int]:
        return self.slot.exact


def forgive(slot: Slot, proposals: Iterable[tuple[str, str]]) -> Meant:
    """`proposals`: (kind, word) of the vocabulary that share a key with the slot's word."""
    found = sorted(_meanings(slot.word, proposals), key=lambda m: (-m.good, m.word))[:MOST_MEANINGS]
    return Meant(slot, tuple(found), {term(m.kind, m.word): m.good for m in found})


def _meanings(typed: str, proposals: Iterable[tuple[str, str]]) -> Iterable[Meaning]:
    sounded = sound(typed)
    for kind, word in proposals:
        misspelt = word != typed and within_one(typed, word)
        alike = word != typed and sounded and sound(word) == sounded
        if misspelt or alike:
            yield Meaning(kind, word, (BOTH if misspelt and alike else MISSPELT if misspelt else SOUNDS_ALIKE)
                          - _LESS[kind] - (word[0] != typed[0]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two slots met by one person's name."""

    slots: tuple[int, int]
    good: int


def pairs_of(meant: tuple[Meant, ...]) -> dict[int, Pair]:
    """The terms of two slots that make one name, each way round, and which slots those are."""
    found: dict[int, Pair] = {}
    for (n, one), (m, other) in combinations(enumerate(meant), 2):
        if one.slot.word and other.slot.word:
            for a, b in product(_names(one), _names(other)):
                if SURNAME in (a.kind, b.kind):
                    known = found.get(key := pair(a.word, b.word))
                    if known is None or known.good < a.good + b.good:
                        found[key] = Pair((n, m), a.good + b.good)
    return found


def _names(meant: Meant) -> list[Meaning]:
    typed = [Meaning(SURNAME, meant.slot.word, WHOLE), Meaning(GIVEN, meant.slot.word, WHOLE - 5)]
    return typed + [m for m in meant.meanings if m.kind != STREET][:MOST_FOR_PAIRS]
