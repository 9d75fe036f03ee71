"""Rows of what was agreed, in a form: each becomes a task with an owner and a date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from store.tasks import MadeTask, NewTask
from web.forms import Form
from web.recording.choices import Choices

LONGEST_TITLE = 300
ROWS = 3
MOST_ROWS = 20


@dataclass(frozen=True)
class AgreedRow:
    """One row as it stands in the form. `task`: the id of the task that it became before, `owner_name` whose it was."""

    number: int
    title: str = ""
    owner: str = ""
    due: str = ""
    task: str = ""
    owner_name: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.title and not self.task


def posted_rows(form: Form, choices: Choices, tasks: Sequence[MadeTask] = ()) -> tuple[AgreedRow, ...]:
    """The rows that a form brought, with the errors beside them noted in `form`. `tasks`: those made of them before."""
    count = next((n for n in range(MOST_ROWS, ROWS, -1) if form.text(f"agreed-{n - 1}")), ROWS)
    before = {_owner(task): task.owner for task in tasks}
    return tuple(_posted(form, number, choices, before) for number in range(count))


def need_owner_and_day(form: Form, rows: Sequence[AgreedRow], owners: Collection[str]) -> None:
    """Of what is to be done it is said by whom, one of `owners`, and by when; what is missing is noted beside it."""
    for row in rows:
        if not row.title:
            continue
        if row.owner not in owners:
            form.errors[f"owner-{row.number}"] = "Choose who does it"
        if not row.due:
            form.errors.setdefault(f"due-{row.number}", "Give the day by which it is done")


def owners_before(tasks: Sequence[MadeTask]) -> frozenset[str]:
    """Who had them before may keep them, whoever works on the case now."""
    return frozenset(map(_owner, tasks)) - {""}


def stored_rows(
    agreed: Sequence[str], tasks: Sequence[MadeTask], me_id: int, *, at_least: int = ROWS
) -> tuple[AgreedRow, ...]:
    """The rows of an entry on the record, its tasks first, with room for more."""
    titles = {task.title for task in tasks}
    without_task = [title for title in agreed if title not in titles]
    filled = [_row(number, task) for number, task in enumerate(tasks)]
    filled += [AgreedRow(n, title, f"p{me_id}") for n, title in enumerate(without_task, len(filled))]
    return (*filled, *blank_rows(len(filled), me_id, at_least=at_least))


def blank_rows(first: int, me_id: int, *, at_least: int = ROWS) -> tuple[AgreedRow, ...]:
    last = max(first + 1, at_least)
    return tuple(AgreedRow(number, owner=f"p{me_id}") for number in range(first, last))


def tasks_of(rows: Sequence[AgreedRow], entry_id: UUID, tasks: Sequence[MadeTask] = ()) -> tuple[NewTask, ...]:
    """The tasks that the rows make; `tasks`: those made of them before, the only ones that a row can name.

    A new one's id follows from its words: the same post again makes it once.
    """
    known = {str(task.id): task.id for task in tasks}
    made: dict[UUID, NewTask] = {}
    for row in rows:
        if not row.title:
            continue
        task_id = known.get(row.task) or uuid5(entry_id, row.title)
        if task_id in made:
            task_id = uuid5(entry_id, f"{row.number} {row.title}")
        made[task_id] = new_task(task_id, row.title, row.owner, date.fromisoformat(row.due) if row.due else None)
    return tuple(made.values())


def new_task(task_id: UUID, title: str, owner: str, due_on: date | None) -> NewTask:
    """A task from the choice of an owner: `p12` a practitioner, `f34` a person of the family."""
    number = int(owner[1:]) if owner else None
    is_person = owner.startswith("f")
    return NewTask(task_id, title, None if is_person else number, number if is_person else None, due_on)


def read_owner(form: Form, name: str, choices: Choices, before: Collection[str] = ()) -> str:
    """The choice of an owner; an error beside it for anyone who is not on the case. `before`: owners that may stay."""
    owner = form.text(name, longest=20)
    if owner and owner not in before and owner not in dict(choices.owners):
        form.errors[name] = "Choose somebody who works with this family, or a grown-up of the family"
        return ""
    return owner


def _posted(form: Form, number: int, choices: Choices, before: Mapping[str, str]) -> AgreedRow:
    form.day(f"due-{number}")
    owner = read_owner(form, f"owner-{number}", choices, before)
    row = AgreedRow(
        number,
        " ".join(form.text(f"agreed-{number}", longest=LONGEST_TITLE).split()),
        owner,
        form.text(f"due-{number}", longest=40),
        form.text(f"task-{number}", longest=40),
        before.get(owner, ""),
    )
    if row.due and not row.title and not row.task:
        form.errors.setdefault(f"agreed-{number}", "Write what was agreed, or empty the date")
    return row


def _row(number: int, task: MadeTask) -> AgreedRow:
    due = task.due_on.isoformat() if task.due_on else ""
    return AgreedRow(number, task.title, _owner(task), due, str(task.id), task.owner)


def _owner(task: MadeTask) -> str:
    if task.owner_id:
        return f"p{task.owner_id}"
    return f"f{task.owner_person_id}" if task.owner_person_id else ""
