"""Invented names in a natural spread: few very common ones, thousands of rare ones (Zipf), fixed by a seed."""

import tomllib
from dataclasses import dataclass
from itertools import accumulate, product
from pathlib import Path
from random import Random

_LISTS = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, list[str]] = {name: text.split() for name, text in _LISTS.items()}


@dataclass(frozen=True, slots=True)
class Spread:
    """Names to draw from, the first the most frequent."""

    names: list[str]
    weights: list[float]

    def draw(self, random: Random, number: int) -> list[str]:
        return random.choices(self.names, cum_weights=self.weights, k=number)


def _zipf(names: list[str], steepness: float) -> Spread:
    return Spread(names, list(accumulate(1 / (rank + 3) ** steepness for rank in range(len(names)))))


def surnames() -> Spread:
    """About five thousand: as in England, the commonest is borne by about one in eighty."""
    made = [f"{head}{mid}{tail}" for head, mid, tail in product(_WORDS["heads"], _WORDS["mids"], _WORDS["tails"])]
    Random(1).shuffle(made)  # noqa: S311 - the same in every run; nothing here is secret
    return _zipf(_WORDS["surnames"] + made, 0.85)


def forenames() -> Spread:
    """About fifteen hundred."""
    ends = ["a", "ie", "son", "lyn", "ette", "ina", "el"]
    made = [f"{name[:5]}{end}" for end, name in product(ends, _WORDS["forenames"]) if len(name) > 3]
    Random(2).shuffle(made)  # noqa: S311 - the same in every run; nothing here is secret
    return _zipf(_WORDS["forenames"] + made, 0.8)


def streets() -> Spread:
    made = [f"{tail.title()}{end}" for end, tail in product(("wood", "mere", "hurst", "bank"), _WORDS["tails"])]
    return _zipf([f"{name} {kind}" for name, kind in product(_WORDS["streets"] + made, _WORDS["kinds"])], 0.6)


def towns() -> list[str]:
    return _WORDS["towns"]
