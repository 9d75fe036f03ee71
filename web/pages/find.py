"""Find: answers while typing; the first answer is the card needed at the door."""

from dataclasses import dataclass

from starlette.responses import Response

from store.desk import Desk
from store.finding import find_families
from store.found_families import Found
from store.trail import Deed
from web.endpoint import AtOnce, Call
from web.find_pages import Door, door_of, find_page

LONGEST_TYPED = 120


@dataclass(frozen=True, slots=True)
class _Asked:
    typed: str
    found: Found
    door: Door | None


def _ask(desk: Desk, call: Call) -> _Asked:
    typed = call.request.query_params.get("q", "")[:LONGEST_TYPED].strip()
    found = find_families(desk, call.me.viewer(call.today), typed)
    door = door_of(desk, found.families[0], call.today, me=call.me.id) if found.families else None
    return _Asked(typed, found, door)


def _deeds(call: Call, asked: _Asked) -> list[Deed]:
    """The search, and that the first family's card was opened."""
    found = asked.found
    if not found.asked:
        return []
    call.did("search", q=asked.typed, cases=[f.case_id for f in found.families], elsewhere=len(found.elsewhere))
    if found.families:
        call.did("read", subject="/find", case_id=found.families[0].case_id)
    return call.deeds


def _showing(template: str) -> AtOnce[_Asked]:
    def show(call: Call, asked: _Asked) -> Response:
        page = find_page(asked.typed, asked.found, asked.door, call.today)
        return call.page(template, page, title="Find", place="find")

    return AtOnce(_ask, _deeds, show)


index = _showing("find/index.html")
"""The page; with ?q= its answers stand in it, for a browser without scripts and for a bookmark."""
answers = _showing("find/answers.html")
"""The answers alone, as they are swapped in while somebody types."""
