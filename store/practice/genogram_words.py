"""What a genogram shows, in plain sentences for whoever does not see it, or would rather read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from store.practice.ages import age
from store.practice.dates_in_words import day_and_month
from store.practice.genogram import ADOPTIVE, BIRTH, COUPLES, PARENTS, SEPARATED, SIBLINGS, STEP, Someone, Tie

CHILD_OF = {"M": "son", "F": "daughter"}
SIBLING = {"M": "brother", "F": "sister"}
PAIRED = (BIRTH, ADOPTIVE)


def in_sentences(people: Sequence[Someone], ties: Sequence[Tie], today: date) -> tuple[str, ...]:
    """The children of the case first, with their parents; then the grown-ups; who is tied to nobody, at the end."""
    by_id = {one.id: one for one in people}
    known = [tie for tie in ties if len(tie.pair) == 2 and tie.pair <= by_id.keys()]
    order = sorted(people, key=lambda one: (not one.is_child_of_the_case, one.seniority))
    said = [sentence for one in order for sentence in _about(one, by_id, known, today)]
    said += _couples_without_children(by_id, known)
    said += [f"{_pair(by_id[tie.one], by_id[tie.other])}." for tie in known if tie.kind == SIBLINGS]
    said += _half_siblings(order, known)
    said += [f"{one.name} died on {day_and_month(one.died)} {one.died.year}." for one in order if one.died]
    return (*said, *_untied(order, known))


def _about(one: Someone, by_id: dict[int, Someone], ties: Sequence[Tie], today: date) -> Iterable[str]:
    """How this person came to their parents."""
    subject = _with_age(one, today)
    for kind in PARENTS:
        parents = [by_id[tie.one] for tie in ties if tie.kind == kind and tie.other == one.id]
        if parents:
            yield f"{subject} {_as_child(one, kind, parents)}{_and_they(parents, ties) if kind in PAIRED else ''}."
            subject = one.name or one.called


def _as_child(one: Someone, kind: str, parents: Sequence[Someone]) -> str:
    names = joined([parent.name for parent in parents])
    is_or_was = "will be" if one.is_unborn else "was" if one.died else "is"
    if kind == BIRTH:
        return f"{is_or_was} the {CHILD_OF.get(one.sex, 'child')} of {names}"
    if kind == ADOPTIVE:
        return f"was adopted by {names}"
    if kind == STEP:
        return f"{is_or_was} the step{CHILD_OF.get(one.sex, 'child')} of {names}"
    return f"is, or was, cared for by {names}"


def _and_they(parents: Sequence[Someone], ties: Iterable[Tie]) -> str:
    if len(parents) != 2:
        return ""
    pair = frozenset(parent.id for parent in parents)
    return "".join(f", who {_are(tie, parents)}" for tie in ties if tie.kind in COUPLES and tie.pair == pair)


def _are(tie: Tie, pair: Iterable[Someone]) -> str:
    said = "separated" if tie.kind == SEPARATED else "together"
    if any(one.died for one in pair):
        return f"were {said}"
    since = f" since {day_and_month(tie.since)} {tie.since.year}" if tie.since else ""
    return f"{'have been' if since else 'are'} {said}{since}"


def _couples_without_children(by_id: dict[int, Someone], ties: Sequence[Tie]) -> list[str]:
    """Of the others it was said with their children."""
    shared = _parents(ties, PAIRED)
    told = {frozenset(parents) for parents in shared.values()}
    return [
        f"{by_id[tie.one].name} and {by_id[tie.other].name} {_are(tie, (by_id[tie.one], by_id[tie.other]))}."
        for tie in ties
        if tie.kind in COUPLES and tie.pair not in told
    ]


def _parents(ties: Iterable[Tie], kinds: Sequence[str]) -> dict[tuple[str, int], set[int]]:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for tie in ties:
        if tie.kind in kinds:
            found[tie.kind, tie.other].add(tie.one)
    return found


def _half_siblings(order: Sequence[Someone], ties: Sequence[Tie]) -> list[str]:
    """Only where both parents of both are known: one who is not known may be the same."""
    of = _parents(ties, (BIRTH,))
    two = [(one, of[BIRTH, one.id]) for one in order if len(of[BIRTH, one.id]) == 2]
    return [
        f"{_pair(one, other, 'half-')}."
        for at, (one, parents) in enumerate(two)
        for other, others in two[at + 1 :]
        if len(parents & others) == 1
    ]


def _pair(one: Someone, other: Someone, half: str = "") -> str:
    mixed = " and ".join(half + SIBLING[who.sex] for who in (one, other) if who.sex in SIBLING)
    if " and " not in mixed:
        mixed = f"{half}siblings"
    said = f"{half}{SIBLING[one.sex]}s" if one.sex == other.sex and one.sex in SIBLING else mixed
    will = "will be" if one.is_unborn or other.is_unborn else "are"
    return f"{_subject(one)} and {_subject(other, begins=False)} {will} {said}"


def _untied(order: Sequence[Someone], ties: Sequence[Tie]) -> list[str]:
    tied = frozenset[int]().union(*(tie.pair for tie in ties))
    names = [one.name or one.called for one in order if one.id not in tied]
    return (
        [f"It is not on the record how {joined(names)} {'is' if len(names) == 1 else 'are'} related."] if names else []
    )


def _subject(one: Someone, *, begins: bool = True) -> str:
    if one.is_unborn:
        return "The unborn child" if begins else "the unborn child"
    return one.name or one.called


def _with_age(one: Someone, today: date) -> str:
    """Maya Hill, 7,; The unborn child, due 19 January,; grown-ups without their age."""
    how_old = age(one.born, today, one.expected)
    is_said = one.is_child_of_the_case and not one.died and how_old != "age not known"
    return f"{_subject(one)}, {how_old}," if is_said else _subject(one)


def joined(names: Sequence[str]) -> str:
    """A, B and C"""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
