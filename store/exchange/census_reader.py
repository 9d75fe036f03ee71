"""Values out of the elements of one child, and what is wrong with them collected."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from store.exchange.census_element import Element
from store.exchange.refusal import Problem, shown

T = TypeVar("T")

LONGEST_TEXT = 200
MOST_NOTES = 50
DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00:00(?:[.]0+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")
EARLIEST_YEARS = 120
LATEST_DAYS = 366
"""A census tells what has happened by its reference date; a year is left for late extracts and targets."""


class Reader:
    """Reads the elements below one element; `problems` refuse the child, `warnings` go with it."""

    def __init__(self, reference: date) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._reference = reference

    def refuse(self, element: Element, name: str, value: str, reason: str) -> None:
        """Notes why the child cannot be taken."""
        if len(self.problems) < MOST_NOTES:
            self.problems.append(Problem(name, shown(value), reason, element.line))

    def warn(self, element: Element, name: str, value: str, reason: str) -> None:
        """Notes something to look at; the child is taken."""
        if len(self.warnings) < MOST_NOTES:
            self.warnings.append(Problem(name, shown(value), reason, element.line))

    def expect(self, parent: Element, *names: str) -> None:
        """Warns of elements and text that do not belong here; they are not read."""
        for child in parent.children:
            if child.name not in names:
                self.warn(child, child.name, "", f"this does not belong in {parent.name}; it was not read")
        if parent.text:
            self.warn(parent, parent.name, parent.text, "this text stands between elements; it was not read")

    def one(self, parent: Element, name: str) -> Element | None:
        """The only element of that name; a second one refuses the child."""
        found = [child for child in parent.children if child.name == name]
        if len(found) > 1:
            self.refuse(found[1], name, found[1].text, f"this is there {len(found)} times, and can be there once")
        return found[0] if found else None

    def text(self, parent: Element, name: str, *, needed: bool = False) -> str | None:
        """The text of an element, None when it is missing or empty."""
        element = self.one(parent, name)
        text = element.text if element else ""
        if len(text) > LONGEST_TEXT:
            self.refuse(parent, name, text, f"this is longer than {LONGEST_TEXT} characters")
            return None
        if needed and not text:
            self.refuse(element or parent, name, "", "this is missing")
        return text or None

    def code(self, parent: Element, name: str, codes: Mapping[str, T], *, needed: bool = False) -> T | None:
        """What a code stands for in its list."""
        text = self.text(parent, name, needed=needed)
        if text is None or text in codes:
            return codes[text] if text is not None else None
        self.refuse(self.one(parent, name) or parent, name, text, unknown_code(codes))
        return None

    def listed(self, parent: Element, name: str, codes: Mapping[str, str], *, needed: bool = False) -> str | None:
        """A code itself, when it is in its list."""
        return self.code(parent, name, {code: code for code in codes}, needed=needed)

    def day(self, parent: Element, name: str, *, needed: bool = False) -> date | None:
        """A date that exists and can belong to this census."""
        text = self.text(parent, name, needed=needed)
        return self.as_day(self.one(parent, name) or parent, name, text) if text else None

    def as_day(self, element: Element, name: str, text: str) -> date | None:
        """As `day`, of a text at hand."""
        match = DATE.fullmatch(text)
        try:
            found = date.fromisoformat(match[1]) if match else None
        except ValueError:
            self.refuse(element, name, text, "this date does not exist")
            return None
        reason = self._far(found) if found else "this is not a date; it must be written as 2015-03-27"
        if reason:
            self.refuse(element, name, text, reason)
            return None
        return found

    def number(self, parent: Element, name: str, *, needed: bool = False) -> int | None:
        """A count from 0 to 99."""
        text = self.text(parent, name, needed=needed)
        if text is None or re.fullmatch("[0-9]{1,2}", text):
            return int(text) if text else None
        self.refuse(self.one(parent, name) or parent, name, text, "this is not a whole number from 0 to 99")
        return None

    def order(self, parent: Element, first: str, earlier: date | None, then: str, later: date | None) -> None:
        """Refuses the child when what comes later has the earlier date."""
        if earlier and later and later < earlier:
            reason = f"this is before {first} ({earlier})"
            self.refuse(self.one(parent, then) or parent, then, str(later), reason)

    def _far(self, found: date) -> str | None:
        if found.year < self._reference.year - EARLIEST_YEARS:
            return f"this date is more than {EARLIEST_YEARS} years before the census ({self._reference})"
        if (found - self._reference).days > LATEST_DAYS:
            return f"this date is more than a year after the census ({self._reference})"
        return None


def unknown_code(codes: Mapping[str, object]) -> str:
    """Why a value is refused that is not among the codes; a short list is named in full."""
    if len(codes) > 14:
        return "this code is not in the Department for Education's list"
    return f"this is not one of the codes {', '.join(codes)}"
