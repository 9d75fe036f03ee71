"""Who is who to whom in a family: the people, the ties between them, and what the drawing is made of.

The signs are the usual ones (McGoldrick, Gerson and Petry, "Genograms: Assessment and Treatment", 4th edition, 2020):
a square for a man or boy, a circle for a woman or girl, a triangle for a child who is not born, a cross through
whoever died, a bold line around the children of the case.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

BIRTH, ADOPTIVE, STEP, CARER = "birth", "adoptive", "step", "carer"
TOGETHER, SEPARATED, SIBLINGS = "together", "separated", "siblings"
PARENTS = (BIRTH, ADOPTIVE, STEP, CARER)
COUPLES = (TOGETHER, SEPARATED)
KINDS = {
    BIRTH: "is a parent of (by birth, or in law from birth)",
    ADOPTIVE: "has adopted",
    STEP: "is a step-parent of",
    CARER: "is, or was, a carer of",
    TOGETHER: "is the partner of",
    SEPARATED: "is separated from",
    SIBLINGS: "is a brother or sister of",
}


@dataclass(frozen=True)
class Someone:
    """A person of the family; `kind` is child (of the case) or adult, `sex` M, F or not known."""

    id: int
    name: str
    given_name: str
    kind: str
    sex: str = ""
    born: date | None = None
    expected: date | None = None
    died: date | None = None
    lives_here: bool = True

    @property
    def is_unborn(self) -> bool:
        return self.born is None and self.expected is not None

    @property
    def is_child_of_the_case(self) -> bool:
        return self.kind == "child"

    @property
    def shape(self) -> str:
        return "triangle" if self.is_unborn else {"M": "square", "F": "circle"}.get(self.sex, "diamond")

    @property
    def called(self) -> str:
        return self.given_name or ("Unborn" if self.is_unborn else self.name or "No name")

    @property
    def seniority(self) -> tuple[date, int]:
        """The eldest first, then the unborn, then those whose age nobody knows."""
        return self.born or self.expected or date.max, self.id


@dataclass(frozen=True)
class Tie:
    """`one` is to `other` what `kind` says; which of the two comes first tells something of parents only."""

    kind: str
    one: int
    other: int
    since: date | None = None

    @property
    def pair(self) -> frozenset[int]:
        return frozenset({self.one, self.other})


@dataclass(frozen=True)
class Bond:
    """Children with the parents they share in one way; brothers and sisters of unknown parents have none."""

    kind: str
    parents: tuple[int, ...]
    children: tuple[int, ...]


def bonds_of(people: Sequence[Someone], ties: Sequence[Tie]) -> tuple[Bond, ...]:
    """Half-siblings have bonds of their own: each stands under their own couple."""
    age = {one.id: one.seniority for one in people}
    parents: dict[tuple[str, int], set[int]] = defaultdict(set)
    for tie in ties:
        if tie.kind in PARENTS:
            parents[tie.kind, tie.other].add(tie.one)
    children: dict[tuple[str, tuple[int, ...]], list[int]] = defaultdict(list)
    for (kind, child), those in sorted(parents.items(), key=lambda item: age[item[0][1]]):
        for group in [sorted(those)] if kind in (BIRTH, ADOPTIVE) else [[one] for one in sorted(those)]:
            children[kind, tuple(group)].append(child)
    order = sorted(children.items(), key=lambda item: (PARENTS.index(item[0][0]), age[item[1][0]]))
    bonds = tuple(Bond(kind, group, tuple(theirs)) for (kind, group), theirs in order)
    return bonds + tuple(_of_unknown_parents(ties, bonds, age))


def _of_unknown_parents(ties: Iterable[Tie], bonds: Sequence[Bond], age: dict[int, tuple[date, int]]) -> Iterable[Bond]:
    """Brothers and sisters, as far as no parent of both is known."""
    groups: list[set[int]] = []
    for tie in ties:
        if tie.kind == SIBLINGS and not any(tie.pair <= set(bond.children) for bond in bonds):
            met = [group for group in groups if group & tie.pair]
            groups = [group for group in groups if group not in met] + [set(tie.pair).union(*met)]
    for group in groups:
        yield Bond(SIBLINGS, (), tuple(sorted(group, key=lambda one: age[one])))
