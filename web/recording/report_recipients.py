"""Who may get a copy of a report."""

from collections.abc import Sequence

from store.case_people import CasePeople
from store.practice.report.copies import ADULT, CHAIR, CHILD, Recipient

THE_CHAIR = Recipient(CHAIR, 0, "The conference chair")


def recipients_of(people: CasePeople, agencies: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Each grown-up and each child of the family who lives, the chair, the agencies."""
    called = people.called
    adults = (Recipient(ADULT, one.id, one.called) for one in people.adults if not one.died_on)
    born = [one for one in people.children if one.birth_date and not one.died_on]
    children = (Recipient(CHILD, one.id, called[one.id]) for one in born)
    return (*adults, *children, THE_CHAIR, *agencies)
