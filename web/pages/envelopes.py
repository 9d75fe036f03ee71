"""Sealed drafts that a phone hands over: kept unread, put on the record once their author is there.

Whoever hands one over need not be signed in: the phone's signature is the proof, and whoever has none learns nothing.
"""

from typing import Any

from starlette.responses import JSONResponse, Response

from store.envelopes import KeptEnvelope, TooFarAhead, TooMany, find_unfiled, keep_envelope, list_unfiled
from store.sign_ins import find_sign_in_on
from store.trail import Deed
from store.vaults import SigningVault, find_holder
from web.deposits import Wire, find_signer, is_signed, new_envelope, object_of
from web.endpoint import Call
from web.errors import TooLarge
from web.filing import change, file_kept
from web.limiting import count

MOST_BYTES = 128 * 1024
"""Some 90,000 letters. A form with more in it is not carried with the app closed: it goes as its own post."""


async def deposit(call: Call) -> Response:
    """Keep it if it is newer than what is kept of its draft; put it on the record if its author is signed in there.

    What nobody signed is counted by its address once it is known to be such, so that a stranger behind an office's
    address stops none of its phones; until then it costs so many bytes, one look-up and one signature.
    """
    try:
        wire = await object_of(call, MOST_BYTES)
    except TooLarge:
        return JSONResponse({"state": "too large"}, 413)
    vault = await find_signer(call, wire)
    if vault is None or not is_signed(vault, wire):
        await count(call, "unproven envelope")
        return JSONResponse({"state": "refused"}, 400) if vault else JSONResponse({"state": "unknown"}, 404)
    await count(call, "envelope", whose=str(vault.id))
    if vault.is_ended or vault.is_lost:
        _did(call, "deposit refused", vault, wire)
        return JSONResponse({"state": "ended"}, 410)
    return await _keep(call, vault, wire)


async def _keep(call: Call, vault: SigningVault, wire: Wire) -> Response:
    try:
        async with change(call) as db:
            kept, how = await keep_envelope(db, new_envelope(vault, wire), now=call.now)
            if how != "known":
                _did(call, "draft deposited", vault, wire)
    except TooMany:
        _did(call, "deposit refused", vault, wire)
        return JSONResponse({"state": "full"}, 413)
    except TooFarAhead:
        _did(call, "deposit refused", vault, wire)
        return JSONResponse({"state": "refused"}, 400)
    filed = kept.receipt or await _file_at_once(call, vault, kept)
    answer = {"id": str(kept.draft_id), "serial": kept.serial, "sha256": kept.sha256, "filed": filed or None}
    return JSONResponse(answer, 200 if how == "known" else 201)


async def _file_at_once(call: Call, vault: SigningVault, kept: KeptEnvelope) -> dict[str, Any] | None:
    """The receipt, where the author's sign-in on that phone is alive and the record takes it."""
    seen = call.services.keeper.seen
    me = await find_sign_in_on(call.db, phone_id=vault.phone_id, now=call.now, seen=seen)
    if me is None or kept.discarded_at:
        return None
    return (await file_kept(call, me, vault.handle, kept)).receipt


async def file_mine(call: Call) -> Response:
    """Put on the record what its author submitted and the server keeps; say what waits, and why."""
    handle = (await find_holder(call.db, call.me.id)).handle
    outcomes = [
        (kept.serial, await file_kept(call, call.me, handle, kept))
        for draft_id in await list_unfiled(call.db, call.me.id)
        if (kept := await find_unfiled(call.db, call.me.id, draft_id))
    ]
    return JSONResponse(
        {
            "filed": [{"id": one.id, "receipt": one.receipt} for _, one in outcomes if one.receipt is not None],
            "waiting": [
                {"id": one.id, "serial": serial, "status": one.status, "reason": one.reason}
                for serial, one in outcomes
                if one.status
            ],
            "drafts": [one.id for _, one in outcomes if one.is_draft],
        }
    )


def _did(call: Call, act: str, vault: SigningVault, wire: Wire) -> None:
    facts = {"serial": wire["serial"], "phone": vault.phone_id}
    call.deeds.append(Deed(act, vault.practitioner_id, subject=wire["id"], facts=facts))
