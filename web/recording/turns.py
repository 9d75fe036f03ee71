"""A family's turn in a group supervision: the one that an address names, and the views of it that may be read."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from store.practice.calendar import day_of
from store.practice.group_supervision import Apart
from store.practice.told import Told
from store.supervisions import Meeting, Turn, ViewGiven, find_meeting, spread_of, turn_of_entry, views_of
from store.told_entries import told_since
from web.endpoint import Call
from web.errors import NotThere

A_MONTH = timedelta(days=31)
MOST_WRITTEN = 60


@dataclass(frozen=True)
class WrittenSince:
    """What was written of a family since `on`, the newest first; `is_last_time`: it was supervised then. `has_more`:
    further ones stand in the story.
    """

    on: date
    is_last_time: bool
    entries: tuple[Told, ...]
    has_more: bool


@dataclass(frozen=True)
class TurnView:
    """`views`: everybody's once they were opened, before that the reader's own alone; `apart`: None until then."""

    turn: Turn
    views: tuple[ViewGiven, ...]
    apart: Apart | None
    mine: ViewGiven | None

    @property
    def is_open(self) -> bool:
        return self.turn.revealed_at is not None


async def find_room(call: Call) -> tuple[Meeting, tuple[Turn, ...]]:
    """The meeting of `supervision_id` with the families that may be read; raises NotThere."""
    meeting_id: UUID = call.request.path_params["supervision_id"]
    meeting, turns = await find_meeting(call.db, call.me.viewer(call.today), meeting_id)
    if meeting is None:
        raise NotThere
    return meeting, turns


async def find_turn(call: Call) -> tuple[Meeting, Turn]:
    """The turn of the guard's case in it; raises NotThere."""
    meeting, turns = await find_room(call)
    turn = next((turn for turn in turns if turn.case_id == call.case.case_id), None)
    if turn is None:
        raise NotThere
    return meeting, turn


async def turn_of_record(call: Call, entry_id: UUID) -> tuple[Meeting | None, Turn | None]:
    """The turn of which the entry was written down, with its meeting; neither where the entry came from elsewhere."""
    meeting_id = await turn_of_entry(call.db, entry_id)
    if meeting_id is None:
        return None, None
    meeting, turns = await find_meeting(call.db, call.me.viewer(call.today), meeting_id)
    return meeting, next((turn for turn in turns if turn.entry_id == entry_id), None)


async def view_turn(call: Call, meeting: Meeting, turn: Turn) -> TurnView:
    views = await views_of(call.db, meeting, turn, call.me.id)
    mine = next((view for view in views if view.who == call.me.id), None)
    return TurnView(turn, views, spread_of(views) if turn.revealed_at else None, mine)


async def written_since(call: Call, turn: Turn) -> WrittenSince:
    """Since the supervision before this one, or in the last month where there was none; one statement."""
    since = turn.before or (turn.revealed_at or call.now) - A_MONTH
    told = await told_since(call.db, call.case.case_id, since, MOST_WRITTEN + 1)
    return WrittenSince(day_of(since), turn.before is not None, told[:MOST_WRITTEN], len(told) > MOST_WRITTEN)
