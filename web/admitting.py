"""Who is asking, and whether they are let through to a handler and the case that it is about."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.responses import Response

from store.case_access import CaseAccess, access_to_conference, access_to_entry, access_to_family, access_to_task
from store.desk import Desk
from store.practice.permissions import Permission, Power, has_power
from store.sign_ins import find_sign_in
from store.trail import Deed
from web.call import ACTING, Call
from web.cookies import SIGN_IN_COOKIE
from web.errors import NeedsTouch, NotThere, SignedOut
from web.security import SAFE_METHODS
from web.whose import is_anothers

T = TypeVar("T")
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


async def identify(call: Call) -> None:
    if acting := call.request.scope.get(ACTING):
        call.signed_in = call.request.state.signed_in = acting
    elif token := call.request.cookies.get(SIGN_IN_COOKIE, ""):
        call.signed_in = await find_sign_in(call.db, token=token, now=call.now, seen=call.services.keeper.seen)
        call.request.state.signed_in = call.signed_in


def note_use(call: Call, guard: Guard) -> None:
    """Of a sign-in, by what it let through. What anybody gets is none, or a locked page would keep it alive."""
    if guard.signed_in and ACTING not in call.request.scope:
        call.services.keeper.seen[call.me.sign_in_id] = call.now


def admit(call: Call, guard: Guard) -> None:
    """Whoever is let in here has a living sign-in where one is asked for, and the power."""
    if guard.signed_in and (call.signed_in is None or is_anothers(call.request, call.me)):
        raise SignedOut
    if any(isinstance(key, int) and key > MOST_ID for key in call.request.path_params.values()):
        raise NotThere
    if guard.power and not has_power(call.me.role, guard.power):
        raise NotThere


async def enter_case(call: Call, guard: Guard) -> None:
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
    if isinstance(key, int) and key > MOST_ID:
        return None
    return await _ACCESS[guard.about](call, key)


_ACCESS: dict[str, Callable[[Call, Any], Awaitable[CaseAccess | None]]] = {
    "family_id": lambda call, key: access_to_family(call.db, call.me.viewer(call.today), family_id=key),
    "entry_id": lambda call, key: access_to_entry(call.db, call.me.viewer(call.today), entry_id=key),
    "conference_id": lambda call, key: access_to_conference(call.db, call.me.viewer(call.today), conference_id=key),
    "task_id": lambda call, key: access_to_task(call.db, call.me.viewer(call.today), task_id=key),
}
