"""Where everybody of a genogram stands: signs and names that never lie on each other, and the lines between them.

The lines are store.practice.genogram_lines'. Units are those of the drawing, about a hundredth of an inch each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt

from store.practice.genogram import Bond, Someone, Tie
from store.practice.genogram_rows import Chain, rows_of

SIGN = 36
PITCH = 96
WIDEST = 76  # a name; what is left of the pitch is for lines
LINE = 16
BELOW = 5
STEP = PITCH // 4
PASSES = 6


@dataclass(frozen=True)
class Placed:
    """`x`: the middle of sign and words; `y`: the top of the sign. `said`: the lines of words beneath it."""

    who: Someone
    x: int
    y: float
    said: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + SIGN / 2

    @property
    def bottom(self) -> float:
        """Beneath the words."""
        return self.y + depth(len(self.said))

    def top_at(self, aside: float) -> float:
        """Where a line from above, that far from the middle, meets the sign."""
        half, away = SIGN / 2, abs(aside)
        drop = {
            "square": 0.0, "circle": half - sqrt(half**2 - away**2), "diamond": away, "triangle": 2 * away,
        }[self.who.shape]  # fmt: skip
        return self.y + drop

    @property
    def side(self) -> int:
        """How far the sign reaches to either side at half its height."""
        return SIGN // 4 if self.who.shape == "triangle" else SIGN // 2


def depth(lines: int) -> float:
    """Of a sign with so many lines of words."""
    return SIGN + BELOW + LINE * lines + 2


@dataclass(frozen=True)
class Rows:
    """Everybody's place across; `order` from left to right, row by row. `loose`: rows of those without any tie."""

    order: tuple[tuple[int, ...], ...]
    x: Mapping[int, int]
    loose: tuple[tuple[int, ...], ...]


def across(people: Sequence[Someone], ties: Sequence[Tie], bonds: Sequence[Bond]) -> Rows:
    """Ties count between two different people who are both there."""
    rows = rows_of(people, ties, bonds)
    x = _settled(rows, bonds)
    order = tuple(tuple(one for chain in row for one in chain) for row in rows)
    tied = {one for row in order for one in row}
    loose = [one.id for one in sorted(people, key=lambda one: one.seniority) if one.id not in tied]
    wide = max(3, *map(len, order)) if order else 3
    chunks = tuple(tuple(loose[at : at + wide]) for at in range(0, len(loose), wide))
    first = min(x.values(), default=0)
    x |= {one: first + at * PITCH for chunk in chunks for at, one in enumerate(chunk)}
    left = first - PITCH // 2
    return Rows(order, {one: at - left for one, at in x.items()}, chunks)


def _settled(rows: Sequence[Sequence[Chain]], bonds: Sequence[Bond]) -> dict[int, int]:
    """Children about the middle of their parents and parents about that of their children, as far as there is room."""
    x = {one: at * PITCH for row in rows for at, one in enumerate(one for chain in row for one in chain)}
    for _ in range(PASSES):
        for row in rows:
            x |= _spread(row, [_under_parents(chain, bonds, x) for chain in row])
        for row in reversed(rows):
            x |= _spread(row, [_over_children(chain, bonds, x) for chain in row])
    return x


def _under_parents(chain: Chain, bonds: Sequence[Bond], x: Mapping[int, int]) -> float:
    """Where the chain's first wants to stand."""
    wishes = [
        _mean([x[other] for other in bond.parents or bond.children]) - at * PITCH
        for at, one in enumerate(chain)
        for bond in bonds
        if one in bond.children
    ]
    return _mean(wishes) if wishes else x[chain[0]]


def _over_children(chain: Chain, bonds: Sequence[Bond], x: Mapping[int, int]) -> float:
    wishes = []
    for bond in bonds:
        here = [chain.index(one) for one in bond.parents if one in chain]
        if here:
            wishes.append(_mean([x[child] for child in bond.children]) - PITCH * _mean(here))
    return _mean(wishes) if wishes else _under_parents(chain, bonds, x)


def _spread(row: Sequence[Chain], wishes: Sequence[float]) -> dict[int, int]:
    """Nearest to the wishes with everybody a pitch apart: pools of those who would stand on each other (isotonic)."""
    before = [0, *accumulate(len(chain) for chain in row)]
    pools: list[list[float]] = []
    for at, wish in enumerate(wishes):
        pools.append([wish - before[at] * PITCH])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    starts = [_mean(pool) // STEP * STEP for pool in pools for _ in pool]
    return {
        one: int(starts[at]) + (before[at] + nth) * PITCH
        for at, chain in enumerate(row)
        for nth, one in enumerate(chain)
    }


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
