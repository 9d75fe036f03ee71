"""Which screens a phone carries beside those of one's families: one's supervision, what who advises took on, and the
blank forms of one's practice file; what stands in the file is not carried.
"""

from collections.abc import Iterable

from store.carried import HeldFamily, list_taken_on
from store.individual_supervision import list_held
from store.practice.permissions import Power, has_power
from store.practice.practice_file import LABELS, SUPERVISED
from store.practitioners import list_in_roles
from web.endpoint import Call

ROOM = "/supervisions/{id}"
SUPERVISION, MOST_SUPERVISIONS = "/supervision/one-to-one", 24
QUEUE = "/consultations"
PRACTICE_FILE = "/practice-file"
ASKED = ("/consultations/{id}", "/consultations/{id}/answers/new")


def rooms(held: Iterable[HeldFamily]) -> list[str]:
    """The way to each view that one may give before the meeting begins."""
    return sorted({ROOM.format(id=family.view.meeting_id) for family in held if family.view})


async def own_screens(call: Call) -> list[str]:
    return [*_practice_file(call), *await _asked_of(call), *await _supervision(call)]


def _practice_file(call: Call) -> list[str]:
    return [f"{PRACTICE_FILE}/{kind}/new" for kind in LABELS] if has_power(call.me.role, Power.OWN_WEEK) else []


async def _asked_of(call: Call) -> list[str]:
    """The queue of who advises, and each question that they took on with the form of its answer."""
    if not has_power(call.me.role, Power.CONSULT):
        return []
    taken = await list_taken_on(call.db, call.me.viewer(call.today))
    return [QUEUE, *(screen.format(id=question) for question in taken for screen in ASKED)]


async def _supervision(call: Call) -> list[str]:
    """One's list, what is between oneself and another, and the forms for those whom one supervises."""
    roles = SUPERVISED.get(call.me.role, frozenset())
    held = await list_held(call.db, call.me.id)
    people = await list_in_roles(call.db, call.me, roles) if roles else []
    forms = [f"{SUPERVISION}/with/{person.id}/new" for person in people]
    return [SUPERVISION, *forms, *(f"{SUPERVISION}/{one.id}" for one in held[:MOST_SUPERVISIONS])]
