"""One's own words that the council's recovery key opens: from a phone that cannot any more, or from what is kept.

For their author alone, behind a fresh touch; each opening is on the trail.
"""

from typing import Any
from uuid import UUID

from starlette.responses import JSONResponse, Response

from store.vaults import find_holder
from web.deposits import Wire, as_object, find_signer, is_signed, object_of
from web.endpoint import Call
from web.errors import TooLarge
from web.sealed_drafts import open_draft

MOST_BYTES = 12 * 1024 * 1024
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
        call.did("opening refused", subject=str(wire.get("id", ""))[:40])
        return None
    id, serial = UUID(wire["id"]), wire["serial"]
    draft = open_draft(call.services.keys.recovery, wire, handle=handle, id=id, serial=serial)
    call.did("draft opened by the recovery key" if draft else "opening refused", subject=id, serial=serial)
    return {"id": wire["id"], "serial": serial, "draft": draft.whole} if draft else None
