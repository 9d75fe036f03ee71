"""Guards: who is asking, whether they may, and the transaction around a handler.

A guard wraps a handler in the route table and is seen there: `on_family(READ, families.show)`. What the
handler returns is committed, what it raises is rolled back, both before the answer is sent.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from store.practice.calendar import LONDON
from store.practice.permissions import Permission, Power, has_power
from store.practice.roles import ROLES
from store.sign_ins import Me, find_sign_in
from store.trail import Deed
from store.visibility import CaseAccess, access_to_entry, access_to_family, access_to_task
from web.cookies import SIGN_IN_COOKIE
from web.errors import NeedsTouch, NotThere, SignedOut, TooLarge
from web.rendering import render
from web.security import SAFE_METHODS
from web.services import Services
from web.settings import Settings

MOST_FIELDS = 2000
MOST_ID = 2**31 - 1  # what both databases' integers hold


@dataclass
class Call:
    """One request: who asks, what they may do on the case that it is about, and what they did."""

    request: Request
    services: Services
    db: AsyncSession
    now: datetime
    form: FormData
    signed_in: Me | None = None
    on: CaseAccess | None = None
    deeds: list[Deed] = field(default_factory=list)

    @property
    def me(self) -> Me:
        assert self.signed_in is not None, "the route's guard lets nobody in without a sign-in"
        return self.signed_in

    @property
    def case(self) -> CaseAccess:
        assert self.on is not None, "the route's guard names no case"
        return self.on

    @property
    def settings(self) -> Settings:
        return self.services.settings

    @property
    def today(self) -> date:
        """The day in England."""
        return self.now.astimezone(LONDON).date()

    def did(self, act: str, *, subject: object = "", case_id: int | None = None, **facts: Any) -> None:
        """Put a deed on the trail; it is stored with the change, or before what was read is sent."""
        who = self.signed_in.id if self.signed_in else None
        case = case_id or (self.on.case_id if self.on else None)
        self.deeds.append(Deed(act, who, case, str(subject), facts))

    def page(
        self, template: str, page: object, *, title: str = "Weekbook", place: str = "", status: int = 200
    ) -> Response:
        """Render `template` with the typed context `page`. Titles name nobody (facts of trust)."""
        context = screen_context(self.services.settings, self.signed_in, self.today)
        return render(self.request, template, context | {"page": page, "title": title, "place": place}, status=status)


def screen_context(settings: Settings, me: Me | None, today: date) -> dict[str, Any]:
    """What every layout needs."""
    return {
        "me": me,
        "role_label": ROLES[me.role].label if me else "",
        "may": lambda power: me is not None and has_power(me.role, Power(power)),
        "today": today,
        "demonstration": settings.demonstration,
        "council": settings.council,
        "page": None,
        "title": "Weekbook",
        "place": "",
    }


Handler = Callable[[Call], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Guard:
    """What a route asks of whoever calls it; tests read the route table through this."""

    handler: Handler
    signed_in: bool = True
    power: Power | None = None
    permissions: frozenset[Permission] = frozenset()
    about: str = ""  # the path parameter that leads to the case
    fresh: bool = False


def public(handler: Handler) -> Endpoint:
    """Anyone, signed in or not."""
    return _endpoint(Guard(handler, signed_in=False))


def signed_in(handler: Handler) -> Endpoint:
    """Anyone who is signed in; the handler shows only what is their own."""
    return _endpoint(Guard(handler))


def with_power(power: Power, handler: Handler) -> Endpoint:
    """Those whose role has `power`; for others the address does not exist."""
    return _endpoint(Guard(handler, power=power))


def on_family(permission: Permission, handler: Handler, *others: Permission) -> Endpoint:
    """Those who have one of the permissions on the case of the family in `family_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission, *others}), about="family_id"))


def on_entry(permission: Permission, handler: Handler, *others: Permission) -> Endpoint:
    """The same on the case of the entry in `entry_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission, *others}), about="entry_id"))


def on_task(permission: Permission, handler: Handler) -> Endpoint:
    """The same on the case of the task in `task_id`."""
    return _endpoint(Guard(handler, permissions=frozenset({permission}), about="task_id"))


def fresh(endpoint: Endpoint) -> Endpoint:
    """Besides: the passkey was touched within the last five minutes."""
    return _endpoint(replace(guard_of(endpoint), fresh=True))


def guard_of(endpoint: object) -> Guard:
    """The guard of a route's endpoint; raises AttributeError for a naked one."""
    guard: Guard = endpoint.guard  # type: ignore[attr-defined]
    return guard


def _endpoint(guard: Guard) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await (_read if request.method in SAFE_METHODS else _change)(request, guard)

    answer.guard = guard  # type: ignore[attr-defined]
    return answer


async def _read(request: Request, guard: Guard) -> Response:
    services: Services = request.app.state.services
    async with services.database.reading() as db:
        call = Call(request, services, db, datetime.now(UTC), FormData())
        response = await _guarded(call, guard)
    await services.keeper.keep(call.deeds)
    return response


async def _change(request: Request, guard: Guard) -> Response:
    """The body is read before the transaction begins: a slow phone must not hold up other writers.

    A stranger's is not read at all.
    """
    services: Services = request.app.state.services
    if guard.signed_in and SIGN_IN_COOKIE not in request.cookies:
        raise SignedOut
    form = await _body(request)
    async with services.database.writing() as db:
        call = Call(request, services, db, datetime.now(UTC), form)
        response = await _guarded(call, guard)
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
    if guard.signed_in or SIGN_IN_COOKIE in call.request.cookies:
        await _identify(call)
    if guard.signed_in and call.signed_in is None:
        raise SignedOut
    if any(isinstance(key, int) and key > MOST_ID for key in call.request.path_params.values()):
        raise NotThere
    if guard.power and not has_power(call.me.role, guard.power):
        raise NotThere
    if guard.about:
        await _enter_case(call, guard)
    if guard.fresh and not call.me.is_fresh(call.now):
        raise NeedsTouch
    return await guard.handler(call)


async def _identify(call: Call) -> None:
    keeper = call.services.keeper
    token = call.request.cookies.get(SIGN_IN_COOKIE, "")
    call.signed_in = await find_sign_in(call.db, token=token, now=call.now, seen=keeper.seen) if token else None
    call.request.state.signed_in = call.signed_in
    if call.signed_in:
        keeper.seen[call.signed_in.sign_in_id] = call.now


async def _enter_case(call: Call, guard: Guard) -> None:
    """Find the case behind the address; refuse as if it were not there.

    Opening a restricted one needs a fresh touch (ASVS 7.5.3); sending a form does not, or its text could be lost.
    """
    call.on = await _ACCESS[guard.about](call, call.request.path_params[guard.about])
    if call.on is None or not guard.permissions & call.on.permissions:
        raise NotThere
    if call.request.method in SAFE_METHODS:
        if call.on.restricted and not call.me.is_fresh(call.now):
            raise NeedsTouch
        call.did("read", subject=call.request.url.path)


_ACCESS: dict[str, Callable[[Call, Any], Awaitable[CaseAccess | None]]] = {
    "family_id": lambda call, key: access_to_family(call.db, call.me.viewer(call.today), family_id=key),
    "entry_id": lambda call, key: access_to_entry(call.db, call.me.viewer(call.today), entry_id=key),
    "task_id": lambda call, key: access_to_task(call.db, call.me.viewer(call.today), task_id=key),
}
