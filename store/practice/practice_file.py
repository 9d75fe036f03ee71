"""What stands in a practitioner's own file: training, fidelity scores, reflections. Never on a family's record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from store.practice.fidelity import Fidelity

TRAINING, FIDELITY, REFLECTION = "training", "fidelity", "reflection"
LABELS = {TRAINING: "MI training", FIDELITY: "Fidelity score", REFLECTION: "Reflection"}
LEVELS = {
    "introductory": "Introductory",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
    "coach": "Coach or trainer",
}
SUPERVISED: dict[str, frozenset[str]] = {
    "team_manager": frozenset(
        {"childrens_social_worker", "family_support_worker", "da_victims", "da_harm", "recovery_worker",
         "mental_health"}
    ),
    "service_manager": frozenset({"psychologist", "team_manager"}),
}  # fmt: skip
"""Whose supervisor a role is, of those within its reach (store.practice.inviting)."""


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


def supervises(role: str, other: str) -> bool:
    """Whether somebody of `role` supervises somebody of the role `other` who is within their reach."""
    return other in SUPERVISED.get(role, frozenset())
