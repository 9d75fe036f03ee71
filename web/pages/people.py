"""The people whom a manager brings in, lets go and locks out; no case content."""

from dataclasses import dataclass

from starlette.responses import Response

from store.invitations import end_invitations
from store.lost_phones import LostPhone, list_lost
from store.phones import PhoneListed, list_phones
from store.practice.invitation import InvitationFound
from store.practice.inviting import may_grant, may_invite
from store.practice.practice_file import supervises
from store.practice.roles import ROLES
from store.practitioners import (
    Someone,
    find_within_reach,
    list_within_reach,
    record_leaving,
    record_return,
)
from store.sign_ins import end_sign_ins
from store.tables.access import Invitation, SignIn
from store.unsent import end_requests
from web.endpoint import Call
from web.errors import NotThere
from web.forms import clean
from web.receipts import saved
from web.second_managers import seconds_for, waiting_for_me


@dataclass(frozen=True)
class PeoplePage:
    """`waiting`: invitations that the viewer is asked to confirm."""

    people: list[Someone]
    how_many: int
    words: str
    labels: dict[str, str]
    waiting: list[InvitationFound]


@dataclass(frozen=True)
class PersonPage:
    """`manages`: whether the viewer may do more than look; `invites`: whether they may make a link; `finds`: whether
    they may say that a lost phone is found; `seconds`: who could confirm that they come back in; `waiting`: their
    invitations that the viewer is asked to confirm."""

    person: Someone
    role_label: str
    phones: list[PhoneListed]
    lost: list[LostPhone]
    manages: bool
    invites: bool
    finds: bool
    seconds: tuple[str, ...]
    waiting: list[InvitationFound]
    is_me: bool
    supervises: bool


async def index(call: Call) -> Response:
    words = " ".join(clean(call.request.query_params.get("words", "")).split())[:80]
    people, how_many = await list_within_reach(call.db, call.me, words=words)
    labels = {key: role.label for key, role in ROLES.items()}
    template = "people/_list.html" if "part" in call.request.query_params else "people/index.html"
    page = PeoplePage(people, how_many, words, labels, await waiting_for_me(call))
    return call.page(template, page, title="People", place="you")


async def show(call: Call) -> Response:
    person = await _person(call)
    page = PersonPage(
        person=person,
        role_label=ROLES[person.role].label,
        phones=await list_phones(call.db, person.id),
        lost=await list_lost(call.db, person.id),
        manages=person.id != call.me.id and may_grant(call.me.role, person.role),
        invites=person.id != call.me.id and may_invite(call.me.role, person.role, has_come_in=person.has_come_in),
        finds=may_invite(call.me.role, person.role, has_come_in=True),
        seconds=tuple(one.name for one in await seconds_for(call, person.id)) if person.has_come_in else (),
        waiting=await waiting_for_me(call, person.id),
        is_me=person.id == call.me.id,
        supervises=person.id != call.me.id and supervises(call.me.role, person.role),
    )
    return call.page("people/show.html", page, title="A practitioner", place="you")


async def end_all_sign_ins(call: Call) -> Response:
    person = await _managed(call)
    await end_sign_ins(call.db, SignIn.practitioner_id == person.id, now=call.now)
    call.did("sign-ins ended", subject=person.id)
    return saved(call, f"/people/{person.id}")


async def leave(call: Call) -> Response:
    """They cannot come in any more, from this moment on; it can be taken back."""
    person = await _managed(call)
    await record_leaving(call.db, person.id, on=call.today, now=call.now)
    await end_invitations(call.db, Invitation.practitioner_id == person.id, how="left", now=call.now)
    call.did("person marked as left", subject=person.id)
    return saved(call, f"/people/{person.id}")


async def come_back(call: Call) -> Response:
    person = await _managed(call)
    await record_return(call.db, person.id)
    await end_requests(call.db, person.id, now=call.now)
    call.did("person came back", subject=person.id)
    return saved(call, f"/people/{person.id}")


async def _person(call: Call) -> Someone:
    person = await find_within_reach(call.db, call.me, call.request.path_params["practitioner_id"])
    if person is None:
        raise NotThere
    return person


async def _managed(call: Call) -> Someone:
    """Somebody else, within reach, in a role that one may give."""
    person = await _person(call)
    if person.id == call.me.id or not may_grant(call.me.role, person.role):
        raise NotThere
    return person
