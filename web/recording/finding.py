"""The entry that an address names, on the guard's case; refused as if it were not there when it is of another kind."""

from collections.abc import Set
from typing import TypeVar

from store.practice.consultations import EVERY_MARK, NO_MARK, Answer, Question, marks_read_with
from store.practice.entries import SignificantEvent, Visit
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.sessions import Session
from store.recorded import Recorded, find_recorded
from web.endpoint import Call
from web.errors import NotThere

C = TypeVar("C")


async def find_visit(call: Call) -> tuple[Recorded, Visit]:
    return _as(Visit, await _find(call))


async def find_event(call: Call) -> tuple[Recorded, SignificantEvent]:
    return _as(SignificantEvent, await _find(call))


async def find_session(call: Call) -> tuple[Recorded, Session]:
    return _as(Session, await _find(call))


async def find_group_supervision(call: Call) -> tuple[Recorded, GroupSupervision]:
    return _as(GroupSupervision, await _find(call))


async def find_case_part(call: Call) -> tuple[Recorded, CasePart]:
    return _as(CasePart, await _find(call))


async def find_question(call: Call) -> tuple[Recorded, Question]:
    """With what of it the caller may read."""
    return _as(Question, await _as_read(call))


async def find_answer(call: Call) -> tuple[Recorded, Answer]:
    """With what of it the caller may read."""
    return _as(Answer, await _as_read(call))


def _as(kind: type[C], found: Recorded) -> tuple[Recorded, C]:
    if not isinstance(found.content, kind):
        raise NotThere
    return found, found.content


def marks_for(call: Call, author_id: int) -> frozenset[str]:
    """Which marked parts of an entry of that author's the caller reads: one's own words always."""
    return EVERY_MARK if author_id == call.me.id else marks_read_with(call.case.permissions)


async def _as_read(call: Call) -> Recorded:
    found = await _find(call)
    return await _find(call, marks) if (marks := marks_for(call, found.author_id)) else found


async def _find(call: Call, marks: Set[str] = NO_MARK) -> Recorded:
    entry_id = call.request.path_params["entry_id"]
    found = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id, marks=marks)
    if found is None:
        raise NotThere
    return found
