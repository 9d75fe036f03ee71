"""Who confirms that somebody comes back in: a second manager, never the one who invited them."""

from collections.abc import Sequence

from store.coming_back import Second, list_seconds
from store.invitations import list_unconfirmed
from store.practice.invitation import InvitationFound
from web.endpoint import Call


async def seconds_for(call: Call, practitioner_id: int) -> list[Second]:
    """Who could confirm, if the viewer invited that person."""
    return await list_seconds(call.db, practitioner_id=practitioner_id, made_by=call.me.id, now=call.now)


async def seconds_of(call: Call, found: InvitationFound) -> list[Second]:
    """Nobody where one manager is enough."""
    if not found.comes_back:
        return []
    return await list_seconds(
        call.db, practitioner_id=found.practitioner_id, made_by=found.invited_by_id, now=call.now
    )  # fmt: skip


def may_confirm(call: Call, found: InvitationFound, seconds: Sequence[Second]) -> bool:
    return not found.comes_back or call.me.id in [one.id for one in seconds]


async def waiting_for_me(call: Call, practitioner_id: int | None = None) -> list[InvitationFound]:
    """Open invitations that wait for the viewer to confirm them; those of one person, or of all."""
    every = await list_unconfirmed(call.db, now=call.now)
    asked = [one for one in every if practitioner_id in (None, one.practitioner_id)]
    return [one for one in asked if may_confirm(call, one, await seconds_of(call, one))]
