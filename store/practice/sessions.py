"""A session: one-to-one work with a parent, and what of it was motivational interviewing.

Facts, “Motivational interviewing”: per target behaviour the parent's own words (change talk and sustain talk),
importance and confidence with “why not lower?”, the stage of change, the next step. How well a practitioner
interviews is no part of it: that belongs in their own development file, never on a family's record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SUSTAIN = "sustain"
CHANGE_TALK = {
    "desire": "Wants to",
    "ability": "Can",
    "reasons": "Has reasons",
    "need": "Needs to",
    "commitment": "Will",
}
MARKS = CHANGE_TALK | {SUSTAIN: "Stays as it is"}
STAGES = {
    "precontemplation": "Not thinking of it yet",
    "contemplation": "Thinking about it",
    "preparation": "Preparing",
    "action": "Acting",
    "maintenance": "Keeping it up",
}
"""Prochaska and DiClemente's stages, as one would say them."""


@dataclass(frozen=True)
class OwnWords:
    """Something that the parent said, word for word. `mark`: a key of MARKS, empty where nobody marked it."""

    text: str = ""
    mark: str = ""

    @property
    def is_change_talk(self) -> bool:
        return self.mark in CHANGE_TALK

    @property
    def is_sustain_talk(self) -> bool:
        return self.mark == SUSTAIN

    @property
    def mark_in_words(self) -> str:
        """Change talk: wants to; sustain talk."""
        if self.is_sustain_talk:
            return "Sustain talk"
        return f"Change talk: {CHANGE_TALK[self.mark].lower()}" if self.is_change_talk else ""


@dataclass(frozen=True)
class Talk:
    """What was said of one behaviour. `importance`, `confidence`: 0 to 10, None where it was not asked."""

    behaviour: str = ""
    words: tuple[OwnWords, ...] = ()
    importance: int | None = None
    confidence: int | None = None
    why_not_lower: str = ""
    stage: str = ""
    next_step: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Talk()

    @property
    def stage_in_words(self) -> str:
        return STAGES.get(self.stage, "")


@dataclass(frozen=True)
class Session:
    """`parent`: id of the adult; `module`: id of the module, None for none, and `module_title`, what it was called on
    that day; `children`: what it means, by their id.
    """

    parent: int | None = None
    module: int | None = None
    did: str = ""
    showed: str = ""
    children: Mapping[str, str] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    significant: bool = False
    impact: str = ""
    module_title: str = ""

    @property
    def is_significant(self) -> bool:
        return self.significant

    def problems(self) -> dict[str, str]:
        """What keeps it off the record, by field, in the words shown beside the field."""
        found = {}
        if self.parent is None:
            found["parent"] = "Choose whom you worked with"
        if not (self.did or self.showed):
            found["did"] = "Write what you did together, or what it showed"
        for number, talk in enumerate(self.talks):
            found |= {
                f"{name}-{number}": "Choose a number from 0 to 10"
                for name, chosen in (("importance", talk.importance), ("confidence", talk.confidence))
                if chosen is not None and not 0 <= chosen <= 10
            }
        if self.significant and not self.impact:
            found["impact"] = "Say what it meant for the children; the chronology shows it"
        return found


def read_session(stored: Mapping[str, Any]) -> Session:
    """A session as the database keeps it, back; what this release does not know is passed over, at every depth."""
    known = _known(Session, stored)
    talks = (_talk(talk) for talk in known.pop("talks", ()) or ())
    return Session(**known, talks=tuple(talks))


def _talk(stored: Mapping[str, Any]) -> Talk:
    known = _known(Talk, stored)
    words: Iterable[Mapping[str, Any]] = known.pop("words", ()) or ()
    return Talk(**known, words=tuple(OwnWords(**_known(OwnWords, one)) for one in words))


def _known(shape: type[Session | Talk | OwnWords], stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name in shape.__dataclass_fields__}
