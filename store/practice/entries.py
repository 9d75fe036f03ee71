"""What each kind of entry holds, and what is asked of it before it goes on the record.

The plain values here are what the database keeps as an entry's content (`content_of`) and what the views,
the chronology and the reports are made of (`read_content`). Children and adults are named by their id.
"""

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field
from typing import Any

from store.practice.consultations import NO_MARK, Answer, Question, read_answer, read_question
from store.practice.group_supervision import GroupSupervision, read_group_supervision
from store.practice.individual_supervision import KIND, CasePart
from store.practice.sessions import Session, read_session

WEEKLY_ENTRY, VISIT, SIGNIFICANT_EVENT, SESSION = "weekly_entry", "visit", "significant_event", "session"
CONSULTATION, ANSWER = "consultation", "consultation_answer"
GROUP_SUPERVISION, INDIVIDUAL_SUPERVISION = "group_supervision", KIND
LABELS = {
    WEEKLY_ENTRY: "Weekly entry", VISIT: "Visit", SIGNIFICANT_EVENT: "Significant event", SESSION: "Session",
    CONSULTATION: "Question", ANSWER: "Psychologist’s answer",
    GROUP_SUPERVISION: "Group supervision", INDIVIDUAL_SUPERVISION: "Individual supervision",
}  # fmt: skip
OUTCOMES = {"done": "Done", "partly": "Partly", "not_yet": "Not yet"}
LONGEST_HEADLINE = 140


@dataclass(frozen=True)
class WeeklyEntry:
    """One practitioner, one family, one week. `children`: what the week was like, by the child's id."""

    headline: str = ""
    worked_on: str = ""
    outcome: str = ""
    children: Mapping[str, str] = field(default_factory=dict)
    worries: str = ""
    strengths: str = ""
    next: str = ""
    safety: int | None = None

    @property
    def is_significant(self) -> bool:
        return False

    def problems(self) -> dict[str, str]:
        """What keeps it off the record, by field, in the words shown beside the field."""
        found = {}
        if not self.headline:
            found["headline"] = "Write one line that says how the week was"
        elif len(self.headline) > LONGEST_HEADLINE:
            found["headline"] = f"Keep the headline to {LONGEST_HEADLINE} characters; the rest fits below"
        if not (self.worked_on or self.outcome):
            found["worked_on"] = "Write what you worked on with the family, or what came of it"
        if self.safety is not None and not 0 <= self.safety <= 10:
            found["safety"] = "Choose a number from 0 to 10"
        return found


@dataclass(frozen=True)
class ChildSeen:
    """How one child was seen on a visit (facts of practice, “Visit”).

    `seen`, `alone`: None where nobody said so; what was left open is no statement about a child.
    `kept_from_parents`: the child does not want a parent to see these words (facts, “Child's voice”).
    """

    seen: bool | None = None
    alone: bool | None = None
    why_not_alone: str = ""
    bedroom: bool = False
    words: str = ""
    meaning: str = ""
    kept_from_parents: bool = False


@dataclass(frozen=True)
class Visit:
    """One visit by one or more practitioners. `adults`: ids of the grown-ups who were seen."""

    planned: bool = True
    carried_out: bool = True
    why_not: str = ""
    adults: tuple[int, ...] = ()
    children: Mapping[str, ChildSeen] = field(default_factory=dict)
    received: str = ""
    observed: str = ""
    parent_words: str = ""
    agreed: tuple[str, ...] = ()
    significant: bool = False
    impact: str = ""

    @property
    def is_significant(self) -> bool:
        return self.significant

    def problems(self) -> dict[str, str]:
        found = {}
        if not self.carried_out and not self.why_not:
            found["why_not"] = "Say why the visit did not happen"
        if self.carried_out and not self.observed:
            found["observed"] = "Write what you saw and heard"
        if self.significant and not self.impact:
            found["impact"] = "Say what it meant for the children; the chronology shows it"
        return found


@dataclass(frozen=True)
class SignificantEvent:
    """What cannot wait: two fields and a time. `about`: ids of the children whom it concerns."""

    what: str = ""
    impact: str = ""
    about: tuple[int, ...] = ()

    @property
    def is_significant(self) -> bool:
        return True

    def problems(self) -> dict[str, str]:
        found = {}
        if not self.what:
            found["what"] = "Write what happened"
        if not self.impact:
            found["impact"] = "Say what it means for the children"
        return found


Content = WeeklyEntry | Visit | SignificantEvent | Session | Question | Answer | GroupSupervision | CasePart
_KINDS: dict[str, type[Content]] = {
    WEEKLY_ENTRY: WeeklyEntry, VISIT: Visit, SIGNIFICANT_EVENT: SignificantEvent, SESSION: Session,
    CONSULTATION: Question, ANSWER: Answer,
    GROUP_SUPERVISION: GroupSupervision, INDIVIDUAL_SUPERVISION: CasePart,
}  # fmt: skip


def kind_of(content: Content) -> str:
    return next(kind for kind, shape in _KINDS.items() if isinstance(content, shape))


def content_of(content: Content) -> dict[str, Any]:
    """As the database keeps it: JSON values only."""
    return asdict(content)


def read_content(kind: str, stored: Mapping[str, Any], marks: Set[str] = NO_MARK) -> Content:
    """What `content_of` gave, back; keys that this release does not know are passed over.

    Parts of a consultation that are kept to a few come empty, unless `marks` opens them.
    """
    if kind == CONSULTATION:
        return read_question(stored, marks)
    if kind == ANSWER:
        return read_answer(stored, marks)
    if kind == SESSION:
        return read_session(stored)
    if kind == GROUP_SUPERVISION:
        return read_group_supervision(stored)
    shape = _KINDS[kind]
    known = {name: value for name, value in stored.items() if name in shape.__dataclass_fields__}
    for name in ("adults", "agreed", "about"):
        if name in known:
            known[name] = tuple(known[name])
    if shape is Visit:
        known["children"] = {key: ChildSeen(**child) for key, child in known.get("children", {}).items()}
    return shape(**known)
