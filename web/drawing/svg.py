"""Drawings that stand by themselves: in print's colours, without the styles of a screen, readable as wide as A4."""

from xml.etree.ElementTree import Element, SubElement, tostring

INK, QUIET, LINE, SHEET, TEAL, TEAL_SOFT, BAND = (
    "#16262c", "#4d5e66", "#c9d2d0", "#ffffff", "#0b5a5e", "#dcecea", "#ececec",
)  # fmt: skip
FONT = "Libertinus Serif, serif"  # the typesetter's own
SIZE = 12
WIDTH = 620  # units that fill a line of A4: eight and a half points for its words


class Sheet:
    """`scale` and `at`: how what is drawn lies on it."""

    def __init__(self, width: float, height: float) -> None:
        facts = {"viewBox": f"0 0 {width:g} {height:g}", "width": f"{width:g}", "height": f"{height:g}"}
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **facts, "font-family": FONT})

    def add(self, tag: str, *, under: Element | None = None, **facts: object) -> Element:
        """`stroke_width=2` is written stroke-width; what is None is not written."""
        said = {name.strip("_").replace("_", "-"): _said(value) for name, value in facts.items() if value is not None}
        return SubElement(self.root if under is None else under, tag, said)

    def group(self, x: float, y: float) -> Element:
        return self.add("g", transform=f"translate({x:g} {y:g})")

    def words(
        self, x: float, y: float, said: str, *, under: Element | None = None, first: str = "", fill: str = QUIET,
        anchor: str | None = None, bold: bool = False, size: float = SIZE,
    ) -> None:  # fmt: skip
        """`y`: their baseline. `first`: stands before them, in bold."""
        weight = "bold" if bold else None
        made = self.add(
            "text", under=under, x=x, y=y, fill=fill, text_anchor=anchor, font_size=size, font_weight=weight
        )
        if first:
            begun = self.add("tspan", under=made, font_weight="bold")
            begun.text, begun.tail = first, f"\u2002{said}"
        else:
            made.text = said

    def __str__(self) -> str:
        return tostring(self.root, encoding="unicode")


def _said(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)
