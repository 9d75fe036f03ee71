"""Significant events: what cannot wait, in two fields and a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, Stale
from store.practice.entries import SIGNIFICANT_EVENT
from store.practice.lateness import allowed
from store.recorded import Recorded
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.choices import Choices, choices_for_new, choices_on, to_show
from web.recording.event_form import EventForm, blank_event, posted_event, stored_event
from web.recording.finding import find_event
from web.recording.putting import Written, is_former, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed


@dataclass(frozen=True)
class EventFormPage:
    family_id: int
    family: str
    choices: Choices
    form: EventForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None

    @property
    def within(self) -> str:
        return allowed(SIGNIFICANT_EVENT)

    @property
    def action(self) -> str:
        if self.before:
            return f"/significant-events/{self.before.id}/revisions"
        return f"/families/{self.family_id}/significant-events"


async def new(call: Call) -> Response:
    choices = await choices_for_new(call)
    return _form(call, choices, blank_event(choices, call.now))


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(call, form, form.draft_id, None)


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the event itself, or an amendment."""
    found, event = await find_event(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/significant-events/{found.id}", 303)
    return _form(call, await choices_on(call), stored_event(found, event), before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_event(call)
    if found.author_id != call.me.id:
        raise NotThere
    return await _save(call, Form(call.form), found.id, found)


async def _save(call: Call, form: Form, entry_id: UUID, before: Recorded | None) -> Response:
    happened_at = read_moment(form, call.now)
    former = await is_former(call, happened_at)
    choices = await choices_on(call)
    shown = await to_show(call, choices, form.numbers("about"), ())
    filled = replace(posted_event(form, choices), draft_id=str(entry_id))
    errors = filled.event.problems() | form.errors
    if errors or happened_at is None:
        return _form(call, shown, filled, errors=errors, before=before, status=422)
    opened = max(form.opened_version, 1) if before else form.opened_version
    try:
        receipt = await put_on_record(
            call, form, Written(entry_id, opened, happened_at, filled.event, before), former=former
        )
    except Stale as stale:
        refused = changed(stale, filled.event, shown)
        filled = replace(filled, opened_version=refused.revision)
        return _form(call, shown, filled, before=before, refused=refused, status=409)
    except Closed:
        closed = ClosedMeanwhile(entry_id, call.case.may_record)
        return _form(call, shown, filled, before=before, refused=closed, status=409)
    deed = "significant event recorded" if receipt.revision == 1 else "significant event revised"
    call.did(deed, subject=entry_id, revision=receipt.revision)
    return saved(call, "/record" if former else f"/significant-events/{entry_id}", receipt)


def _form(
    call: Call,
    choices: Choices,
    form: EventForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    status: int = 200,
) -> Response:
    page = EventFormPage(call.case.family_id, call.case.name, choices, form, errors or {}, before, refused)
    title = "Change a significant event" if before else "Significant event"
    return call.page("significant_events/form.html", page, title=title, place="record", status=status)
