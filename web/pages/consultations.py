"""Asking the psychologist: a question about a case, with what was seen and tried so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.consultations import begin_consultation, find_standing
from store.entries import Closed, Stale
from store.practice.consultations import MARKS, NO_MARK
from store.recorded import Recorded
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.choices import choices_on
from web.recording.consultation_form import QuestionForm, blank_question, posted_question, stored_question
from web.recording.finding import find_question
from web.recording.putting import Written, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed

RESTRICTED = "This family’s record is restricted, and a question would open it: speak with the psychologist yourself"


@dataclass(frozen=True)
class QuestionFormPage:
    """`settled`: the question does not wait any more, in words."""

    family_id: int
    family: str
    form: QuestionForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None
    settled: str = ""

    @property
    def marks(self) -> list[tuple[str, str]]:
        return list(MARKS.items())

    @property
    def action(self) -> str:
        root = f"/consultations/{self.before.id}/revisions" if self.before else ""
        return root or f"/families/{self.family_id}/consultations"


async def new(call: Call) -> Response:
    if not call.case.may_record:
        raise NotThere
    errors = {"question": RESTRICTED} if call.case.restricted else {}
    return _form(call, blank_question(call.now), errors=errors)


async def create(call: Call) -> Response:
    if not call.case.may_record:
        raise NotThere
    form = Form(call.form)
    if call.case.restricted:
        form.errors["question"] = RESTRICTED
    return await _save(call, form, form.draft_id, None)


async def edit(call: Call) -> Response:
    """For whoever asked, while it waits; for others the way on is the question itself, or an amendment."""
    found, question = await find_question(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    standing = await find_standing(call.db, case_id=call.case.case_id, entry_id=found.id, marks=NO_MARK)
    if found.author_id != call.me.id or not (standing and standing.is_open):
        return RedirectResponse(f"/consultations/{found.id}", 303)
    return _form(call, stored_question(found, question), before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_question(call)
    if found.author_id != call.me.id:
        raise NotThere
    form = Form(call.form)
    standing = await find_standing(call.db, case_id=call.case.case_id, entry_id=found.id, marks=NO_MARK)
    if standing and not standing.is_open:
        return _form(call, posted_question(form, str(found.id)), before=found, settled=standing.settled, status=409)
    return await _save(call, form, found.id, found)


async def _save(call: Call, form: Form, entry_id: UUID, before: Recorded | None) -> Response:
    asked_at = read_moment(form, call.now)
    filled = posted_question(form, str(entry_id))
    errors = filled.content.problems() | form.errors
    if errors or asked_at is None:
        return _form(call, filled, errors=errors, before=before, status=422)
    opened = max(form.opened_version, 1) if before else form.opened_version
    try:
        receipt = await put_on_record(call, form, Written(entry_id, opened, asked_at, filled.content, before))
    except Stale as stale:
        refused = changed(stale, filled.content, await choices_on(call))
        filled = replace(filled, head=replace(filled.head, opened_version=refused.revision))
        return _form(call, filled, before=before, refused=refused, status=409)
    except Closed:
        closed = ClosedMeanwhile(entry_id, call.case.may_record)
        return _form(call, filled, before=before, refused=closed, status=409)
    if receipt.revision == 1:
        await begin_consultation(call.db, entry_id=entry_id, case_id=call.case.case_id)
    deed = "question asked" if receipt.revision == 1 else "question revised"
    call.did(deed, subject=entry_id, revision=receipt.revision)
    return saved(call, f"/consultations/{entry_id}", receipt)


def _form(
    call: Call,
    form: QuestionForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    settled: str = "",
    status: int = 200,
) -> Response:
    page = QuestionFormPage(call.case.family_id, call.case.name, form, errors or {}, before, refused, settled)
    title = "Change a question" if before else "Ask the psychologist"
    return call.page("consultations/form.html", page, title=title, place="record", status=status)
