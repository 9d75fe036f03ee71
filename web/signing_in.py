"""A sign-in begins in this browser: the one before it ends, the phone is known again, the token is new.

The answer tells the phone whose it is and what opens its vault.
"""

import re
from typing import Any

from sqlalchemy import or_
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from store.phones import know_phone
from store.recovery import key_id
from store.sign_ins import end_sign_ins, record_sign_in, token_hash
from store.tables.access import SignIn
from store.trail import Deed
from store.vaults import VaultInUse, find_holder, find_vault_of, is_the_phone
from store.wrapping_keys import open_wrapping_key
from web.base64url import encoded
from web.cookies import (
    CEREMONY_COOKIE,
    PHONE_COOKIE,
    SIGN_IN_COOKIE,
    clear_binding_cookie,
    set_phone_cookie,
    set_sign_in_cookie,
)
from web.endpoint import Call
from web.places import places_of

# The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
             ("CriOS|Chrome|Chromium", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
             ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"))  # fmt: skip


async def sign_in_here(call: Call, *, practitioner_id: int, passkey_id: int | None, next: str) -> Response:
    """Sign this browser in: its cookies, where to go on, and what the phone needs to open its vault."""
    secret = call.request.cookies.get(PHONE_COOKIE, "")
    who = {"practitioner_id": practitioner_id}
    phone_id, secret = await know_phone(call.db, secret=secret, name=phone_name(call.request), now=call.now, **who)
    token = await _begin(call, phone_id, passkey_id, practitioner_id)
    told = await tell_phone(call, practitioner_id=practitioner_id, phone_id=phone_id, secret=secret)
    by_door = call.settings.demonstration and passkey_id is None
    response = JSONResponse({"next": next, "phone": told and told | {"by_door": by_door}})
    set_sign_in_cookie(response, token)
    set_phone_cookie(response, secret)
    clear_binding_cookie(response, CEREMONY_COOKIE)
    return response


async def tell_phone(call: Call, *, practitioner_id: int, phone_id: int | None, secret: str) -> dict[str, Any] | None:
    """What the answer to a ceremony says to the phone that is signed in; None where the browser is not known as one.

    The wrapping key goes to no browser but the one that brings the phone's own `secret`.
    """
    if phone_id is None or not await is_the_phone(call.db, phone_id=phone_id, secret=secret):
        return None
    holder, vault = await find_holder(call.db, practitioner_id), await find_vault_of(call.db, phone_id=phone_id)
    public = call.services.keys.public
    return {
        "practitioner": holder.practitioner_id,
        "handle": encoded(holder.handle),
        "name": holder.name,
        "places": places_of(holder.role),
        "vault": _vault(call, vault) if vault else None,
        "council": {"id": key_id(public), "public_key": encoded(public)},
    }


def _vault(call: Call, vault: VaultInUse) -> dict[str, str | None]:
    sealed = vault.wrapping_key
    key = open_wrapping_key(call.services.keys.phones, vault.id, sealed) if sealed else None
    return {"id": str(vault.id), "by": vault.by, "wrapping_key": encoded(key) if key else None}


async def _begin(call: Call, phone_id: int, passkey_id: int | None, practitioner_id: int) -> str:
    """The sign-in before it ends; the new one's token."""
    mine = (SignIn.phone_id == phone_id) & (SignIn.practitioner_id == practitioner_id)
    before = SignIn.token_hash == token_hash(call.request.cookies.get(SIGN_IN_COOKIE, ""))
    await end_sign_ins(call.db, or_(before, mine), now=call.now)
    facts = {"phone": phone_id} | ({"passkey": passkey_id} if passkey_id else {"demonstration": True})
    call.deeds.append(Deed("signed in", practitioner_id, facts=facts))
    who = {"practitioner_id": practitioner_id, "phone_id": phone_id, "passkey_id": passkey_id}
    return await record_sign_in(call.db, now=call.now, **who)  # type: ignore[arg-type]


def phone_name(request: Request) -> str:
    """The browser in plain words, from what it says of itself: “Chrome on Android”."""
    told = request.headers.get("user-agent", "")
    browser = next((name for mark, name in _BROWSERS if re.search(mark, told)), "A browser")
    machine = next((name for mark, name in _MACHINES if mark in told), "")
    return f"{browser} on {machine}" if machine else browser
