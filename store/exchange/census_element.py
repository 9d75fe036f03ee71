"""An element of a census file, as much of it as is needed."""

from dataclasses import dataclass, field

LONGEST_KEPT = 10_000
"""Characters of text kept of one element; no value of a census has a tenth of that."""


@dataclass(slots=True)
class Element:
    """An element with its own text, its children and the line it begins on."""

    name: str
    line: int
    children: list["Element"] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """Its own text on one line, without that of its children."""
        return " ".join("".join(self._texts).split())

    def add(self, text: str) -> None:
        """More text, as the parser comes upon it; what is far too long is dropped."""
        if self._length < LONGEST_KEPT:
            self._texts.append(text[:LONGEST_KEPT])
            self._length += len(text)
