"""What somebody typed into Find, taken apart: each slot must be met by a family, in any of its meanings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from store.practice.finding.folding import fold, words
from store.practice.finding.terms import (
    BORN,
    END_OF_PHONE,
    GIVEN,
    LONGEST_PREFIX,
    PHONE,
    POSTCODE,
    PREFIX,
    REFERENCE,
    SHORTEST_PREFIX,
    STREET,
    SURNAME,
    is_inward_half,
    national,
    term,
)  # fmt: skip
from store.practice.finding.written_dates import dates_of_digits, take_dates

LONGEST_QUERY = 120
MOST_SLOTS = 6
WHOLE, WORD_OF_ADDRESS, BEGINNING = 100, 75, 70
_TITLES = {"family", "families", "the", "mr", "mrs", "ms", "miss", "dr", "and"}
_PHONE = re.compile(r"(?<![a-z0-9])(?:\+|00)?\(?\d[\d ()\-]{7,}\d")
_WHOLE_POSTCODE = re.compile(r"\b[a-z] ?[a-z]? ?\d ?[a-z\d]? ?\d ?[a-z] ?[a-z]\b")
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{0,2})?\b")
_LEAST_OF_PHONE = 9


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that was typed. `exact`: terms that need no vocabulary, with how good each is.

    `word` is set where the slot may also be a misspelt name or street. `open`: those of the terms that also
    find a family of another team, of which one sees no more than its name: a name or a reference, never an
    address, phone number or date of birth, because finding it would confirm it.
    """

    exact: dict[int, int]
    word: str = ""
    open: frozenset[int] = frozenset()


def parse(text: str, today: date) -> tuple[Slot, ...]:
    """The slots of a query, none where it holds nothing that can be looked for."""
    text = text[:LONGEST_QUERY].casefold()
    days, text = take_dates(text, today)
    phones, text = _take(_PHONE, text, _is_phone)
    spaced, text = take_dates(text, today, spaced=True)
    codes, text = _take(_WHOLE_POSTCODE, fold(text), bool)
    parts, text = _take(_POSTCODE, text, bool)
    found = [Slot({term(BORN, day.isoformat()): WHOLE}) for day in days + spaced]
    found += [_phone(phone) for phone in phones]
    found += [_postcode(code.replace(" ", "")) for code in codes + parts]
    return tuple([*found, *_words(text, today)][:MOST_SLOTS])


def _take(form: re.Pattern[str], text: str, wanted: Callable[[str], bool]) -> tuple[list[str], str]:
    found = [match[0] for match in form.finditer(text) if wanted(match[0])]
    for piece in found:
        text = text.replace(piece, " ", 1)
    return found, text


def _is_phone(text: str) -> bool:
    return sum(c.isdecimal() for c in text) >= _LEAST_OF_PHONE


def _phone(text: str) -> Slot:
    """As it was given, or with the 0 that lists lose which keep numbers as numbers."""
    digits = national(text)
    return Slot({term(PHONE, digits): WHOLE, term(PHONE, "0" + digits.lstrip("0")): WHOLE})


def _postcode(code: str) -> Slot:
    """AL10 0ZZ in any spacing, or its beginning; a short reference may look the same."""
    reference = term(REFERENCE, code)
    return Slot({term(POSTCODE, code): WHOLE, term(STREET, code): WORD_OF_ADDRESS, reference: WHOLE},
                open=frozenset({reference}))  # fmt: skip


def _words(text: str, today: date) -> Iterator[Slot]:
    pieces = [word for word in _letter_and_digits(words(text)) if len(word) > 1 or word.isdecimal()]
    for piece in [p for p in pieces if p not in _TITLES] or pieces:
        yield _name(piece) if piece.isalpha() else _number(piece, today)


def _letter_and_digits(pieces: list[str]) -> list[str]:
    """H 204711 is H204711; a single letter elsewhere is an initial, which is passed over."""
    joined: list[str] = []
    for piece in pieces:
        if joined and len(joined[-1]) == 1 and joined[-1].isalpha() and piece.isdecimal() and len(piece) > 2:
            piece = joined.pop() + piece
        joined.append(piece)
    return joined


def _name(word: str) -> Slot:
    surname = term(SURNAME, word)
    exact = {surname: WHOLE, term(GIVEN, word): WHOLE - 5, term(STREET, word): WORD_OF_ADDRESS}
    if SHORTEST_PREFIX <= len(word) <= LONGEST_PREFIX:
        exact[term(PREFIX, word)] = BEGINNING
    return Slot(exact, word, frozenset({surname}))


def _number(piece: str, today: date) -> Slot:
    """A house number, a reference, the second half of a postcode, the end of a phone number, a date run together."""
    reference = term(REFERENCE, piece)
    exact = {reference: WHOLE, term(STREET, piece): WORD_OF_ADDRESS}
    if is_inward_half(piece):
        exact[term(POSTCODE, piece)] = WORD_OF_ADDRESS
    if piece.isdecimal() and len(piece) >= END_OF_PHONE:
        exact[term(PHONE, piece[-END_OF_PHONE:])] = WHOLE
        exact |= {term(BORN, day.isoformat()): WHOLE for day in dates_of_digits(piece, today)}
    return Slot(exact, open=frozenset({reference}))
