"""Guards, as the route table shows them: `on_family(READ, families.show)`.

What stands behind them is in `web.guarding` and `web.admitting`; what a handler is given, in `web.call`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from store.practice.permissions import Permission, Power
from web.admitting import AtOnce, Guard, Handler
from web.call import Call, screen_context
from web.cookies import SIGN_IN_COOKIE
from web.guarding import answer

__all__ = ["SIGN_IN_COOKIE", "AtOnce", "Call", "Endpoint", "Guard", "apart", "fresh", "guard_of", "on_conference",
           "on_entry", "on_family", "on_task", "public", "screen_context", "signed_in", "with_power"]  # fmt: skip

Endpoint = Callable[[Request], Awaitable[Response]]


def public(handler: Handler | AtOnce[Any]) -> Endpoint:
    """Anyone, signed in or not."""
    return _endpoint(Guard(handler, signed_in=False))


def signed_in(handler: Handler | AtOnce[Any]) -> Endpoint:
    """Anyone who is signed in; the handler shows only what is their own."""
    return _endpoint(Guard(handler))


def with_power(power: Power, handler: Handler | AtOnce[Any]) -> Endpoint:
    """Those whose role has `power`; for others the address does not exist."""
    return _endpoint(Guard(handler, power=power))


def on_family(permission: Permission, handler: Handler | AtOnce[Any], *others: Permission) -> Endpoint:
    """Those who have one of the permissions on the case of the family in `family_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission, *others}), about="family_id"))


def on_entry(permission: Permission, handler: Handler | AtOnce[Any], *others: Permission) -> Endpoint:
    """The same on the case of the entry in `entry_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission, *others}), about="entry_id"))


def on_task(permission: Permission, handler: Handler | AtOnce[Any]) -> Endpoint:
    """The same on the case of the task in `task_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission}), about="task_id"))


def on_conference(permission: Permission, handler: Handler | AtOnce[Any]) -> Endpoint:
    """The same on the case of the conference in `conference_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission}), about="conference_id"))


def fresh(endpoint: Endpoint) -> Endpoint:
    """Besides: the passkey was touched within the last five minutes."""
    return _endpoint(replace(guard_of(endpoint), fresh=True))


def apart(endpoint: Endpoint) -> Endpoint:
    """For a change that asks the app itself (web.asking), so that no transaction is open meanwhile.

    The handler makes its own transactions, each with its deeds; what else it did is on the trail before it is answered.
    """
    return _endpoint(replace(guard_of(endpoint), apart=True))


def guard_of(endpoint: object) -> Guard:
    """The guard of a route's endpoint; raises AttributeError for a naked one."""
    guard: Guard = endpoint.guard  # type: ignore[attr-defined]
    return guard


def _endpoint(guard: Guard) -> Endpoint:
    async def guarded(request: Request) -> Response:
        return await answer(request, guard)

    guarded.guard = guard  # type: ignore[attr-defined]
    return guarded
