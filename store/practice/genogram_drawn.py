"""The whole genogram, ready to be drawn: signs, words and lines with their places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.practice.genogram import SEPARATED, Someone, Tie, bonds_of
from store.practice.genogram_lanes import Lane, with_heights
from store.practice.genogram_layout import WIDEST, Placed, across, depth
from store.practice.genogram_lines import Join, wired
from store.practice.genogram_names import lines_of
from store.practice.genogram_ways import BOTTOM, LEFT, RIGHT, TOP, Path, Port, Wiring

ROOM = 16  # units above and below what runs along between two rows
APART = 11  # between two heights
MARGIN = 8
STROKES_ASIDE = 17
Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """`paths`: its points; every path meets another one or a sign. `strokes`: where those of a separation stand."""

    kind: str
    parents: tuple[int, ...]
    children: tuple[int, ...]
    paths: tuple[tuple[Point, ...], ...]
    strokes: Point | None = None


@dataclass(frozen=True)
class Genogram:
    """`left`, `top`: where it begins. `loose_from`: beneath it stand those of whom no tie to the others is known."""

    left: float
    top: float
    width: float
    height: float
    people: tuple[Placed, ...]
    lines: tuple[Line, ...]
    loose_from: float | None


@dataclass(frozen=True)
class Heights:
    """`tops`: of every row's signs, from the top. `lanes`: of what runs along, by gap and number."""

    tops: tuple[float, ...]
    lanes: Mapping[tuple[int, int], float]


def draw(people: Sequence[Someone], ties: Iterable[Tie], today: date) -> Genogram | None:
    """None where no tie between two of these people is known."""
    by_id = {one.id: one for one in people}
    known = [tie for tie in ties if len(tie.pair) == 2 and tie.pair <= by_id.keys()]
    if not known:
        return None
    bonds = bonds_of(people, known)
    rows = across(people, known, bonds)
    wiring, joins = wired(rows, known, bonds)
    said = {one.id: lines_of(one, today, WIDEST) for one in people}
    heights = _heights(wiring, said)
    every = zip(heights.tops, rows.order + rows.loose, strict=True)
    placed = {one: Placed(by_id[one], rows.x[one], top, said[one]) for top, row in every for one in row}
    lines = tuple(_line(join, placed, heights) for join in joins)
    return _whole(tuple(placed.values()), lines, heights.tops[len(rows.order)] if rows.loose else None)


def _heights(wiring: Wiring, said: Mapping[int, Sequence[str]]) -> Heights:
    rows, tops, lanes, y = wiring.rows, list[float](), dict[tuple[int, int], float](), 0.0
    for gap in range(-1, len(rows.order)):
        if gap >= 0:
            tops.append(y)
            y += depth(max(len(said[one]) for one in rows.order[gap])) + ROOM
        many = with_heights([lane for lane in wiring.lanes if lane.gap == gap])
        lanes |= {(gap, nth): y + nth * APART for nth in range(many)}
        y += max(many - 1, 0) * APART + (ROOM if many or gap >= 0 else 0)
    for row in rows.loose:
        tops.append(y)
        y += depth(max(len(said[one]) for one in row)) + ROOM
    return Heights(tuple(tops), lanes)


def _line(join: Join, placed: Mapping[int, Placed], heights: Heights) -> Line:
    paths = []
    for path in join.paths:
        points = [(x, _height(x, end, placed, heights)) for x, end in path]
        paths.append(tuple(point for nth, point in enumerate(points) if nth == 0 or point != points[nth - 1]))
    strokes = _middle(paths[-1]) if join.kind == SEPARATED else None
    moved = tuple(_to_sides(path, end, placed) for path, end in zip(paths, join.paths, strict=True))
    return Line(join.kind, join.parents, join.children, tuple(path for path in moved if len(path) > 1), strokes)


def _height(x: float, end: Lane | Port, placed: Mapping[int, Placed], heights: Heights) -> float:
    if isinstance(end, Lane):
        return heights.lanes[end.gap, end.nth]
    one = placed[end.who]
    if end.side == TOP:
        return one.top_at(x - one.x)
    return one.bottom if end.side == BOTTOM else one.middle


def _to_sides(path: tuple[Point, ...], bends: Path, placed: Mapping[int, Placed]) -> tuple[Point, ...]:
    """A line between two signs ends where they begin."""
    ends = [end for _, end in bends]
    if not all(isinstance(end, Port) and end.side in (LEFT, RIGHT) for end in ends):
        return path
    (x, y), (to, _) = path
    one, other = (placed[end.who] for end in ends if isinstance(end, Port))
    return (x + one.side, y), (to - other.side, y)


def _middle(path: Sequence[Point]) -> Point:
    """Beside the middle, where lines to the children may begin."""
    return (path[0][0] + path[-1][0]) / 2 + STROKES_ASIDE, path[-1][1]


def _whole(people: tuple[Placed, ...], lines: tuple[Line, ...], loose_from: float | None) -> Genogram:
    points = [point for line in lines for path in line.paths for point in path]
    left = min([x for x, _ in points] + [one.x - WIDEST / 2 for one in people]) - MARGIN
    right = max([x for x, _ in points] + [one.x + WIDEST / 2 for one in people]) + MARGIN
    top = min([y for _, y in points] + [one.y for one in people])
    bottom = max([y for _, y in points] + [one.bottom for one in people])
    return Genogram(left, top - MARGIN, right - left, bottom - top + 2 * MARGIN, people, lines, loose_from)
