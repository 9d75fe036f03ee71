"""What runs along between two rows of a genogram, each at a height of its own.

As in the channel routing of circuits (Hashimoto and Stevens 1971): what does not meet shares a height, and of two lines
at the same place across, the one that comes from above ends above the one that goes on below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

CLEAR = 10  # units between two that share a height
SAME = 4  # units within which two uprights would seem to be one


@dataclass(eq=False)
class Lane:
    """In the gap beneath the `gap`-th row. `down`: where lines come from above it, `up`: where they go on below."""

    gap: int
    down: set[float] = field(default_factory=set)
    up: set[float] = field(default_factory=set)
    nth: int = 0

    @property
    def left(self) -> float:
        return min(self.down | self.up)

    @property
    def right(self) -> float:
        return max(self.down | self.up)

    def meets(self, other: "Lane") -> bool:
        return self.left < other.right + CLEAR and other.left < self.right + CLEAR

    def belongs_above(self, other: "Lane") -> bool:
        return any(abs(here - there) < SAME for here in self.down for there in other.up)


def with_heights(lanes: Sequence[Lane]) -> int:
    """Gives each lane of one gap its `nth` height from the top; says how many heights there are."""
    waiting, placed = sorted(lanes, key=lambda lane: (lane.left, lane.right)), list[Lane]()
    while waiting:
        free = [one for one in waiting if not any(o.belongs_above(one) for o in waiting if o is not one)]
        lane = (free or waiting)[0]
        waiting.remove(lane)
        lane.nth = _height(lane, placed)
        placed.append(lane)
    return max((lane.nth for lane in placed), default=-1) + 1


def _height(lane: Lane, placed: Sequence[Lane]) -> int:
    taken = {other.nth for other in placed if other.meets(lane)}
    lowest = max((other.nth + 1 for other in placed if other.belongs_above(lane)), default=0)
    return next(nth for nth in range(lowest, lowest + len(placed) + 1) if nth not in taken)
