"""The genogram for paper: the signs and lines of the screen, with what they mean below."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from store.practice.genogram import ADOPTIVE, CARER, SEPARATED, STEP
from store.practice.genogram_lines import PARENTS_ONLY
from store.practice.report.paper import Picture
from web.drawing.genogram import Drawing, Sign
from web.drawing.svg import INK, QUIET, SHEET, TEAL, TEAL_SOFT, Sheet

SHAPES: dict[str, tuple[str, dict[str, object]]] = {
    "square": ("rect", {"x": -18, "width": 36, "height": 36}),
    "circle": ("circle", {"cy": 18, "r": 18}),
    "diamond": ("path", {"d": "M0 0 18 18 0 36-18 18Z"}),
    "triangle": ("path", {"d": "M0 0 18 36H-18Z"}),
}
CROSS, STROKES = "M-12.7 5.3 12.7 30.7M12.7 5.3-12.7 30.7", "M-5 8 0-8M1 8 6-8"
TIES: dict[str, dict[str, object]] = {
    ADOPTIVE: {"stroke_dasharray": "9 4"},
    STEP: {"stroke_dasharray": "5 3", "stroke": QUIET},
    CARER: {"stroke_dasharray": "1.5 4", "stroke_width": 2, "stroke": QUIET},
    PARENTS_ONLY: {"stroke_dasharray": "1.5 4", "stroke_width": 2, "stroke": QUIET},
}
CHILD, DIED = "child", "died"
KEY, COLUMN, LEAST = 24, 310, 620


def genogram_picture(it: Drawing) -> Picture:
    left, top, width, height = map(float, it.view.split())
    keys = tuple(_keys(it))
    wide = max(width, LEAST)
    sheet = Sheet(wide, height + 12 + KEY * ((len(keys) + 1) // 2))
    tree = sheet.group((wide - width) / 2 - left, -top)
    for line in it.lines:
        sheet.add("path", under=tree, d=line.path, **_tie(line.kind))
        if line.strokes:
            x, y = line.strokes
            sheet.add("path", under=tree, d=STROKES, transform=f"translate({x:g} {y:g})", stroke=INK, stroke_width=2)
    for one in it.people:
        _person(sheet, tree, one)
    for nth, (kind, said) in enumerate(keys):
        _key(sheet, kind, said, (wide - LEAST) / 2 + COLUMN * (nth % 2), height + 12 + KEY * (nth // 2))
    return Picture(f"A genogram of {len(it.people)} people", " ".join(it.sentences), str(sheet))


def _person(sheet: Sheet, tree: Element, one: Sign) -> None:
    _sign(sheet, tree, one.shape, one.x, one.y, child=one.is_child, died=one.has_died)
    for nth, (y, said) in enumerate(one.words):
        fill = QUIET if nth else INK
        sheet.words(one.x, y, said, under=tree, fill=fill, anchor="middle", bold=not nth, size=13)


def _sign(
    sheet: Sheet, under: Element, shape: str, x: float, y: float, *, child: bool = False, died: bool = False
) -> None:
    tag, facts = SHAPES[shape]
    at = f"translate({x:g} {y:g})"
    look = (TEAL_SOFT, TEAL, 4) if child else (SHEET, INK, 1.75)
    fill, stroke, width = look
    sheet.add(tag, under=under, transform=at, fill=fill, stroke=stroke, stroke_width=width, **facts)
    if died:
        sheet.add("path", under=under, transform=at, d=CROSS, stroke=INK, stroke_width=2)


def _tie(kind: str) -> dict[str, object]:
    return {"fill": "none", "stroke": INK, "stroke_width": 1.5, "stroke_linejoin": "round", **TIES.get(kind, {})}


def _keys(it: Drawing) -> Iterator[tuple[str, str]]:
    """As beside the drawing on the screen."""
    yield from it.signs
    if it.has_children:
        yield CHILD, "bold: a child of this case"
    if it.somebody_died:
        yield DIED, "has died; the age reached"
    yield from it.kinds


def _key(sheet: Sheet, kind: str, said: str, x: float, y: float) -> None:
    at = sheet.group(x, y)
    if kind in SHAPES or kind in (CHILD, DIED):
        sign = sheet.add("g", under=at, transform="translate(16 1) scale(.5)")
        _sign(sheet, sign, kind if kind in SHAPES else "square", 0, 0, child=kind == CHILD, died=kind == DIED)
    else:
        sheet.add("path", under=at, d="M0 10H32", **_tie(kind))
        if kind == SEPARATED:
            sheet.add("path", under=at, d=STROKES, transform="translate(16 10)", stroke=INK, stroke_width=2)
    sheet.words(42, 14, said, under=at, fill=INK)
