"""A family's turn in a group supervision: what was written since the last time, the views, and their opening."""

from dataclasses import dataclass

from starlette.responses import Response

from store.supervision_leading import open_family
from store.supervisions import Meeting
from web.endpoint import Call
from web.receipts import saved
from web.recording.turns import TurnView, WrittenSince, find_turn, view_turn, written_since


@dataclass(frozen=True)
class TurnPage:
    meeting: Meeting
    view: TurnView
    family_id: int
    family: str
    since: WrittenSince
    may_give: bool
    may_lead: bool


async def show(call: Call) -> Response:
    meeting, turn = await find_turn(call)
    page = TurnPage(
        meeting=meeting,
        view=await view_turn(call, meeting, turn),
        family_id=call.case.family_id,
        family=call.case.name,
        since=await written_since(call, turn),
        may_give=call.case.may_record,
        may_lead=call.case.may_sign_off,
    )
    return call.page("group_supervisions/family.html", page, title="Group supervision", place="supervision")


async def open_views(call: Call) -> Response:
    """Everybody's views of the family are everybody's from here on; a second time changes nothing."""
    meeting, turn = await find_turn(call)
    version = await open_family(call.db, meeting, turn, by=call.me.id)
    if version:
        await call.services.announcer.announce(call.db, meeting.id, version)
        call.did("supervision views opened", subject=turn.id)
    return saved(call, f"/families/{call.case.family_id}/supervisions/{meeting.id}")
