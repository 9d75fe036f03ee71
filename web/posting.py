"""A form that was taken is not taken twice: sent again, it is answered with the receipt that it had.

An answer that was lost on the way therefore costs nothing, whatever form it is, and also when its author may
not send it any more. A form is the same when its id, address, fields and the phone's own time of writing are.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from store.envelopes import KeptEnvelope, discard_envelope, find_envelope, mark_filed
from store.posts import SentForm, Taken, claim_post, keep_post, let_go
from store.vaults import find_holder
from web.call import Call
from web.forms import Form
from web.rendering import is_fragment
from web.sealed_drafts import SealedDraft, open_draft

SERIAL = "weekbook-serial"
_LONGEST_TIME = 40


async def sent_before(call: Call) -> Response | None:
    """The answer to a form that was taken before; None where it is to be taken now."""
    form = Form(call.form)
    sent = _sent(call, form)
    if sent is None:
        return None
    claimed = await claim_post(call.db, sent, now=call.now)
    if isinstance(claimed, int):
        call.claim = claimed
        return None
    call.did("form sent again", subject=sent.draft_id)
    call.taken = claimed
    return answer_taken(call.request, claimed, str(sent.draft_id), form.fingerprint)


async def settle(call: Call) -> None:
    """Keep what the handler answered to the form, in its own transaction; a form that came back may be sent again."""
    if call.claim is not None and call.taken:
        await keep_post(call.db, call.claim, call.taken)
    elif call.claim is not None:
        await let_go(call.db, call.claim)
    if call.taken and call.signed_in:
        await _file_what_is_kept(call, call.taken)


async def _file_what_is_kept(call: Call, taken: Taken) -> None:
    """The envelope of the same form is on the record now, unless it says more than the form did."""
    form = Form(call.form)
    kept = await find_envelope(call.db, call.me.id, form.posted_id, lock=True) if form.posted_id else None
    if kept is None or kept.filed_at:
        return
    draft = await _opened(call, kept)
    if draft is None or not _is_said_by(call, form, kept, draft):
        return
    await mark_filed(call.db, kept, receipt=facts_of(taken, str(kept.draft_id), form.fingerprint), now=call.now)
    call.did_unnoticed("envelope filed", subject=kept.draft_id, serial=kept.serial)
    for note in draft.took:  # its words are on the record with it, and are not to be filed once more
        if await discard_envelope(call.db, practitioner_id=call.me.id, draft_id=note, now=call.now):
            call.did_unnoticed("draft put away", subject=note)


async def _opened(call: Call, kept: KeptEnvelope) -> SealedDraft | None:
    holder = await find_holder(call.db, call.me.id)
    key = call.services.keys.recovery
    return open_draft(key, kept.sealed, handle=holder.handle, id=kept.draft_id, serial=kept.serial)


def _is_said_by(call: Call, form: Form, kept: KeptEnvelope, draft: SealedDraft) -> bool:
    """Sealed for the address that took the form; its author has not handed over later words since.

    The draft's own number tells which are later. The phone's clock does so where none came with the form.
    """
    if draft.action != call.request.url.path:
        return False
    if draft.fingerprint == form.fingerprint:
        return True
    if (serial := _serial(call.request)) is not None:
        return kept.serial <= serial
    return draft.saved_at is None or form.phone_wrote_at is None or draft.saved_at <= form.phone_wrote_at


def _serial(request: Request) -> int | None:
    """Which saving of its draft the form is, as the phone counts them."""
    given = request.headers.get(SERIAL, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 16 else None


def answer_taken(request: Request, taken: Taken, id: str, fingerprint: str) -> Response:
    """The way on, with the header `Weekbook-Receipt`."""
    response = way_on(request, taken.href)
    response.headers["Weekbook-Receipt"] = json.dumps(facts_of(taken, id, fingerprint))
    return response


def facts_of(taken: Taken, id: str, fingerprint: str) -> dict[str, Any]:
    """The receipt."""
    told = {"href": taken.href, "at": taken.at.isoformat(), "revision": taken.revision}
    return {"id": id, "sha256": fingerprint, **told}


def way_on(request: Request, location: str) -> Response:
    """A redirect for a browser's own post; for htmx 201 with the way on in HX-Location."""
    if not is_fragment(request):
        return RedirectResponse(location, 303)
    there: dict[str, Any] = {"path": location, "target": "#main"}
    return Response(status_code=201, headers={"HX-Location": json.dumps(there)})


def _sent(call: Call, form: Form) -> SentForm | None:
    if call.signed_in is None or form.posted_id is None:
        return None
    wrote = str(call.form.get("written_on_phone_at", ""))[:_LONGEST_TIME]
    return SentForm(call.me.id, form.posted_id, call.request.url.path, form.fingerprint, wrote)
