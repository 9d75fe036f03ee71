"""Where a sealed form was to go: which of our forms it is, and the case that it is about."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.routing import Match, Route

from store.practice.consultations import EVERY_MARK, marks_read_with
from store.practice.permissions import Permission
from web.admitting import case_behind
from web.endpoint import Call, Guard, guard_of

_RECORDING = frozenset({Permission.RECORD, Permission.RECORD_PAST, Permission.CONVENE, Permission.ADVISE,
                        Permission.SUPERVISE})  # fmt: skip


def form_at(request: Request, action: str) -> tuple[Guard, dict[str, Any]] | None:
    """The guard of the form about a case that is sent to `action`, with what the address names; None for any other."""
    scope = {"type": "http", "method": "POST", "path": action, "root_path": "", "headers": []}
    for route in request.app.router.routes:
        if isinstance(route, Route):
            match, found = route.matches(scope)
            if match is Match.FULL:
                guard = guard_of(route.endpoint)
                return (guard, found["path_params"]) if guard.about else None
    return None


def records_at(request: Request, action: str) -> bool:
    """Whether the form that is sent to `action` records something: all that can be done by what a phone sealed."""
    found = form_at(request, action)
    return found is not None and not found[0].fresh and found[0].permissions <= _RECORDING


async def may_read(call: Call, action: str, fields: Iterable[tuple[str, str]] = ()) -> int | None:
    """The case that the form is about, where whoever calls may read it, and whatever its `fields` mark for a few."""
    found = form_at(call.request, action)
    if found is None:
        return None
    guard, named = found
    case = await case_behind(call, guard, named[guard.about])
    if case is None or Permission.READ not in case.permissions:
        return None
    marked = {value for name, value in fields if name.endswith("mark") and value in EVERY_MARK}
    return case.case_id if marked <= marks_read_with(case.permissions) else None
