"""One's own view of a family before a group supervision: a number and what it stands on; nobody else's is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from store.entries import Receipt
from store.practice.group_supervision import Given
from store.supervision_views import NewView, ViewChanged, ViewsOpened, record_view
from store.supervisions import Meeting, Turn
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.differences import Difference
from web.recording.overtaken import refuse_if_overtaken
from web.recording.refused import ChangedMeanwhile
from web.recording.turns import WrittenSince, find_turn, view_turn, written_since


@dataclass(frozen=True)
class ViewFormPage:
    """`stands`: the view that was given before the others were seen, where it cannot be changed any more."""

    meeting: Meeting
    turn: Turn
    family_id: int
    family: str
    since: WrittenSince
    given: Given
    opened_version: int = 0
    draft_id: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: ChangedMeanwhile | None = None
    stands: bool = False

    @property
    def room(self) -> str:
        return f"/families/{self.family_id}/supervisions/{self.meeting.id}"


async def new(call: Call) -> Response:
    """Blank, or what one gave before."""
    _may_give(call)
    meeting, turn = await find_turn(call)
    view = await view_turn(call, meeting, turn)
    page = await _page(call, meeting, turn, Given())
    if view.mine:
        given = Given(view.mine.safety, view.mine.evidence)
        page = replace(page, given=given, opened_version=view.mine.revision, stands=view.is_open)
    return _form(call, page)


async def create(call: Call) -> Response:
    _may_give(call)
    meeting, turn = await find_turn(call)
    form = Form(call.form)
    given = Given(form.number("safety"), form.text("evidence"))
    page = replace(
        await _page(call, meeting, turn, given), opened_version=form.opened_version, draft_id=str(form.posted_id or "")
    )
    errors = given.problems() | form.errors
    if errors:
        return _form(call, replace(page, errors=errors), status=422)
    new_view = NewView(form.draft_id, turn.id, call.me.id, given, form.opened_version, form.phone_wrote_at)
    try:
        kept = await record_view(call.db, new_view, now=call.now)
    except ViewsOpened:
        return _form(call, replace(page, stands=True), status=409)
    except ViewChanged as newer:
        refused = ChangedMeanwhile(newer.revision, _differences(newer.given, given))
        return _form(call, replace(page, refused=refused, opened_version=newer.revision), status=409)
    await refuse_if_overtaken(call, form)
    call.did_unnoticed("supervision view given", subject=turn.id, revision=kept.revision)
    receipt = Receipt(form.draft_id, kept.revision, form.fingerprint, kept.at, is_new=kept.is_new)
    return saved(call, page.room, receipt)


def _differences(there: Given, yours: Given) -> tuple[Difference, ...]:
    pairs = (("How safe", str(there.safety), str(yours.safety)), ("Evidence", there.evidence, yours.evidence))
    return tuple(Difference(label, one, other) for label, one, other in pairs if one != other)


async def _page(call: Call, meeting: Meeting, turn: Turn, given: Given) -> ViewFormPage:
    since = await written_since(call, turn)
    return ViewFormPage(meeting, turn, call.case.family_id, call.case.name, since, given)


def _may_give(call: Call) -> None:
    if not call.case.may_record:
        raise NotThere


def _form(call: Call, page: ViewFormPage, *, status: int = 200) -> Response:
    return call.page("supervision_views/form.html", page, title="Your view", place="supervision", status=status)
