"""Several forms of one outbox in one request: on a slow line each request costs a whole round trip.

Each is still the ordinary form post, to its own address, in a transaction of its own and with its own receipt.
"""

import json
from collections.abc import Iterator
from typing import Any

from starlette.responses import JSONResponse, Response

from web.actions import records_at
from web.deposits import object_of
from web.endpoint import Call
from web.errors import TooLarge, Unfit
from web.form_posts import post_form

MOST_BYTES = 1024 * 1024
MOST_FORMS = 50
BY_ITSELF = {"status": 0, "receipt": None}
"""The answer to a form that records nothing about a case."""


async def send(call: Call) -> Response:
    """What each form was answered, in their order; one that is not taken holds up no other."""
    forms = list(_forms(await object_of(call, MOST_BYTES)))
    await call.db.close()  # no connection is held meanwhile: each form takes its own
    return JSONResponse({"answers": [await _send(call, *form) for form in forms]})


async def _send(call: Call, action: str, body: bytes, serial: int | None) -> dict[str, Any]:
    if not records_at(call.request, action):
        return BY_ITSELF
    answer = await post_form(call, action, body, serial=serial)
    return {"status": answer.status, "receipt": json.loads(answer.headers.get("weekbook-receipt", "null"))}


def _forms(wire: dict[str, Any]) -> Iterator[tuple[str, bytes, int | None]]:
    """Of each: address, body, which saving of its draft it is.

    Raises Unfit for what our pages do not send, TooLarge for more than they do.
    """
    forms = wire.get("forms")
    if not isinstance(forms, list):
        raise Unfit
    if len(forms) > MOST_FORMS:
        raise TooLarge
    for form in forms:
        match form:
            case {"action": str(action), "body": str(body), **more} if body.isascii():
                yield action, body.encode(), serial if isinstance(serial := more.get("serial"), int) else None
            case _:
                raise Unfit
