"""A sign-in begins in this browser: the one before it ends, the phone is known again, the token is new."""

import re

from sqlalchemy import or_
from starlette.requests import Request
from starlette.responses import Response

from store.phones import know_phone
from store.sign_ins import end_sign_ins, record_sign_in, token_hash
from store.tables.access import SignIn
from store.trail import Deed
from web.cookies import (
    CEREMONY_COOKIE,
    PHONE_COOKIE,
    SIGN_IN_COOKIE,
    clear_binding_cookie,
    set_phone_cookie,
    set_sign_in_cookie,
)
from web.endpoint import Call

# The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"),
             ("CriOS|Chrome|Chromium", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
             ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"))  # fmt: skip


async def begin_sign_in(call: Call, response: Response, *, practitioner_id: int, passkey_id: int) -> None:
    """Sign this browser in and set its cookies on `response`."""
    secret = call.request.cookies.get(PHONE_COOKIE, "")
    name = phone_name(call.request)
    who = {"practitioner_id": practitioner_id}
    phone_id, secret = await know_phone(call.db, secret=secret, name=name, now=call.now, **who)
    mine = (SignIn.phone_id == phone_id) & (SignIn.practitioner_id == practitioner_id)
    before = SignIn.token_hash == token_hash(call.request.cookies.get(SIGN_IN_COOKIE, ""))
    await end_sign_ins(call.db, or_(before, mine), now=call.now)
    token = await record_sign_in(call.db, phone_id=phone_id, passkey_id=passkey_id, now=call.now, **who)
    set_sign_in_cookie(response, token)
    set_phone_cookie(response, secret)
    clear_binding_cookie(response, CEREMONY_COOKIE)
    call.deeds.append(Deed("signed in", practitioner_id, facts={"phone": phone_id, "passkey": passkey_id}))


def phone_name(request: Request) -> str:
    """The browser in plain words, from what it says of itself: “Chrome on Android”."""
    told = request.headers.get("user-agent", "")
    browser = next((name for mark, name in _BROWSERS if re.search(mark, told)), "A browser")
    machine = next((name for mark, name in _MACHINES if mark in told), "")
    return f"{browser} on {machine}" if machine else browser
