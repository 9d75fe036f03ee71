"""What a phone carries: the screens of one's own families, fetched after unlocking, kept sealed, shown without signal.

Only what changed is sent. Each screen is asked of the app itself, so that it passes the guard that it would pass
when it is opened; each is a transaction of its own, and others are answered between two of them.
"""

import asyncio
import gzip
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.responses import Response

from store.carried import FindFacts, HeldFamily, list_held, newest, people_to_find
from store.practice.weeks import Week
from web.asking import DeedsAside, ask
from web.carried_cards import find_cards
from web.carried_etags import common_etag, etag
from web.carried_own import own_screens, rooms
from web.endpoint import Call
from web.errors import NeedsTouch, SignedOut

SCREENS = ("", "/weeks/{week}", "/story", "/chronology", "/safety", "/people", "/tasks", "/plans", "/visits/new",
           "/weekly-entries/new", "/significant-events/new", "/sessions/new", "/sessions", "/consultations/new",
           "/consultations", "/tasks/new")  # fmt: skip
GIVING = ("/supervisions/{meeting}", "/supervisions/{meeting}/view")
CHOSEN = "/record?family={id}"
COMMON = ("/week", "/record", "/find", "/supervision", "/on-this-phone")
Pages = dict[str, str]


async def show(call: Call) -> Response:
    """If-None-Match names what the phone has; nothing is sent of that, and 304 where all is as it was."""
    had = frozenset(re.findall(r'"([^"]+)"', call.request.headers.get("if-none-match", "")))
    held = await list_held(call.db, call.me.viewer(call.today))
    latest = await newest(call.db, call.me.viewer(call.today))
    tags = {family.family_id: etag(call, family, latest.imported) for family in held}
    common = common_etag(call, (latest.one_to_ones, *tags.values()))
    if had == {*tags.values(), common}:
        return Response(status_code=304)
    changed = [family for family in held if tags[family.family_id] not in had]
    people = await people_to_find(call.db, [family.family_id for family in changed])
    own = [] if common in had else [*rooms(held), *await own_screens(call)]
    await call.db.close()  # no connection is held while the screens are made: each takes its own
    async with call.services.carrying:
        screens, closed = await _families(call, changed)
        cards = await _find_cards(call, [family.case_id for family in changed if family.family_id in screens])
        screens = {key: pages | cards.get(key, {}) for key, pages in screens.items()}
        shared = None if common in had else {"etag": common, "pages": await _common(call, own)}
    facts = {"as_of": call.now.isoformat(), "nonce": call.request.state.nonce, "days": call.settings.carry_days}
    sent = [
        {"id": key, "etag": tags[key], "search": _search(family, people.get(key, []))}
        for family in changed
        if (key := family.family_id) in screens
    ]
    kept = [family.family_id for family in held if family not in changed or family.family_id in closed]
    return await _packed(call, facts | {"families": sent, "pages": _by_kind(screens), "kept": kept, "common": shared})


async def _packed(call: Call, facts: dict[str, object]) -> Response:
    """A megabyte of text is packed beside the event loop, where it holds up nobody."""
    takes_gzip = "gzip" in call.request.headers.get("accept-encoding", "")

    def pack() -> bytes:
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
        return gzip.compress(text, 6) if takes_gzip else text

    headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if takes_gzip else {})
    return Response(await asyncio.to_thread(pack), media_type="application/json", headers=headers)


async def _families(call: Call, changed: Iterable[HeldFamily]) -> tuple[dict[int, Pages], set[int]]:
    """The screens by family, and the families that cannot be opened just now: the phone keeps what it has of them."""
    screens, closed = dict[int, Pages](), set[int]()
    for family in changed:
        try:
            pages = await _screens_of(call, family)
        except NeedsTouch:  # a restricted case, and the touch is over five minutes old
            closed.add(family.family_id)
        else:
            screens |= {family.family_id: pages} if pages else {}
    return screens, closed


async def _find_cards(call: Call, case_ids: list[int]) -> dict[int, Pages]:
    """What Find shows of them; that they are carried is on the trail already."""
    database, me = call.services.database, call.me.id
    return await database.read_at_once(lambda desk: find_cards(desk, case_ids, call.today, me=me))


def _by_kind(screens: Mapping[int, Pages]) -> Pages:
    """One form after the other of its kind, since they hardly differ: compressed they weigh half as much."""
    every = [(address, text) for pages in screens.values() for address, text in pages.items()]
    return dict(sorted(every, key=lambda page: re.sub(r"/\d+|=\d+", "", page[0])))


async def _screens_of(call: Call, family: HeldFamily) -> Pages:
    """None where the family itself is not there any more for whoever asks."""
    address, week = f"/families/{family.family_id}", Week.of(call.today)
    giving = GIVING if family.view else ()
    meeting = family.view and family.view.meeting_id
    screens = [address + screen.format(week=week, meeting=meeting) for screen in (*SCREENS, *giving)]
    pages = await _asked(call, [*screens, CHOSEN.format(id=family.family_id)])
    if address not in pages:
        return {}
    call.did("carried", subject=address, case_id=family.case_id, screens=len(pages))
    return pages


async def _common(call: Call, own: Iterable[str]) -> Pages:
    pages = await _asked(call, (*COMMON, *own))
    call.did("carried", subject="/week", screens=len(pages))
    return pages


async def _asked(call: Call, addresses: Iterable[str]) -> Pages:
    """What their guards let through. The reading stands on the trail as carrying, once for a family."""
    pages, aside = Pages(), DeedsAside(call.services.keeper)
    for address in addresses:
        try:
            answer = await ask(call.request, address, keeper=aside)
        except (NeedsTouch, SignedOut):
            raise
        except HTTPException:
            continue
        if answer.status == 200:
            pages[address] = answer.text
        await asyncio.sleep(0)
    return pages


def _search(family: HeldFamily, people: Iterable[FindFacts]) -> dict[str, object]:
    facts = asdict(family)
    del facts["family_id"], facts["case_id"], facts["view"], facts["changed"]
    return facts | {"people": [asdict(person) for person in people]}
