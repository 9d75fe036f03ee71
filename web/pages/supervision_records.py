"""What was written down of a family in a group supervision: by its manager, in the room, an entry like the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, Receipt, Stale
from store.practice.calendar import day_of
from store.practice.group_supervision import GroupSupervision
from store.practice.roles import ROLES
from store.recorded import Recorded
from store.supervision_leading import keep_entry
from store.supervisions import Meeting
from store.tasks import MadeTask, list_made_in, set_made_in
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.agreed import tasks_of
from web.recording.choices import choices_on
from web.recording.finding import find_group_supervision
from web.recording.putting import Written, put_on_record
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed
from web.recording.supervision_form import (
    SupervisionForm,
    blank_supervision,
    people_of,
    posted_supervision,
    read_held,
    stored_supervision,
)
from web.recording.turns import TurnView, find_turn, turn_of_record, view_turn


@dataclass(frozen=True)
class RecordFormPage:
    """`written_already`: the entry that somebody else made of this turn meanwhile."""

    family_id: int
    family: str
    meeting: Meeting
    view: TurnView
    owners: Sequence[tuple[str, str]]
    form: SupervisionForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None
    written_already: UUID | None = None

    @property
    def room(self) -> str:
        return f"/families/{self.family_id}/supervisions/{self.meeting.id}"

    @property
    def action(self) -> str:
        return f"/group-supervisions/{self.before.id}/revisions" if self.before else f"{self.room}/records"


@dataclass(frozen=True)
class _Draft:
    """One posted form on its way to the record. `happened_at`: when it was held, as is known without it."""

    call: Call
    form: Form
    entry_id: UUID
    meeting: Meeting
    view: TurnView
    happened_at: datetime
    before: Recorded | None = None
    tasks: Sequence[MadeTask] = ()


async def new(call: Call) -> Response:
    """Once the views are open, by whoever manages the case; what was written already is gone on with."""
    meeting, turn = await find_turn(call)
    if turn.entry_id:
        return RedirectResponse(f"/group-supervisions/{turn.entry_id}/edit", 303)
    if not turn.revealed_at:
        return RedirectResponse(f"/families/{call.case.family_id}/supervisions/{meeting.id}", 303)
    view = await view_turn(call, meeting, turn)
    people = people_of(await choices_on(call), _me(call), view.views, None)
    form = blank_supervision(str(meeting.id), people, view.views, call.me.id)
    return await _form(call, meeting, view, replace(form, held_on=day_of(turn.revealed_at).isoformat()))


async def create(call: Call) -> Response:
    if not call.case.may_sign_off or not call.case.may_record:
        raise NotThere
    meeting, turn = await find_turn(call)
    if not turn.revealed_at:
        raise NotThere
    form = Form(call.form)
    view = await view_turn(call, meeting, turn)
    return await _save(_Draft(call, form, form.draft_id, meeting, view, turn.revealed_at))


async def edit(call: Call) -> Response:
    found, said = await find_group_supervision(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    meeting, turn = await turn_of_record(call, found.id)
    if found.author_id != call.me.id or not meeting or not turn:
        return RedirectResponse(f"/group-supervisions/{found.id}", 303)
    view, tasks = await view_turn(call, meeting, turn), await list_made_in(call.db, entry_id=found.id)
    people = people_of(await choices_on(call), _me(call), view.views, said)
    form = stored_supervision(str(found.id), found.revision, said, tasks, people, call.me.id)
    form = replace(form, held_on=day_of(found.happened_at).isoformat())
    return await _form(call, meeting, view, form, before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_group_supervision(call)
    meeting, turn = await turn_of_record(call, found.id)
    if found.author_id != call.me.id or not meeting or not turn:
        raise NotThere
    view, tasks = await view_turn(call, meeting, turn), await list_made_in(call.db, entry_id=found.id)
    form = Form(call.form)
    return await _save(_Draft(call, form, found.id, meeting, view, found.happened_at, found, tasks))


async def _save(draft: _Draft) -> Response:
    call, form, before, view = draft.call, draft.form, draft.before, draft.view
    choices = await choices_on(call)
    was = before.content if before and isinstance(before.content, GroupSupervision) else None
    people = people_of(choices, _me(call), view.views, was)
    filled = posted_supervision(form, choices, str(draft.meeting.id), people, draft.tasks)
    filled = replace(filled, draft_id=str(draft.entry_id))
    held_at = read_held(form, draft.happened_at, call.case.opened_on, call.now)
    if errors := filled.said.problems() | form.errors:
        return await _form(call, draft.meeting, view, filled, errors=errors, before=before, status=422)
    if before is None and view.turn.entry_id not in (None, draft.entry_id):
        return await _form(call, draft.meeting, view, filled, already=view.turn.entry_id, status=409)
    opened = max(form.opened_version, 1) if before else form.opened_version
    try:
        written = Written(draft.entry_id, opened, held_at, filled.said, before)
        receipt = await put_on_record(call, form, written)
    except Stale as stale:
        refused = changed(stale, filled.said, choices)
        back = replace(filled, opened_version=refused.revision)
        return await _form(call, draft.meeting, view, back, before=before, refused=refused, status=409)
    except Closed:
        closed = ClosedMeanwhile(draft.entry_id, call.case.may_record)
        return await _form(call, draft.meeting, view, filled, before=before, refused=closed, status=409)
    await _follow(draft, filled, receipt)
    return saved(call, f"/group-supervisions/{draft.entry_id}", receipt)


async def _follow(draft: _Draft, filled: SupervisionForm, receipt: Receipt) -> None:
    """Actions are tasks at once, and the room hears that something is written down."""
    call, entry_id = draft.call, draft.entry_id
    if not receipt.is_latest:
        return
    tasks = tasks_of(filled.agreed, entry_id, draft.tasks)
    case_id, me = call.case.case_id, call.me.id
    await set_made_in(call.db, case_id=case_id, entry_id=entry_id, made_by_id=me, tasks=tasks, now=call.now)
    version = await keep_entry(call.db, draft.meeting, draft.view.turn, entry_id)
    await call.services.announcer.announce(call.db, draft.meeting.id, version)
    deed = "group supervision recorded" if receipt.revision == 1 else "group supervision revised"
    call.did(deed, subject=entry_id, revision=receipt.revision)


def _me(call: Call) -> tuple[int, str]:
    return call.me.id, f"{call.me.name}, {ROLES[call.me.role].label}"


async def _form(
    call: Call,
    meeting: Meeting,
    view: TurnView,
    form: SupervisionForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    already: UUID | None = None,
    status: int = 200,
) -> Response:
    owners = (await choices_on(call)).owners
    page = RecordFormPage(
        call.case.family_id, call.case.name, meeting, view, owners, form, errors or {}, before, refused, already
    )
    title = "Change a group supervision" if before else "Write down the group supervision"
    return call.page("group_supervisions/form.html", page, title=title, place="supervision", status=status)
