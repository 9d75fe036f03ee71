"""The entry that an address names, on the guard's case; refused as if it were not there when it is of another kind."""

from store.practice.entries import SignificantEvent, Visit
from store.practice.group_supervision import GroupSupervision
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


async def _find(call: Call) -> Recorded:
    entry_id = call.request.path_params["entry_id"]
    found = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if found is None:
        raise NotThere
    return found
