"""The demonstration's door: one touch for each role, on this machine only."""

from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from store.demonstration import doors, is_demonstration
from store.practitioners import find_user_handle
from store.sign_ins import record_sign_in
from store.trail import Deed
from web.base64url import encoded
from web.cookies import set_sign_in_cookie
from web.endpoint import Call
from web.enrolling import fields_of
from web.errors import NotThere
from web.forms import Form
from web.rendering import is_fragment
from web.signing_in import sign_in_here
from web.way_back import safe_next


async def sign_in(call: Call) -> Response:
    """Sign in as one of the invented practitioners; does not exist anywhere but in a demonstration.

    Asked by our own script (JSON) the browser is known as a phone, and its vault is opened, as after a ceremony.
    """
    if not (call.settings.demonstration and _is_from_here(call) and await is_demonstration(call.db)):
        raise NotThere
    asked = await fields_of(call)
    chosen = await _chosen(call, asked)
    if asked:
        onward = safe_next(asked.get("next"))
        return await sign_in_here(call, practitioner_id=chosen, passkey_id=None, next=onward)
    now = datetime.now(UTC)
    token = await record_sign_in(call.db, practitioner_id=chosen, phone_id=None, passkey_id=None, now=now)
    call.deeds.append(Deed("signed in", chosen, facts={"demonstration": True}))
    response = _whole_page(call, safe_next(Form(call.form).text("next")))
    set_sign_in_cookie(response, token)
    return response


async def _chosen(call: Call, asked: dict[str, Any]) -> int:
    """One with a door; a locked phone knows only the handle of whose vault it holds."""
    named = Form(FormData(asked) if asked else call.form).number("practitioner_id")
    for door in await doors(call.db):
        if door.practitioner_id == named:
            return named
        if asked.get("handle") == encoded(await find_user_handle(call.db, door.practitioner_id)):
            return door.practitioner_id
    raise NotThere


def _whole_page(call: Call, onward: str) -> Response:
    """Not a swap: the bar around the page is another one after signing in."""
    if is_fragment(call.request):
        return Response(status_code=204, headers={"HX-Redirect": onward})
    return RedirectResponse(onward, 303)


def _is_from_here(call: Call) -> bool:
    client = call.request.client
    try:
        return client is not None and ip_address(client.host).is_loopback
    except ValueError:
        return False
