"""A consultation: a practitioner's question about a case, and what the area's psychologist answers.

Facts, “Consultation”: the question, formulation, recommendations and to whom, review date; health data is marked
apart. A part may be kept to a few; what is read without their marks has those parts empty, and says so.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from store.practice.permissions import Permission

HEALTH, CLOSED = "health", "closed"
MARKS = {"": "Everyone who works with the family", HEALTH: "Health data", CLOSED: "Psychologist and manager only"}
EVERY_MARK = frozenset({HEALTH, CLOSED})
NO_MARK: frozenset[str] = frozenset()

ASKED, TAKEN_ON, NOT_NOW, TAKEN_BACK, ANSWERED = "asked", "taken_on", "not_now", "taken_back", "answered"
OPEN = (ASKED, TAKEN_ON)
STATES = {
    ASKED: "Asked",
    TAKEN_ON: "Taken on",
    NOT_NOW: "Not now",
    TAKEN_BACK: "Taken back",
    ANSWERED: "Answered",
}


def marks_read_with(permissions: Set[Permission]) -> frozenset[str]:
    """The marks whose parts are read with these permissions."""
    opened = {HEALTH: Permission.READ_HEALTH, CLOSED: Permission.READ_CLOSED}
    return frozenset(mark for mark, needed in opened.items() if needed in permissions)


@dataclass(frozen=True)
class Part:
    """Something that was written, with its mark. `is_shut`: there are words, and they are not for who reads."""

    text: str = ""
    mark: str = ""
    is_shut: bool = False

    def as_seen(self, marks: Set[str]) -> "Part":
        is_shut = bool(self.text and self.mark and self.mark not in marks)
        return Part("", self.mark, is_shut=True) if is_shut else self

    @property
    def mark_in_words(self) -> str:
        return MARKS.get(self.mark, MARKS[CLOSED]) if self.mark else ""


@dataclass(frozen=True)
class Question:
    """`background`: what was seen and tried so far."""

    question: Part = field(default_factory=Part)
    background: Part = field(default_factory=Part)

    @property
    def is_significant(self) -> bool:
        return False

    def problems(self) -> dict[str, str]:
        """What keeps it off the record, by field, in the words shown beside the field."""
        return {} if self.question.text else {"question": "Write what you would like to ask"}

    def as_seen(self, marks: Set[str]) -> "Question":
        return Question(self.question.as_seen(marks), self.background.as_seen(marks))


@dataclass(frozen=True)
class Recommendation:
    """`to`: the practitioner's id, `name` as they were called then; `by`: a day, like 2026-11-30."""

    text: str = ""
    to: int | None = None
    name: str = ""
    by: str = ""

    @property
    def by_day(self) -> date | None:
        return date.fromisoformat(self.by) if self.by else None


@dataclass(frozen=True)
class Answer:
    """`review_on`: a day, like 2026-11-30. Recommendations have no mark: whoever is to act must read them."""

    formulation: Part = field(default_factory=Part)
    further: Part = field(default_factory=Part)
    recommendations: tuple[Recommendation, ...] = ()
    review_on: str = ""

    @property
    def is_significant(self) -> bool:
        return False

    def problems(self) -> dict[str, str]:
        found = {}
        if not self.formulation.text:
            found["formulation"] = "Write how you understand it"
        if not self.review_on:
            found["review_on"] = "Give the day on which you look at it together again"
        return found

    def as_seen(self, marks: Set[str]) -> "Answer":
        return replace(self, formulation=self.formulation.as_seen(marks), further=self.further.as_seen(marks))


def read_question(stored: Mapping[str, Any], marks: Set[str]) -> Question:
    """A question as the database keeps it, as far as `marks` open it."""
    return Question(_part(stored.get("question")), _part(stored.get("background"))).as_seen(marks)


def read_answer(stored: Mapping[str, Any], marks: Set[str]) -> Answer:
    known = Recommendation.__dataclass_fields__
    given = tuple(
        Recommendation(**{name: value for name, value in one.items() if name in known})
        for one in stored.get("recommendations") or ()
    )
    parts = _part(stored.get("formulation")), _part(stored.get("further"))
    return Answer(*parts, given, stored.get("review_on") or "").as_seen(marks)


def under_marks_of(newest: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """An earlier version of a question or an answer as the database keeps it, its parts no more open than they are now.

    A part that was marked by a correction was for the few from the start; where two marks differ it is the narrower.
    """
    return {name: _under_mark_of(newest.get(name), part) for name, part in earlier.items()}


def _under_mark_of(newest: object, part: Any) -> Any:
    now = _part(newest).mark
    if not isinstance(part, Mapping) or not now or part.get("mark") == now:
        return part
    return {**part, "mark": CLOSED if part.get("mark") else now}


def _part(stored: object) -> Part:
    if not isinstance(stored, Mapping):
        return Part()
    return Part(str(stored.get("text") or ""), str(stored.get("mark") or ""))
