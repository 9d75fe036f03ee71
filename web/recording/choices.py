"""Who can be chosen in a form about a case: its children and adults, and the colleagues who work with them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from store.case_people import CHAIR, CasePerson, CasePractitioner, people_on, practitioners_on
from store.practice.permissions import Permission
from web.endpoint import Call


@dataclass(frozen=True)
class Choices:
    """`colleagues` leaves out the author and the chair; nobody stands in it twice."""

    children: tuple[CasePerson, ...]
    adults: tuple[CasePerson, ...]
    colleagues: tuple[CasePractitioner, ...]
    me_id: int
    today: date

    @property
    def owners(self) -> list[tuple[str, str]]:
        """For a select of who does a task: `p` and a practitioner's id, `f` and that of an adult of the family."""
        return [
            (f"p{self.me_id}", "You"),
            *((f"p{who.id}", f"{who.name}, {who.role_label}") for who in self.colleagues),
            *((f"f{adult.id}", f"{adult.name}{_as(adult.relationship)}") for adult in self.adults if not adult.died_on),
        ]

    def only(self, people: Collection[int], colleagues: Collection[int]) -> "Choices":
        """Narrowed to those whom the author named: who has left the case is shown nobody else."""
        return replace(
            self,
            children=tuple(child for child in self.children if child.id in people),
            adults=tuple(adult for adult in self.adults if adult.id in people),
            colleagues=tuple(who for who in self.colleagues if who.id in colleagues),
        )


async def choices_on(call: Call) -> Choices:
    """The choices for the guard's case, in two statements."""
    people = await people_on(call.db, call.case)
    ties = await practitioners_on(call.db, call.case.case_id, call.today)
    colleagues = {tie.id: tie for tie in reversed(ties) if tie.relation != CHAIR and tie.id != call.me.id}
    in_order = tuple(reversed(colleagues.values()))
    return Choices(people.children, people.adults, in_order, call.me.id, call.today)


async def choices_for(call: Call, people: Collection[int], colleagues: Collection[int]) -> Choices:
    """The same for a form that is sent back: narrowed for who may no longer read the case."""
    choices = await choices_on(call)
    return choices if Permission.READ in call.case.permissions else choices.only(people, colleagues)


def _as(relationship: str) -> str:
    return f", {relationship}" if relationship else ""
