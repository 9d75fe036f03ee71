"""One's own words that the council's recovery key opens: from a phone that cannot any more, or from what is kept.

For their author alone, behind a fresh touch; each opening is on the trail.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from starlette.responses import JSONResponse, Response

from store.envelopes import discard_envelope, find_unfiled, list_unfiled
from store.recovery import NotOpened, letters, open_key, place_of
from store.vaults import find_holder
from web.base64url import encoded
from web.deposits import Wire, as_object, find_signer, is_signed, object_of
from web.endpoint import Call
from web.errors import NotThere, TooLarge
from web.filing import file_kept
from web.kept_words import KeptWords, a_few, kept_words
from web.receipts import saved
from web.sealed_drafts import open_draft

MOST_BYTES = 12 * 1024 * 1024
MOST_KEYS_BYTES = 128 * 1024
MOST_OPENED = 200


async def open_mine(call: Call) -> Response:
    """What stands in the envelopes that the phone brings, signed as deposits are; one that is not its author's is
    passed over."""
    wires = (await object_of(call, MOST_BYTES)).get("envelopes")
    if not isinstance(wires, list) or len(wires) > MOST_OPENED:
        raise TooLarge
    handle = (await find_holder(call.db, call.me.id)).handle
    opened = [await _opened(call, handle, as_object(wire)) for wire in wires]
    return JSONResponse({"drafts": [one for one in opened if one]})


async def _opened(call: Call, handle: bytes, wire: Wire) -> dict[str, Any] | None:
    vault = await find_signer(call, wire)
    if vault is None or vault.practitioner_id != call.me.id or vault.is_lost or not is_signed(vault, wire):
        call.did("opening refused", subject=_id_in(wire))
        return None
    id, serial = UUID(wire["id"]), wire["serial"]
    draft = open_draft(call.services.keys.recovery, wire, handle=handle, id=id, serial=serial)
    call.did("draft opened by the recovery key" if draft else "opening refused", subject=id, serial=serial)
    return {"id": wire["id"], "serial": serial, "draft": draft.whole} if draft else None


async def open_photographs(call: Call) -> Response:
    """The keys of photographs that lie on the phone under a passkey which is gone; the pictures stay there.

    Whose they are is in what was sealed: a key of somebody else's does not open, and is passed over.
    """
    wires = (await object_of(call, MOST_KEYS_BYTES)).get("photographs")
    if not isinstance(wires, list) or len(wires) > MOST_OPENED:
        raise TooLarge
    handle = encoded((await find_holder(call.db, call.me.id)).handle)
    opened = [_keys_of(call, handle, as_object(wire)) for wire in wires]
    return JSONResponse({"photographs": [one for one in opened if one]})


def _keys_of(call: Call, handle: str, wire: Wire) -> dict[str, str] | None:
    key, id = call.services.keys.recovery, str(wire.get("id"))
    try:
        picture, words = (
            open_key(key, wire.get(name), place_of(store="photographs", id=id, handle=handle, version=version))
            for name, version in (("picture", 1), ("words", wire.get("serial", 0)))
        )
    except (NotOpened, ValueError):
        call.did("opening refused", subject=_id_in(wire))
        return None
    call.did("photograph opened by the recovery key", subject=id)
    return {"id": id, "picture": letters(picture), "words": letters(words)}


def _id_in(wire: Wire) -> UUID | str:
    """What it calls itself; nothing for what is no id."""
    try:
        return UUID(str(wire.get("id")))
    except ValueError:
        return ""


@dataclass(frozen=True)
class RecoveredPage:
    """One's own words that are not on the record, the oldest first; `later` leads to the next of them."""

    drafts: list[KeptWords]
    later: str


async def show(call: Call) -> Response:
    """What phones handed over sealed and the record does not have: to be read, copied, filed or put away."""
    handle = (await find_holder(call.db, call.me.id)).handle
    key = call.services.keys.recovery
    ids, later = a_few(call.request, await list_unfiled(call.db, call.me.id))
    found = [kept_words(key, handle, kept) for id in ids if (kept := await find_unfiled(call.db, call.me.id, id))]
    for one in found:
        call.did("draft opened by the recovery key", subject=one.id)
    return call.page("recovered/index.html", RecoveredPage(found, later), title="Kept for you", place="you")


async def mine(call: Call) -> Response:
    """Which drafts they are, without a word of them: a phone says beside its own how many the council keeps."""
    return JSONResponse({"drafts": [str(one) for one in await list_unfiled(call.db, call.me.id)]})


async def go_on(call: Call) -> Response:
    """One as it was sealed: its author's phone takes it up where it was left, under the same id."""
    kept = await find_unfiled(call.db, call.me.id, call.request.path_params["draft_id"])
    if kept is None:
        raise NotThere
    handle = (await find_holder(call.db, call.me.id)).handle
    draft = open_draft(call.services.keys.recovery, kept.sealed, handle=handle, id=kept.draft_id, serial=kept.serial)
    if draft is None:
        raise NotThere
    call.did("draft opened by the recovery key", subject=kept.draft_id, serial=kept.serial)
    return JSONResponse({"id": str(kept.draft_id), "serial": kept.serial, "draft": draft.whole})


async def file(call: Call) -> Response:
    """Put one on the record, as its author, by the form's own rules."""
    kept = await find_unfiled(call.db, call.me.id, call.request.path_params["draft_id"])
    if kept is None:
        raise NotThere
    outcome = await file_kept(call, call.me, (await find_holder(call.db, call.me.id)).handle, kept)
    return saved(call, outcome.receipt["href"] if outcome.receipt else "/recovered")


async def discard(call: Call) -> Response:
    """Their author does not need them: nobody is shown them any more."""
    draft_id = call.request.path_params["draft_id"]
    if not await discard_envelope(call.db, practitioner_id=call.me.id, draft_id=draft_id, now=call.now):
        raise NotThere
    call.did("draft put away", subject=draft_id)
    return saved(call, "/recovered")
