"""For tests of who reads what: entries of every kind whose every written field bears a word of its own.

The fields are read from the kinds themselves, so that a new one is marked from its first day.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from store.practice.consultations import CLOSED, HEALTH
from store.practice.entries import _KINDS

CHOSEN: dict[tuple[str, str], object] = {
    ("WeeklyEntry", "outcome"): "partly",
    ("ChildSeen", "alone"): False,  # why not alone is asked of a child who was not
    ("OwnWords", "mark"): "desire",
    ("Talk", "stage"): "action",
    ("Recommendation", "by"): "2031-03-04",
    ("Answer", "review_on"): "2031-04-01",
    ("GroupSupervision", "supervision"): "",
}
"""What is picked from a list and not written, or decides what else is shown; everything else that is text is marked."""
MARKS = ("", HEALTH, CLOSED)


class Marker:
    """Gives each field its word, the same for the same field of the same kind and mark."""

    def __init__(self, child: int) -> None:
        self.child = str(child)
        self.words: dict[str, str] = {}
        """By what the word stands in, as `consultation:health.question.text`."""

    def word(self, where: str) -> str:
        return self.words.setdefault(where, f"Zebra{len(self.words)}zz")

    def entry(self, kind: str, mark: str = "", **chosen: object) -> Any:
        """An entry of that kind; `chosen` for what decides which of its fields are shown."""
        return self._filled(_KINDS[kind], f"{kind}:{mark}", mark, chosen)

    def _filled(self, shape: type, where: str, mark: str, chosen: Mapping[str, object] | None = None) -> Any:
        hints = get_type_hints(shape)
        facts = {one.name: self._value(shape, one, hints[one.name], where, mark) for one in fields(shape)}
        return shape(**facts | dict(chosen or {}))

    def _value(self, shape: type, one: Field[Any], hint: Any, where: str, mark: str) -> Any:
        if shape.__name__ == "Part" and one.name == "mark":
            return mark
        if (shape.__name__, one.name) in CHOSEN:
            return CHOSEN[shape.__name__, one.name]
        return self._of(hint, one, f"{where}.{one.name}", mark)

    def _of(self, hint: Any, one: Field[Any], where: str, mark: str) -> Any:
        inner = get_args(hint)
        if hint is str:
            return self.word(where)
        if is_dataclass(hint):
            return self._filled(hint, where, mark)  # type: ignore[arg-type]
        if get_origin(hint) is tuple and inner[0] is not int:
            return (self._of(inner[0], one, where, mark),)
        if get_origin(hint) is Mapping:
            return {self.child: self._of(inner[1], one, where, mark)}
        if hint is bool and one.name != "is_shut":
            return True
        return one.default if one.default is not MISSING else one.default_factory()  # type: ignore[misc]
