"""What a form brought: cleaned text, choices, times, and the errors beside them; nothing is lost.

A posted form carries `draft_id` (made on the phone), `opened_version` and `written_on_phone_at`; all other
fields make its fingerprint, which the phone compares with the receipt.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from hashlib import sha256
from uuid import UUID, uuid4

from starlette.datastructures import FormData

from store.practice.calendar import LONDON

ABOUT_THE_FORM = frozenset({"draft_id", "opened_version", "written_on_phone_at"})
LONGEST_TEXT = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but for tabs and line ends


class Form:
    """Reads fields by name and gathers `errors` (field → plain words); `values` re-fill the form."""

    def __init__(self, data: FormData) -> None:
        self._data = data
        self.errors: dict[str, str] = {}

    def text(self, name: str, *, longest: int = LONGEST_TEXT) -> str:
        value = clean(self._one(name))
        if len(value) > longest:
            self.errors[name] = f"This is {len(value):,} characters long; the most is {longest:,}"
        return value

    def is_ticked(self, name: str) -> bool:
        return self._one(name) not in ("", "no", "0")

    def number(self, name: str) -> int | None:
        """A whole number, or None where the field is empty; notes an error for anything else."""
        value = self._one(name).strip()
        if not value:
            return None
        if value.isascii() and value.isdecimal() and len(value) < 10:
            return int(value)
        self.errors[name] = "This is not a whole number"
        return None

    def numbers(self, name: str) -> tuple[int, ...]:
        """Ids from ticked boxes; what is not a number is passed over."""
        values = (str(value) for value in self._data.getlist(name))
        return tuple(int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 10)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every filled-in field of that name."""
        return tuple(text for value in self._data.getlist(name) if (text := clean(str(value))))

    def choice(self, name: str, allowed: Iterable[str], default: str = "") -> str:
        value = self._one(name)
        if value and value not in allowed:
            self.errors[name] = "Choose one of the answers"
            return default
        return value or default

    def day(self, name: str) -> date | None:
        value = self._one(name).strip()
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.errors[name] = "This date does not exist"
            return None

    def moment(self, day: str, clock: str) -> datetime | None:
        """A day and a time of England as an aware UTC time; midday where the time is empty."""
        on, at = self.day(day), self._one(clock).strip()
        try:
            of_day = time.fromisoformat(at) if at else time(12)
        except ValueError:
            self.errors[clock] = "This time does not exist"
            return None
        return datetime.combine(on, of_day, LONDON).astimezone(UTC) if on else None

    @property
    def posted_id(self) -> UUID | None:
        """The id made on the phone; None where the browser made none."""
        try:
            return UUID(self._one("draft_id"))
        except ValueError:
            return None

    @property
    def draft_id(self) -> UUID:
        """The same; a new one where the browser made none."""
        return self.posted_id or uuid4()

    @property
    def opened_version(self) -> int:
        value = self._one("opened_version")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 0

    @property
    def phone_wrote_at(self) -> datetime | None:
        """What the phone's clock said; shown beside the server's time, never trusted."""
        return self.moment_on_phone("written_on_phone_at")

    def moment_on_phone(self, name: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(self._one(name))
            return at.astimezone(UTC) if at.tzinfo else None
        except (ValueError, OverflowError):
            return None

    @property
    def fingerprint(self) -> str:
        return fingerprint((name, str(value)) for name, value in self._data.multi_items())

    def _one(self, name: str) -> str:
        value = self._data.get(name, "")
        return value if isinstance(value, str) else ""


def fingerprint(fields: Iterable[tuple[str, str]]) -> str:
    """SHA-256, in hexadecimal, of the fields in their order; js/lib/fingerprint.js does the same.

    Line ends count as CR LF: some ways of posting send them so and others do not.
    """
    parts = (f"{name}\x1f{_crlf(value)}\x1e" for name, value in fields if name not in ABOUT_THE_FORM)
    return sha256("".join(parts).encode()).hexdigest()


def _crlf(value: str) -> str:
    return _unified(value).replace("\n", "\r\n")


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Text as it is kept: one form of each letter, one kind of line end, no control characters."""
    return _CONTROL.sub("", _unified(unicodedata.normalize("NFC", text))).strip()
