"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from typing import NamedTuple

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|\n+")
_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.")
_MARKS = re.compile(r"[^\w\s]+")


class Sentence(NamedTuple):
    """Where it stands in its text; `key`: what it is compared by, empty where it is too short to repeat anything."""

    start: int
    end: int
    key: str
    words: int


def words_in(text: str) -> int:
    """As a word processor counts them."""
    return len(text.split())


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """What stands in quotation marks is not taken apart: half a quotation would be another one."""
    found: list[Sentence] = []
    start, has_quotations = 0, "“" in text
    for stop in [*(match.end() for match in _STOP.finditer(text)), len(text)]:
        piece = text[start:stop]
        is_open = has_quotations and piece.count("“") > piece.count("”")
        if stop < len(text) and (is_open or piece.endswith(_TITLES)):
            continue
        said = piece.strip()
        if said:
            begins, words = start + piece.index(said[0]), words_in(said)
            found.append(Sentence(begins, begins + len(said), _plain(said) if words >= SHORT else "", words))
        start = stop
    return tuple(found)


def _plain(said: str) -> str:
    """Without punctuation, capitals and spacing."""
    return " ".join(_MARKS.sub("", said).casefold().split())
