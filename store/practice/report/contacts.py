"""Where somebody lives and how they are reached, as it may stand in a text.

Facts, “The conference report”: one parent's address and telephone number never reach the other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from store.practice.report.sentences import plain

_DIGITS = 9
"""Of a number from its end: +44 7700 900123 and 07700 900123 are one."""
_LOOKS_LIKE_ONE = re.compile(r"\+?\d(?:[ -]?\d){8,13}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


@dataclass(frozen=True)
class Contacts:
    """`numbers`: their last digits; `places`: lines of an address in plain words; `postcodes`: without spaces."""

    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()

    def stand_in(self, text: str) -> bool:
        digits, said, packed = re.sub(r"\D", "", text), f" {plain(text)} ", re.sub(r"\s", "", text).upper()
        return (
            any(number in digits for number in self.numbers)
            or any(f" {place} " in said for place in self.places)
            or any(postcode in packed for postcode in self.postcodes)
        )


NO_CONTACTS = Contacts()


def contacts_of(phones: Iterable[str], address_lines: Iterable[str], postcode: str) -> Contacts:
    """`phones`: as they stand on the record, of somebody several perhaps. Of an address the first line, and others with
    a house's number: many live in one town.
    """
    digits = (re.sub(r"\D", "", one) for phone in phones for one in re.split(r"[,;/]", phone))
    lines = (plain(line) for at, line in enumerate(address_lines) if not at or re.search(r"\d", line))
    packed = re.sub(r"\s", "", postcode).upper()
    return Contacts(
        tuple(one[-_DIGITS:] for one in digits if len(one) >= _DIGITS),
        tuple(line for line in lines if len(line.split()) > 1),
        (packed,) if packed else (),
    )


def like_contacts(text: str) -> tuple[str, ...]:
    """What looks like a telephone number or a postcode, as it stands there, whosever it is."""
    return tuple(found[0] for found in _LOOKS_LIKE_ONE.finditer(text))
