"""The invited person's phone: the link, the code, the first passkey.

Every link that is wrong, old, used or another browser's is one and the same 404.
"""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from store.invitations import find_invitation_of, open_invitation, use_invitation
from store.practice.invitation import InvitationFound
from store.sign_ins import new_token, token_hash
from store.trail import Deed
from web.cookies import INVITATION_COOKIE, browser_of, clear_binding_cookie, set_binding_cookie
from web.endpoint import Call
from web.enrolling import NotAccepted, begin, enrol, fields_of, options_to_enrol, refused, take
from web.errors import NotThere
from web.limiting import count, note, refuse_if_spent
from web.second_managers import seconds_of
from web.signing_in import phone_name, sign_in_here


@dataclass(frozen=True)
class LinkPage:
    """The invited person's. `seconds`: who may confirm, where that is not whoever invited them."""

    invitation: InvitationFound
    token: str
    state: str
    seconds: tuple[str, ...] = ()


async def follow(call: Call) -> Response:
    """The page behind the link. A preview of it uses nothing up: opening is a post."""
    found = await _of_this_browser(call)
    seconds = await seconds_of(call, found) if found.invited_by else []
    page = LinkPage(found, _token(call), found.state(call.now), tuple(one.name for one in seconds))
    return call.page("invitations/follow.html", page, title="Your invitation")


async def open_here(call: Call) -> Response:
    """Bind the invitation to this browser, for good; a code appears on both screens."""
    found = await _of_this_browser(call)
    response = RedirectResponse(f"/i/{_token(call)}", 303)
    if found.opened_by is None:
        secret = new_token()
        if not await open_invitation(call.db, invitation_id=found.id, browser=token_hash(secret), now=call.now):
            raise NotThere
        set_binding_cookie(response, INVITATION_COOKIE, secret)
    call.deeds.append(Deed("invitation opened", found.practitioner_id, subject=str(found.id)))
    return response


async def wait(call: Call) -> Response:
    """Asked every two seconds: empty until the manager has confirmed, then what comes next.

    When the link is over, the page is loaded again, to say so.
    """
    try:
        found = await _of_this_browser(call)
    except NotThere:
        if "hx-request" in call.request.headers:
            return Response(headers={"HX-Refresh": "true"})
        raise
    if not found.is_confirmed:
        return Response(status_code=204)
    page = LinkPage(found, _token(call), found.state(call.now))
    return call.page("invitations/_following.html", page, title="Your invitation")


async def passkey_options(call: Call) -> Response:
    await count(call, "ceremony")
    found = await _confirmed(call)
    who = {"practitioner_id": found.practitioner_id, "name": found.name, "user_handle": found.user_handle}
    asked = await options_to_enrol(call, **who)  # type: ignore[arg-type]
    whose = {"purpose": _purpose(found), "practitioner_id": found.practitioner_id}
    return await begin(call, asked, cookie=INVITATION_COOKIE, **whose)  # type: ignore[arg-type]


async def passkey(call: Call) -> Response:
    """The passkey is recorded, the invitation used, and its person signed in."""
    found = await _confirmed(call)
    fields, who = await fields_of(call), found.practitioner_id
    try:
        bound = {"purpose": _purpose(found), "practitioner_id": who, "cookie": INVITATION_COOKIE}
        challenge = await take(call, **bound)  # type: ignore[arg-type]
        passkey_id = await enrol(call, fields, challenge, practitioner_id=who, name=phone_name(call.request))
    except NotAccepted as refusal:
        return refused(call, "enrolment refused", refusal)
    browser = browser_of(call.request, INVITATION_COOKIE) or b""
    if not await use_invitation(call.db, invitation_id=found.id, browser=browser, now=call.now):
        raise NotThere
    call.deeds.append(Deed("passkey added", who, subject=str(passkey_id), facts={"invitation": found.id}))
    response = await sign_in_here(call, practitioner_id=who, passkey_id=passkey_id, next="/welcome")
    clear_binding_cookie(response, INVITATION_COOKIE)
    return response


async def _of_this_browser(call: Call) -> InvitationFound:
    """The open invitation of the link, unopened or opened here; anything else is one and the same 404."""
    await count(call, "link")
    await refuse_if_spent(call, "unknown link")
    found = await find_invitation_of(call.db, token=_token(call), now=call.now)
    if found is None or found.opened_by not in (None, browser_of(call.request, INVITATION_COOKIE)):
        await note(call, "unknown link")
        raise NotThere
    return found


async def _confirmed(call: Call) -> InvitationFound:
    found = await _of_this_browser(call)
    if found.opened_by is None or not found.is_confirmed:
        raise NotThere
    return found


def _purpose(found: InvitationFound) -> str:
    return f"invitation {found.id}"


def _token(call: Call) -> str:
    return str(call.request.path_params["token"])
