"""The psychologist's answer: formulation, recommendations that become tasks, and when to look at it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.consultations import Standing, answer_consultation, find_standing, move_review, question_answered_by
from store.entries import Closed, Receipt, Stale
from store.practice.consultations import MARKS, marks_read_with
from store.recorded import Recorded
from store.tasks import MadeTask, list_made_in, set_made_in
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.agreed import tasks_of
from web.recording.choices import Choices, choices_on
from web.recording.consultation_form import AnswerForm, addressees, blank_answer, posted_answer, stored_answer
from web.recording.finding import find_answer
from web.recording.putting import Written, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed


@dataclass(frozen=True)
class AnswerFormPage:
    """`settled`: the question does not wait any more, in words."""

    family_id: int
    family: str
    asked: Standing
    choices: Choices
    form: AnswerForm
    errors: Mapping[str, str]
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None
    settled: str = ""

    @property
    def marks(self) -> list[tuple[str, str]]:
        return list(MARKS.items())

    @property
    def addressees(self) -> list[tuple[str, str]]:
        return addressees(self.choices)

    @property
    def action(self) -> str:
        if self.before:
            return f"/consultation-answers/{self.before.id}/revisions"
        return f"/consultations/{self.asked.id}/answers"


@dataclass(frozen=True)
class _Draft:
    """One posted answer on its way to the record. `tasks`: those that its recommendations became before."""

    call: Call
    form: Form
    asked: Standing
    entry_id: UUID
    before: Recorded | None = None
    tasks: tuple[MadeTask, ...] = ()


async def new(call: Call) -> Response:
    asked = await _asked(call, call.request.path_params["entry_id"])
    if not asked.is_open:
        return RedirectResponse(f"/consultations/{asked.id}", 303)
    return _page(call, AnswerFormPage(*_of_case(call), asked, await choices_on(call), blank_answer(call.now), {}))


async def create(call: Call) -> Response:
    form = Form(call.form)
    asked = await _asked(call, call.request.path_params["entry_id"])
    if await question_answered_by(call.db, answer_id=form.draft_id) not in (None, asked.id):
        raise NotThere
    return await _save(_Draft(call, form, asked, form.draft_id))


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the answer itself, or an amendment."""
    found, answer = await find_answer(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/consultation-answers/{found.id}", 303)
    form = stored_answer(found, answer, await list_made_in(call.db, entry_id=found.id))
    asked = await _asked_for(call, found)
    return _page(call, AnswerFormPage(*_of_case(call), asked, await choices_on(call), form, {}, found))


async def revise(call: Call) -> Response:
    found, _ = await find_answer(call)
    if found.author_id != call.me.id:
        raise NotThere
    tasks = await list_made_in(call.db, entry_id=found.id)
    return await _save(_Draft(call, Form(call.form), await _asked_for(call, found), found.id, found, tasks))


async def _save(draft: _Draft) -> Response:
    call, form, before = draft.call, draft.form, draft.before
    answered_at, choices = read_moment(form, call.now), await choices_on(call)
    filled = posted_answer(form, str(draft.entry_id), choices, draft.tasks)
    content = filled.content(choices)
    page = AnswerFormPage(*_of_case(call), draft.asked, choices, filled, {}, before)
    errors = content.problems() | form.errors
    if errors or answered_at is None:
        return _page(call, replace(page, errors=errors), 422)
    if not draft.asked.is_open and draft.asked.answer_id != draft.entry_id:
        return _page(call, replace(page, settled=draft.asked.settled), 409)
    opened = max(form.opened_version, 1) if before else form.opened_version
    try:
        receipt = await put_on_record(call, form, Written(draft.entry_id, opened, answered_at, content, before))
    except Stale as stale:
        refused = changed(stale, content, choices)
        newer = replace(filled, head=replace(filled.head, opened_version=refused.revision))
        return _page(call, replace(page, form=newer, refused=refused), 409)
    except Closed:
        return _page(call, replace(page, refused=ClosedMeanwhile(draft.entry_id, may_amend=True)), 409)
    await _follow(draft, filled, receipt)
    return saved(call, f"/consultations/{draft.asked.id}", receipt)


async def _follow(draft: _Draft, filled: AnswerForm, receipt: Receipt) -> None:
    """The question is answered, and the recommendations are tasks at once."""
    call, entry_id = draft.call, draft.entry_id
    if not receipt.is_latest:
        return
    review_on, me = date.fromisoformat(filled.review_on), call.me.id
    if draft.asked.is_open:
        await answer_consultation(
            call.db, entry_id=draft.asked.id, answer_id=entry_id, who=me, review_on=review_on, now=call.now
        )
    else:
        await move_review(call.db, answer_id=entry_id, review_on=review_on)
    tasks = tasks_of(filled.rows, entry_id, draft.tasks)
    case_id = call.case.case_id
    await set_made_in(call.db, case_id=case_id, entry_id=entry_id, made_by_id=me, tasks=tasks, now=call.now)
    deed = "question answered" if receipt.revision == 1 else "answer revised"
    call.did(deed, subject=entry_id, revision=receipt.revision)


async def _asked(call: Call, entry_id: UUID) -> Standing:
    marks = marks_read_with(call.case.permissions)
    asked = await find_standing(call.db, case_id=call.case.case_id, entry_id=entry_id, marks=marks)
    if asked is None or call.case.closed_on:
        raise NotThere
    return asked


async def _asked_for(call: Call, answer: Recorded) -> Standing:
    question = await question_answered_by(call.db, answer_id=answer.id)
    if question is None:
        raise NotThere
    return await _asked(call, question)


def _of_case(call: Call) -> tuple[int, str]:
    return call.case.family_id, call.case.name


def _page(call: Call, page: AnswerFormPage, status: int = 200) -> Response:
    title = "Change an answer" if page.before else "Answer a question"
    return call.page("consultations/answer.html", page, title=title, status=status)
