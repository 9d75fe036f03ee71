"""One line of a caseload list, its cells read and what is wrong with them collected."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from store.exchange import values
from store.exchange.refusal import Problem, shown
from store.exchange.table import Record

T = TypeVar("T")

LONGEST_CELL = 1000
LONGEST_ID = 64
LONGEST_TEXT = 250
LONGEST = {"council_id": LONGEST_CELL, "given_name": 100, "family_name": 100, "address": 500}
"""Letters of a field where it is not LONGEST_TEXT. Find keeps each two words of a name: a thousand letters of
short words would be half a million of them. The council's number is looked at in `needed`."""


class Row:
    """Reads fields by their name; `problems` refuse the person, `warnings` go with them."""

    def __init__(
        self, record: Record, header: tuple[str, ...], places: Mapping[str, tuple[int, ...]], today: date
    ) -> None:
        self.line = record.line
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._cells, self._header, self._places, self._today = record.cells, header, places, today
        self._refuse_odd_cells()

    def refuse(self, field: str, value: str, reason: str) -> None:
        """Notes why the person cannot be taken."""
        self.problems.append(Problem(self._column(field), shown(value), reason))

    def warn(self, field: str, value: str, reason: str) -> None:
        """Notes something to look at; the person is taken."""
        self.warnings.append(Problem(self._column(field), shown(value), reason))

    def raw(self, field: str) -> str:
        """The cells of a field as they are, one below the other."""
        places = self._places.get(field, ())
        return "\n".join(self._cells[place] for place in places if place < len(self._cells)).strip()

    def text(self, field: str) -> str:
        """The field on one line, which may not be longer than anybody writes it."""
        text, longest = values.tidy(self.raw(field)), LONGEST.get(field, LONGEST_TEXT)
        if len(text) > longest:
            self.refuse(field, text, f"this is longer than {longest} characters")
        return text

    def needed(self, field: str, reason: str) -> str:
        """The field, which may not be empty; the council's number may not be long either."""
        text = self.text(field)
        if not text:
            self.refuse(field, "", reason)
        if field == "council_id" and len(text) > LONGEST_ID:
            self.refuse(field, text, f"this number is longer than {LONGEST_ID} characters")
        return text

    def day(self, field: str) -> date | None:
        """The field as a date, None if it is empty."""
        text = self.text(field)
        try:
            return values.day(text) if text else None
        except ValueError as error:
            self.refuse(field, text, str(error))
            return None

    def birthday(self, field: str) -> date | None:
        """The field as a date of birth; an empty one is only warned of (unborn children have none)."""
        text = self.text(field)
        if not text:
            self.warn(field, "", "there is no date of birth")
            return None
        try:
            return values.birthday(text, self._today)
        except ValueError as error:
            self.refuse(field, text, str(error))
            return None

    def one_of(self, field: str, words: Mapping[str, T], otherwise: T) -> T:
        """What the word of the field means."""
        text = self.text(field)
        if text.casefold() not in words:
            self.warn(field, text, f"this word is not known; taken as “{otherwise}”")
        return words.get(text.casefold(), otherwise)

    def phone(self, field: str) -> str:
        """The field as an international number, or as it is when it cannot be one."""
        text = self.text(field)
        number = values.phone(text)
        if text and number is None:
            self.warn(field, text, "this does not look like a phone number; kept as it is written")
        return number or text

    def email(self, field: str) -> str:
        """The field as it is."""
        text = self.text(field)
        if text and not values.looks_like_email(text):
            self.warn(field, text, "this does not look like an e-mail address; kept as it is written")
        return text

    def address(self) -> tuple[tuple[str, ...], str]:
        """The lines of the address and the postcode, from its own column or from the last line."""
        self.text("address")
        lines = [line for line in map(values.tidy, self.raw("address").splitlines()) if line]
        own = self.text("postcode")
        if own and values.postcode(own) is None:
            self.warn("postcode", own, "this does not look like a postcode; kept as it is written")
        if own:
            return tuple(lines), values.postcode(own) or own
        if lines and (code := values.postcode(lines[-1])):
            return tuple(lines[:-1]), code
        return tuple(lines), ""

    def _column(self, field: str) -> str:
        places = self._places.get(field)
        return self._header[places[0]].strip() if places else field

    def _refuse_odd_cells(self) -> None:
        if any(cell.strip() for cell in self._cells[len(self._header) :]):
            self.problems.append(
                Problem("", "", "there are more cells than columns; perhaps a comma outside quotation marks")
            )
        for name, cell in zip(self._header, self._cells, strict=False):
            if reason := _oddity(cell):
                self.problems.append(Problem(name.strip(), shown(cell), reason))


def _oddity(cell: str) -> str | None:
    if len(cell) > LONGEST_CELL:
        return f"this cell has {len(cell):,} characters, more than {LONGEST_CELL:,}"
    if "\0" in cell:
        return "there is a NUL character in this cell"
    if "\ufffd" in cell:
        return "some letters cannot be read; save the file as “CSV UTF-8”"
    return None
