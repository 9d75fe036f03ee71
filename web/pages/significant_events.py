"""Significant events: what cannot wait, in two fields and a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.case_people import CasePeople, people_on
from store.entries import Closed, Stale
from store.practice.entries import SIGNIFICANT_EVENT, SignificantEvent
from store.recorded import Addition, Recorded, Version, find_recorded, list_amendments_to, list_versions
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.choices import Choices, choices_for, choices_on
from web.recording.event_form import EventForm, blank_event, posted_event, stored_event
from web.recording.putting import Written, is_former, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed
from web.recording.visit_view import in_words, name_of


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
    def action(self) -> str:
        if self.before:
            return f"/significant-events/{self.before.id}/revisions"
        return f"/families/{self.family_id}/significant-events"


@dataclass(frozen=True)
class EventPage:
    family_id: int
    family: str
    found: Recorded
    event: SignificantEvent
    about: str
    amendments: tuple[Addition, ...]
    is_author: bool
    may_record: bool


@dataclass(frozen=True)
class EventVersionsPage:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, SignificantEvent, str], ...]


async def new(call: Call) -> Response:
    if not call.case.may_record:
        raise NotThere
    choices = await choices_on(call)
    return _form(call, choices, blank_event(choices, call.now))


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(call, form, form.draft_id, None)


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the event itself, or an amendment."""
    found, event = await _find(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/significant-events/{found.id}", 303)
    return _form(call, await choices_on(call), stored_event(found, event), before=found)


async def revise(call: Call) -> Response:
    found, _ = await _find(call)
    if found.author_id != call.me.id:
        raise NotThere
    return await _save(call, Form(call.form), found.id, found)


async def show(call: Call) -> Response:
    found, event = await _find(call)
    page = EventPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        event=event,
        about=_about(event, await people_on(call.db, call.case)),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
    )
    return call.page("significant_events/show.html", page, title="Significant event")


async def versions(call: Call) -> Response:
    found, _ = await _find(call)
    people = await people_on(call.db, call.case)
    all_of_them = tuple(
        (version, version.content, _about(version.content, people))
        for version in await list_versions(call.db, entry=found)
        if isinstance(version.content, SignificantEvent)
    )
    page = EventVersionsPage(call.case.name, found, all_of_them)
    return call.page("significant_events/versions.html", page, title="Versions of a significant event")


async def _find(call: Call) -> tuple[Recorded, SignificantEvent]:
    entry_id = call.request.path_params["entry_id"]
    found = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if found is None or found.kind != SIGNIFICANT_EVENT or not isinstance(found.content, SignificantEvent):
        raise NotThere
    return found, found.content


def _about(event: SignificantEvent, people: CasePeople) -> str:
    by_id = people.by_id()
    return in_words(name_of(by_id, str(child)) for child in event.about)


async def _save(call: Call, form: Form, entry_id: UUID, before: Recorded | None) -> Response:
    happened_at = read_moment(form, call.now)
    former = await is_former(call, happened_at)
    choices = await choices_for(call, form.numbers("about"), ())
    filled = replace(posted_event(form, choices), draft_id=str(entry_id))
    errors = filled.event.problems() | form.errors
    if errors or happened_at is None:
        return _form(call, choices, filled, errors=errors, before=before, status=422)
    opened = max(form.opened_version, 1) if before else form.opened_version
    try:
        receipt = await put_on_record(call, form, Written(entry_id, opened, happened_at, filled.event, before), former=former)  # noqa: E501
    except Stale as stale:
        refused = changed(stale, filled.event, choices)
        filled = replace(filled, opened_version=refused.revision)
        return _form(call, choices, filled, before=before, refused=refused, status=409)
    except Closed:
        return _form(call, choices, filled, before=before, refused=ClosedMeanwhile(entry_id), status=409)
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
