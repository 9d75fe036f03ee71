"""A date of birth in whichever form it is typed: 3/4/2019, 3 April 2019, 2019-04-03, 03.04.19."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from store.practice.dates_in_words import MONTHS

_MONTH = "(" + "|".join(f"{name[:3]}[a-z]*" for name in map(str.lower, MONTHS)) + ")"
_YEAR = r"((?:19|20)\d\d|['’]?\d\d)"
_MARK, _SPACE = r"\s*[/.\-]\s*", r"\s+"


def _in_figures(gap: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(rf"\b((?:19|20)\d\d){gap}(\d?\d){gap}(\d?\d)\b"), "ymd"),
        (re.compile(rf"\b(\d?\d){gap}(\d?\d){gap}{_YEAR}\b"), "dmy"),
    )


_FORMS = (
    *_in_figures(_MARK),
    (re.compile(rf"\b(\d?\d)(?:st|nd|rd|th)?[\s.,/\-]*(?:of\s+)?{_MONTH}[\s.,/\-]*{_YEAR}\b"), "dmy"),
    (re.compile(rf"\b{_MONTH}[\s.]*(\d?\d)(?:st|nd|rd|th)?[\s,.]+{_YEAR}\b"), "mdy"),
)
_RUN_TOGETHER = tuple(
    (re.compile(form), order)
    for form, order in (
        (r"(\d\d)(\d\d)((?:19|20)\d\d)", "dmy"),
        (r"((?:19|20)\d\d)(\d\d)(\d\d)", "ymd"),
        (r"(\d\d)(\d\d)(\d\d)", "dmy"),
    )
)
_SPACED = _in_figures(_SPACE)


def take_dates(text: str, today: date, *, spaced: bool = False) -> tuple[list[date], str]:
    """The dates in a text of small letters, and the text without them. Days come before months.

    `spaced`: also figures with nothing but spaces between; ask for it when phone numbers are taken out.
    """
    found = []
    for form, order in _SPACED if spaced else _FORMS:
        for match in list(form.finditer(text)):
            if day := _read(match, order, today):
                found.append(day)
                text = text.replace(match[0], " ", 1)
    return found, text


def dates_of_digits(digits: str, today: date) -> list[date]:
    """What 03042019, 20190403 or 030419 may mean as a date."""
    matches = ((form.fullmatch(digits), order) for form, order in _RUN_TOGETHER)
    return list(chain.from_iterable(_possible(match, order, today) for match, order in matches if match))


def _possible(match: re.Match[str], order: str, today: date) -> Iterator[date]:
    if day := _read(match, order, today):
        yield day


def _read(match: re.Match[str], order: str, today: date) -> date | None:
    parts = dict(zip(order, match.groups(), strict=True))
    try:
        return date(_year(parts["y"], today), _month(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(text[:3]))


def _year(text: str, today: date) -> int:
    """Two digits mean the latest such year that is at most next year (an unborn child's)."""
    number = int(text.lstrip("'’"))
    if number > 99:
        return number
    century = today.year // 100 * 100
    return century + number if century + number <= today.year + 1 else century - 100 + number
