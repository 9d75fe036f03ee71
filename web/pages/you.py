"""Oneself: passkeys, phones, and who opened my records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from starlette.responses import Response

from store.envelopes import count_unfiled
from store.lost_phones import LostPhone, list_lost
from store.openings import Opening, list_openings
from store.passkeys import PasskeyListed, list_passkeys
from store.phones import PhoneListed, list_phones
from store.practice.roles import ROLES
from web.endpoint import Call

TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class YouPage:
    """`changes`: passkeys added or removed lately, so that one notices what one did not do (ASVS 6.3.7)."""

    passkeys: list[PasskeyListed]
    added: list[PasskeyListed]
    removed: list[PasskeyListed]
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
        phones=await list_phones(call.db, call.me.id),
        lost=await list_lost(call.db, call.me.id),
        kept=await count_unfiled(call.db, call.me.id),
        works=call.me.team or call.me.area or call.settings.council,
    )
    return call.page("you/show.html", page, title="You", place="you")


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
