"""Lines that lie on each other and words that stand on each other, moved apart so that each is seen."""

from collections.abc import Mapping, Sequence

from store.practice.safety import Line
from web.drawing.paper import HEIGHT

BESIDE, MOST_BESIDE = 0.4, 0.7  # of a number: never so far that a line seems to be at the next one
WORDS = 8  # units that a line of text needs


def levels_of(lines: Sequence[Line]) -> tuple[float, ...]:
    """How many units each line lies from its numbers: those that ever meet lie beside each other.

    A line keeps its level throughout, or it would seem to move where only another one comes or goes.
    """
    lanes: list[int] = []
    for line in lines:
        met = {lane for other, lane in zip(lines, lanes, strict=False) if line.by_week.items() & other.by_week.items()}
        lanes.append(next(lane for lane in range(len(lines)) if lane not in met))
    step = min(BESIDE, MOST_BESIDE / max(*lanes, 1))
    return tuple(round(10 * step * _moved_by(lane), 2) for lane in lanes)


def _moved_by(lane: int) -> int:
    """0, 1, -1, 2, -2: the first stands at its numbers, the others above and below it in turn."""
    return (lane + 1) // 2 * (1 if lane % 2 else -1)


def places_for_words(wanted: Mapping[int, float]) -> dict[int, float]:
    """By key: the place nearest to the one wanted, in units; empty where there is no room for all of them."""
    if len(wanted) * WORDS > HEIGHT:
        return {}
    order = sorted(wanted, key=lambda key: wanted[key])
    return dict(zip(order, _moved([wanted[key] for key in order]), strict=True))


def _moved(wanted: Sequence[float]) -> list[float]:
    """First down, as far as each needs; then back up from the bottom."""
    found: list[float] = []
    for place in wanted:
        found.append(max(place, found[-1] + WORDS if found else WORDS / 2))
    lowest = HEIGHT - WORDS / 2
    for at in reversed(range(len(found))):
        found[at] = min(found[at], lowest)
        lowest = found[at] - WORDS
    return found
