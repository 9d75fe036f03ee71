"""The form of what is written down in the room: blank, as it was posted, or as it stands on the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from store.practice.calendar import LONDON, day_of
from store.practice.group_supervision import GroupSupervision
from store.supervisions import ViewGiven
from store.tasks import MadeTask
from web.forms import Form
from web.recording.agreed import (
    AgreedRow,
    blank_rows,
    need_owner_and_day,
    owners_before,
    posted_rows,
    stored_rows,
)
from web.recording.choices import Choices

ACTIONS = 8
"""Rows for them: a meeting agrees on more than a visit does."""


@dataclass(frozen=True)
class SupervisionForm:
    """`agreed`: the rows of actions. `people`: who can be ticked as there and named with a view of their own, by id.
    `held_on`: the day, as the field says it.
    """

    draft_id: str
    opened_version: int
    said: GroupSupervision
    agreed: tuple[AgreedRow, ...]
    people: Mapping[int, str] = field(default_factory=dict)
    held_on: str = ""


def people_of(choices: Choices, me: tuple[int, str], views: Sequence[ViewGiven], before: GroupSupervision | None
              ) -> dict[int, str]:  # fmt: skip
    """Who can have been there: whoever writes it, who works with the family, who gave a view, who was there before."""
    found = {me[0]: me[1]} | {who.id: f"{who.name}, {who.role_label}" for who in choices.colleagues}
    for view in views:
        found.setdefault(view.who, f"{view.name}, {view.role_label}")
    for key, name in (before.names if before else {}).items():
        found.setdefault(int(key), name)
    return found


def blank_supervision(supervision: str, people: Mapping[int, str], views: Sequence[ViewGiven], me_id: int
                      ) -> SupervisionForm:  # fmt: skip
    """Who gave a view, and who writes it down, is ticked as there."""
    there = tuple(dict.fromkeys((me_id, *(view.who for view in views))))
    said = GroupSupervision(supervision, present=there)
    return SupervisionForm("", 0, said, blank_rows(0, me_id, at_least=ACTIONS), people)


def posted_supervision(
    form: Form, choices: Choices, supervision: str, people: Mapping[int, str], tasks: Sequence[MadeTask] = ()
) -> SupervisionForm:
    rows = posted_rows(form, choices, tasks)
    need_owner_and_day(form, rows, owners_before(tasks) | set(dict(choices.owners)))
    present = tuple(who for who in form.numbers("present") if who in people)
    dissent = {str(who): words for who in people if (words := form.text(f"dissent-{who}"))}
    named = {*present, *(int(key) for key in dissent)}
    said = GroupSupervision(
        supervision=supervision,
        worries=form.text("worries"),
        works=form.text("works"),
        needs=form.text("needs"),
        safety=form.number("safety"),
        agreed=form.text("agreed"),
        dissent=dissent,
        decisions=form.text("decisions"),
        actions=tuple(row.title for row in rows if row.title),
        present=present,
        others=form.text("others", longest=500),
        significant=form.is_ticked("significant"),
        impact=form.text("impact"),
        names={str(who): name for who, name in people.items() if who in named},
    )
    draft_id, held_on = (form.text(name, longest=40) for name in ("draft_id", "held_on"))
    return SupervisionForm(draft_id, form.opened_version, said, rows, people, held_on)


def read_held(form: Form, known: datetime, opened_on: date, now: datetime) -> datetime:
    """When it was held: `known`, the opening of the views or what was said of it before, if that was on the day which
    the form gives or it gives none; else the midday of that day. What cannot be is noted beside the field.
    """
    on = form.day("held_on")
    if on is None or on == day_of(known):
        return known
    if on > day_of(now):
        form.errors["held_on"] = "This day is still to come"
    elif on < opened_on:
        form.errors["held_on"] = "The case was not open yet on this day"
    return datetime.combine(on, time(12), LONDON).astimezone(UTC)


def stored_supervision(
    entry_id: str, revision: int, said: GroupSupervision, tasks: Sequence[MadeTask], people: Mapping[int, str],
    me_id: int,
) -> SupervisionForm:  # fmt: skip
    return SupervisionForm(entry_id, revision, said, stored_rows(said.actions, tasks, me_id, at_least=ACTIONS), people)
