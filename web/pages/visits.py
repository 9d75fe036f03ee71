"""Visits: the form beside the car, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, Receipt, Stale
from store.practice.visit_words import RECEIVED, WHY_NOT_ALONE, WHY_NOT_CARRIED_OUT
from store.recorded import Recorded, Signer
from store.signatures import ask_to_sign
from store.tasks import MadeTask, list_made_in, set_made_in
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.agreed import tasks_of
from web.recording.choices import Choices, choices_for_new, choices_on, to_show
from web.recording.finding import find_visit
from web.recording.people_named import people_named
from web.recording.putting import Written, is_former, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed
from web.recording.visit_form import VisitForm, blank_form, posted_form, stored_form


@dataclass(frozen=True)
class VisitFormPage:
    """`before`: the visit on the record, where it is being changed. `refused`: what happened meanwhile."""

    family_id: int
    family: str
    choices: Choices
    form: VisitForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None
    why_not_alone: tuple[str, ...] = WHY_NOT_ALONE
    why_not_carried_out: tuple[str, ...] = WHY_NOT_CARRIED_OUT
    how_received: tuple[str, ...] = RECEIVED

    @property
    def action(self) -> str:
        return f"/visits/{self.before.id}/revisions" if self.before else f"/families/{self.family_id}/visits"

    def answered(self, practitioner_id: int) -> Signer | None:
        """The colleague's answer, where there is one: they are not asked again."""
        signer = self.before.asked(practitioner_id) if self.before else None
        return signer if signer and (signer.signed_at or signer.declined_at) else None


@dataclass
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


async def new(call: Call) -> Response:
    choices = await choices_for_new(call)
    return _form(call, choices, blank_form(choices, call.now))


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(_Draft(call, form, form.draft_id))


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the visit itself, or an amendment."""
    found, visit = await find_visit(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/visits/{found.id}", 303)
    tasks = await list_made_in(call.db, entry_id=found.id)
    choices = await choices_on(call)
    return _form(call, choices, stored_form(found, visit, tasks, choices), before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_visit(call)
    if found.author_id != call.me.id:
        raise NotThere
    tasks = await list_made_in(call.db, entry_id=found.id)
    return await _save(_Draft(call, Form(call.form), found.id, found, tasks))


async def _save(draft: _Draft) -> Response:
    call, form = draft.call, draft.form
    happened_at = read_moment(form, call.now)
    former = await is_former(call, happened_at)
    choices = await choices_on(call)
    shown = await to_show(call, choices, people_named(form, call.form), form.numbers("went"))
    filled = replace(posted_form(form, choices, call.form, draft.tasks), draft_id=str(draft.entry_id))
    errors = filled.visit.problems() | form.errors

    def back() -> VisitForm:
        return replace(posted_form(Form(call.form), shown, call.form, draft.tasks), draft_id=filled.draft_id)

    if errors or happened_at is None:
        return _form(call, shown, back(), errors=errors, before=draft.before, status=422)
    written = Written(draft.entry_id, draft.opened_version, happened_at, filled.visit, draft.before)
    try:
        receipt = await put_on_record(call, form, written, former=former)
    except Stale as stale:
        refused = changed(stale, filled.visit, shown)
        newer = replace(back(), opened_version=refused.revision)
        return _form(call, shown, newer, before=draft.before, refused=refused, status=409)
    except Closed:
        refused_for_good = ClosedMeanwhile(draft.entry_id, call.case.may_record)
        return _form(call, shown, back(), before=draft.before, refused=refused_for_good, status=409)
    await _follow(draft, filled, receipt)
    return saved(call, "/record" if former else f"/visits/{draft.entry_id}", receipt)


async def _follow(draft: _Draft, filled: VisitForm, receipt: Receipt) -> None:
    """What belongs to the visit follows it: the tasks that were agreed, the colleagues who went."""
    call, entry_id = draft.call, draft.entry_id
    if not receipt.is_latest:
        return
    tasks = tasks_of(filled.agreed, entry_id, draft.tasks)
    case_id, me = call.case.case_id, call.me.id
    await set_made_in(call.db, case_id=case_id, entry_id=entry_id, made_by_id=me, tasks=tasks, now=call.now)
    asked = await ask_to_sign(call.db, entry_id=entry_id, practitioner_ids=filled.went, now=call.now)
    deed = "visit recorded" if receipt.revision == 1 else "visit revised"
    call.did(deed, subject=entry_id, revision=receipt.revision, asked_to_sign=list(asked))


def _form(
    call: Call,
    choices: Choices,
    form: VisitForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    status: int = 200,
) -> Response:
    page = VisitFormPage(call.case.family_id, call.case.name, choices, form, errors or {}, before, refused)
    title = "Change a visit" if before else "Record a visit"
    return call.page("visits/form.html", page, title=title, place="record", status=status)
