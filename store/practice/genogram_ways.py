"""Which way a line of a genogram goes past the rows between its ends: through the places between two people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from store.practice.genogram_lanes import Lane
from store.practice.genogram_layout import PITCH, Rows

TOP, BOTTOM, RIGHT, LEFT = "top", "bottom", "right", "left"
ASIDES = (0, 6, -6, 3, -3, 9, -9)


@dataclass(frozen=True)
class Port:
    """A side of a person's sign, or the bottom of their words."""

    who: int
    side: str


Bend = tuple[float, Lane | Port]
"""How far across, and at the height of what."""
Path = tuple[Bend, ...]


@dataclass
class Wiring:
    """`lanes`: every one so far. `used`: how many lines go through a place between two people."""

    rows: Rows
    lanes: list[Lane] = field(default_factory=list)
    used: Counter[tuple[int, float]] = field(default_factory=Counter)

    def row(self, who: int) -> int:
        return next(nth for nth, row in enumerate(self.rows.order) if who in row)

    def are_beside(self, pair: Sequence[int]) -> bool:
        if len(pair) != 2 or self.row(pair[0]) != self.row(pair[1]):
            return False
        return abs(self.rows.x[pair[0]] - self.rows.x[pair[1]]) == PITCH

    def lane(self, gap: int) -> Lane:
        self.lanes.append(Lane(gap))
        return self.lanes[-1]

    def way(self, x: float, port: Port, gap: int, main: Lane) -> Path:
        """From a port that opens into `gap` to the main lane, past the rows between."""
        bends: list[Bend] = [(x, port)]
        while gap != main.gap:
            down = main.gap > gap
            to = self.passage(gap + 1 if down else gap, x)
            if to != x:
                lane = self.lane(gap)
                (lane.down if down else lane.up).add(x)
                (lane.up if down else lane.down).add(to)
                bends += [(x, lane), (to, lane)]
            x, gap = to, gap + (1 if down else -1)
        (main.up if port.side == TOP else main.down).add(x)
        return (*bends, (x, main))

    def passage(self, row: int, x: float) -> float:
        """The nearest place to `x` at which a line can pass the row, beside those that pass there already."""
        places = sorted(self.rows.x[one] for one in self.rows.order[row])
        edges = [float("-inf"), *places, float("inf")]
        rooms = [(a + PITCH / 2, b - PITCH / 2) for a, b in pairwise(edges)]
        near = min((min(max(x, a), b) for a, b in rooms if a <= b), key=lambda to: abs(to - x))
        return near + self.aside(row, near)

    def aside(self, row: int, x: float) -> float:
        self.used[row, x] += 1
        return ASIDES[(self.used[row, x] - 1) % len(ASIDES)]
