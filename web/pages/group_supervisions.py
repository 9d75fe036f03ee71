"""A group supervision: the manager sets the date and picks families, opens them in the room; each phone follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from starlette.responses import Response

from store.entries import Receipt
from store.supervision_leading import change_meeting, record_meeting
from store.supervision_proposals import Proposed, propose
from store.supervisions import Meeting, Turn
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.live import stream
from web.receipts import saved
from web.recording.turns import TurnView, find_room, view_turn

DUE_SOON = timedelta(days=7)
MOST_PROPOSED = 8


@dataclass(frozen=True)
class PlanPage:
    """`chosen`: cases; `inside`: those in it as the form was opened, `opened`: those of them that stay."""

    on: str
    families: tuple[Proposed, ...]
    chosen: frozenset[int]
    today: date
    draft_id: str = ""
    meeting: Meeting | None = None
    inside: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        return f"/supervisions/{self.meeting.id}" if self.meeting else "/supervisions"

    @property
    def inside_first(self) -> list[Proposed]:
        return sorted(self.families, key=lambda one: one.case_id not in self.inside)


@dataclass(frozen=True)
class RoomPage:
    """`now`: the family that was opened last."""

    meeting: Meeting
    turns: tuple[Turn, ...]
    now: TurnView | None
    may_lead: bool


async def new(call: Call) -> Response:
    _team_of(call)
    families = await propose(call.db, call.me.viewer(call.today))
    due = [one.case_id for one in families if one.due_on <= call.today + DUE_SOON][:MOST_PROPOSED]
    return _plan(call, PlanPage(call.today.isoformat(), families, frozenset(due), call.today))


async def create(call: Call) -> Response:
    team_id, form = _team_of(call), Form(call.form)
    page = await _posted(call, form)
    if page.errors:
        return _plan(call, page, status=422)
    meeting_id, on = form.draft_id, date.fromisoformat(page.on)
    chosen = [one.case_id for one in page.families if one.case_id in page.chosen]
    is_new = await record_meeting(
        call.db, meeting_id, team_id=team_id, planned_on=on, case_ids=chosen, by=call.me.id, now=call.now
    )
    if not is_new and not await _is_mine(call, meeting_id):
        raise NotThere
    call.did("group supervision planned", subject=meeting_id, on=page.on, cases=chosen)
    receipt = Receipt(meeting_id, 1, form.fingerprint, call.now, is_new=is_new)
    return saved(call, f"/supervisions/{meeting_id}", receipt)


async def show(call: Call) -> Response:
    """The room: its families, and the views of the one that was opened last; a restricted one asks for a touch."""
    meeting, turns = await find_room(call)
    opened = [turn for turn in turns if turn.revealed_at]
    newest = max(opened, key=lambda turn: turn.revealed_at or call.now, default=None)
    now = await view_turn(call, meeting, newest) if newest and not newest.restricted else None
    if newest and now:
        call.did("read", subject=f"/supervisions/{meeting.id}", case_id=newest.case_id)
    page = RoomPage(meeting, turns, now, _leads(call, meeting))
    return call.page("group_supervisions/room.html", page, title="Group supervision", place="supervision")


async def edit(call: Call) -> Response:
    meeting, turns = await _led(call)
    inside = frozenset(turn.case_id for turn in turns)
    families = await propose(call.db, call.me.viewer(call.today))
    on, opened = meeting.planned_on.isoformat(), _opened(turns)
    return _plan(call, PlanPage(on, families, inside, call.today, "", meeting, inside, opened))


async def change(call: Call) -> Response:
    meeting, turns = await _led(call)
    form = Form(call.form)
    page = await _posted(call, form, meeting, _opened(turns))
    if page.errors:
        return _plan(call, page, status=422)
    chosen = [one.case_id for one in page.families if one.case_id in page.chosen]
    out, on = page.inside - page.chosen, date.fromisoformat(page.on)
    version = await change_meeting(call.db, meeting.id, planned_on=on, case_ids=chosen, out=out, now=call.now)
    await call.services.announcer.announce(call.db, meeting.id, version)
    call.did("group supervision changed", subject=meeting.id, on=page.on, cases=chosen, taken_out=sorted(out))
    return saved(call, f"/supervisions/{meeting.id}")


async def events(call: Call) -> Response:
    meeting, _ = await find_room(call)
    return stream(call, meeting.id)


async def _posted(
    call: Call, form: Form, meeting: Meeting | None = None, opened: frozenset[int] = frozenset()
) -> PlanPage:
    families = await propose(call.db, call.me.viewer(call.today))
    known = {one.case_id for one in families}
    chosen = frozenset(form.numbers("case")) & known | opened
    on = form.day("on")
    if on is None:
        form.errors.setdefault("on", "Give the day on which you meet")
    elif abs(on - call.today) > timedelta(days=365):
        form.errors["on"] = f"The year is {on.year}: look at the date again"
    if not chosen:
        form.errors["case"] = "Choose at least one family"
    return PlanPage(
        form.text("on", longest=40), families, chosen, call.today, str(form.posted_id or ""), meeting,
        frozenset(form.numbers("was")) & known, opened, form.errors,
    )  # fmt: skip


def _plan(call: Call, page: PlanPage, *, status: int = 200) -> Response:
    title = "Change a group supervision" if page.meeting else "Plan a group supervision"
    return call.page("group_supervisions/plan.html", page, title=title, place="supervision", status=status)


def _team_of(call: Call) -> int:
    if call.me.role != "team_manager" or call.me.team_id is None:
        raise NotThere
    return call.me.team_id


def _opened(turns: Iterable[Turn]) -> frozenset[int]:
    return frozenset(turn.case_id for turn in turns if turn.revealed_at)


def _leads(call: Call, meeting: Meeting) -> bool:
    return call.me.role == "team_manager" and call.me.team_id == meeting.team_id


async def _led(call: Call) -> tuple[Meeting, tuple[Turn, ...]]:
    meeting, turns = await find_room(call)
    if not _leads(call, meeting):
        raise NotThere
    return meeting, turns


async def _is_mine(call: Call, meeting_id: UUID) -> bool:
    """The same form came twice, or the id is another team's meeting."""
    call.request.path_params["supervision_id"] = meeting_id
    meeting, _ = await find_room(call)
    return _leads(call, meeting)
