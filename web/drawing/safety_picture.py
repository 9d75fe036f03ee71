"""The drawing of safety for paper: the same lines, dashes and marks as on the screen, with what they are below."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from xml.etree.ElementTree import Element

from store.practice.dates_in_words import day_and_month
from store.practice.report.paper import Picture
from store.practice.safety import WIDE
from store.practice.safety_looks import Look
from web.drawing.safety import Drawing, DrawnLine
from web.drawing.svg import BAND, INK, LINE, QUIET, SHEET, SIZE, WIDTH, Sheet

LEFT, RIGHT, TOP, TALL = 26, 62, 22, 210
PLOT = WIDTH - LEFT - RIGHT
ROW = 17
MOST = 96  # letters that a line of the key has room for
HUES = ("#9c1c1a", "#7d4400", "#1b4fd1", "#16262c", "#08706a", "#6a3fc4", "#a8236f", "#2f7a2b")
DASHES = (None, "9 4", "2 4", "10 4 2 4", "5 3", "12 3 3 3 3 3", "15 5", "3 7")
MARKS: tuple[tuple[str, dict[str, object]], ...] = (
    ("circle", {"r": 5}), ("rect", {"x": -4.5, "y": -4.5, "width": 9, "height": 9}),
    ("path", {"d": "M0-6 5.8 4.6H-5.8Z"}), ("path", {"d": "M0-6.4 6.4 0 0 6.4-6.4 0Z"}), ("circle", {"r": 4.4}),
    ("path", {"d": "M0 6 5.8-4.6H-5.8Z"}),
    ("rect", {"x": -4, "y": -4, "width": 8, "height": 8}), ("path", {"d": "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5"}),
)  # fmt: skip
HOLLOW, CROSS = (4, 6), 7


def safety_picture(it: Drawing, dates: str, said: str, today: date) -> Picture:
    title = f"Safety from 0 to 10 as each professional sees it, {dates}"
    keys = tuple(_keys(it, today))
    sheet = Sheet(WIDTH, TOP + TALL + 46 + ROW * len(keys) + 4)
    sheet.words(LEFT, SIZE, "10 · safe")
    plot = sheet.group(LEFT, TOP)
    _ground(sheet, plot, it)
    for one in it.lines:
        _line(sheet, plot, one, it)
    sheet.words(LEFT, TOP + TALL + 32, "0 · not safe enough")
    for nth, (look, words) in enumerate(keys):
        _key(sheet, look, words, TOP + TALL + 46 + ROW * (nth + 1) - 4)
    return Picture(title, said, str(sheet))


def _ground(sheet: Sheet, plot: Element, it: Drawing) -> None:
    week = PLOT / it.weeks
    for band in it.bands:
        x = band.x / 2 * week
        sheet.add("rect", under=plot, x=x, width=week, height=TALL, fill=BAND)
        if it.weeks <= it.days:
            ends = f"M{x + week / 2:.5g} {_down(band.top, it):.5g}V{_down(band.bottom, it):.5g}"
            sheet.add("path", under=plot, d=ends, stroke=QUIET, stroke_dasharray="2 3")
    for number, units, _ in it.scale:
        sheet.add("path", under=plot, d=f"M0 {_down(units, it):.5g}H{PLOT}", stroke=LINE)
        sheet.words(-7, _down(units, it) + 4, str(number), under=plot, anchor="end")
    for at in it.supervised:
        sheet.add("path", under=plot, d=f"M{at / 2 * week:.5g} 0V{TALL}", stroke=QUIET, stroke_dasharray="2 3")
    for tick in it.ticks:
        sheet.words(_part(tick.x) * PLOT, TALL + 14, tick.words, under=plot, anchor=tick.anchor)


def _line(sheet: Sheet, plot: Element, one: DrawnLine, it: Drawing) -> None:
    hue = HUES[one.look.hue]
    for path in one.paths:
        points = (point.split(",") for point in path.split())
        on = " ".join(f"{float(x) * PLOT / (2 * it.weeks):.5g},{_down(float(y), it):.5g}" for x, y in points)
        sheet.add("polyline", under=plot, points=on, fill="none", stroke=hue, stroke_width=2, stroke_linejoin="round",
                  stroke_dasharray=DASHES[one.look.dash])  # fmt: skip
    for spot in one.marks:
        _mark(sheet, plot, one.look, _part(spot.x) * PLOT, _part(spot.y) * TALL)
    if one.label:
        at, y = _part(one.label.at) * TALL, _part(one.label.y) * TALL
        sheet.add("path", under=plot, d=f"M{PLOT} {at:.5g}L{PLOT + 7} {y:.5g}", stroke=hue)
        sheet.words(PLOT + 10, y + 4, one.label.words, under=plot, fill=hue, bold=True)
    if one.ended:
        x, y = _part(one.ended.x) * PLOT, _part(one.ended.y) * TALL
        sheet.words(x, y - 9, one.code, under=plot, fill=hue, bold=True, anchor="middle")


def _mark(sheet: Sheet, under: Element, look: Look, x: float, y: float) -> None:
    tag, facts = MARKS[look.mark]
    hue = HUES[look.hue]
    fill = "none" if look.mark == CROSS else SHEET if look.mark in HOLLOW else hue
    edge = {"stroke": hue, "stroke_width": 2} if look.mark in (*HOLLOW, CROSS) else {"stroke": SHEET}
    sheet.add(tag, under=under, transform=f"translate({x:.5g} {y:.5g})", fill=fill, **edge, **facts)


def _keys(it: Drawing, today: date) -> Iterator[tuple[DrawnLine | str, str]]:
    for one in it.lines:
        line = one.line
        until = f"; until {day_and_month(line.until)} {line.until.year}" if line.until else ""
        last = f"{line.last.safety} in {line.last.week.label_on(today)}"
        first, *rest = wrap(f"{line.name}, {line.role_label} · {last}{until}", MOST)
        yield one, first
        yield from (("further", words) for words in rest)
    if it.supervised:
        yield "supervised", "A group supervision"
    if it.bands:
        yield "band", f"A week in which views are {WIDE} or more apart"
    yield "", "Each line is one professional’s own view. A gap means that no number was given."
    if it.is_beside:
        yield "", "Lines at the same number are drawn beside each other."


def _key(sheet: Sheet, look: DrawnLine | str, words: str, y: float) -> None:
    middle = y - 4
    if isinstance(look, DrawnLine):
        hue = HUES[look.look.hue]
        sheet.add("path", d=f"M{LEFT} {middle}h44", stroke=hue, stroke_width=2, stroke_dasharray=DASHES[look.look.dash])
        _mark(sheet, sheet.root, look.look, LEFT + 22, middle)
        sheet.words(LEFT + 54, y, words, first=look.code, fill=INK)
        return
    if look == "band":
        sheet.add("rect", x=LEFT + 12, y=middle - 7, width=20, height=14, fill=BAND)
    if look in ("band", "supervised"):
        sheet.add("path", d=f"M{LEFT + 22} {middle - 7}v14", stroke=QUIET, stroke_dasharray="2 3")
    sheet.words(LEFT + 54 if look else LEFT, y, words)


def _down(units: float, it: Drawing) -> float:
    return units * TALL / it.height


def _part(percent: str) -> float:
    return float(percent.removesuffix("%")) / 100
