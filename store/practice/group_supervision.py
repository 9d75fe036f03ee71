"""Group supervision: how views stand side by side, when one was given, and what is written down of a family's turn.

Facts, “Group case supervision”: worries, what works, what needs to happen, a scale, the agreed view, decisions,
dissent, who was there. A view that differs is content: nothing is averaged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from store.practice.calendar import day_of
from store.practice.safety import HIGHEST, LOWEST, WIDE

ON_THE_DAY, IN_THE_ROOM, AFTERWARDS = "Given on the day", "Given in the room", "Given after the others were seen"


@dataclass(frozen=True)
class Given:
    """Somebody's view. `safety`: 0 to 10."""

    safety: int | None = None
    evidence: str = ""

    def problems(self) -> dict[str, str]:
        found = {}
        if self.safety is None:
            found["safety"] = "Choose a number from 0 to 10: how safe are the children, as you see it?"
        elif not LOWEST <= self.safety <= HIGHEST:
            found["safety"] = "Choose a number from 0 to 10"
        if not self.evidence:
            found["evidence"] = "Write what you have seen or heard that the number stands on"
        return found


def when_given(given_at: datetime, planned_on: date, started_at: datetime | None, revealed_at: datetime | None) -> str:
    """The mark of a view that did not come before the day of the meeting; empty for one that did.

    The day is that on which it was held: one that was put off by a day makes nobody late.
    """
    if revealed_at and given_at >= revealed_at:
        return AFTERWARDS
    if started_at and given_at >= started_at:
        return IN_THE_ROOM
    the_day = day_of(started_at) if started_at else planned_on
    return ON_THE_DAY if day_of(given_at) >= the_day else ""


@dataclass(frozen=True)
class Apart:
    """How far the numbers of one family stand apart."""

    lowest: int
    highest: int

    @property
    def by(self) -> int:
        return self.highest - self.lowest

    @property
    def is_wide(self) -> bool:
        return self.by >= WIDE

    @property
    def in_words(self) -> str:
        """What is said beneath the views."""
        if not self.by:
            return f"All see it at {self.lowest}."
        return f"From {self.lowest} to {self.highest}: {self.by} apart."


def apart(numbers: Sequence[int]) -> Apart | None:
    """None where there are not two to be compared."""
    return Apart(min(numbers), max(numbers)) if len(numbers) > 1 else None


@dataclass(frozen=True)
class GroupSupervision:
    """What was said of a family in the room. `present`, `dissent` by a practitioner's id; `names`: as they were called
    on that day; `others`: who else was there; `actions`: what was agreed to be done, each of which is a task.
    """

    supervision: str = ""
    worries: str = ""
    works: str = ""
    needs: str = ""
    safety: int | None = None
    agreed: str = ""
    dissent: Mapping[str, str] = field(default_factory=dict)
    decisions: str = ""
    actions: tuple[str, ...] = ()
    present: tuple[int, ...] = ()
    others: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    significant: bool = False
    impact: str = ""

    @property
    def is_significant(self) -> bool:
        return self.significant

    def problems(self) -> dict[str, str]:
        found = {}
        if not self.agreed:
            found["agreed"] = "Write the view that you agreed on; who sees it otherwise stands below, by name"
        if self.safety is not None and not LOWEST <= self.safety <= HIGHEST:
            found["safety"] = "Choose a number from 0 to 10"
        if not self.present:
            found["present"] = "Tick who was there"
        if self.significant and not self.impact:
            found["impact"] = "Say what it meant for the children; the chronology shows it"
        return found

    def called(self, who: int | str) -> str:
        return self.names.get(str(who), "Somebody who was there")


def read_group_supervision(stored: Mapping[str, Any]) -> GroupSupervision:
    """What the database keeps, back; what this release does not know is passed over."""
    known = {name: value for name, value in stored.items() if name in GroupSupervision.__dataclass_fields__}
    for name in ("actions", "present"):
        known[name] = tuple(known.get(name) or ())
    return GroupSupervision(**known)
