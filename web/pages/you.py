"""Oneself: passkeys, phones, and who opened my records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from starlette.responses import Response

from store.coming_back import CameBack, list_came_back, record_noticed
from store.envelopes import count_unfiled
from store.lost_phones import LostPhone, list_lost
from store.openings import Opening, list_openings
from store.passkeys import PasskeyListed, list_passkeys
from store.phones import PhoneListed, list_phones
from store.practice.roles import ROLES
from web.endpoint import Call
from web.errors import NotThere
from web.receipts import saved

TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class YouPage:
    """`added`, `removed`: passkeys, lately, so that one notices what one did not do (ASVS 6.3.7); `came_back`: those
    that came by an invitation, until one says that one knows."""

    passkeys: list[PasskeyListed]
    added: list[PasskeyListed]
    removed: list[PasskeyListed]
    came_back: list[CameBack]
    phones: list[PhoneListed]
    lost: list[LostPhone]
    kept: int
    works: str


@dataclass(frozen=True)
class Reader:
    """One person on one day, with every family of whom they read something."""

    name: str
    role_label: str
    families: tuple[Opening, ...]

    @property
    def last_at(self) -> datetime:
        return max(opening.last_at for opening in self.families)


@dataclass(frozen=True)
class OpeningsPage:
    """`days`: the latest first; within each whoever read last stands first."""

    days: tuple[tuple[date, tuple[Reader, ...]], ...]


async def show(call: Call) -> Response:
    every = await list_passkeys(call.db, call.me.id)
    since = call.now - TOLD_FOR
    page = YouPage(
        passkeys=[one for one in every if one.removed_at is None],
        added=[one for one in every if one.made_at >= since],
        removed=[one for one in every if one.removed_at and one.removed_at >= since],
        came_back=await list_came_back(call.db, call.me.id) if call.me.came_back else [],
        phones=await list_phones(call.db, call.me.id),
        lost=await list_lost(call.db, call.me.id),
        kept=await count_unfiled(call.db, call.me.id),
        works=call.me.team or call.me.area or call.settings.council,
    )
    return call.page("you/show.html", page, title="You", place="you")


async def notice_coming_back(call: Call) -> Response:
    """They know of the passkey that came of the invitation."""
    invitation_id = call.request.path_params["invitation_id"]
    if not await record_noticed(call.db, practitioner_id=call.me.id, invitation_id=invitation_id, now=call.now):
        raise NotThere
    call.did("invitation noticed", subject=invitation_id)
    return saved(call, "/you")


async def openings(call: Call) -> Response:
    """Who else read the families that I hold and the entries that I wrote, in the last 30 days."""
    found = await list_openings(call.db, call.me.viewer(call.today), now=call.now)
    days = groupby(found, key=lambda opening: opening.day)
    page = OpeningsPage(tuple((day, _readers(openings)) for day, openings in days))
    return call.page("you/openings.html", page, title="Who opened my records", place="you")


def _readers(openings: Iterable[Opening]) -> tuple[Reader, ...]:
    by_person: dict[str, list[Opening]] = {}
    for opening in openings:
        by_person.setdefault(opening.name, []).append(opening)
    return tuple(Reader(name, ROLES[of[0].role].label, tuple(of)) for name, of in by_person.items())
