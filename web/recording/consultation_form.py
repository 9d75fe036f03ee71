"""The forms of a consultation: the question, and the answer with its recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from store.practice.calendar import LONDON
from store.practice.consultations import MARKS, Answer, Part, Question, Recommendation
from store.recorded import Recorded
from store.tasks import MadeTask
from web.forms import Form
from web.recording.agreed import ROWS, AgreedRow, need_owner_and_day, owners_before, posted_rows, stored_rows
from web.recording.choices import Choices


@dataclass(frozen=True)
class Head:
    """What every form about an entry carries."""

    draft_id: str
    opened_version: int
    on: str
    at: str


@dataclass(frozen=True)
class QuestionForm:
    head: Head
    question: Part = field(default_factory=Part)
    background: Part = field(default_factory=Part)

    @property
    def content(self) -> Question:
        return Question(self.question, self.background)


@dataclass(frozen=True)
class AnswerForm:
    head: Head
    rows: tuple[AgreedRow, ...]
    formulation: Part = field(default_factory=Part)
    further: Part = field(default_factory=Part)
    review_on: str = ""

    def content(self, choices: Choices) -> Answer:
        given = tuple(_recommendation(row, choices) for row in self.rows if row.title)
        return Answer(self.formulation, self.further, given, self.review_on)


def addressees(choices: Choices) -> list[tuple[str, str]]:
    """To whom a recommendation can go: a practitioner on the case."""
    return [(f"p{who.id}", f"{who.name}, {who.role_label}") for who in choices.colleagues]


def blank_question(now: datetime) -> QuestionForm:
    return QuestionForm(blank_head(now))


def posted_question(form: Form, draft_id: str) -> QuestionForm:
    return QuestionForm(_posted_head(form, draft_id), _part(form, "question"), _part(form, "background"))


def stored_question(found: Recorded, question: Question) -> QuestionForm:
    return QuestionForm(_stored_head(found), question.question, question.background)


def blank_answer(now: datetime) -> AnswerForm:
    return AnswerForm(blank_head(now), _blank_rows(0))


def posted_answer(form: Form, draft_id: str, choices: Choices, tasks: Sequence[MadeTask] = ()) -> AnswerForm:
    """`tasks`: those that its recommendations became before. What is missing is noted in `form.errors`."""
    rows = posted_rows(form, choices, tasks)
    need_owner_and_day(form, rows, owners_before(tasks) | set(dict(addressees(choices))))
    form.day("review_on")
    formulation, further = _part(form, "formulation"), _part(form, "further")
    head = _posted_head(form, draft_id)
    return AnswerForm(head, rows, formulation, further, form.text("review_on", longest=40))


def stored_answer(found: Recorded, answer: Answer, tasks: Sequence[MadeTask]) -> AnswerForm:
    filled = tuple(row for row in stored_rows((), tasks, 0) if not row.is_empty)
    rows = (*filled, *_blank_rows(len(filled)))
    return AnswerForm(_stored_head(found), rows, answer.formulation, answer.further, answer.review_on)


def blank_head(now: datetime) -> Head:
    here = now.astimezone(LONDON)
    return Head("", 0, here.date().isoformat(), here.strftime("%H:%M"))


def _stored_head(found: Recorded) -> Head:
    here = found.happened_at.astimezone(LONDON)
    return Head(str(found.id), found.revision, here.date().isoformat(), here.strftime("%H:%M"))


def _posted_head(form: Form, draft_id: str) -> Head:
    return Head(draft_id, form.opened_version, form.text("on", longest=40), form.text("at", longest=40))


def _blank_rows(first: int) -> tuple[AgreedRow, ...]:
    return tuple(AgreedRow(number) for number in range(first, max(first + 1, ROWS)))


def _part(form: Form, name: str) -> Part:
    """A mark that is none of ours is an error beside it, and the words do not go on the record unmarked."""
    return Part(form.text(name), form.choice(f"{name}_mark", MARKS))


def _recommendation(row: AgreedRow, choices: Choices) -> Recommendation:
    named = {f"p{who.id}": who.name for who in choices.colleagues}
    is_one = row.owner.startswith("p") and row.owner[1:].isdecimal()
    return Recommendation(
        row.title, int(row.owner[1:]) if is_one else None, named.get(row.owner, row.owner_name), row.due
    )
