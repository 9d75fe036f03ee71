"""A paper as one text that is kept for good: the same paper gives the same text, and the text gives the paper again.

Fields that a later release adds to a paper must have a value to begin with: what was kept before has none of them.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from store.practice.report.paper import Paper

FORMAT = 1


class UnknownFormat(Exception):
    """It was kept by a later release."""


def kept_of(paper: Paper) -> str:
    """Canonical JSON: names in the order of the alphabet, no spaces, letters as they are."""
    whole = {"format": FORMAT, "paper": _plain(paper)}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def paper_of(kept: str) -> Paper:
    """Raises UnknownFormat."""
    whole = json.loads(kept)
    if whole["format"] != FORMAT:
        raise UnknownFormat(whole["format"])
    paper: Paper = _valued(Paper, whole["paper"])
    return paper


def fingerprint_of(kept: str) -> str:
    """SHA-256 of the text, in hexadecimal digits."""
    return sha256(kept.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _valued(kind: Any, plain: Any) -> Any:
    if isinstance(kind, UnionType):
        return None if plain is None else _valued(next(one for one in get_args(kind) if one is not NoneType), plain)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), plain)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = _hints(kind)
        return kind(**{name: _valued(hints[name], one) for name, one in plain.items()})
    if kind in (datetime, date):
        return kind.fromisoformat(plain)
    return kind(plain)


def _tuple(kinds: tuple[Any, ...], plain: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_valued(kinds[0], one) for one in plain)
    return tuple(_valued(kind, one) for kind, one in zip(kinds, plain, strict=True))


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
