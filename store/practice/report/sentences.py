"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from typing import NamedTuple

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|\n+")
_TITLES = tuple(f"{before}{title}." for title in ("Mr", "Mrs", "Ms", "Dr", "St") for before in " \n(“")
_WORD = re.compile(r"\w[\w’'\-]*")


class Sentence(NamedTuple):
    """Where it stands in its text; `key`: what it is compared by, empty where it is too short to repeat anything."""

    start: int
    end: int
    key: str
    words: int


def words_in(text: str) -> int:
    return len(_WORD.findall(text))


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """What stands in quotation marks is not taken apart: half a quotation would be another one."""
    found: list[Sentence] = []
    start = 0
    for stop in [*(match.end() for match in _STOP.finditer(text)), len(text)]:
        piece = text[start:stop]
        if stop < len(text) and (piece.count("“") > piece.count("”") or f" {piece}".endswith(_TITLES)):
            continue
        said = piece.strip()
        if said:
            begins = start + len(piece) - len(piece.lstrip())
            words = _WORD.findall(said)
            key = _plain(words) if len(words) >= SHORT else ""
            found.append(Sentence(begins, begins + len(said), key, len(words)))
        start = stop
    return tuple(found)


def _plain(words: list[str]) -> str:
    return " ".join(words).casefold().replace("’", "").replace("'", "").replace("-", "")
