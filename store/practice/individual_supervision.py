"""One supervision of one practitioner, in its two parts.

Facts, “Individual supervision”: the case part stands on the family's record as a form; what is about the practitioner
is kept elsewhere, seen only by the two. So they are two records that meet in the day and the two people, never in
one text: no draft, version or refusal of the one can carry words of the other.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from store.practice.calendar import LONDON
from store.practice.dates_in_words import day_and_month

KIND = "individual_supervision"


@dataclass(frozen=True)
class CasePart:
    """What was said of one family, on its record. `practitioner`: with whom, by id; `practitioner_name`: as they were
    called on that day; `children`: the reflection, by the child's id; `agreed`: what became tasks.
    """

    practitioner: int | None = None
    practitioner_name: str = ""
    talked: str = ""
    worries: str = ""
    decided: str = ""
    why: str = ""
    children: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()
    significant: bool = False
    impact: str = ""

    @property
    def is_significant(self) -> bool:
        return self.significant

    def problems(self) -> dict[str, str]:
        """What keeps it off the record, by field, in the words shown beside the field."""
        found = {}
        if self.practitioner is None:
            found["practitioner"] = "Choose with whom you talked"
        if not self.talked:
            found["talked"] = "Write what you talked through"
        if self.decided and not self.why:
            found["why"] = "Say why: whoever reads the decision later needs the reason"
        if self.significant and not self.impact:
            found["impact"] = "Say what it meant for the children; the chronology shows it"
        return found


@dataclass(frozen=True)
class PrivatePart:
    """What is between the two."""

    wellbeing: str = ""
    workload: str = ""
    development: str = ""
    agreed: str = ""

    def problems(self) -> dict[str, str]:
        if any((self.wellbeing, self.workload, self.development, self.agreed)):
            return {}
        return {"wellbeing": "Write something in one of the four fields"}


PRIVATE_FIELDS = {
    "wellbeing": "How the practitioner is",
    "workload": "Workload",
    "development": "Development",
    "agreed": "What we agreed between us",
}


def content_of(part: PrivatePart) -> dict[str, Any]:
    """As the database keeps it: JSON values only."""
    return asdict(part)


def read_private(stored: Mapping[str, Any]) -> PrivatePart:
    """What `content_of` gave, back; keys that this release does not know are passed over."""
    return PrivatePart(**{name: value for name, value in stored.items() if name in PrivatePart.__dataclass_fields__})


def in_words(held_on: date, part: PrivatePart) -> dict[str, str]:
    """What it says, by the label of each field that its form has."""
    said = content_of(part)
    day = {"Day on which it was held": f"{day_and_month(held_on)} {held_on.year}"}
    return day | {label: said[name] for name, label in PRIVATE_FIELDS.items()}


def midday(held_on: date) -> datetime:
    """The moment from which lateness is counted: the day is known, the hour is not."""
    return datetime.combine(held_on, time(12), LONDON).astimezone(UTC)
