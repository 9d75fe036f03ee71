"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from typing import NamedTuple

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[.!?…]*[\"'”’)\]]*(?=\s+[^\sa-z]))")
"""A line's end, or a sentence's; written so that one character tells where to look, and all others are passed over."""
_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.")
_WORD = re.compile(r"[\w?]++(?:(?<=\d)[^\w?]++(?=\d)[\w?]++)*+")
"""With what stands between two digits: 1.5 is one."""


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
    """What stands in quotation marks is not taken apart: half a quotation would be another one. One that nobody closed
    holds nothing together.
    """
    found: list[Sentence] = []
    start = 0
    stops = [match.end() for match in _STOP.finditer(text)]
    for stop in (*stops, len(text)):
        piece = text[start:stop]
        if stop < len(text) and (piece.endswith(_TITLES) or ("“" in piece and _is_quoting(text, start, stop))):
            continue
        if said := piece.strip():
            words, at = words_in(said), text.index(said, start)
            found.append(Sentence(at, at + len(said), plain(said) if words >= SHORT else "", words))
        start = stop
    return tuple(found)


def _is_quoting(text: str, start: int, stop: int) -> bool:
    """A quotation that began is closed further on, and before another begins."""
    if text.count("“", start, stop) <= text.count("”", start, stop):
        return False
    closed, another = text.find("”", stop), text.find("“", stop)
    return closed >= 0 and (another < 0 or closed < another)


def plain(piece: str) -> str:
    """Without capitals, spacing and punctuation, but for what says something else: 1.5 is not 15, nor a question an
    answer.
    """
    return " ".join(_WORD.findall(piece)).casefold()
