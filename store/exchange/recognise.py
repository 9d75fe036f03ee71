"""What a file is, from what is in it; its name is not looked at."""

from enum import Enum
from pathlib import Path

from store.exchange.refusal import Unreadable


class Content(Enum):
    """Kinds of files that people give, in words that complete “this is …”."""

    XML = "an XML file"
    TABLE = "a CSV table"
    WORKBOOK = "an Excel workbook or another packed file"
    OLD_WORKBOOK = "an Excel workbook of before 2007"
    PDF = "a PDF"
    WIDE_TEXT = "text saved as “Unicode” (UTF-16)"
    EMPTY = "an empty file"


_STARTS = (
    (b"PK", Content.WORKBOOK),
    (b"\xd0\xcf\x11\xe0", Content.OLD_WORKBOOK),
    (b"%PDF", Content.PDF),
    (b"<", Content.XML),
    (b"\xff\xfe<\x00", Content.XML),
    (b"\xfe\xff\x00<", Content.XML),
    (b"\xff\xfe", Content.WIDE_TEXT),
    (b"\xfe\xff", Content.WIDE_TEXT),
)


def recognise(path: Path) -> Content:
    """What the first bytes say; what is nothing else is a table. Raises Unreadable if it cannot be opened."""
    try:
        with path.open("rb") as file:
            content = file.read(4096)
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from None
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return Content.EMPTY
    return next((content for mark, content in _STARTS if start.startswith(mark)), Content.TABLE)


def refuse_large(size: int, largest: int) -> None:
    """Raises Unreadable if a file of `size` bytes is larger than its kind can be."""
    if size > largest:
        raise Unreadable(f"The file is larger than {largest // 1024 // 1024} MB.")
