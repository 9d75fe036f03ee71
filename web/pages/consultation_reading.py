"""Consultations as they are read: one of them, its versions, those of a family, the questions of an area."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from store.case_access import CaseAccess
from store.consultations import Standing, list_consultations, list_queue, question_answered_by
from store.practice.consultations import TAKEN_ON, marks_read_with
from store.practice.permissions import Relation, permissions_of
from store.recorded import Recorded
from store.versions import Version, list_versions
from web.endpoint import Call
from web.errors import NotThere
from web.recording.consultation_page import show_consultation
from web.recording.finding import find_answer, find_question, marks_for


@dataclass(frozen=True)
class ConsultationVersionsPage:
    family: str
    found: Recorded
    versions: tuple[Version, ...]
    is_answer: bool
    back: str


@dataclass(frozen=True)
class ConsultationsPage:
    case: CaseAccess
    tab: str
    every: tuple[Standing, ...]


@dataclass(frozen=True)
class QueuePage:
    """`mine`: taken on by who reads; `waiting`: by nobody, or by a colleague; `reviews`: answered, by their review."""

    mine: tuple[Standing, ...]
    waiting: tuple[Standing, ...]
    reviews: tuple[Standing, ...]


async def show(call: Call) -> Response:
    return await show_consultation(call)


async def show_answer(call: Call) -> Response:
    """Question and answer are one screen."""
    found, _ = await find_answer(call)
    question = await question_answered_by(call.db, answer_id=found.id)
    if question is None:
        raise NotThere
    return RedirectResponse(f"/consultations/{question}#answer", 303)


async def question_versions(call: Call) -> Response:
    found, _ = await find_question(call)
    return await _versions(call, found, f"/consultations/{found.id}")


async def answer_versions(call: Call) -> Response:
    found, _ = await find_answer(call)
    return await _versions(call, found, f"/consultation-answers/{found.id}")


async def index(call: Call) -> Response:
    """Of a family, the newest first."""
    every = await list_consultations(call.db, call.case.case_id, marks_read_with(call.case.permissions))
    page = ConsultationsPage(call.case, "story", every)
    return call.page("consultations/index.html", page, title="Consultations", place="week")


async def queue(call: Call) -> Response:
    """What is asked of the psychologist's area, the oldest first."""
    me = call.me
    marks = marks_read_with(permissions_of(me.role, frozenset({Relation.ASKED})))
    every = await list_queue(call.db, me.viewer(call.today), marks)
    mine = tuple(one for one in every if one.state == TAKEN_ON and one.taken_by_id == me.id)
    waiting = tuple(one for one in every if one.is_open and one not in mine)
    reviews = tuple(one for one in every if not one.is_open)
    call.did("questions of the area read")
    return call.page("consultations/queue.html", QueuePage(mine, waiting, reviews), title="Questions", place="week")


async def _versions(call: Call, found: Recorded, back: str) -> Response:
    marks = marks_for(call, found.author_id)
    versions = await list_versions(call.db, entry_id=found.id, kind=found.kind, marks=marks)
    page = ConsultationVersionsPage(call.case.name, found, versions, found.kind != "consultation", back)
    return call.page("consultations/versions.html", page, title="Versions of a consultation")
