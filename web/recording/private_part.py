"""The private part of a supervision: its form, and the supervision that an address names to one of the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from store.individual_supervision import Held, find_held
from store.practice.individual_supervision import PRIVATE_FIELDS, PrivatePart, in_words
from store.practice.lateness import allowed
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.recording.differences import Difference
from web.recording.putting import FIRST_YEAR
from web.recording.refused import ChangedMeanwhile

HERE = "/supervision/one-to-one"


@dataclass(frozen=True)
class PrivateFormPage:
    """`on`: the day as it was typed; `with_id`: the practitioner; `closed`: they have read it meanwhile."""

    with_id: int
    with_name: str
    part: PrivatePart
    on: str
    draft_id: str = ""
    opened_version: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    before: Held | None = None
    refused: ChangedMeanwhile | None = None
    closed: bool = False

    @property
    def action(self) -> str:
        return f"{HERE}/{self.before.id}/revisions" if self.before else f"{HERE}/with/{self.with_id}"

    @property
    def within(self) -> str:
        return allowed("individual_supervision")


async def find_own(call: Call) -> Held:
    """The supervision that the address names; for anybody but the two there is nothing there."""
    changing = call.request.method == "POST"
    found = await find_held(call.db, call.me.id, call.request.path_params["one_to_one_id"], lock=changing)
    if found is None:
        raise NotThere
    return found


def posted_part(form: Form) -> PrivatePart:
    return PrivatePart(**{name: form.text(name) for name in PRIVATE_FIELDS})


def read_day(form: Form, today: date) -> date | None:
    """The day on which it was held; notes beside it what cannot be."""
    on = form.day("on")
    if on is None:
        form.errors.setdefault("on", "Give the day on which it was held")
    elif on > today:
        form.errors["on"] = "This day is still to come: look at the date again"
    elif on.year < FIRST_YEAR:
        form.errors["on"] = f"The year is {on.year}: look at the date again"
    return on


def as_it_stands(held: Held) -> PrivateFormPage:
    return PrivateFormPage(
        held.practitioner_id, held.practitioner, held.part, held.held_on.isoformat(), str(held.id), held.revision,
        before=held,
    )  # fmt: skip


def changed_meanwhile(current: Held, on: date, part: PrivatePart) -> ChangedMeanwhile:
    there, ours = in_words(current.held_on, current.part), in_words(on, part)
    found = (Difference(label, there[label], said) for label, said in ours.items() if there[label] != said)
    return ChangedMeanwhile(current.revision, tuple(found))
