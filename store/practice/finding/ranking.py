"""Which of the cases that the terms led to meet every slot, and which of them one most likely meant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.practice.finding.folding import name_words
from store.practice.finding.forgiving import Meant, Pair
from store.practice.finding.terms import BORN, PHONE, STREET, phones_of, term

ONE_NAME = 20
"""What it is worth that a single name, a person's or the family's, meets all that was typed."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person of a found family as far as ranking asks."""

    given_name: str
    family_name: str
    born: date | None
    phone: str


def best_by_slot(meant: Sequence[Meant], rows: Iterable[tuple[int, int, int]]) -> list[dict[int, int]]:
    """`rows`: (slot, term, case). For each slot, how well each case meets it."""
    best: list[dict[int, int]] = [{} for _ in meant]
    for slot, key, case_id in rows:
        good = meant[slot].whole.get(key) or meant[slot].near.get(key, 0)
        if good > best[slot].get(case_id, 0):
            best[slot][case_id] = good
    return best


def meets_all(best: Sequence[Mapping[int, int]]) -> dict[int, float]:
    """The cases that meet every slot, with their mean goodness."""
    first, *others = sorted(best, key=len)
    return {
        case_id: sum(slot[case_id] for slot in best) / len(best)
        for case_id in first
        if all(case_id in slot for slot in others)
    }


def meets_all_by_pairs(slots: int, pairs: Mapping[int, Pair], rows: Iterable[tuple[int, int]]) -> dict[int, float]:
    """`rows`: (term of a pair, case). The cases whose pairs cover every slot, with their mean goodness."""
    covered: dict[int, dict[tuple[int, int], int]] = {}
    for key, case_id in rows:
        known = covered.setdefault(case_id, {})
        found = pairs[key]
        known[found.slots] = max(known.get(found.slots, 0), found.good)
    return {
        case_id: sum(goods.values()) / len(goods) / 2
        for case_id, goods in covered.items()
        if len({slot for both in goods for slot in both}) == slots
    }


def names_that_meet(meant: Sequence[Meant], family: str, people: Sequence[NamedPerson]) -> tuple[bool, int | None]:
    """Whether the family's name alone meets all that was typed, and which person best does (None: nobody does)."""
    family_meets = all(_name_meets(m, name_words(family)) for m in meant)
    counts = [sum(_person_meets(m, person) for m in meant) for person in people]
    most = max(counts, default=0)
    return family_meets, counts.index(most) if most else None


def one_person_meets(meant: Sequence[Meant], person: NamedPerson) -> bool:
    return all(_person_meets(m, person) for m in meant)


def _person_meets(meant: Meant, person: NamedPerson) -> bool:
    if _name_meets(meant, name_words(person.given_name) | name_words(person.family_name)):
        return True
    exact = meant.slot.exact
    if person.born and term(BORN, person.born.isoformat()) in exact:
        return True
    return bool(person.phone) and any(term(PHONE, phone) in exact for phone in phones_of(person.phone))


def _name_meets(meant: Meant, words: Collection[str]) -> bool:
    typed = meant.slot.word
    if not typed:
        return False
    return any(w.startswith(typed) for w in words) or any(m.word in words for m in meant.meanings if m.kind != STREET)
