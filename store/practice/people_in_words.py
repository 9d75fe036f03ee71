"""People as they are said: their names in a row, and the census's codes for what is known of them."""

from collections.abc import Iterable

from store.practice.census_codes import DISABILITY, ETHNICITY

LIVES_HERE = {True: "lives here", False: "lives elsewhere"}


def with_ages(children: Iterable[tuple[str, str]]) -> str:
    """Maya 7 · Leo 8 months · Baby, due 19 January: a name and an age that `ages.age` gave."""
    return " · ".join(name_and_age(name, age) for name, age in children)


def name_and_age(name: str, age: str) -> str:
    return f"{name} {age}" if age[:1].isdecimal() else f"{name}, {age}"


def about_adult(relationship: str, lives_here: bool) -> str:
    """mother · lives here"""
    return " · ".join(part for part in (relationship, LIVES_HERE[lives_here]) if part)


def closeness(relationship: str) -> int:
    """In which order adults are listed: mother, father, other parents and carers, everyone else."""
    said = relationship.lower()
    if said in ("mother", "father"):
        return ("mother", "father").index(said)
    return 2 if any(word in said for word in ("parent", "carer", "guardian", "mother", "father")) else 3


def disabilities(codes: Iterable[str]) -> str:
    """The census's codes in words; empty for none."""
    said = [DISABILITY.get(code, code) for code in codes if code != "NONE"]
    return f"disability: {', '.join(said)}" if said else ""


def ethnicity(code: str) -> str:
    """ethnicity: White British; empty where it is not known or was not said."""
    return f"ethnicity: {ETHNICITY.get(code, code)}" if code not in ("", "REFU", "NOBT") else ""
