"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from typing import NamedTuple

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|\n+")
_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "St.")
_NUMBER = re.compile(r"\d[^\w?]+(?=\d)")
_APART = re.compile(r"[^\w?]+")
_BETWEEN = re.compile(r"(?<=\d)(?P<kept>[^\w?]+)(?=\d)|[^\w?]+")


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
    for stop in [*(match.end() for match in _STOP.finditer(text)), len(text)]:
        piece = text[start:stop]
        if stop < len(text) and (_is_quoting(text, start, stop) or piece.endswith(_TITLES)):
            continue
        words = words_in(piece)
        if words:
            found.append(Sentence(*_trimmed(text, start, stop), plain(piece) if words >= SHORT else "", words))
        start = stop
    return tuple(found)


def _is_quoting(text: str, start: int, stop: int) -> bool:
    """A quotation that began is closed further on, and before another begins."""
    if text.count("“", start, stop) <= text.count("”", start, stop):
        return False
    closed, another = text.find("”", stop), text.find("“", stop)
    return closed >= 0 and (another < 0 or closed < another)


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    piece = text[start:stop]
    return start + len(piece) - len(piece.lstrip()), stop - len(piece) + len(piece.rstrip())


def plain(piece: str) -> str:
    """Without capitals, spacing and punctuation, but for what says something else: 1.5 is not 15, nor a question an
    answer.
    """
    apart = _APART.sub(" ", piece) if not _NUMBER.search(piece) else _BETWEEN.sub(_kept, piece)
    return apart.strip().casefold()


def _kept(found: re.Match[str]) -> str:
    return found["kept"] or " "
