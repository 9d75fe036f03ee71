"""What individual supervision said of one family: on its record, written by the supervisor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, Receipt, Stale
from store.practice.individual_supervision import KIND, CasePart
from store.practice.lateness import allowed
from store.recorded import Recorded
from store.signatures import ask_to_sign
from store.tasks import MadeTask, list_made_in, set_made_in
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.agreed import tasks_of
from web.recording.case_part_form import (
    CasePartForm,
    blank_case_part,
    posted_case_part,
    stored_case_part,
    with_whom,
)
from web.recording.choices import Choices, choices_for_new, choices_on
from web.recording.finding import find_case_part
from web.recording.putting import Written, is_former, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed
from web.ways import number_in


@dataclass(frozen=True)
class CasePartPage:
    family_id: int
    family: str
    choices: Choices
    form: CasePartForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None

    @property
    def within(self) -> str:
        return allowed(KIND)

    @property
    def action(self) -> str:
        if self.before:
            return f"/individual-supervisions/{self.before.id}/revisions"
        return f"/families/{self.family_id}/individual-supervisions"


@dataclass(frozen=True)
class _Draft:
    """One posted form on its way to the record."""

    call: Call
    form: Form
    entry_id: UUID
    before: Recorded | None = None
    tasks: Sequence[MadeTask] = ()

    @property
    def opened_version(self) -> int:
        return max(self.form.opened_version, 1) if self.before else self.form.opened_version

    @property
    def part_before(self) -> CasePart | None:
        return self.before.content if self.before and isinstance(self.before.content, CasePart) else None


async def new(call: Call) -> Response:
    """`with`: the practitioner's id; `on`: the day on which it was held."""
    choices, asked = await choices_for_new(call), call.request.query_params
    known = with_whom(call, choices)
    form = blank_case_part(choices, known, call.now, number_in(asked.get("with", "")), _day(asked.get("on", "")))
    return _form(call, choices, form)


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(_Draft(call, form, form.draft_id))


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the record itself, or an amendment."""
    found, part = await find_case_part(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/individual-supervisions/{found.id}", 303)
    tasks, choices = await list_made_in(call.db, entry_id=found.id), await choices_on(call)
    form = stored_case_part(found, part, tasks, choices, with_whom(call, choices, part))
    return _form(call, choices, form, before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_case_part(call)
    if found.author_id != call.me.id:
        raise NotThere
    tasks = await list_made_in(call.db, entry_id=found.id)
    return await _save(_Draft(call, Form(call.form), found.id, found, tasks))


async def _save(draft: _Draft) -> Response:
    call, form = draft.call, draft.form
    happened_at = read_moment(form, call.now)
    await is_former(call, happened_at)
    choices = await choices_on(call)
    known = with_whom(call, choices, draft.part_before)
    filled = posted_case_part(form, choices, known, call.form, draft.tasks)
    filled = replace(filled, draft_id=str(draft.entry_id))
    errors = filled.part.problems() | form.errors
    if errors or happened_at is None:
        return _form(call, choices, filled, errors=errors, before=draft.before, status=422)
    written = Written(draft.entry_id, draft.opened_version, happened_at, filled.part, draft.before)
    try:
        receipt = await put_on_record(call, form, written)
    except Stale as stale:
        refused = changed(stale, filled.part, choices)
        newer = replace(filled, opened_version=refused.revision)
        return _form(call, choices, newer, before=draft.before, refused=refused, status=409)
    except Closed:
        for_good = ClosedMeanwhile(draft.entry_id, call.case.may_record)
        return _form(call, choices, filled, before=draft.before, refused=for_good, status=409)
    await _follow(draft, filled, receipt)
    return saved(call, f"/individual-supervisions/{draft.entry_id}", receipt)


async def _follow(draft: _Draft, filled: CasePartForm, receipt: Receipt) -> None:
    """What belongs to it follows it: the actions become tasks, the practitioner is asked to sign."""
    call, entry_id = draft.call, draft.entry_id
    if not receipt.is_latest:
        return
    tasks = tasks_of(filled.agreed, entry_id, draft.tasks)
    made = {"case_id": call.case.case_id, "made_by_id": call.me.id}
    await set_made_in(call.db, entry_id=entry_id, tasks=tasks, now=call.now, **made)
    whom = [filled.practitioner] if filled.practitioner is not None else []
    await ask_to_sign(call.db, entry_id=entry_id, practitioner_ids=whom, now=call.now)
    deed = "individual supervision recorded" if receipt.revision == 1 else "individual supervision revised"
    call.did(deed, subject=entry_id, revision=receipt.revision)


def _form(
    call: Call,
    choices: Choices,
    form: CasePartForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    status: int = 200,
) -> Response:
    page = CasePartPage(call.case.family_id, call.case.name, choices, form, errors or {}, before, refused)
    title = "Change a supervision" if before else "Supervision of a family"
    return call.page("individual_supervision/case_form.html", page, title=title, place="record", status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
