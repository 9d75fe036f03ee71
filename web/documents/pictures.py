"""A drawing in a document: how wide it stands, and what is said in its place."""

import re

from store.practice.report.paper import Picture

WIDEST = 620  # units of a drawing that fill a line of A4, so that its words are as large as those beside it
_WIDTH = re.compile(r'<svg\b[^>]*\sviewBox="\S+ \S+ ([0-9.]+) ')


def alternative(picture: Picture) -> str:
    return f"{picture.title}. What it shows stands below it in words."


def share_of_width(picture: Picture) -> float:
    """Of a line: a small drawing keeps its size, or three people would fill a page."""
    width = _WIDTH.match(picture.svg)
    return min(1.0, float(width[1]) / WIDEST) if width else 1.0
