"""Find: answers while typing; the first answer is the card needed at the door."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from store.desk import Desk
from store.door_cards import DoorCard, door_card
from store.finding import find_families
from store.found_families import Found, FoundFamily
from store.trail import Deed
from web.endpoint import AtOnce, Call
from web.find_pages import find_page

LONGEST_TYPED = 120


@dataclass(frozen=True, slots=True)
class _Asked:
    typed: str
    found: Found
    card: DoorCard | None


def _ask(desk: Desk, call: Call) -> _Asked:
    typed = call.request.query_params.get("q", "")[:LONGEST_TYPED].strip()
    found = find_families(desk, call.me.viewer(call.today), typed)
    card = _door_card(desk, found.families[0], call.today) if found.families else None
    return _Asked(typed, found, card)


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
        page = find_page(asked.typed, asked.found, asked.card, call.today)
        return call.page(template, page, title="Find", place="find")

    return AtOnce(_ask, _deeds, show)


index = _showing("find/index.html")
"""The page; with ?q= its answers stand in it, for a browser without scripts and for a bookmark."""
answers = _showing("find/answers.html")
"""The answers alone, as they are swapped in while somebody types."""


def _door_card(desk: Desk, family: FoundFamily, today: date) -> DoorCard:
    plans = [plan for person in family.people for plan in person.plans]
    return door_card(
        desk,
        case_id=family.case_id,
        today=today,
        opened=family.opened_on,
        plans=plans,
        next_conference=family.next_conference_on,
    )
