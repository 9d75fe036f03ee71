"""Fills the phrases of the grammar for one family, so that no sentence of it stands there twice."""

import re
import tomllib
from collections import defaultdict
from functools import cache, cached_property
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

from store.sample.caseload import Member, Worked

PRONOUNS = {"F": ("she", "her", "her", "herself"), "M": ("he", "him", "his", "himself")}
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_MOST_TRIES = 60


@cache
def phrases() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "phrases.toml").read_text())


@cache
def slots_of(phrase: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(phrase) if name)


class Teller:
    """Tells of one family: each kind of phrase is gone through once before any comes again."""

    def __init__(self, random: Random, family: Worked) -> None:
        self._random, self._family = random, family
        self._left: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._fitting: dict[tuple[str, str], list[str]] = {}
        self._said: set[str] = set()
        slots = phrases()["slots"]
        self._usual = {name: random.sample(slots[name], 3) for name in ("teacher", "relative", "repair", "routine")}

    def say(self, section: str, kind: str, child: Member | None = None) -> str:
        """One sentence that this family's record does not hold yet; empty where the grammar has run dry."""
        options, left = self._options(section, kind), self._left[section, kind]
        for _ in range(_MOST_TRIES if options else 0):
            if not left:
                left += self._random.sample(options, len(options))
            if told := self._new(self.fill(left.pop(), child)):
                return told
        return ""

    def _options(self, section: str, kind: str) -> list[str]:
        """Those that fit this family; found out once."""
        if (section, kind) not in self._fitting:
            self._fitting[section, kind] = [text for text in phrases()[section][kind] if self._fits(text)]
        return self._fitting[section, kind]

    def _new(self, told: str) -> str:
        """What is told, if no sentence of it has been said; it is said from now on."""
        sentences = set(_SENTENCES.split(told))
        if sentences & self._said:
            return ""
        self._said |= sentences
        return told

    def once(self, phrase: str, child: Member | None) -> str:
        """This phrase, if it fits the family and has not been said."""
        return self._new(self.fill(phrase, child)) if self._fits(phrase) else ""

    def fill(self, phrase: str, child: Member | None = None) -> str:
        """The phrase with its slots filled, its first letter a capital."""
        told = phrase.format(**{name: self._slot(name, child) for name in sorted(slots_of(phrase))})
        return told[:1].upper() + told[1:]

    def _fits(self, phrase: str) -> bool:
        slots = slots_of(phrase)
        return not (("sibling" in slots and len(self._born) < 2) or ("partner" in slots and self.partner is None))

    @cached_property
    def _born(self) -> list[Member]:
        return [child for child in self._family.children if child.born]

    @cached_property
    def partner(self) -> Member | None:
        return next((p for p in self._family.parents if p.relationship in ("father", "stepfather")), None)

    def _slot(self, name: str, child: Member | None) -> str:
        child = child or (self._born or [self._family.parents[0]])[0]
        if name in ("he", "him", "his", "himself"):
            return PRONOUNS[child.sex or "F"][("he", "him", "his", "himself").index(name)]
        if name == "sibling":
            return next(other.name for other in self._born if other != child) if len(self._born) > 1 else ""
        who = {"child": child, "parent": self._family.parents[0], "partner": self.partner}.get(name)
        return who.name if who else str(self._random.choice(self._usual.get(name) or phrases()["slots"][name]))
