"""Who can be chosen in a form about a case: its children and adults, and the colleagues who work with them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from store.case_people import CasePerson, people_on
from store.case_practitioners import CasePractitioner, practitioners_on
from store.practice.permissions import Permission, Relation
from store.weekly_entries import held_until
from web.endpoint import Call
from web.errors import NotThere


@dataclass(frozen=True)
class Choices:
    """`colleagues` leaves out the author and the chair; nobody stands in it twice.

    `works_with`: the ids of those of the family for whom the author is there (a recovery worker for Dawn).
    """

    children: tuple[CasePerson, ...]
    adults: tuple[CasePerson, ...]
    colleagues: tuple[CasePractitioner, ...]
    me_id: int
    today: date
    works_with: tuple[int, ...] = ()

    @property
    def owners(self) -> list[tuple[str, str]]:
        """For a select of who does a task: `p` and a practitioner's id, `f` and that of an adult of the family."""
        return [
            (f"p{self.me_id}", "You"),
            *((f"p{who.id}", f"{who.name}, {who.role_label}") for who in self.colleagues),
            *((f"f{adult.id}", f"{adult.name}{_as(adult.relationship)}") for adult in self.adults if not adult.died_on),
        ]

    def only(self, people: Collection[int], colleagues: Collection[int], until: date | None) -> "Choices":
        """Narrowed to those whom the author named and can have met: nobody is learned of by guessing a number.

        `until` is the author's last day on the case. When an adult came to the family is not known, so none is shown.
        """
        last = until or date.min
        return replace(
            self,
            children=tuple(c for c in self.children if c.id in people and (c.birth_date or date.max) <= last),
            adults=(),
            colleagues=tuple(who for who in self.colleagues if who.id in colleagues and who.since <= last),
        )


async def choices_on(call: Call) -> Choices:
    """The choices for the guard's case, in two statements."""
    people = await people_on(call.db, call.case)
    ties = await practitioners_on(call.db, call.case.case_id, call.today)
    colleagues = {tie.id: tie for tie in reversed(ties) if tie.relation != Relation.CHAIR and tie.id != call.me.id}
    in_order = tuple(reversed(colleagues.values()))
    mine = tuple(tie.for_person_id for tie in ties if tie.id == call.me.id and tie.for_person_id is not None)
    return Choices(people.children, people.adults, in_order, call.me.id, call.today, mine)


async def choices_for_new(call: Call) -> Choices:
    """Of a blank form. Who has handed the case over may finish what they began about their time on it, and is told
    nobody's name. Raises NotThere where nothing new is written.
    """
    if Permission.RECORD in call.case.permissions and not call.case.may_record:
        raise NotThere
    return await to_show(call, await choices_on(call), (), ())


async def to_show(call: Call, choices: Choices, people: Collection[int], colleagues: Collection[int]) -> Choices:
    """The same for a form that is sent back: narrowed for who may no longer read the case."""
    if Permission.READ in call.case.permissions:
        return choices
    until = await held_until(call.db, case_id=call.case.case_id, practitioner_id=call.me.id)
    return choices.only(people, colleagues, until)


def _as(relationship: str) -> str:
    return f", {relationship}" if relationship else ""
