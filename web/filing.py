"""Puts what an author sealed and submitted on the record: by the form's own address, guards and rules, as its author.

There is no second way to write an entry: what is filed is the ordinary form post, asked of the app itself.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from store.envelopes import KeptEnvelope, find_envelope, mark_waiting
from store.sign_ins import Me
from store.trail import Deed
from web.actions import records_at
from web.endpoint import Call
from web.form_posts import post_form
from web.sealed_drafts import open_draft

REASONS = {
    403: "This is sent by the phone that it was written on, once you unlock it there.",
    404: "You may not write there any more, or it is not there.",
    409: "Something newer is on the record, or it is closed: both texts need to be looked at.",
    422: "Something in it needs another look before it can go on the record.",
}
OTHER = "The record could not take it just now."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """`receipt`: it is on the record. `status` and `reason`: it waits. Neither: a draft that was never submitted."""

    id: str
    receipt: dict[str, Any] | None = None
    status: int = 0
    reason: str = ""

    @property
    def is_draft(self) -> bool:
        return self.receipt is None and not self.status


async def file_kept(call: Call, me: Me, handle: bytes, kept: KeptEnvelope) -> Outcome:
    """What became of one envelope; one that cannot be filed, for whatever reason, holds up no other."""
    try:
        return await _file(call, me, handle, kept)
    except Exception:
        _log.exception("an envelope could not be filed")  # statements are logged without what was in them
        return Outcome(str(kept.draft_id), None, 500, OTHER)


async def _file(call: Call, me: Me, handle: bytes, kept: KeptEnvelope) -> Outcome:
    id, key = str(kept.draft_id), call.services.keys.recovery
    draft = open_draft(key, kept.sealed, handle=handle, id=kept.draft_id, serial=kept.serial)
    if draft is None or not draft.is_itself:
        return await _waits(call, me, kept, 422)
    if not draft.is_submitted:
        return Outcome(id)
    if not records_at(call.request, draft.action):
        return await _waits(call, me, kept, 403)
    answer = await post_form(call, draft.action, urlencode(draft.fields).encode(), serial=kept.serial, acting=me)
    if answer.status >= 400:
        return await _waits(call, me, kept, answer.status)
    now_kept = await _as_kept(call, me, kept)
    if now_kept is None or not now_kept.receipt:
        return await _waits(call, me, kept, 500)
    return Outcome(id, now_kept.receipt)


@asynccontextmanager
async def change(call: Call) -> AsyncIterator[AsyncSession]:
    """A transaction of its own within a route that is `apart`, stored with the deeds that were done in it."""
    before = len(call.deeds)
    async with call.services.database.writing() as db:
        yield db
        await call.services.keeper.trail.append(db, call.deeds[before:], call.now)
    del call.deeds[before:]


async def _as_kept(call: Call, me: Me, kept: KeptEnvelope) -> KeptEnvelope | None:
    async with call.services.database.reading() as db:
        return await find_envelope(db, me.id, kept.draft_id)


async def _waits(call: Call, me: Me, kept: KeptEnvelope, status: int) -> Outcome:
    reason = REASONS.get(status, OTHER)
    if kept.attention != reason:
        async with change(call) as db:
            await mark_waiting(db, kept, reason=reason)
            call.deeds.append(Deed("envelope waits", me.id, subject=str(kept.draft_id), facts={"status": status}))
    return Outcome(str(kept.draft_id), None, status, reason)
