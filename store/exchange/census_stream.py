"""A children in need census as a stream of small trees, in bounded memory whatever is in the file.

Expat calls back and keeps nothing but names and the token it is in. What bounds the rest: one record (a
child, or what stands before or between children) has at most `LARGEST_RECORD` bytes, and names, depth,
attributes, elements and children are counted. A DOCTYPE is refused before expat sees it, so that no entity
is ever defined.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from store.exchange.census_element import Element
from store.exchange.recognise import Content, recognise, refuse_large
from store.exchange.refusal import Unreadable, shown

CHUNK = 64 * 1024
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_RECORD = 1024 * 1024
MOST_CHILDREN = 100_000
MOST_ELEMENTS = 5_000_000
MOST_ELEMENTS_OF_CHILD = 2_000
MOST_NAMES = 300
MOST_ATTRIBUTES = 20
DEEPEST = 12
DOCTYPE = b"<!DOCTYPE"


def read_elements(path: Path) -> Iterator[Element]:
    """The Header, then each Child, as soon as it is complete.

    Raises Unreadable, at once or on the way, when the file is no census, is broken, or is larger in some way
    than a census can be.
    """
    content = recognise(path)
    if content is not Content.XML:
        raise Unreadable(f"This is {content.value}, not an XML file.")
    refuse_large(path.stat().st_size, LARGEST_FILE)
    with path.open("rb") as file:
        yield from _elements(file)


def _elements(file: BinaryIO) -> Iterator[Element]:
    records = _Records()
    fed, tail = 0, b""
    while chunk := file.read(CHUNK):
        tail = _refuse_doctype(tail + chunk.replace(b"\0", b""))
        fed += len(chunk)
        refuse_large(fed, LARGEST_FILE)
        yield from records.feed(chunk, fed)
    yield from records.finish()


def _refuse_doctype(text: bytes) -> bytes:
    if DOCTYPE in text:
        raise Unreadable("The file has a DOCTYPE. A census has none, and it can do harm: it is not read.")
    return text[-len(DOCTYPE) :]


class _Records:
    """Collects what expat reports into one tree for each Header and Child."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._done: list[Element] = []
        self._open: list[Element] = []
        self._names: set[str] = set()
        self._depth = self._last_end = self._elements = self._elements_of_record = self._records = 0

    def feed(self, chunk: bytes, fed: int) -> list[Element]:
        """The records that end in this chunk; `fed` bytes have been read with it."""
        done = self._parse(chunk, False)
        if fed - self._last_end > LARGEST_RECORD + CHUNK:
            raise self._flood(f"more than {LARGEST_RECORD // 1024 // 1024} MB before the next child ends")
        return done

    def finish(self) -> list[Element]:
        """The end of the file."""
        return self._parse(b"", True)

    def _parse(self, chunk: bytes, last: bool) -> list[Element]:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise Unreadable(f"Line {error.lineno}: the XML is broken or cut off here ({reason}).") from None
        except (ValueError, LookupError):
            raise Unreadable("The file says that it is in an encoding that cannot be read; use UTF-8.") from None
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._depth += 1
        self._elements += 1
        self._names.update(attributes, (name,))
        self._refuse_flood(attributes)
        if self._depth == 1 and name != "Message":
            raise Unreadable(f"This is not a children in need census: it begins with “{shown(name)}”, not “Message”.")
        if self._open or (self._depth, name) in {(2, "Header"), (3, "Child")}:
            self._enter(Element(name, self._parser.CurrentLineNumber))

    def _enter(self, element: Element) -> None:
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._records += 1
        self._elements_of_record += 1
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self._done.append(element)
            self._elements_of_record = 0
            self._last_end = self._parser.CurrentByteIndex

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].add(text)

    def _refuse_flood(self, attributes: dict[str, str]) -> None:
        for count, most, what in (
            (self._depth, DEEPEST, "levels of elements in elements"),
            (len(attributes), MOST_ATTRIBUTES, "attributes on one element"),
            (len(self._names), MOST_NAMES, "different names of elements and attributes"),
            (self._elements_of_record, MOST_ELEMENTS_OF_CHILD, "elements in one child"),
            (self._records, MOST_CHILDREN, "children"),
            (self._elements, MOST_ELEMENTS, "elements"),
        ):
            if count > most:
                raise self._flood(f"more than {most:,} {what}")

    def _flood(self, what: str) -> Unreadable:
        line = self._parser.CurrentLineNumber
        return Unreadable(f"Line {line}: there are {what}; no census has that, and it is not read further.")
