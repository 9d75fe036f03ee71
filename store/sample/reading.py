"""The fully written families, read from their files strictly: a wrong key stops with file and place."""

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from store.sample.written import WrittenFamily

FOLDER = Path(__file__).parent / "families"
if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class WrongFamily(Exception):
    """What is wrong, with the file and the place in it."""


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
    hints, known = get_type_hints(shape), {_key(field): field for field in fields(shape)}
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
