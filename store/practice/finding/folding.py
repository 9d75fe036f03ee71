"""Names and addresses as Find compares them: small plain letters and digits, without accents or marks."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = re.compile("['’‘ʼʹ`´]")
_BETWEEN = re.compile("[^a-z0-9]+")
LONGEST_WORD = 40
_BEGINS_A_NAME = {"o", "mc", "d"}


def fold(text: str) -> str:
    """Ł becomes l, é e, ß ss; an apostrophe goes (O’Sullivan is osullivan), other marks become a space."""
    text = _APOSTROPHES.sub("", text.casefold())
    return _BETWEEN.sub(" ", text if text.isascii() else _plain(text)).strip()


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words in their order; “O Sullivan” and “Mc Donald” are one word each."""
    found: list[str] = []
    for word in fold(text).split():
        if found and found[-1] in _BEGINS_A_NAME and word.isalpha() and len(word) > 2:
            word = found.pop() + word
        found.append(word[:LONGEST_WORD])
    return found


@lru_cache(maxsize=10_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a name, and a hyphenated or spaced name as one word: Okafor-Hill is okaforhill too."""
    parts = [word for word in words(name) if word.isalpha() and len(word) > 1]
    joined = {"".join(parts)[:LONGEST_WORD]} if len(parts) > 1 else set()
    return frozenset({*parts, *joined})
