"""A CSV file read record by record, in bounded memory whatever is in it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from store.exchange.recognise import Content, recognise, refuse_large
from store.exchange.refusal import Unreadable

LARGEST_FILE = 128 * 1024 * 1024
LONGEST_RECORD = 120_000
"""Characters; below the `csv` module's own 131,072 for one cell, which is a setting of the whole process."""
MOST_RECORDS = 100_000
MOST_LINES = 2_000_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record and the first line of the file that it stands on."""

    line: int
    cells: tuple[str, ...]


def read_records(path: Path) -> Iterator[Record]:
    """Every record that is not blank, the header first.

    Raises Unreadable if the file is no table, or larger than a caseload list can be.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from None
    with file:
        _refuse_other_content(path)
        yield from _records(_Lines(file))


def _refuse_other_content(path: Path) -> None:
    content = recognise(path)
    if content is not Content.TABLE:
        raise Unreadable(f"This is {content.value}, not a table: save the list as “CSV UTF-8” and give that.")
    refuse_large(path.stat().st_size, LARGEST_FILE)


def _records(lines: "_Lines") -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=lines.delimiter())
    count, line = 0, 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                _refuse_flood(count, cells, line)
                yield Record(line, tuple(cells))
            line = lines.next_record()
    except csv.Error as error:
        raise Unreadable(f"Line {line}: the table cannot be read from here on: {error}.") from None


def _refuse_flood(count: int, cells: list[str], line: int) -> None:
    if count > MOST_RECORDS:
        raise Unreadable(f"Line {line}: the file has more than {MOST_RECORDS:,} records.")
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(f"Line {line}: there are more than {MOST_COLUMNS} columns.")


class _Lines:
    """The lines of a file as text, counted, and none of them (nor a record of them) too long to hold."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._count, self._record_length, self._read = file, 0, 0, 0
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)

    def delimiter(self) -> str:
        start = self._file.tell()
        first = self._file.readline(LONGEST_RECORD)
        self._file.seek(start)
        return max(",;\t", key=lambda mark: first.count(mark.encode()))

    def next_record(self) -> int:
        self._record_length = 0
        return self._count + 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_RECORD)
        if not line:
            raise StopIteration
        self._count += 1
        self._record_length += len(line)
        self._read += len(line)
        if self._record_length >= LONGEST_RECORD:
            raise Unreadable(
                f"Line {self._count}: this record is longer than {LONGEST_RECORD:,} characters;"
                " perhaps a quotation mark above it is never closed."
            )
        if self._count > MOST_LINES:
            raise Unreadable(f"The file has more than {MOST_LINES:,} lines.")
        refuse_large(self._read, LARGEST_FILE)
        return _text(line)


def _text(line: bytes) -> str:
    """UTF-8, or what older Excel writes; what is neither becomes the replacement character.

    Decided line by line: one broken byte must not turn every accent of a good file into two letters.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
