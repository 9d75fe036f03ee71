"""What stands in a practitioner's own file: training, fidelity scores, reflections. Never on a family's record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from store.practice.dates_in_words import day_and_month
from store.practice.fidelity import COUNTS, GLOBALS, Fidelity
from store.practice.inviting import GRANTS

TRAINING, FIDELITY, REFLECTION = "training", "fidelity", "reflection"
LABELS = {TRAINING: "MI training", FIDELITY: "Fidelity score", REFLECTION: "Reflection"}
LEVELS = {
    "introductory": "Introductory",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
    "coach": "Coach or trainer",
}
SUPERVISED: dict[str, frozenset[str]] = {
    "team_manager": GRANTS["team_manager"],
    "service_manager": GRANTS["service_manager"] - GRANTS["team_manager"],
}
"""Whose supervisor a role is, of those within its reach: whom it brings in and nobody below it does."""


@dataclass(frozen=True)
class Training:
    what: str = ""
    level: str = ""

    def problems(self) -> dict[str, str]:
        found = {} if self.what else {"what": "Write which training it was"}
        return found if self.level in LEVELS else found | {"level": "Choose the level"}


@dataclass(frozen=True)
class Reflection:
    text: str = ""

    def problems(self) -> dict[str, str]:
        return {} if self.text else {"text": "Write what you think"}


Content = Training | Fidelity | Reflection
_KINDS: dict[str, type[Content]] = {TRAINING: Training, FIDELITY: Fidelity, REFLECTION: Reflection}


def kind_of(content: Content) -> str:
    return next(kind for kind, shape in _KINDS.items() if isinstance(content, shape))


def content_of(content: Content) -> dict[str, Any]:
    """As the database keeps it: JSON values only."""
    return asdict(content)


def read_content(kind: str, stored: Mapping[str, Any]) -> Content:
    """What `content_of` gave, back; keys that this release does not know are passed over."""
    shape = _KINDS[kind]
    return shape(**{name: value for name, value in stored.items() if name in shape.__dataclass_fields__})


def in_words(happened_on: date, content: Content) -> dict[str, str]:
    """What a note says, by the label of each field that its form has."""
    said = {"Day": day_and_month(happened_on) + f" {happened_on.year}"}
    match content:
        case Training():
            return said | {"Which training": content.what, "Level": LEVELS.get(content.level, "")}
        case Reflection():
            return said | {"What you think": content.text}
        case Fidelity():
            scored = {label: str(content.scores.get(name, "")) for name, label in GLOBALS.items()}
            counted = {label: str(content.counts.get(name, "")) for name, label in COUNTS.items()}
            said |= {"Who listened and scored": content.coder} | scored | counted
            return said | {"What you take from it": content.remark}


def supervises(role: str, other: str) -> bool:
    """Whether somebody of `role` supervises somebody of the role `other` who is within their reach."""
    return other in SUPERVISED.get(role, frozenset())
