"""The form of a significant event: two fields and a time, and which children it concerns."""

from dataclasses import dataclass
from datetime import datetime

from store.practice.calendar import LONDON
from store.practice.entries import SignificantEvent
from store.recorded import Recorded
from web.forms import Form
from web.recording.choices import Choices


@dataclass(frozen=True)
class EventForm:
    draft_id: str
    opened_version: int
    on: str
    at: str
    about: frozenset[int]
    what: str = ""
    impact: str = ""

    @property
    def event(self) -> SignificantEvent:
        return SignificantEvent(self.what, self.impact, tuple(sorted(self.about)))


def blank_event(choices: Choices, now: datetime) -> EventForm:
    """Now; about all the children, as most events in a household are."""
    here = now.astimezone(LONDON)
    about = frozenset(child.id for child in choices.children if not child.died_on)
    return EventForm("", 0, here.date().isoformat(), here.strftime("%H:%M"), about)


def posted_event(form: Form, choices: Choices) -> EventForm:
    about, known = set(form.numbers("about")), {child.id for child in choices.children}
    if about - known:
        form.errors["about"] = "Somebody you chose is not on this case any more: choose again"
    return EventForm(
        form.text("draft_id", longest=40), form.opened_version, form.text("on", longest=40),
        form.text("at", longest=40), frozenset(about & known), form.text("what"), form.text("impact"),
    )  # fmt: skip


def stored_event(found: Recorded, event: SignificantEvent) -> EventForm:
    here = found.happened_at.astimezone(LONDON)
    return EventForm(
        str(found.id), found.revision, here.date().isoformat(), here.strftime("%H:%M"), frozenset(event.about),
        event.what, event.impact,
    )  # fmt: skip
