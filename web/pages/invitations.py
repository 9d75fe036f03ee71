"""Invitations, as the manager makes and confirms them."""

from dataclasses import dataclass, replace

import segno
from markupsafe import Markup
from starlette.responses import Response

from store.invitations import cancel, confirm, find_invitation, invite
from store.practice.invitation import InvitationFound
from store.practice.inviting import may_grant, may_invite
from store.practitioners import find_within_reach
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.second_managers import may_confirm, seconds_for, seconds_of


@dataclass(frozen=True)
class InvitationPage:
    """The manager's. `link` and `square` (its QR code) are there only on the answer that made them.

    `confirms`: the viewer may. `seconds`: who may, where a second manager has to.
    """

    invitation: InvitationFound
    state: str
    confirms: bool
    seconds: tuple[str, ...]
    link: str = ""
    square: Markup | None = None


async def create(call: Call) -> Response:
    """A new link for somebody; shown once, since the database knows only its hash."""
    person = await find_within_reach(call.db, call.me, call.request.path_params["practitioner_id"])
    if person is None or person.left_on or person.id == call.me.id:
        raise NotThere
    if not may_invite(call.me.role, person.role, has_come_in=person.has_come_in):
        raise NotThere
    if person.has_come_in and not await seconds_for(call, person.id):
        raise NotThere
    made = await invite(call.db, practitioner_id=person.id, invited_by_id=call.me.id, now=call.now)
    call.did("invitation made", subject=made.invitation_id, practitioner=person.id)
    found = await find_invitation(call.db, made.invitation_id)
    assert found is not None
    link = f"{call.settings.origin}/i/{made.token}"
    page = replace(await _page(call, found), link=link, square=_square(link))
    response = call.page("invitations/show.html", page, title="Invitation", place="you")
    response.headers["HX-Push-Url"] = f"/invitations/{found.id}"
    return response


async def show(call: Call) -> Response:
    """How it stands. A screen that knows already (`seen`) gets an empty answer and keeps its QR code."""
    found = await _managed(call)
    state = found.state(call.now)
    seen = call.request.query_params.get("seen")
    if seen == state:
        return Response(status_code=204)
    template = "invitations/_invitation.html" if seen else "invitations/show.html"
    return call.page(template, await _page(call, found), title="Invitation", place="you")


async def _page(call: Call, found: InvitationFound) -> InvitationPage:
    seconds = await seconds_of(call, found)
    names = tuple(one.name for one in seconds)
    return InvitationPage(found, found.state(call.now), may_confirm(call, found, seconds), names)


async def record_confirmation(call: Call) -> Response:
    """The codes agree, or (`agrees` = no) they do not: then somebody else has opened the link, and it ends.

    Whoever comes back in is confirmed by a second manager.
    """
    found = await _managed(call)
    if Form(call.form).text("agrees") == "no":
        await cancel(call.db, invitation_id=found.id, how="mismatch", now=call.now)
        call.did("invitation codes differed", subject=found.id, practitioner=found.practitioner_id)
    elif Form(call.form).text("code") == found.code and await _confirm(call, found):
        made = {"made_by": found.invited_by_id} if found.comes_back else {}
        call.did("invitation confirmed", subject=found.id, practitioner=found.practitioner_id, **made)
    else:
        raise NotThere
    return saved(call, f"/invitations/{found.id}")


async def _confirm(call: Call, found: InvitationFound) -> bool:
    if not may_confirm(call, found, await seconds_of(call, found)):
        return False
    return await confirm(call.db, invitation_id=found.id, by=call.me.id, now=call.now)


async def record_cancellation(call: Call) -> Response:
    found = await _managed(call)
    if await cancel(call.db, invitation_id=found.id, how="cancelled", now=call.now):
        call.did("invitation cancelled", subject=found.id, practitioner=found.practitioner_id)
    return saved(call, f"/invitations/{found.id}")


async def _managed(call: Call) -> InvitationFound:
    found = await find_invitation(call.db, call.request.path_params["invitation_id"])
    if found is None or found.practitioner_id == call.me.id or not may_grant(call.me.role, found.role):
        raise NotThere
    if await find_within_reach(call.db, call.me, found.practitioner_id) is None:
        raise NotThere
    return found


def _square(link: str) -> Markup:
    """The QR code as SVG without style attributes, which the policy forbids; dark on light in both themes."""
    drawn = segno.make(link, error="m").svg_inline(omitsize=True, border=3, light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704
