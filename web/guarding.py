"""The transaction around a handler, and who is let through to it.

What the handler returns is committed, what it raises is rolled back, both before the answer is sent.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from store.desk import Desk
from store.practice.permissions import Permission, Power, has_power
from store.sign_ins import find_sign_in, signed_in_at
from store.trail import Deed
from store.visibility import CaseAccess, access_to_entry, access_to_family, access_to_task
from web.call import ACTING, Call
from web.cookies import SIGN_IN_COOKIE
from web.errors import NeedsTouch, NotThere, SignedOut, TooLarge
from web.posting import sent_before, settle
from web.security import SAFE_METHODS
from web.services import Services
from web.shell import is_kept_here, opens_locked, shell_page

T = TypeVar("T")
MOST_FIELDS = 2000
MOST_ID = 2**31 - 1  # what both databases' integers hold

Handler = Callable[[Call], Awaitable[Response]]


@dataclass(frozen=True)
class AtOnce(Generic[T]):
    """A reading in three parts. `ask` runs at the database's desk, together with the sign-in (store.desk); `deeds`
    tells the trail; `show` makes the answer, which is sent when the trail is stored.
    """

    ask: Callable[[Desk, Call], T]
    deeds: Callable[[Call, T], list[Deed]]
    show: Callable[[Call, T], Response]


@dataclass(frozen=True)
class Guard:
    """What a route asks of whoever calls it; tests read the route table through this."""

    handler: Handler | AtOnce[Any]
    signed_in: bool = True
    power: Power | None = None
    permissions: frozenset[Permission] = frozenset()
    about: str = ""  # the path parameter that leads to the case
    fresh: bool = False
    apart: bool = False  # a change that makes transactions of its own


async def answer(request: Request, guard: Guard) -> Response:
    if request.method not in SAFE_METHODS and not guard.apart:
        return await _change(request, guard)
    if isinstance(guard.handler, AtOnce):
        return await _read_at_once(request, guard, guard.handler)
    return await _read(request, guard)


async def _read(request: Request, guard: Guard) -> Response:
    services: Services = request.app.state.services
    async with services.database.reading() as db:
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
        _note_seen(call)
    stored = services.keeper.begin(handler.deeds(call, found))
    await asyncio.sleep(0)  # the keeper's turn
    try:
        return handler.show(call, found)
    finally:
        await stored


async def _shell_instead(call: Call) -> Response:
    """For a phone that holds a vault. Raises SignedOut for any other browser."""
    async with call.services.database.reading() as db:
        call.session = db
        if not (opens_locked(call) or await is_kept_here(call)):
            raise SignedOut
    return shell_page(call.request, call.settings, call.today)


def _ask(desk: Desk, call: Call, guard: Guard, handler: AtOnce[Any]) -> Any:
    if token := call.request.cookies.get(SIGN_IN_COOKIE, ""):
        call.signed_in = signed_in_at(desk, token=token, now=call.now, seen=call.services.keeper.seen)
    if opens_locked(call):
        raise SignedOut
    _admit(call, guard)
    return handler.ask(desk, call)


async def _change(request: Request, guard: Guard) -> Response:
    """The body is read before the transaction begins: a slow phone must not hold up other writers.

    A stranger's is not read at all.
    """
    services: Services = request.app.state.services
    if guard.signed_in and SIGN_IN_COOKIE not in request.cookies and ACTING not in request.scope:
        raise SignedOut
    form = await _body(request)
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
    await _identify(call)
    if guard.signed_in and (opens_locked(call) or await is_kept_here(call)):
        return shell_page(call.request, call.settings, call.today)
    _admit(call, guard)
    if before := await sent_before(call):
        return before
    if guard.about:
        await _enter_case(call, guard)
    if guard.fresh and not call.me.is_fresh(call.now):
        raise NeedsTouch
    return await guard.handler(call)


async def _identify(call: Call) -> None:
    if acting := call.request.scope.get(ACTING):
        call.signed_in = call.request.state.signed_in = acting
    elif token := call.request.cookies.get(SIGN_IN_COOKIE, ""):
        call.signed_in = await find_sign_in(call.db, token=token, now=call.now, seen=call.services.keeper.seen)
        _note_seen(call)


def _note_seen(call: Call) -> None:
    call.request.state.signed_in = call.signed_in
    if call.signed_in:
        call.services.keeper.seen[call.signed_in.sign_in_id] = call.now


def _admit(call: Call, guard: Guard) -> None:
    """Whoever is let in here has a living sign-in where one is asked for, and the power."""
    if guard.signed_in and call.signed_in is None:
        raise SignedOut
    if any(isinstance(key, int) and key > MOST_ID for key in call.request.path_params.values()):
        raise NotThere
    if guard.power and not has_power(call.me.role, guard.power):
        raise NotThere


async def _enter_case(call: Call, guard: Guard) -> None:
    """Find the case behind the address; refuse as if it were not there.

    Opening a restricted one needs a fresh touch (ASVS 7.5.3); sending a form does not, or its text could be lost.
    """
    call.on = await case_behind(call, guard, call.request.path_params[guard.about])
    if call.on is None or not guard.permissions & call.on.permissions:
        raise NotThere
    if call.request.method in SAFE_METHODS:
        if call.on.restricted and not call.me.is_fresh(call.now):
            raise NeedsTouch
        call.did("read", subject=call.request.url.path)


async def case_behind(call: Call, guard: Guard, key: Any) -> CaseAccess | None:
    """What the caller may do on the case that the guard's address names by `key`; None where it is not for them."""
    return await _ACCESS[guard.about](call, key)


_ACCESS: dict[str, Callable[[Call, Any], Awaitable[CaseAccess | None]]] = {
    "family_id": lambda call, key: access_to_family(call.db, call.me.viewer(call.today), family_id=key),
    "entry_id": lambda call, key: access_to_entry(call.db, call.me.viewer(call.today), entry_id=key),
    "task_id": lambda call, key: access_to_task(call.db, call.me.viewer(call.today), task_id=key),
}
