"""A question with its answer, as far as who reads it may: one screen for both."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.consultations import Standing, find_standing
from store.practice.consultations import Answer, Question
from store.practice.permissions import Permission
from store.recorded import Recorded, find_recorded
from store.tasks import MadeTask, list_made_in
from web.endpoint import Call
from web.errors import NotThere
from web.recording.finding import find_question, marks_for


@dataclass(frozen=True)
class Answered:
    found: Recorded
    answer: Answer
    tasks: tuple[MadeTask, ...]
    amendments: tuple[Addition, ...]
    is_author: bool


@dataclass(frozen=True)
class ConsultationPage:
    """`may_advise`: takes it on, puts it off, answers. `error`, `reason`: of putting it off."""

    family_id: int
    family: str
    found: Recorded
    question: Question
    standing: Standing
    amendments: tuple[Addition, ...]
    answered: Answered | None
    is_author: bool
    may_record: bool
    may_advise: bool
    error: str = ""
    reason: str = ""

    @property
    def may_add(self) -> bool:
        return self.may_record or self.may_advise


async def show_consultation(call: Call, *, error: str = "", reason: str = "") -> Response:
    found, question = await find_question(call)
    marks = marks_for(call, found.author_id)
    standing = await find_standing(call.db, case_id=call.case.case_id, entry_id=found.id, marks=marks)
    if standing is None:
        raise NotThere
    page = ConsultationPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        question=question,
        standing=standing,
        amendments=await list_amendments_to(call.db, entry_id=found.id, marks=marks, reader=call.me.id),
        answered=await _answered(call, standing),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
        may_advise=Permission.ADVISE in call.case.permissions and call.case.closed_on is None,
        error=error,
        reason=reason,
    )
    return call.page("consultations/show.html", page, title="Consultation", status=422 if error else 200)


async def _answered(call: Call, standing: Standing) -> Answered | None:
    if standing.answer_id is None or standing.taken_by_id is None:
        return None
    marks = marks_for(call, standing.taken_by_id)
    found = await find_recorded(call.db, case_id=call.case.case_id, entry_id=standing.answer_id, marks=marks)
    if found is None or not isinstance(found.content, Answer):
        return None
    amendments = await list_amendments_to(call.db, entry_id=found.id, marks=marks, reader=call.me.id)
    tasks = await list_made_in(call.db, entry_id=found.id)
    return Answered(found, found.content, tasks, amendments, found.author_id == call.me.id)
