"""A visit as it is read: in words, with names, nothing said of what was left open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.case_people import CasePeople, CasePerson
from store.practice.entries import ChildSeen, Visit
from store.practice.visit_words import how_seen

NOT_KNOWN = "Somebody who is no longer listed"


@dataclass(frozen=True)
class ChildView:
    name: str
    how: str
    was_seen: bool
    why_not_alone: str
    words: str
    kept_from_parents: bool
    meaning: str

    @property
    def says_something(self) -> bool:
        return bool(self.why_not_alone or self.words or self.meaning)


@dataclass(frozen=True)
class VisitView:
    facts: tuple[tuple[str, str], ...]
    children: tuple[ChildView, ...]
    observed: str
    parent_words: str
    agreed: tuple[str, ...]
    impact: str


def visit_view(visit: Visit, people: CasePeople) -> VisitView:
    by_id = people.by_id()
    children = tuple(
        _child(name_of(by_id, key), seen, _is_born(by_id, key), visit) for key, seen in visit.children.items()
    )
    facts = (
        ("Visit", f"{'Planned' if visit.planned else 'Not announced'}, {_done(visit)}"),
        ("Why it did not happen", visit.why_not),
        ("Children seen", in_words(child.name for child in children if child.was_seen)),
        ("Grown-ups seen", in_words(name_of(by_id, str(adult)) for adult in visit.adults)),
        ("How we were received", visit.received),
    )
    if not visit.carried_out:
        children = tuple(child for child in children if child.says_something)
    said = tuple((term, value) for term, value in facts if value)
    impact = visit.impact if visit.significant else ""
    return VisitView(said, children, visit.observed, visit.parent_words, visit.agreed, impact)


def name_of(by_id: Mapping[int, CasePerson], key: str) -> str:
    person = by_id.get(int(key))
    return (person.given_name or "The unborn child") if person else NOT_KNOWN


def in_words(names: Iterable[str]) -> str:
    """Maya; Maya and Leo; Maya, Leo and Ife."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _done(visit: Visit) -> str:
    return "carried out" if visit.carried_out else "did not happen"


def _is_born(by_id: Mapping[int, CasePerson], key: str) -> bool:
    person = by_id.get(int(key))
    return person is None or person.birth_date is not None or person.expected_on is None


def _child(name: str, seen: ChildSeen, born: bool, visit: Visit) -> ChildView:
    how = how_seen(seen) if born and visit.carried_out else ""
    return ChildView(
        name, how, bool(how and seen.seen), seen.why_not_alone, seen.words, seen.kept_from_parents, seen.meaning
    )
