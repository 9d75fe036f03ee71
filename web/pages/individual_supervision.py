"""Individual supervision on You: one's own, and for who supervises, practitioner by practitioner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from store.individual_supervision import Held, list_held
from store.individual_supervision_cases import last_case_parts
from store.practice.practice_file import SUPERVISED
from store.practice.roles import ROLES
from store.practice.timescale import due_on
from store.practice.timescales import by_key
from store.practitioners import Someone, list_in_roles
from web.endpoint import Call


@dataclass(frozen=True)
class Supervised:
    """Somebody whom one supervises now. `last_on`: when supervision was last held between the two."""

    id: int
    name: str
    role_label: str
    last_on: date | None
    is_overdue: bool
    held: tuple[Held, ...]


@dataclass(frozen=True)
class SupervisionList:
    """`mine`: those in which one was the practitioner; `earlier`: with whom one does not supervise any more."""

    supervised: tuple[Supervised, ...]
    mine: tuple[Held, ...]
    earlier: tuple[Held, ...]
    supervises: bool


async def show(call: Call) -> Response:
    roles = SUPERVISED.get(call.me.role, frozenset())
    held = await list_held(call.db, call.me.id)
    people = await list_in_roles(call.db, call.me, roles) if roles else []
    last = await last_case_parts(call.db, call.me.id) if roles else {}
    here = {person.id for person in people}
    mine = tuple(one for one in held if one.practitioner_id == call.me.id)
    earlier = tuple(one for one in held if one.supervisor_id == call.me.id and one.practitioner_id not in here)
    supervised = tuple(_supervised(person, held, last.get(person.id), call.today) for person in people)
    page = SupervisionList(supervised, mine, earlier, bool(roles))
    return call.page("individual_supervision/index.html", page, title="Supervision", place="you")


def _supervised(person: Someone, held: Iterable[Held], last_case: date | None, today: date) -> Supervised:
    theirs = tuple(one for one in held if one.practitioner_id == person.id)
    last = max((day for day in (last_case, *(one.held_on for one in theirs)) if day), default=None)
    overdue = last is not None and due_on(by_key()["individual_supervision"], last) < today
    return Supervised(person.id, person.name, ROLES[person.role].label, last, overdue, theirs)
