"""A small drawing of importance and confidence over the weeks: where each mark stands, in per cent of the picture.

Per cent, so that the shapes and the letters keep their size on a narrow phone and with large text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.practice.parents_way import Point

LEFT, RIGHT = 12.0, 95.0
TOP, BOTTOM, BENEATH = 8.0, 76.0, 91.0
HIGHEST = 10


@dataclass(frozen=True)
class Spot:
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """`importance`, `confidence`: a spot for each session that asked; `sustain`: a mark for each that heard it."""

    importance: tuple[Spot, ...]
    confidence: tuple[Spot, ...]
    sustain: tuple[Spot, ...]
    scale: tuple[tuple[int, float], ...]

    @property
    def lines(self) -> tuple[tuple[str, Spot, Spot], ...]:
        """From spot to spot, with whose line it is."""
        series = (("importance", self.importance), ("confidence", self.confidence))
        return tuple((name, one, other) for name, spots in series for one, other in pairwise(spots))


def draw(points: Sequence[Point]) -> Drawing:
    """`points`: of one behaviour, the oldest first."""
    across = _across(points)
    return Drawing(
        importance=_spots((x, point.talk.importance) for x, point in across),
        confidence=_spots((x, point.talk.confidence) for x, point in across),
        sustain=tuple(Spot(x, BENEATH) for x, point in across if point.sustain_talk),
        scale=tuple((number, _height(number)) for number in (0, HIGHEST // 2, HIGHEST)),
    )


def _across(points: Sequence[Point]) -> list[tuple[float, Point]]:
    """Each with its place from left to right, as far apart as its days; one alone stands in the middle."""
    first, days = points[0].on, (points[-1].on - points[0].on).days
    share = ((point.on - first).days / days if days else 0.5 for point in points)
    return [(round(LEFT + (RIGHT - LEFT) * part, 1), point) for part, point in zip(share, points, strict=True)]


def _spots(asked: Iterable[tuple[float, int | None]]) -> tuple[Spot, ...]:
    return tuple(Spot(x, _height(number)) for x, number in asked if number is not None)


def _height(number: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(max(number, 0), HIGHEST) / HIGHEST, 1)
