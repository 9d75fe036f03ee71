"""A council's caseload list: one line for a person, with their worker."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from store.exchange.caseload_row import Row
from store.exchange.columns import USUAL, Columns, place_columns
from store.exchange.refusal import Problem, Refusal, Tally, Unreadable
from store.exchange.table import read_records
from store.exchange.values import now_day

Involvement = Literal["current", "historic", "unknown"]
Sex = Literal["male", "female", "other", "unknown"]

INVOLVEMENTS: dict[str, Involvement] = {
    "current": "current", "open": "current", "active": "current",
    "historic": "historic", "historical": "historic", "closed": "historic",
    "not specified": "unknown", "unknown": "unknown", "": "unknown",
}  # fmt: skip
SEXES: dict[str, Sex] = {
    "male": "male", "m": "male", "female": "female", "f": "female", "other": "other",
    "indeterminate": "other", "unknown": "unknown", "u": "unknown", "not specified": "unknown", "": "unknown",
}  # fmt: skip
MOST_LINES_OF_PERSON = 30
"""The lines of a family's people are kept with its case, which is read and written as a whole."""


@dataclass(frozen=True, slots=True)
class CaseloadPerson:
    """A person of the list and who works with them; text that the list does not have is empty."""

    line: int
    council_id: str
    given_name: str
    family_name: str
    birth_date: date | None
    sex: Sex
    address_lines: tuple[str, ...]
    postcode: str
    involvement: Involvement
    organisation: str
    worker_name: str
    worker_role: str
    worker_phone: str
    worker_email: str
    started_on: date | None
    last_contact_on: date | None
    as_of: date | None
    covers_from: date | None
    covers_to: date | None
    covers_area: str
    warnings: tuple[Problem, ...] = ()


def read_caseload(
    path: Path, columns: Columns = USUAL, *, today: date | None = None
) -> Iterator[CaseloadPerson | Refusal]:
    """The people of a list, or why a line is not taken, in the order of the file.

    Raises Unreadable, at once or on the way, when no further line can be read.
    """
    records = read_records(path)
    header = next(records, None)
    if header is None:
        raise Unreadable("The file is empty.")
    places = place_columns(header.cells, columns)
    known: dict[str, tuple[int, int, int]] = {}
    tally, today = Tally(), today or now_day()
    for record in records:
        row = Row(record, header.cells, places, today)
        person = _person(row)
        _refuse_conflict(row, person, known)
        yield tally.refusal(f"line {row.line}", row.problems) if row.problems else person


def _person(row: Row) -> CaseloadPerson:
    address, code = row.address()
    return CaseloadPerson(
        line=row.line,
        council_id=row.needed("council_id", "without the council's number people cannot be told apart"),
        given_name=row.needed("given_name", "a first name is needed; write “Not known” if there is none"),
        family_name=row.needed("family_name", "a last name is needed; write “Not known” if there is none"),
        birth_date=row.birthday("birth_date"),
        sex=row.one_of("sex", SEXES, "unknown"),
        address_lines=address,
        postcode=code,
        involvement=row.one_of("involvement", INVOLVEMENTS, "unknown"),
        organisation=row.text("organisation"),
        worker_name=row.text("worker_name"),
        worker_role=row.text("worker_role"),
        worker_phone=row.phone("worker_phone"),
        worker_email=row.email("worker_email"),
        started_on=row.day("started_on"),
        last_contact_on=row.day("last_contact_on"),
        as_of=row.day("as_of"),
        covers_from=row.day("covers_from"),
        covers_to=row.day("covers_to"),
        covers_area=row.text("covers_area"),
        warnings=tuple(row.warnings),
    )


def _refuse_conflict(row: Row, person: CaseloadPerson, known: dict[str, tuple[int, int, int]]) -> None:
    """One number may stand on many lines (several workers), but only for one person, and not on any number.

    A hash is kept instead of the name: a list of 100,000 people must fit in memory.
    """
    if not person.council_id or row.problems:
        return
    identity = hash((person.given_name.casefold(), person.family_name.casefold(), person.birth_date))
    first, line, count = known.get(person.council_id, (identity, row.line, 0))
    known[person.council_id] = first, line, min(count + 1, MOST_LINES_OF_PERSON + 1)
    if first != identity:
        row.refuse("council_id", person.council_id, f"line {line} has the same number for another person")
    elif count >= MOST_LINES_OF_PERSON:
        row.refuse("council_id", person.council_id, f"more than {MOST_LINES_OF_PERSON} lines have this number")
