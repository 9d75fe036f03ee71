"""What somebody who has left never sent: two managers together may read it, each within their own reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from store.coming_back import are_apart, list_seconds
from store.envelopes import KeptEnvelope, count_unfiled, discard_envelope, find_unfiled, list_unfiled
from store.practice.inviting import may_grant
from store.practitioners import Someone, find_within_reach
from store.unsent import Request, approve_request, find_request, record_request
from store.vaults import find_holder
from web.actions import may_read
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.kept_words import KeptWords, a_few, kept_words
from web.receipts import saved

LONGEST_REASON = 500


@dataclass(frozen=True)
class UnsentPage:
    """`drafts` is None until two have agreed; `later` leads to the next of them.

    `hidden`: how many of those in between are about families that the viewer may not read. `since`: how many came
    after the two had agreed.
    """

    person: Someone
    count: int
    request: Request | None
    drafts: list[KeptWords] | None
    hidden: int
    since: int
    later: str
    reason: str = ""
    error: str = ""
    may_agree: bool = False


async def show(call: Call) -> Response:
    return await _page(call, await _leaver(call))


async def ask(call: Call) -> Response:
    """One manager says why; another has to agree."""
    person, form = await _leaver(call), Form(call.form)
    reason = form.text("reason", longest=LONGEST_REASON)
    error = form.errors.get("reason") or ("" if reason else "Say why these words are needed")
    if error:
        return await _page(call, person, reason=reason, error=error, status=422)
    if await _request(call, person, lock=True) is None:
        await record_request(call.db, practitioner_id=person.id, manager_id=call.me.id, reason=reason, now=call.now)
        call.did("unsent words asked for", subject=person.id, reason=reason)
    return saved(call, f"/people/{person.id}/unsent")


async def agree(call: Call) -> Response:
    person = await _leaver(call)
    request = await _request(call, person, lock=True)
    if request is None or Form(call.form).number("request") != request.id or not await _may_agree(call, request):
        raise NotThere
    if not await approve_request(call.db, request_id=request.id, manager_id=call.me.id, now=call.now):
        raise NotThere
    call.did("unsent words agreed to", subject=person.id, asked_by=request.asked_by_id)
    return saved(call, f"/people/{person.id}/unsent")


async def put_away(call: Call) -> Response:
    """One of the two has done with a draft: what belonged on the record stands there, in their own name."""
    person, draft_id = await _leaver(call), call.request.path_params["draft_id"]
    request = await _request(call, person)
    kept = await find_unfiled(call.db, person.id, draft_id)
    if kept is None or request is None or not request.opens(kept.deposited_at, call.me.id):
        raise NotThere
    found = await _open_to_me(call, (await find_holder(call.db, person.id)).handle, kept)
    if not found or not await discard_envelope(call.db, practitioner_id=person.id, draft_id=draft_id, now=call.now):
        raise NotThere
    call.did("draft put away", subject=draft_id, case_id=found[1], author=person.id)
    return saved(call, f"/people/{person.id}/unsent")


async def _page(call: Call, person: Someone, *, reason: str = "", error: str = "", status: int = 200) -> Response:
    request = await _request(call, person)
    count = await count_unfiled(call.db, person.id)
    opened, hidden, since, later = None, 0, 0, ""
    if request and request.opens_for(call.me.id):
        asked_for = await list_unfiled(call.db, person.id, until=request.agreed_at)
        ids, later = a_few(call.request, asked_for)
        opened = await _opened(call, person, ids)
        hidden, since = len(ids) - len(opened), count - len(asked_for)
    may_agree = await _may_agree(call, request)
    page = UnsentPage(person, count, request, opened, hidden, since, later, reason, error, may_agree)
    return call.page("people/unsent.html", page, title="Unsent words", place="you", status=status)


async def _opened(call: Call, person: Someone, ids: Sequence[UUID]) -> list[KeptWords]:
    """Those about cases that the viewer may read; each opening is on the trail."""
    handle = (await find_holder(call.db, person.id)).handle
    found = [await _read(call, handle, kept) for id in ids if (kept := await find_unfiled(call.db, person.id, id))]
    return [one for one in found if one]


async def _read(call: Call, handle: bytes, kept: KeptEnvelope) -> KeptWords | None:
    found = await _open_to_me(call, handle, kept)
    if found and found[1]:
        call.did("draft opened for two managers", subject=kept.draft_id, case_id=found[1], author=kept.practitioner_id)
    return found[0] if found else None


async def _open_to_me(call: Call, handle: bytes, kept: KeptEnvelope) -> tuple[KeptWords, int | None] | None:
    """The words and their case, where the viewer may read that; one that nobody can open has no case."""
    words = kept_words(call.services.keys.recovery, handle, kept)
    case_id = await may_read(call, words.draft.action, words.draft.fields) if words.draft else None
    return (words, case_id) if case_id or not words.draft else None


async def _request(call: Call, person: Someone, *, lock: bool = False) -> Request | None:
    """The open one, as long as whoever asked and whoever agreed may still manage that person."""
    request = await find_request(call.db, person.id, now=call.now, lock=lock)
    if request is None:
        return None
    managers = await list_seconds(call.db, practitioner_id=person.id, made_by=None, now=call.now)
    return request if request.is_between({one.id for one in managers}) else None


async def _may_agree(call: Call, request: Request | None) -> bool:
    """Not whoever was brought in by the one who asks: one manager alone could be both."""
    return request is not None and await are_apart(call.db, call.me.id, request.asked_by_id, now=call.now)


async def _leaver(call: Call) -> Someone:
    """Somebody who has left, within reach, in a role that one may give; not oneself."""
    person = await find_within_reach(call.db, call.me, call.request.path_params["practitioner_id"])
    if person is None or person.left_on is None or person.id == call.me.id or not may_grant(call.me.role, person.role):
        raise NotThere
    return person
