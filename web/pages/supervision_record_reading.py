"""What was written down of a family in a group supervision, as it is read, and every version of it."""

from dataclasses import dataclass

from starlette.responses import Response

from store.amendments import Addition, list_amendments_to
from store.practice.group_supervision import GroupSupervision
from store.recorded import Recorded
from store.supervisions import Meeting
from store.tasks import MadeTask, list_made_in
from store.versions import Version, list_versions
from web.endpoint import Call
from web.recording.finding import find_group_supervision
from web.recording.turns import TurnView, turn_of_record, view_turn


@dataclass(frozen=True)
class RecordPage:
    family_id: int
    family: str
    found: Recorded
    said: GroupSupervision
    meeting: Meeting | None
    view: TurnView | None
    tasks: tuple[MadeTask, ...]
    amendments: tuple[Addition, ...]
    is_author: bool
    may_record: bool


@dataclass(frozen=True)
class RecordVersionsPage:
    family: str
    found: Recorded
    versions: tuple[tuple[Version, GroupSupervision], ...]


async def show(call: Call) -> Response:
    found, said = await find_group_supervision(call)
    meeting, turn = await turn_of_record(call, found.id)
    page = RecordPage(
        family_id=call.case.family_id,
        family=call.case.name,
        found=found,
        said=said,
        meeting=meeting,
        view=await view_turn(call, meeting, turn) if meeting and turn else None,
        tasks=await list_made_in(call.db, entry_id=found.id),
        amendments=await list_amendments_to(call.db, entry_id=found.id),
        is_author=found.author_id == call.me.id,
        may_record=call.case.may_record,
    )
    return call.page("group_supervisions/show.html", page, title="Group supervision", place="supervision")


async def versions(call: Call) -> Response:
    found, _ = await find_group_supervision(call)
    every = await list_versions(call.db, entry_id=found.id, kind=found.kind)
    said = tuple((one, one.content) for one in every if isinstance(one.content, GroupSupervision))
    page = RecordVersionsPage(call.case.name, found, said)
    return call.page("group_supervisions/versions.html", page, title="Versions of a group supervision")
