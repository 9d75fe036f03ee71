"""The drawing of safety: where each professional's line, marks and words stand, and the weeks whose views differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.practice.dates_in_words import day_and_month
from store.practice.safety import Line, Spread
from store.practice.safety_looks import Look, codes_of, looks_of
from store.practice.weeks import Week
from web.drawing.apart import levels_of, places_for_words
from web.drawing.paper import DATED, HEIGHT, Paper, Spot, Tick, down, up

SCALE = (0, 2, 4, 6, 8, 10)
SHORT = len("FSW 10")
MARKS = 13  # about as many on a line as a narrow phone has room for


@dataclass(frozen=True)
class Label:
    """`at`: where the line ends, `y`: where there is room for the words."""

    words: str
    at: str
    y: str


@dataclass(frozen=True)
class DrawnLine:
    """`paths`: the points of each stretch. `label`: beside the drawing; `ended`: where the code stands within it."""

    line: Line
    code: str
    look: Look
    paths: tuple[str, ...]
    marks: tuple[Spot, ...]
    label: Label | None
    ended: Spot | None


@dataclass(frozen=True)
class Band:
    """A week whose views differ: one week wide from `x` on, from the `top` view to the `bottom` one."""

    x: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Drawing:
    """`first` to `last`: the weeks along the bottom. `is_beside`: lines that met were moved apart."""

    first: Week
    last: Week
    weeks: int
    lines: tuple[DrawnLine, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    is_beside: bool
    supervised: tuple[int, ...] = ()
    """Where the weeks of group supervisions stand, in units."""

    height = HEIGHT
    days = DATED  # weeks up to which each is told from the next
    scale = tuple((number, up(number), down(up(number))) for number in SCALE)

    @property
    def dates(self) -> str:
        """31 August to 22 November 2026, with both years where they are two."""
        first, last = self.first.start, self.last.end
        year = "" if first.year == last.year else f" {first.year}"
        return f"{day_and_month(first)}{year} to {day_and_month(last)} {last.year}"

    @property
    def has_long_words(self) -> bool:
        return any(one.label and len(one.label.words) > SHORT for one in self.lines)


def draw(lines: Sequence[Line], spreads: Iterable[Spread], first: Week, last: Week, today: date) -> Drawing:
    """`first` to `last`: the weeks along the bottom, which hold all numbers."""
    paper = Paper(first, (last.start - first.start).days // 7 + 1)
    codes, levels = codes_of(lines), levels_of(lines)
    labels = _labels(lines, codes, levels, paper)
    drawn = (_line(*facts, paper) for facts in zip(lines, codes, looks_of(lines), levels, labels, strict=True))
    bands = (Band(2 * paper.nth(one.week), up(one.highest), up(one.lowest)) for one in spreads if one.is_wide)
    return Drawing(first, last, paper.weeks, tuple(drawn), tuple(bands), paper.ticks(today), any(levels))


def with_supervisions(drawing: Drawing, weeks: Iterable[Week]) -> Drawing:
    """The same with a mark for each week in which the family was supervised."""
    paper = Paper(drawing.first, drawing.weeks)
    shown = {paper.across(week) for week in weeks if drawing.first <= week <= drawing.last}
    return replace(drawing, supervised=tuple(sorted(shown)))


def _line(line: Line, code: str, look: Look, level: float, label: Label | None, paper: Paper) -> DrawnLine:
    paths = tuple(
        " ".join(f"{paper.across(view.week)},{up(view.safety) + level:g}" for view in stretch)
        for stretch in line.stretches
        if len(stretch) > 1
    )
    alone = {stretch[0].week for stretch in line.stretches if len(stretch) == 1}
    step = max(1, round(paper.weeks / MARKS))
    always = alone | {line.last.week}
    marked = (view for view in line.views if paper.nth(view.week) % step == 0 or view.week in always)
    marks = tuple(paper.spot(view.week, up(view.safety) + level) for view in marked)
    return DrawnLine(line, code, look, paths, marks, label, None if label else marks[-1])


def _labels(lines: Sequence[Line], codes: Sequence[str], levels: Sequence[float], paper: Paper) -> list[Label | None]:
    """For the lines that come near the drawing's edge."""
    ends = {
        at: up(line.last.safety) + level
        for at, (line, level) in enumerate(zip(lines, levels, strict=True))
        if paper.nth(line.last.week) >= paper.weeks * 3 // 4
    }
    places = places_for_words(ends)
    return [
        Label(f"{codes[at]} {line.last.safety}", down(ends[at]), down(places[at])) if at in places else None
        for at, line in enumerate(lines)
    ]
