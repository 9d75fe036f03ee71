"""The weekly entry's form: from the posted fields to plain values, and from an entry back to its fields."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from starlette.datastructures import FormData

from store.practice.entries import OUTCOMES, WeeklyEntry
from store.task_outcomes import Said
from store.weekly_tasks import NewTask, OpenTask
from web.forms import Form

TEXTS = ("headline", "worked_on", "outcome", "worries", "strengths", "next")
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60


@dataclass(frozen=True)
class Fields:
    """What stands in the form: texts by field name, and the words beside those that need another look."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    rows: int = FIRST_ROWS

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())


@dataclass(frozen=True)
class Written:
    """What the form brought. `children`: the ids of those it names; `fields` re-fill it."""

    content: WeeklyEntry
    said: tuple[Said, ...]
    tasks: tuple[NewTask, ...]
    fields: Fields

    @property
    def children(self) -> set[int]:
        return {int(key) for key in self.content.children}


def read_form(data: FormData, *, me: int, practitioners: Collection[int], adults: Collection[int]) -> Written:
    """Everything that was typed, with its errors; a new task's owner is among those given, or oneself."""
    form = Form(data)
    content = WeeklyEntry(
        **{name: form.text(name) for name in TEXTS if name != "headline"},
        headline=" ".join(form.text("headline").split()),
        children=_children(form, data),
        safety=form.number("safety"),
    )  # fmt: skip
    said = tuple(
        one for key in dict.fromkeys(_keys(data, "task_") + _keys(data, "difference_")) if (one := _said(form, key))
    )
    rows = rows_of(data)
    made = tuple(task for number in range(1, rows + 1) if (task := _new_task(form, number, me, practitioners, adults)))
    problems = {name: words for name, words in content.problems().items() if name not in form.errors}
    return Written(content, said, made, Fields(typed(data), form.errors | problems, rows))


def _children(form: Form, data: FormData) -> dict[str, str]:
    keys = [key for key in _keys(data, "child_") if key.isascii() and key.isdecimal() and len(key) < 10]
    return {key: text for key in keys if (text := form.text(f"child_{key}"))}


def typed(data: FormData) -> dict[str, str]:
    return {name: str(value) for name, value in data.multi_items()}


def rows_of(data: FormData) -> int:
    """How many rows for new tasks the form has; pressing the button adds some."""
    numbers = [int(key) for key in _keys(data, "new_title_") if key.isascii() and key.isdecimal() and len(key) < 4]
    rows = max([FIRST_ROWS, *numbers]) + (MORE_ROWS if "more_tasks" in data else 0)
    return min(rows, MOST_ROWS)


def _keys(data: FormData, prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in data if name.startswith(prefix)]


def _said(form: Form, key: str) -> Said | None:
    difference = form.text(f"difference_{key}")
    outcome = form.choice(f"task_{key}", OUTCOMES)
    if difference and not outcome and f"task_{key}" not in form.errors:
        form.errors[f"task_{key}"] = "Choose done, partly or not yet for this task"
    try:
        return Said(UUID(key), outcome, difference) if outcome else None
    except ValueError:
        form.errors[f"task_{key}"] = "There is no such task"
        return None


def _new_task(
    form: Form, number: int, me: int, practitioners: Collection[int], adults: Collection[int]
) -> NewTask | None:
    title, due = form.text(f"new_title_{number}", longest=300), form.day(f"new_due_{number}")
    if not title:
        if due:
            form.errors[f"new_title_{number}"] = "Write what is to be done by that day"
        return None
    kind, _, key = (form.text(f"new_owner_{number}") or f"practitioner-{me}").partition("-")
    owner = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
    if owner not in {"practitioner": practitioners, "person": adults}.get(kind, ()):
        form.errors[f"new_owner_{number}"] = "Choose who does this"
        return None
    mine = kind == "practitioner"
    return NewTask(number, title, owner if mine else None, None if mine else owner, due)


def fields_of(content: WeeklyEntry, tasks: Iterable[OpenTask]) -> Fields:
    """The form as its entry was written."""
    values = {name: getattr(content, name) for name in TEXTS}
    values |= {f"child_{key}": text for key, text in content.children.items()}
    values["safety"] = "" if content.safety is None else str(content.safety)
    for task in tasks:
        values |= {f"task_{task.id}": task.outcome, f"difference_{task.id}": task.difference}
    return Fields(values)


def in_words(written: Written, names: Mapping[str, str]) -> str:
    """The content as one text, for an amendment when the week was signed off meanwhile."""
    content = written.content
    safety = "" if content.safety is None else f"Safety: {content.safety} of 10"
    children = [f"{names.get(key, 'A child')}: {text}" for key, text in content.children.items()]
    texts = [content.headline, content.worked_on, content.outcome, *children]
    return "\n\n".join(text for text in (*texts, content.worries, content.strengths, content.next, safety) if text)
