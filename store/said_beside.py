"""What a conference report quotes beside the entries: what was said of tasks, and colleagues' accounts."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Select, case, false, literal, null, or_, select
from sqlalchemy.orm import aliased

from store.practice.calendar import LONDON
from store.practice.consultations import CLOSED
from store.practice.entries import ANSWER
from store.tables.consultations import Consultation
from store.tables.entries import Entry, Signature, Task, TaskOutcome
from store.tables.people import Practitioner


def gathered_since(case_id: int, since: date | None) -> tuple[Any, ...]:
    """The day of the conference is one of them: a visit may have followed it. What happened before it and was written
    after it stood in no report.
    """
    if since is None:
        return (Entry.case_id == case_id,)
    day = datetime.combine(since, time(), LONDON).astimezone(UTC)
    return Entry.case_id == case_id, or_(Entry.happened_at >= day, Entry.written_at >= day)


def asked_apart(answer: Any = Entry) -> Any:
    """An answer to a question that is kept to a few."""
    asked = aliased(Entry)
    marks = (asked.content[(part, "mark")].as_string() for part in ("question", "background"))
    return (
        select(literal(1))
        .select_from(Consultation)
        .join(asked, asked.id == Consultation.entry_id)
        .where(Consultation.answer_id == answer.id, or_(*(mark != "" for mark in marks)))
        .correlate(answer)
        .exists()
    )


def said_beside(case_id: int, since: date | None) -> tuple[Select[*tuple[Any, ...]], ...]:
    """What was said of tasks, and the accounts of who signed visits, as SaidBeside and four columns between."""
    who = (Practitioner.id, Practitioner.name, Practitioner.role, Entry.happened_at)
    gathered, nothing = gathered_since(case_id, since), (null(), null(), null(), null())
    carried_out = Entry.content["carried_out"].as_boolean()
    outcomes = (
        select(Entry.id, *who, TaskOutcome.difference, Task.title, *nothing, TaskOutcome.outcome, _mark(case_id))
        .join(TaskOutcome, TaskOutcome.entry_id == Entry.id).join(Task, Task.id == TaskOutcome.task_id)
        .join(Practitioner, Practitioner.id == Entry.author_id)
        .where(*gathered, TaskOutcome.difference != "")
    )  # fmt: skip
    accounts = (
        select(Entry.id, *who, Signature.account, literal(""), *nothing, literal(""), literal(""))
        .join(Signature, Signature.entry_id == Entry.id)
        .join(Practitioner, Practitioner.id == Signature.practitioner_id)
        .where(*gathered, Signature.account != "", Signature.declined_at.is_(None), carried_out.is_not(false()))
    )
    return outcomes, accounts


def _mark(case_id: int) -> Any:
    """A task that was made in an answer bears what was recommended in its title: kept to a few as the answer is."""
    answer = aliased(Entry)
    understood = answer.content[("formulation", "mark")].as_string()
    kept = (answer.case_id == case_id, answer.kind == ANSWER, or_(understood != "", asked_apart(answer)))
    return case((Task.made_in_id.in_(select(answer.id).where(*kept)), CLOSED), else_="")
