"""The people of a family, who they are to each other, and the practitioners who work with them."""

from dataclasses import dataclass

from starlette.responses import Response

from store.case_access import CaseAccess
from store.case_holders import Held, held_before
from store.case_people import CasePeople, CasePerson, people_on
from store.case_practitioners import CasePractitioner, practitioners_on
from store.practice.people_in_words import disabilities, ethnicity
from store.practice.permissions import Permission
from store.relationships import list_relationships, ties_of
from web.drawing.genogram import Drawing, genogram_of
from web.endpoint import Call


@dataclass(frozen=True)
class PeoplePage:
    """`for_whom`: the given names of the grown-ups with whom somebody works, by their id."""

    case: CaseAccess
    tab: str
    people: CasePeople
    practitioners: tuple[CasePractitioner, ...]
    manager: Held | None
    before: tuple[Held, ...]
    genogram: Drawing | None

    @property
    def for_whom(self) -> dict[int, str]:
        return {person.id: person.given_name for person in self.people.everyone}

    @property
    def nobody_leads(self) -> bool:
        return self.case.closed_on is None and not any(who.lead for who in self.practitioners)

    @property
    def may_allocate(self) -> bool:
        return self.case.may_sign_off and self.case.closed_on is None

    @property
    def reads_who_said_it(self) -> bool:
        """On an open case it stands on the form of whoever records."""
        return bool(self.case.closed_on and self.genogram) and Permission.RECORD in self.case.permissions

    @property
    def may_restrict(self) -> bool:
        return Permission.RESTRICT in self.case.permissions

    def about(self, child: CasePerson) -> list[str]:
        """What else is known of a child, in words."""
        return [words for words in (disabilities(child.disabilities), ethnicity(child.ethnicity)) if words]


async def show(call: Call) -> Response:
    case = call.case
    held = await held_before(call.db, case, call.today)
    people = await people_on(call.db, case)
    ties = ties_of(await list_relationships(call.db, family_id=case.family_id))
    page = PeoplePage(
        case=case,
        tab="people",
        people=people,
        practitioners=await practitioners_on(call.db, case.case_id, call.today),
        manager=next((who for who in held if who.until is None), None),
        before=tuple(who for who in held if who.until),
        genogram=genogram_of(people.everyone, ties, call.today),
    )
    return call.page("families/people.html", page, title="People of the family", place="week")
