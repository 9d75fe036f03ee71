"""Single values, written as people and systems write them."""

import re
import unicodedata
from datetime import date, datetime

import phonenumbers

LONGEST_LIFE_YEARS = 120
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
ISO_DATE = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
BRITISH_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")


def tidy(text: str) -> str:
    """Text on one line with single spaces, accents composed (so that equal names are equal)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def day(text: str) -> date:
    """A date from `2015-03-27`, `2015-03-27 00:00:00` or the British `27/03/2015`.

    Raises ValueError with the reason in plain words.
    """
    if match := ISO_DATE.fullmatch(text):
        year, month, number = match.groups()
    elif match := BRITISH_DATE.fullmatch(text):
        number, month, year = match.groups()
    else:
        raise ValueError("this is not a date; write it as 2015-03-27 or 27/03/2015")
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise ValueError("this date does not exist") from None


def birthday(text: str, today: date) -> date:
    """A date of birth that a living person can have. Raises ValueError with the reason."""
    born = day(text)
    if born > today:
        raise ValueError("this date of birth is in the future")
    if born.year < today.year - LONGEST_LIFE_YEARS:
        raise ValueError(f"this date of birth is more than {LONGEST_LIFE_YEARS} years ago")
    return born


def postcode(text: str) -> str | None:
    """A postcode in capitals with one space, or None if it does not look like one.

    Gentle: only the shape is looked at, not whether Royal Mail has given it out.
    """
    match = POSTCODE.fullmatch(tidy(text).upper())
    return f"{match[1]} {match[2]}" if match else None


def phone(text: str) -> str | None:
    """A phone number as `+441632960167`, British unless it says otherwise; None if it cannot be one."""
    try:
        number = phonenumbers.parse(text[:50], "GB")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_email(text: str) -> bool:
    """Whether there is something on both sides of one @."""
    return len(text) <= 254 and EMAIL.fullmatch(text) is not None


def now_day() -> date:
    """Today, here."""
    return datetime.now().astimezone().date()
