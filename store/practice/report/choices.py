"""What the author of a report chose for one section: what is left out, brought in, said of a line or before it.

What is quoted stays as it was written; facts, “What is recorded”: fact, observation, allegation and opinion told apart.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

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


AS_IT_COMES = Choices()
