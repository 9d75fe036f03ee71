"""A text as its sentences, each exactly as it stands in it, and how two of them are compared."""

import re
from dataclasses import dataclass

SHORT = 4
"""Fewer words than this repeat nothing: “No.” means what stands around it."""
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e)\.$")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True)
class Sentence:
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
        if stop < len(text) and (_goes_on(text, stop) or piece.count("“") > piece.count("”")):
            continue
        if piece.strip():
            begins = start + len(piece) - len(piece.lstrip())
            found.append(_sentence(text, begins, start + len(piece.rstrip())))
        start = stop
    return tuple(found)


def _goes_on(text: str, stop: int) -> bool:
    """Three dots in the middle of a sentence, or a title before a name; a line of its own ends whatever it is."""
    if text[stop - 1] == "\n":
        return False
    after = text[stop:].lstrip()[:1]
    return after.islower() or _TITLES.search(text, max(0, stop - 5), stop) is not None


def _sentence(text: str, start: int, end: int) -> Sentence:
    words = _WORD.findall(text, start, end)
    return Sentence(start, end, " ".join(words).casefold().replace("'", "’") if len(words) >= SHORT else "", len(words))
