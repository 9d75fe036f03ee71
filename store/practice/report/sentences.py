"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from typing import NamedTuple

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|\n+")
_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.")
_NO_LETTERS = re.compile(r"\W+")


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
        words = words_in(piece)
        if words:
            found.append(Sentence(*_trimmed(text, start, stop), _plain(piece) if words >= SHORT else "", words))
        start = stop
    return tuple(found)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _plain(piece: str) -> str:
    """Without punctuation, capitals and spacing."""
    return _NO_LETTERS.sub("", piece).casefold()
