"""The fully written families, read from their files strictly: a wrong key stops with file and place."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

FOLDER = Path(__file__).parent / "families"
T = TypeVar("T")


class WrongFamily(Exception):
    """What is wrong, with the file and the place in it."""


@dataclass(frozen=True)
class WrittenPerson:
    key: str
    given_name: str
    family_name: str
    kind: str
    relationship: str
    lives_here: bool
    birth: str
    sex: str
    phone: str
    expected: str = ""


@dataclass(frozen=True)
class WrittenAllocation:
    who: str
    lead: bool
    weeks_ago: int
    for_whom: str


@dataclass(frozen=True)
class WrittenTask:
    key: str
    title: str
    owner: str
    made_week: int
    made_by: str
    due_week: int


@dataclass(frozen=True)
class WrittenOutcome:
    task: str
    outcome: str
    difference: str


@dataclass(frozen=True)
class WrittenEntry:
    week: int
    by: str
    day: int
    headline: str
    worked_on: str
    outcome: str
    children: Mapping[str, str]
    worries: str
    strengths: str
    next: str
    safety: int
    outcomes: tuple[WrittenOutcome, ...] = ()


@dataclass(frozen=True)
class WrittenChildSeen:
    seen: bool
    alone: bool
    bedroom: bool
    words: str
    meaning: str
    why_not_alone: str = ""


@dataclass(frozen=True)
class WrittenVisit:
    week: int
    by: str
    with_: tuple[str, ...]
    day: int
    time: str
    planned: bool
    carried_out: bool
    saw: tuple[str, ...]
    received: str
    observed: str
    children: Mapping[str, WrittenChildSeen]
    parent_words: str
    agreed: tuple[str, ...]
    significant: bool
    impact: str
    accounts: Mapping[str, str] | None = None
    why_not: str = ""


@dataclass(frozen=True)
class WrittenEvent:
    week: int
    by: str
    day: int
    time: str
    what: str
    impact: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class WrittenFamily:
    reference: str
    name: str
    address: tuple[str, ...]
    postcode: str
    warnings: tuple[str, ...]
    referral: str
    stage: str
    category: str
    plan_started_weeks_ago: int
    next_conference_in_days: int
    people: tuple[WrittenPerson, ...]
    allocations: tuple[WrittenAllocation, ...]
    task: tuple[WrittenTask, ...]
    entry: tuple[WrittenEntry, ...]
    visit: tuple[WrittenVisit, ...]
    event: tuple[WrittenEvent, ...]

    @property
    def children(self) -> frozenset[str]:
        return frozenset(person.key for person in self.people if person.kind == "child")

    @property
    def adults(self) -> frozenset[str]:
        return frozenset(person.key for person in self.people if person.kind == "adult")


def read_families(folder: Path = FOLDER) -> list[WrittenFamily]:
    """Every family of the folder, by file name. Raises WrongFamily."""
    return [read_family(path) for path in sorted(folder.glob("*.toml"))]


def read_family(path: Path) -> WrittenFamily:
    """One family's file. Raises WrongFamily for anything unknown, missing or of the wrong kind."""
    try:
        table = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise WrongFamily(f"{path.name}: {error}") from None
    return _read(WrittenFamily, table, path.name)


def _read(shape: type[T], table: Any, place: str) -> T:
    if not isinstance(table, dict):
        raise WrongFamily(f"{place}: a table is expected here")
    hints, known = get_type_hints(shape), {_key(field): field for field in fields(shape)}  # type: ignore[arg-type]
    if unknown := sorted(table.keys() - known):
        raise WrongFamily(f"{place}: “{unknown[0]}” is not a key that is known here")
    if missing := sorted(key for key, field in known.items() if field.default is MISSING and key not in table):
        raise WrongFamily(f"{place}: “{missing[0]}” is missing")
    values = {known[key].name: _value(hints[known[key].name], value, f"{place}: {key}") for key, value in table.items()}
    return shape(**values)


def _key(field: "Field[Any]") -> str:
    return field.name.rstrip("_")


def _value(hint: Any, value: Any, place: str) -> Any:
    if isinstance(hint, UnionType):
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        return tuple(_items(get_args(hint)[0], value, place))
    if get_origin(hint) is not None:
        return {key: _value(get_args(hint)[1], item, f"{place} {key}") for key, item in _mapping(value, place)}
    if hint not in (str, int, bool):
        return _read(hint, value, place)
    if type(value) is not hint:
        raise WrongFamily(f"{place}: {value!r} is not {_KINDS[hint]}")
    return value


_KINDS = {str: "a text", int: "a whole number", bool: "true or false"}


def _items(hint: Any, value: Any, place: str) -> Iterator[Any]:
    if not isinstance(value, list):
        raise WrongFamily(f"{place}: a list is expected here")
    for number, item in enumerate(value, 1):
        yield _value(hint, item, f"{place} {number}")


def _mapping(value: Any, place: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise WrongFamily(f"{place}: a table is expected here")
    return list(value.items())
