"""Coming in with a passkey, and going out."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from store.demonstration import Door, doors
from store.lost_phones import lost_since
from store.sign_ins import end_sign_ins
from store.tables.access import SignIn
from web.ceremonies.authentication import authentication_options
from web.cookies import CEREMONY_COOKIE, PHONE_COOKIE, clear_binding_cookie, clear_sign_in_cookie
from web.endpoint import Call
from web.enrolling import NotAccepted, begin, fields_of, party_of, prove, refused, take
from web.limiting import count, note, refuse_if_spent
from web.signing_in import sign_in_here
from web.way_back import safe_next

PURPOSE = "sign_in"


@dataclass(frozen=True)
class SignInPage:
    """`proper_address`: where passkeys work, if this is another name of the same server. `lost_at`: when this browser
    was reported lost."""

    next: str
    doors: list[Door]
    proper_address: str
    lost_at: datetime | None


async def show(call: Call) -> Response:
    """The passkey's button; in a demonstration the doors as well."""
    onward = safe_next(call.request.query_params.get("next"))
    demonstration = call.settings.demonstration
    if call.signed_in and not demonstration:
        return RedirectResponse(onward, 303)
    elsewhere = call.request.url.hostname != call.settings.relying_party_id
    page = SignInPage(
        next=onward,
        doors=await doors(call.db) if demonstration else [],
        proper_address=f"{call.settings.origin}/sign-in" if elsewhere else "",
        lost_at=await lost_since(call.db, secret=call.request.cookies.get(PHONE_COOKIE, "")),
    )
    return call.page("sign_in/show.html", page, title="Sign in")


async def options(call: Call) -> Response:
    """Begin: alike for everybody, since nobody is known yet."""
    await count(call, "ceremony")
    return await begin(call, authentication_options(party_of(call.settings)), purpose=PURPOSE, practitioner_id=None)


async def finish(call: Call) -> Response:
    """Signed in, in this browser, by whoever's passkey it proves to be."""
    await count(call, "ceremony")
    await refuse_if_spent(call, "refusal")
    fields = await fields_of(call)
    try:
        passkey = await prove(call, fields, await take(call, purpose=PURPOSE, practitioner_id=None))
    except NotAccepted as refusal:
        await note(call, "refusal")
        return refused(call, "sign-in refused", refusal)
    onward = safe_next(fields.get("next"))
    return await sign_in_here(call, practitioner_id=passkey.practitioner_id, passkey_id=passkey.id, next=onward)


async def end(call: Call) -> Response:
    """Out. Drafts on the phone stay: “storage” is not cleared (facts of trust, “Phone”).

    Nor are all cookies, or this phone would come back as another one after each sign-out.
    """
    await end_sign_ins(call.db, SignIn.id == call.me.sign_in_id, now=call.now)
    call.did("signed out")
    response = RedirectResponse("/sign-in", 303, headers={"Clear-Site-Data": '"cache"'})
    clear_sign_in_cookie(response)
    clear_binding_cookie(response, CEREMONY_COOKIE)
    return response
