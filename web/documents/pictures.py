"""A drawing in a document: how wide it stands, and what is said in its place."""

from xml.etree import ElementTree

from store.practice.report.paper import Picture

WIDEST = 620  # units of a drawing that fill a line of A4, so that its words are as large as those beside it


def alternative(picture: Picture) -> str:
    return f"{picture.title}. What it shows stands below it in words."


def share_of_width(picture: Picture) -> float:
    """Of a line: a small drawing keeps its size, or three people would fill a page."""
    root = ElementTree.fromstring(picture.svg)  # noqa: S314 - Weekbook's own drawing
    width = float(root.get("viewBox", f"0 0 {WIDEST} 1").split()[2])
    return min(1.0, width / WIDEST)
