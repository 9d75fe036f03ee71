"""What the author of a report chose for one section: what is left out, brought in, said of a line or before it.

What is quoted stays as it was written; facts, “What is recorded”: fact, observation, allegation and opinion told apart.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

MARKS = {"fact": "Fact", "observation": "Observation", "allegation": "Allegation", "opinion": "Opinion"}
LONGEST_LINK = 500


@dataclass(frozen=True)
class Choices:
    """All by Source.key. `places`: among the lines under one heading, from 1. `links`: a sentence of the author's own
    before the line.
    """

    left_out: Collection[str] = ()
    brought_in: Collection[str] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any((self.left_out, self.brought_in, self.places, self.marks, self.links))

    def said_of(self, key: str) -> str:
        """Of one line, in words; empty where nothing was chosen."""
        said = ["left out"] if key in self.left_out else []
        said += ["brought in"] if key in self.brought_in else []
        said += [f"in place {self.places[key]}"] if key in self.places else []
        said += [MARKS[self.marks[key]].lower()] if key in self.marks else []
        said += [f"before it: “{self.links[key]}”"] if key in self.links else []
        return ", ".join(said)


AS_IT_COMES = Choices()


def kept_choices(choices: Choices) -> dict[str, Any]:
    """As the record keeps them, the same for the same choices."""
    lists = {name: sorted(getattr(choices, name)) for name in ("left_out", "brought_in")}
    by_key = {name: dict(sorted(getattr(choices, name).items())) for name in ("places", "marks", "links")}
    return {name: chosen for name, chosen in (lists | by_key).items() if chosen}


def read_choices(kept: Mapping[str, Any]) -> Choices:
    return Choices(**kept)
