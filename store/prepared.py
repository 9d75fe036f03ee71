"""SQLAlchemy's statements for SQLite's own driver: compiled once, then run without SQLAlchemy.

What SQLAlchemy does at each execution (find the compiled form, spread the lists, wrap cursor and rows) was a
quarter of a search's time. PostgreSQL is asked the very same statement objects.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Executable
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.sql.visitors import cloned_traverse

Shape = tuple[tuple[str, int | None], ...]
Convert = Callable[[Any], Any]
_SQLITE = dialect()


def shape_of(values: Mapping[str, Any]) -> Shape:
    """The names of the values, and of each list its length: so many question marks."""
    return tuple((name, len(value) if isinstance(value, list) else None) for name, value in values.items())


@lru_cache(maxsize=2_000)
def prepared(statement: Executable, shape: Shape) -> "Prepared":
    return Prepared(statement, shape)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A question mark: the name of its value (and its place in a list), or what always stands there."""

    name: str | None
    place: int | None
    always: Any
    convert: Convert | None

    def value(self, values: Mapping[str, Any]) -> Any:
        found = self.always if self.name is None else values[self.name]
        if self.place is not None:
            found = found[self.place]
        return self.convert(found) if self.convert else found


class Prepared:
    """A statement's text, how its question marks are filled, and how the driver's rows become SQLAlchemy's."""

    def __init__(self, statement: Executable, shape: Shape) -> None:
        empty = {name: None if length is None else [None] * length for name, length in shape}
        compiled = _written_out(statement, empty).compile(dialect=_SQLITE)
        state = compiled.construct_expanded_state(empty)
        self.sql = state.statement
        self._marks = list(_marks(compiled, state, empty))
        self._row, self._converts = _row_of(statement)

    def positions(self, values: Mapping[str, Any]) -> list[Any]:
        return [mark.value(values) for mark in self._marks]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        make = self._row._make
        if not self._converts:
            return [make(row) for row in found]
        rows = []
        for row in found:
            values = list(row)
            for place, convert in self._converts:
                values[place] = convert(values[place])
            rows.append(make(values))
        return rows


def _written_out(statement: Any, given: Mapping[str, Any]) -> Any:
    """The statement with what never changes in its text. SQLite plans anew at every execution what has the number
    of a LIMIT or the pattern of a LIKE in a question mark, lest another plan be better: ten times a look-up's time.
    """

    def write_out(bind: BindParameter[Any]) -> None:
        bind.literal_execute = bind.key not in given

    return cloned_traverse(statement, {}, {"bindparam": write_out})


def _marks(compiled: SQLCompiler, state: ExpandedState, given: Mapping[str, Any]) -> Iterator[_Mark]:
    places = {one: (name, n) for name, ones in state.parameter_expansion.items() for n, one in enumerate(ones)}
    for key in state.positiontup or ():
        name, place = places.get(key, (key, None))
        convert = compiled.binds[name].type.dialect_impl(_SQLITE).bind_processor(_SQLITE)
        if name in given:
            yield _Mark(name, place, None, convert)
        else:
            yield _Mark(None, None, state.parameters[key], convert)


def _row_of(statement: Executable) -> tuple[Any, list[tuple[int, Convert]]]:
    """The kind of row, and what has to be made of its values: a day of a text, a list of JSON."""
    columns = list(statement.selected_columns) if isinstance(statement, SelectBase) else []
    kind = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]  # columns known at run time
    converts = [column.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None) for column in columns]
    return kind, [(place, convert) for place, convert in enumerate(converts) if convert]
