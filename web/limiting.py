"""Attempts are limited, for each client address or proven phone and over all (ASVS 5.0, 2.4.1 and 6.3.1).

Passkeys cannot be guessed: the limits keep noise and load away. They are wide enough for a whole council
behind one address on a Monday morning.
"""

import time
from math import ceil

from limits import RateLimitItem, parse

from web.endpoint import Call
from web.errors import TooOften

EACH, ALL = "each", "all"
LIMITS: dict[str, dict[str, RateLimitItem]] = {
    "ceremony": {EACH: parse("60/minute"), ALL: parse("6000/minute")},
    "refusal": {EACH: parse("50/10 minutes")},
    "link": {EACH: parse("120/minute"), ALL: parse("6000/minute")},
    "unknown link": {EACH: parse("30/10 minutes")},
    "state": {EACH: parse("300/minute"), ALL: parse("6000/minute")},
    "envelope": {EACH: parse("600/minute"), ALL: parse("6000/minute")},
    "unproven envelope": {EACH: parse("100/10 minutes")},
}


async def count(call: Call, what: str, whose: str = "") -> None:
    """Count one attempt of `what` (a key of LIMITS), by `whose` it is where that is proven, else by the address.

    Raises TooOften with when to try again.
    """
    for scope, item in LIMITS[what].items():
        if not await call.services.limiter.hit(item, *_names(call, what, scope, whose)):
            raise await _too_often(call, item, what, scope, whose)


async def note(call: Call, what: str) -> None:
    """Count one attempt without refusing it: what was done in this transaction has to stay."""
    for scope, item in LIMITS[what].items():
        await call.services.limiter.hit(item, *_names(call, what, scope))


async def refuse_if_spent(call: Call, what: str) -> None:
    """Raises TooOften when nothing is left of `what`, without counting this time."""
    for scope, item in LIMITS[what].items():
        if not await call.services.limiter.test(item, *_names(call, what, scope)):
            raise await _too_often(call, item, what, scope)


async def _too_often(call: Call, item: RateLimitItem, what: str, scope: str, whose: str = "") -> TooOften:
    reset_at, _ = await call.services.limiter.get_window_stats(item, *_names(call, what, scope, whose))
    refusal = TooOften(what)
    refusal.headers = {"Retry-After": str(max(1, ceil(reset_at - time.time())))}
    return refusal


def _names(call: Call, what: str, scope: str, whose: str = "") -> tuple[str, ...]:
    client = call.request.client
    address = client.host if client else ""
    return (what, scope, (whose or address) if scope == EACH else "")
