"""What cannot be true of two people, said so that whoever typed it knows where to look."""

from collections.abc import Iterable, Sequence
from datetime import date

from store.practice.genogram import ADOPTIVE, BIRTH, COUPLES, PARENTS, SIBLINGS, Someone, Tie

MOST_PARENTS = 2
_OLDER = (BIRTH, ADOPTIVE)
_ALIKE = (*COUPLES, SIBLINGS)


def problem_with(new: Tie, people: Sequence[Someone], ties: Sequence[Tie]) -> tuple[str, str] | None:
    """The field it is about (person, kind, other or since) and why it cannot be; None where it can."""
    by_id = {one.id: one for one in people}
    one, other = by_id[new.one], by_id[new.other]
    if one == other:
        return "other", "Choose two different people"
    if any(_is_same(new, tie) for tie in ties):
        return "kind", "This is on the record already"
    if words := _beside(new, [tie.kind for tie in ties if tie.pair == new.pair]):
        return "kind", words
    return _of_a_parent(new, one, other, by_id, ties) if new.kind in PARENTS else _of_two_alike(new, one, other)


def _is_same(new: Tie, tie: Tie) -> bool:
    """Who of the two is named first says nothing of couples and siblings."""
    alike = tie.pair == new.pair if new.kind not in PARENTS else (tie.one, tie.other) == (new.one, new.other)
    return alike and tie.kind == new.kind


def _beside(new: Tie, known: Sequence[str]) -> str:
    """Parent and child, a couple, siblings: the same two are one of these, whichever was recorded first.

    Whoever cares for somebody, or is a step-parent, may be something else to them as well.
    """
    if new.kind in _ALIKE and any(kind in _OLDER for kind in known):
        return "One of the two is the parent of the other"
    if new.kind in (*_OLDER, SIBLINGS) and any(kind in COUPLES for kind in known):
        return "The two are on the record as a couple"
    if new.kind in (*_OLDER, *COUPLES) and SIBLINGS in known:
        return "The two are on the record as siblings"
    return ""


def _of_a_parent(
    new: Tie, parent: Someone, child: Someone, by_id: dict[int, Someone], ties: Sequence[Tie]
) -> tuple[str, str] | None:
    if parent.is_unborn:
        return "person", f"{parent.called} is not born yet"
    if new.kind in _OLDER and parent.born and child.born and parent.born >= child.born:
        return "person", f"{parent.called} is not older than {child.called}: are the two the other way round?"
    known = [by_id[tie.one].called for tie in ties if tie.kind == BIRTH and tie.other == child.id]
    if new.kind == BIRTH and len(known) >= MOST_PARENTS:
        return "kind", f"{child.called} has two parents on the record: {' and '.join(known)}"
    if parent.id in _descendants(child.id, ties):
        return "person", f"{parent.called} stands below {child.called} in the family: a circle is not possible"
    return None


def _of_two_alike(new: Tie, one: Someone, other: Someone) -> tuple[str, str] | None:
    if new.kind in COUPLES and (one.is_unborn or other.is_unborn):
        return "kind", "One of the two is not born yet"
    words = _not_then(new.since, one) or _not_then(new.since, other) if new.since else ""
    return ("since", words) if words else None


def _not_then(since: date, one: Someone) -> str:
    if one.born and since <= one.born:
        return f"{one.called} was not born yet"
    return f"{one.called} had died by then" if one.died and since > one.died else ""


def _descendants(one: int, ties: Iterable[Tie]) -> set[int]:
    found, waiting, parents = set[int](), [one], [tie for tie in ties if tie.kind in PARENTS]
    while waiting:
        here = waiting.pop()
        new = {tie.other for tie in parents if tie.one == here} - found
        found |= new
        waiting += new
    return found
