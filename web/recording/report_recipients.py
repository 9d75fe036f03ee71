"""Who may get a copy of a report."""

from collections.abc import Sequence

from store.case_access import CaseAccess
from store.case_people import CasePeople
from store.practice.report.contacts import NO_CONTACTS, Contacts, contacts_of
from store.practice.report.copies import ADULT, CHAIR, CHILD, Recipient

THE_CHAIR = Recipient(CHAIR, 0, "The conference chair")


def recipients_of(people: CasePeople, agencies: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Each grown-up and each child of the family who lives, the chair, the agencies."""
    called = people.called
    adults = (Recipient(ADULT, one.id, one.called) for one in people.adults if not one.died_on)
    born = [one for one in people.children if one.birth_date and not one.died_on]
    children = (Recipient(CHILD, one.id, called[one.id]) for one in born)
    return (*adults, *children, THE_CHAIR, *agencies)


def contacts_of_others(case: CaseAccess, people: CasePeople, recipient: Recipient) -> Contacts:
    """The telephone numbers of the other grown-ups, and the family's address for whoever does not live there. A child's
    copy lies where any of them reads it.
    """
    if not recipient.is_family:
        return NO_CONTACTS
    adults = [one for one in people.adults if not one.died_on]
    readers = [one for one in adults if recipient.kind == CHILD or one.id == recipient.id]
    phones = (one.phone for one in adults if recipient.kind == CHILD or one.id != recipient.id)
    is_secret = not all(one.lives_here for one in readers)
    return contacts_of(phones, case.address_lines if is_secret else (), case.postcode if is_secret else "")
