"""Individual supervision on You: one's own, and for who supervises, practitioner by practitioner."""

from dataclasses import dataclass

from starlette.responses import Response

from store.individual_supervision import Held, list_held
from store.practice.practice_file import SUPERVISED
from web.endpoint import Call
from web.supervised import Supervised, list_supervised


@dataclass(frozen=True)
class SupervisionList:
    """`held`: by whom it was with; `mine`: those in which one was the practitioner; `earlier`: with whom one does not
    supervise any more.
    """

    supervised: tuple[Supervised, ...]
    held: dict[int, tuple[Held, ...]]
    mine: tuple[Held, ...]
    earlier: tuple[Held, ...]
    supervises: bool


async def show(call: Call) -> Response:
    held = await list_held(call.db, call.me.id)
    people = await list_supervised(call)
    here = {person.id: tuple(one for one in held if one.practitioner_id == person.id) for person in people}
    mine = tuple(one for one in held if one.practitioner_id == call.me.id)
    earlier = tuple(one for one in held if one.supervisor_id == call.me.id and one.practitioner_id not in here)
    page = SupervisionList(people, here, mine, earlier, call.me.role in SUPERVISED)
    return call.page("individual_supervision/index.html", page, title="Supervision", place="you")
