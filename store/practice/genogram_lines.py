"""Which way the lines of a genogram go: between partners, and from parents down to their children.

Two who stand side by side are joined by a line between their signs; everybody else by lines beneath the words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.practice.genogram import COUPLES, Bond, Tie
from store.practice.genogram_lanes import Lane
from store.practice.genogram_layout import PITCH, Rows
from store.practice.genogram_ways import BOTTOM, LEFT, RIGHT, TOP, Path, Port, Wiring

PARENTS_ONLY = "parents"  # of a child; whether they are a couple nobody has said


@dataclass(frozen=True)
class Join:
    """All lines of one couple (`children` none) or of one bond. `beside`: the partners stand side by side."""

    kind: str
    parents: tuple[int, ...]
    children: tuple[int, ...]
    paths: tuple[Path, ...]
    lane: Lane | None = None

    @property
    def beside(self) -> bool:
        return self.lane is None


def wired(rows: Rows, ties: Sequence[Tie], bonds: Sequence[Bond]) -> tuple[Wiring, tuple[Join, ...]]:
    """A line for each couple and each bond, and for those who are parents together side by side."""
    wiring = Wiring(rows)
    couples = {tuple(sorted(tie.pair)): tie.kind for tie in ties if tie.kind in COUPLES}
    for bond in bonds:
        if wiring.are_beside(bond.parents):
            couples.setdefault(bond.parents, PARENTS_ONLY)
    asides = _asides([*couples], bonds, wiring)
    found = [_couple(wiring, pair, kind, asides) for pair, kind in couples.items()]
    return wiring, tuple(found + [_bond(wiring, bond, asides) for bond in bonds])


Asides = Mapping[tuple[object, int, str], float]


def _asides(couples: Iterable[Sequence[int]], bonds: Iterable[Bond], wiring: Wiring) -> Asides:
    """How far from the middle of a person each of their lines begins or ends; the first one there."""
    uses: list[tuple[object, int, str]] = [
        (pair, one, BOTTOM) for pair in couples if not wiring.are_beside(pair) for one in pair
    ]
    for bond in bonds:
        uses += [(bond, one, BOTTOM) for one in bond.parents if not wiring.are_beside(bond.parents)]
        uses += [(bond, one, TOP) for one in bond.children]
    many, before, found = (
        Counter((who, side) for _, who, side in uses),
        Counter[tuple[int, str]](),
        dict[tuple[object, int, str], float](),
    )
    for of, who, side in uses:
        step = min(8, 28 / many[who, side])
        nth = before[who, side]
        found[of, who, side] = step * (nth // 2 + nth % 2) * (1 if nth % 2 else -1)
        before[who, side] += 1
    return found


def _couple(wiring: Wiring, pair: tuple[int, ...], kind: str, asides: Asides) -> Join:
    if wiring.are_beside(pair):
        left, right = sorted(pair, key=lambda one: wiring.rows.x[one])
        line = ((wiring.rows.x[left], Port(left, RIGHT)), (wiring.rows.x[right], Port(right, LEFT)))
        return Join(kind, pair, (), (line,))
    return _joined(wiring, kind, pair, pair, (), asides)


def _bond(wiring: Wiring, bond: Bond, asides: Asides) -> Join:
    return _joined(wiring, bond.kind, bond, bond.parents, bond.children, asides)


def _joined(
    wiring: Wiring, kind: str, of: object, parents: Sequence[int], children: Sequence[int], asides: Asides
) -> Join:
    rows, x = wiring.row, wiring.rows.x
    main = wiring.lane(max(map(rows, parents)) if parents else min(map(rows, children)) - 1)
    if children and wiring.are_beside(parents):
        left = min(parents, key=lambda one: x[one])
        middle = x[left] + PITCH / 2
        paths = [wiring.way(middle + wiring.aside(rows(left), middle), Port(left, RIGHT), rows(left), main)]
    else:
        ports = [(x[one] + asides[of, one, BOTTOM], Port(one, BOTTOM)) for one in parents]
        paths = [wiring.way(at, port, rows(port.who), main) for at, port in ports]
    for one in children:
        paths.append(wiring.way(x[one] + asides[of, one, TOP], Port(one, TOP), rows(one) - 1, main))
    paths.append(((main.left, main), (main.right, main)))
    return Join(kind, tuple(parents), tuple(children), tuple(paths), main)
