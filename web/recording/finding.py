"""The entry that an address names, on the guard's case; refused as if it were not there when it is of another kind."""

from collections.abc import Set

from store.practice.consultations import EVERY_MARK, NO_MARK, Answer, Question, marks_read_with
from store.practice.entries import SignificantEvent, Visit
from store.practice.group_supervision import GroupSupervision
from store.practice.individual_supervision import CasePart
from store.practice.sessions import Session
from store.recorded import Recorded, find_recorded
from web.endpoint import Call
from web.errors import NotThere


async def find_visit(call: Call) -> tuple[Recorded, Visit]:
    found = await _find(call)
    if not isinstance(found.content, Visit):
        raise NotThere
    return found, found.content


async def find_event(call: Call) -> tuple[Recorded, SignificantEvent]:
    found = await _find(call)
    if not isinstance(found.content, SignificantEvent):
        raise NotThere
    return found, found.content


async def find_session(call: Call) -> tuple[Recorded, Session]:
    found = await _find(call)
    if not isinstance(found.content, Session):
        raise NotThere
    return found, found.content


async def find_group_supervision(call: Call) -> tuple[Recorded, GroupSupervision]:
    found = await _find(call)
    if not isinstance(found.content, GroupSupervision):
        raise NotThere
    return found, found.content


async def find_case_part(call: Call) -> tuple[Recorded, CasePart]:
    found = await _find(call)
    if not isinstance(found.content, CasePart):
        raise NotThere
    return found, found.content


async def find_question(call: Call) -> tuple[Recorded, Question]:
    """With what of it the caller may read."""
    found = await _as_read(call)
    if not isinstance(found.content, Question):
        raise NotThere
    return found, found.content


async def find_answer(call: Call) -> tuple[Recorded, Answer]:
    found = await _as_read(call)
    if not isinstance(found.content, Answer):
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
