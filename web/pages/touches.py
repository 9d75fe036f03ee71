"""Touching the passkey once more: what follows is fresh for five minutes (ASVS 5.0, 7.5.3)."""

from starlette.responses import JSONResponse, Response

from store.sign_ins import renew_sign_in
from web.ceremonies.authentication import authentication_options
from web.cookies import PHONE_COOKIE, set_sign_in_cookie
from web.endpoint import Call
from web.enrolling import NotAccepted, begin, fields_of, party_of, prove, refused, take
from web.errors import NotThere
from web.limiting import count, note, refuse_if_spent
from web.signing_in import tell_phone

PURPOSE = "touch"


async def options(call: Call) -> Response:
    await count(call, "ceremony")
    asked = authentication_options(party_of(call.settings))
    return await begin(call, asked, purpose=PURPOSE, practitioner_id=call.me.id)


async def record(call: Call) -> Response:
    """The same person on the same phone; the sign-in goes on under a new token."""
    await refuse_if_spent(call, "refusal")
    fields = await fields_of(call)
    try:
        passkey = await prove(call, fields, await take(call, purpose=PURPOSE, practitioner_id=call.me.id))
        if passkey.practitioner_id != call.me.id:
            raise NotAccepted("somebody-else")
    except NotAccepted as refusal:
        await note(call, "refusal")
        return refused(call, "touch refused", refusal)
    return await _renewed(call)


async def record_in_demonstration(call: Call) -> Response:
    """Where the people are invented there is no passkey to touch; the route exists in a demonstration alone."""
    if not call.settings.demonstration:
        raise NotThere
    return await _renewed(call)


async def _renewed(call: Call) -> Response:
    token = await renew_sign_in(call.db, sign_in_id=call.me.sign_in_id, now=call.now)
    call.did("passkey touched again")
    secret = call.request.cookies.get(PHONE_COOKIE, "")
    told = await tell_phone(call, practitioner_id=call.me.id, phone_id=call.me.phone_id, secret=secret)
    response = JSONResponse({"phone": told})
    set_sign_in_cookie(response, token)
    return response
