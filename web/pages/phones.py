"""Phones: named by their people; ended by them or their manager, with their passkeys if they are lost; found again."""

from starlette.responses import Response

from store.lost_phones import find_owner_of_lost, find_phone_again
from store.passkeys import list_used_on, remove_passkeys
from store.phones import end_phone, find_owner, rename_phone
from store.practice.inviting import may_grant, may_invite
from store.practice.permissions import Power, has_power
from store.practitioners import Someone, find_within_reach
from web.endpoint import Call
from web.errors import NeedsTouch, NotThere
from web.forms import Form
from web.receipts import saved

LONGEST_NAME = 60


async def rename(call: Call) -> Response:
    name = Form(call.form).text("name")[:LONGEST_NAME]
    phone_id = call.request.path_params["phone_id"]
    if name:
        if not await rename_phone(call.db, practitioner_id=call.me.id, phone_id=phone_id, name=name):
            raise NotThere
        call.did("phone renamed", subject=phone_id)
    return saved(call, "/you")


async def end(call: Call) -> Response:
    """All its sign-ins end at once. A lost one takes the passkeys that were used on it along.

    That, and ending somebody else's, needs a fresh touch: a stolen sign-in must not lock people out.
    """
    phone_id = call.request.path_params["phone_id"]
    owner_id = await find_owner(call.db, phone_id)
    if owner_id is None or not await _may_end(call, owner_id):
        raise NotThere
    is_lost = Form(call.form).is_ticked("lost")
    if (is_lost or owner_id != call.me.id) and not call.me.is_fresh(call.now):
        raise NeedsTouch
    await end_phone(call.db, phone_id=phone_id, is_lost=is_lost, now=call.now)
    call.did("phone ended", subject=phone_id, practitioner=owner_id, lost=is_lost)
    if is_lost:
        used = await list_used_on(call.db, phone_id=phone_id)
        for passkey_id in await remove_passkeys(call.db, practitioner_id=owner_id, ids=used, now=call.now):
            call.did("passkey removed", subject=passkey_id, practitioner=owner_id)
    return saved(call, "/you" if owner_id == call.me.id else f"/people/{owner_id}")


async def find(call: Call) -> Response:
    """A lost one is in hand again: it delivers what it carries, and its author gets back what is on it.

    Words are let in by it, as by a link: by nobody who may not make one for somebody who has come in.
    """
    phone_id = call.request.path_params["phone_id"]
    owner_id = await find_owner_of_lost(call.db, phone_id)
    if owner_id is None or not await _may_find(call, owner_id):
        raise NotThere
    await find_phone_again(call.db, phone_id=phone_id)
    call.did("phone found", subject=phone_id, practitioner=owner_id)
    return saved(call, "/you" if owner_id == call.me.id else f"/people/{owner_id}")


async def _may_end(call: Call, owner_id: int) -> bool:
    if owner_id == call.me.id:
        return True
    owner = await _managed(call, owner_id)
    return owner is not None and may_grant(call.me.role, owner.role)


async def _may_find(call: Call, owner_id: int) -> bool:
    if owner_id == call.me.id:
        return True
    owner = await _managed(call, owner_id)
    return owner is not None and may_invite(call.me.role, owner.role, has_come_in=True)


async def _managed(call: Call, owner_id: int) -> Someone | None:
    return await find_within_reach(call.db, call.me, owner_id) if has_power(call.me.role, Power.INVITE) else None
