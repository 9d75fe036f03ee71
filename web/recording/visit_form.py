"""The visit's form: blank, as it was posted, or as it stands on the record; and the visit that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData

from store.practice.calendar import LONDON
from store.practice.entries import ChildSeen, Visit
from store.practice.visit_words import RECEIVED, WHY_NOT_CARRIED_OUT, joined, parted
from store.recorded import Recorded
from store.tasks import MadeTask
from web.forms import Form
from web.recording.agreed import AgreedRow, blank_rows, posted_rows, stored_rows
from web.recording.child_part import ChildPart, blank_child, posted_child, stored_child
from web.recording.choices import Choices
from web.recording.people_named import children_named, note_the_gone


@dataclass(frozen=True)
class VisitForm:
    """Everything that stands in the form, whatever came of it. `homeless`: words about a child who is not there."""

    draft_id: str
    opened_version: int
    on: str
    at: str
    children: tuple[ChildPart, ...]
    agreed: tuple[AgreedRow, ...]
    planned: bool = True
    carried_out: bool = True
    why_not: str = ""
    why_not_more: str = ""
    went: frozenset[int] = frozenset()
    adults: frozenset[int] = frozenset()
    received: str = ""
    received_more: str = ""
    observed: str = ""
    parent_words: str = ""
    significant: bool = False
    impact: str = ""
    homeless: tuple[str, ...] = ()

    @property
    def visit(self) -> Visit:
        """What goes on the record. Of a child of whom nothing was said it says just that."""
        out = self.carried_out
        return Visit(
            planned=self.planned,
            carried_out=out,
            why_not="" if out else joined(self.why_not, self.why_not_more),
            adults=tuple(sorted(self.adults)) if out else (),
            children={str(child.id): child.as_seen(carried_out=out) for child in self.children},
            received=joined(self.received, self.received_more) if out else "",
            observed=self.observed,
            parent_words=self.parent_words,
            agreed=tuple(row.title for row in self.agreed if row.title),
            significant=self.significant,
            impact=self.impact,
        )


def blank_form(choices: Choices, now: datetime) -> VisitForm:
    """Today and now, planned and carried out: what is most often so."""
    here = now.astimezone(LONDON)
    children = tuple(blank_child(child, choices.today) for child in choices.children if not child.died_on)
    return VisitForm(
        "", 0, here.date().isoformat(), here.strftime("%H:%M"), children, blank_rows(0, choices.me_id)
    )  # fmt: skip


def posted_form(form: Form, choices: Choices, data: FormData, tasks: Sequence[MadeTask] = ()) -> VisitForm:
    """What was posted, word for word; what cannot be is noted in `form.errors`."""
    homeless = note_the_gone(form, choices, data)
    named = children_named(form, data, choices.children)
    return VisitForm(
        draft_id=form.text("draft_id", longest=40),
        opened_version=form.opened_version,
        on=form.text("on", longest=40),
        at=form.text("at", longest=40),
        children=tuple(posted_child(form, child, choices.today) for child in named),
        agreed=posted_rows(form, choices, tasks),
        planned=form.choice("planned", ("yes", "no"), "yes") == "yes",
        carried_out=form.choice("carried_out", ("yes", "no"), "yes") == "yes",
        why_not=form.choice("why_not", WHY_NOT_CARRIED_OUT),
        why_not_more=form.text("why_not_more"),
        went=frozenset(form.numbers("went")) & {who.id for who in choices.colleagues},
        adults=frozenset(form.numbers("adults")) & {adult.id for adult in choices.adults},
        received=form.choice("received", RECEIVED),
        received_more=form.text("received_more"),
        observed=form.text("observed"),
        parent_words=form.text("parent_words"),
        significant=form.is_ticked("significant"),
        impact=form.text("impact"),
        homeless=homeless,
    )


def stored_form(found: Recorded, visit: Visit, tasks: Sequence[MadeTask], choices: Choices) -> VisitForm:
    """The visit as it stands on the record, to be changed."""
    here = found.happened_at.astimezone(LONDON)
    why_not, why_not_more = parted(visit.why_not, WHY_NOT_CARRIED_OUT)
    received, received_more = parted(visit.received, RECEIVED)
    blank = blank_form(choices, found.happened_at)
    there = [child for child in choices.children if not child.died_on or str(child.id) in visit.children]
    return replace(
        blank,
        draft_id=str(found.id), opened_version=found.revision, on=here.date().isoformat(), at=here.strftime("%H:%M"),
        children=tuple(
            stored_child(child, visit.children.get(str(child.id), ChildSeen()), choices.today) for child in there
        ),
        agreed=stored_rows(visit.agreed, tasks, choices.me_id),
        planned=visit.planned, carried_out=visit.carried_out, why_not=why_not, why_not_more=why_not_more,
        went=frozenset(signer.practitioner_id for signer in found.signers if not signer.was_not_there),
        adults=frozenset(visit.adults), received=received, received_more=received_more, observed=visit.observed,
        parent_words=visit.parent_words, significant=visit.significant, impact=visit.impact,
    )  # fmt: skip
