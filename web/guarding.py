"""The transaction around a handler, and what is answered in its place.

What the handler returns is committed, what it raises is rolled back, both before the answer is sent.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from store.desk import Desk
from store.sign_ins import signed_in_at
from web.admitting import AtOnce, Guard, admit, enter_case, identify, note_use
from web.call import ACTING, Call
from web.cookies import SIGN_IN_COOKIE
from web.errors import NeedsTouch, SignedOut, TooLarge
from web.posting import sent_before, settle
from web.security import SAFE_METHODS
from web.services import Services
from web.shell import is_kept_here, opens_locked, shell_page

MOST_FIELDS = 2000


async def answer(request: Request, guard: Guard) -> Response:
    if request.method not in SAFE_METHODS and not guard.apart:
        return await _change(request, guard)
    if isinstance(guard.handler, AtOnce):
        return await _read_at_once(request, guard, guard.handler)
    return await _read(request, guard)


async def _read(request: Request, guard: Guard) -> Response:
    services: Services = request.app.state.services
    async with services.database.looking() as db:
        call = Call(request, services, datetime.now(UTC), FormData(), db)
        response = await _guarded(call, guard)
    await services.keeper.keep(call.deeds)
    return response


async def _read_at_once(request: Request, guard: Guard, handler: AtOnce[Any]) -> Response:
    """Sign-in and all that is asked, in one visit; the trail is written while the answer is put together."""
    services: Services = request.app.state.services
    call = Call(request, services, datetime.now(UTC), FormData())
    try:
        found = await services.database.read_at_once(lambda desk: _ask(desk, call, guard, handler))
    except SignedOut:
        return await _shell_instead(call)
    finally:
        request.state.signed_in = call.signed_in
    note_use(call, guard)
    stored = services.keeper.begin(handler.deeds(call, found))
    await asyncio.sleep(0)  # the keeper's turn
    try:
        return handler.show(call, found)
    finally:
        await stored


async def _shell_instead(call: Call) -> Response:
    """For a phone that holds a vault. Raises SignedOut for any other browser."""
    async with call.services.database.looking() as db:
        call.session = db
        if not (opens_locked(call) or await is_kept_here(call)):
            raise SignedOut
    return shell_page(call.request, call.settings, call.today)


def _ask(desk: Desk, call: Call, guard: Guard, handler: AtOnce[Any]) -> Any:
    if token := call.request.cookies.get(SIGN_IN_COOKIE, ""):
        call.signed_in = signed_in_at(desk, token=token, now=call.now, seen=call.services.keeper.seen)
    if opens_locked(call):
        raise SignedOut
    admit(call, guard)
    return handler.ask(desk, call)


async def _change(request: Request, guard: Guard) -> Response:
    """The body is read before the transaction begins: a slow phone must not hold up other writers.

    A stranger's is not read at all.
    """
    if guard.signed_in and SIGN_IN_COOKIE not in request.cookies and ACTING not in request.scope:
        raise SignedOut
    form = await _body(request)
    try:
        return await _changed(request, guard, form)
    finally:
        await form.close()


async def _changed(request: Request, guard: Guard, form: FormData) -> Response:
    services: Services = request.app.state.services
    async with services.database.writing() as db:
        call = Call(request, services, datetime.now(UTC), form, db)
        response = await _guarded(call, guard)
        await settle(call)
        if not call.deeds:
            _name_a_deed(call, response)
        await services.keeper.trail.append(db, call.deeds, call.now)
    return response


def _name_a_deed(call: Call, response: Response) -> None:
    """A form that is sent back has shown the case once more: that is a reading, though nothing was changed."""
    request = call.request
    if response.status_code < 400:
        call.did(f"{request.method.lower()} {request.scope['route'].name}", subject=request.url.path)
    elif call.on:
        call.did("read", subject=request.url.path)


async def _body(request: Request) -> FormData:
    """The form. Its separators are counted first: the parser needs seconds for millions of empty fields."""
    body, kind = await request.body(), request.headers.get("content-type", "").lower()
    if kind.startswith("application/json"):
        return FormData()
    if not kind.startswith("multipart/") and body.count(b"&") + body.count(b";") > MOST_FIELDS:
        raise TooLarge
    return await request.form(max_files=6, max_fields=MOST_FIELDS)


async def _guarded(call: Call, guard: Guard) -> Response:
    assert not isinstance(guard.handler, AtOnce), "what is read at once is not for a form"
    await identify(call)
    if guard.signed_in and (opens_locked(call) or await is_kept_here(call)):
        return shell_page(call.request, call.settings, call.today)
    admit(call, guard)
    if before := await sent_before(call):
        return before
    if guard.about:
        await enter_case(call, guard)
    if guard.fresh and not call.me.is_fresh(call.now):
        raise NeedsTouch
    note_use(call, guard)
    response = await guard.handler(call)
    if _shows_unasked(call, response):
        raise NeedsTouch
    return response


def _shows_unasked(call: Call, response: Response) -> bool:
    """A form that comes back shows a restricted case around it, as a page would: whoever has no fresh touch reads of
    the touch in its place, and what was typed stays where it is. What is filed for its author is shown to nobody.
    """
    is_page = response.headers.get("content-type", "").startswith("text/html")
    is_closed = call.on is not None and call.on.restricted and not call.me.is_fresh(call.now)
    return is_page and is_closed and ACTING not in call.request.scope
