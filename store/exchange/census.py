"""The children in need census: read child by child, good children taken and bad ones refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path

from store.exchange.census_child import characteristics, identifiers
from store.exchange.census_element import Element
from store.exchange.census_episode import episode
from store.exchange.census_parts import CensusChild, CensusHeader
from store.exchange.census_reader import Reader
from store.exchange.census_stream import read_elements
from store.exchange.census_whole import oddities
from store.exchange.refusal import Refusal, Tally, Unreadable
from store.exchange.values import now_day


@dataclass(frozen=True)
class Census:
    """The header, and the children to be gone through once."""

    header: CensusHeader
    _elements: Iterator[Element] = field(repr=False)

    def __iter__(self) -> Iterator[CensusChild | Refusal]:
        """Every child, or all reasons why it is not taken, in the order of the file.

        Raises Unreadable on the way when no further child can be read.
        """
        reference = self.header.reference_date or now_day()
        known: dict[str, int] = {}
        tally = Tally()
        for element in self._elements:
            if element.name == "Child":
                yield _child(element, reference, known, tally)


def read_census(path: Path) -> Census:
    """Opens a census and reads its header. Raises Unreadable when the file is not one."""
    elements = read_elements(path)
    first = next(elements, None)
    if first is None:
        raise Unreadable("There are no children in this file.")
    if first.name == "Header":
        return Census(_header(first), elements)
    return Census(CensusHeader(), chain([first], elements))


def _header(element: Element) -> CensusHeader:
    values = {value.name: value.text for block in element.children for value in block.children if value.text}
    collection = values.get("Collection")
    if collection not in (None, "CIN"):
        raise Unreadable(f"This is the collection “{collection[:40]}”, not the children in need census.")
    return CensusHeader(
        collection=collection,
        year=_short(values, "Year"),
        reference_date=_reference(values.get("ReferenceDate")),
        council=_short(values, "LEA"),
        software=_short(values, "SoftwareCode"),
        release=_short(values, "Release"),
        serial_number=_short(values, "SerialNo"),
        made_at=_short(values, "DateTime"),
    )


def _short(values: dict[str, str], name: str) -> str | None:
    return values[name][:100] if name in values else None


def _reference(text: str | None) -> date | None:
    reader = Reader(now_day())
    found = reader.as_day(Element("Header", 0), "ReferenceDate", text) if text else None
    for problem in reader.problems:
        raise Unreadable(f"The header's ReferenceDate “{problem.value}” cannot be: {problem.reason}.")
    return found


def _child(element: Element, reference: date, known: dict[str, int], tally: Tally) -> CensusChild | Refusal:
    read = Reader(reference)
    child = _built(read, element)
    number = child.identifiers.child_id
    _refuse_double(read, element, number, known)
    if read.problems:
        place = f"child {number[:64]}" if number else f"child at line {element.line}"
        return tally.refusal(place, read.problems)
    return replace(child, warnings=(*read.warnings, *oddities(child, reference)))


def _built(read: Reader, element: Element) -> CensusChild:
    read.expect(element, "ChildIdentifiers", "ChildCharacteristics", "CINdetails")
    about = read.one(element, "ChildIdentifiers") or Element("ChildIdentifiers", element.line)
    features = read.one(element, "ChildCharacteristics") or Element("ChildCharacteristics", element.line)
    if not any(child.name == "CINdetails" for child in element.children):
        read.refuse(element, "CINdetails", "", "the child has no episode")
    return CensusChild(
        line=element.line,
        identifiers=identifiers(read, about),
        characteristics=characteristics(read, features),
        episodes=tuple(episode(read, child) for child in element.children if child.name == "CINdetails"),
    )


def _refuse_double(read: Reader, element: Element, number: str, known: dict[str, int]) -> None:
    """Rule 8510; the first child of a number stands, as the file is read once."""
    line = known.setdefault(number[:64], element.line) if number else element.line
    if line != element.line:
        read.refuse(element, "LAchildID", number, f"the child at line {line} has the same number")
