"""Whom one supervises, and when each is to be seen next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.individual_supervision import last_private_parts
from store.individual_supervision_cases import last_case_parts
from store.practice.due_date import words
from store.practice.practice_file import SUPERVISED
from store.practice.roles import ROLES
from store.practice.supervision_due import supervision_due
from store.practice.timescale import Timescale
from store.practitioners import Someone, list_in_roles
from store.timescales import timescales_now
from web.due_chips import chip_of
from web.endpoint import Call


@dataclass(frozen=True)
class Supervised:
    """Somebody whom one supervises now. `last_on`: when supervision was last held between the two; `due`: when it is
    to be held next, in words, and `kind`, the chip's; empty where it was never held.
    """

    id: int
    name: str
    role_label: str
    last_on: date | None
    due: str = ""
    kind: str = ""

    @property
    def is_pressing(self) -> bool:
        return self.kind in ("overdue", "due")


async def list_supervised(call: Call) -> tuple[Supervised, ...]:
    """By team and name; four statements, and none for who supervises nobody."""
    roles = SUPERVISED.get(call.me.role, frozenset())
    if not roles:
        return ()
    people = await list_in_roles(call.db, call.me, roles)
    private, of_cases = await last_private_parts(call.db, call.me.id), await last_case_parts(call.db, call.me.id)
    own = await timescales_now(call.db)
    return tuple(_supervised(one, (private.get(one.id), of_cases.get(one.id)), call.today, own) for one in people)


def _supervised(
    person: Someone, held: tuple[date | None, ...], today: date, timescales: Sequence[Timescale]
) -> Supervised:
    last = max((day for day in held if day), default=None)
    about = (person.id, person.name, ROLES[person.role].label, last)
    due = supervision_due(last, today, timescales)
    if due is None:
        return Supervised(*about)
    return Supervised(*about, words(due, today), chip_of(due))
