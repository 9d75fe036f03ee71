"""What stands beneath a sign: a name in at most two lines and an age, none wider than there is room for.

The server has no fonts: a letter's width is taken from its kind, at 13 units to the em, rather too wide than narrow.
"""

import unicodedata
from datetime import date

from store.practice.ages import age
from store.practice.genogram import Someone

NARROW, WIDE = "fijlrt.,:;'’‘|!()[] -1I", "mwMW@%&—"


def width(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 14
    if letter in WIDE:
        return 12.5
    return 5 if letter in NARROW else 9.5 if letter.isupper() else 7.8


def lines_of(who: Someone, today: date, widest: float) -> tuple[str, ...]:
    """Maya, 7: the given name; an age that is not known is left out."""
    how_old = age(who.born, who.died or today, who.expected)
    old = () if how_old == "age not known" else (_cut(_short(how_old), widest),)
    return (*_in_two(who.called, widest), *old)


def _short(how_old: str) -> str:
    """due 19 Jan"""
    if "due" not in how_old:
        return how_old
    *said, month = how_old.split()
    return " ".join([*said, month[:3]])


def _in_two(name: str, widest: float) -> tuple[str, ...]:
    """Broken at a space or after a hyphen, where it is too long for one line."""
    if width(name) <= widest:
        return (name,)
    breaks = [at for at, letter in enumerate(name, 1) if letter in " -–" and width(name[:at].strip()) <= widest]
    if not breaks:
        return (_cut(name, widest),)
    return name[: breaks[-1]].strip(), _cut(name[breaks[-1] :].strip(), widest)


def _cut(text: str, widest: float) -> str:
    if width(text) <= widest:
        return text
    while text and width(text + "…") > widest:
        text = text[:-1]
    return text.rstrip() + "…"
