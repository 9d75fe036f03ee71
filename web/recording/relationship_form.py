"""The form that says who is related to whom: what it offers, and what it brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid5

from store.case_people import CasePeople
from store.practice.genogram import ADOPTIVE, BIRTH, COUPLES, KINDS, SIBLINGS
from store.practice.genogram_checks import problem_with
from store.relationships import NewRelationship, Related, changed_since, version_of
from web.drawing.genogram import someone
from web.forms import Form
from web.recording.putting import FIRST_YEAR

FOR_GOOD = (BIRTH, ADOPTIVE, SIBLINGS)
FIELDS = ("person", "kind", "other", "since")


@dataclass(frozen=True)
class RelationshipsPage:
    """`typed`: what was sent and came back, by field. `beside`: what its sender did not know of.

    `opened`: the version that the sender had seen, where that is not the one shown. `closed_on`: of the case; nothing
    is changed any more.
    """

    family_id: int
    family: str
    people: CasePeople
    related: Sequence[Related]
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    opened: int | None = None
    beside: Sequence[Related] = ()
    yours: NewRelationship | None = None
    closed_on: date | None = None

    kinds = tuple(KINDS.items())

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [
            (one.id, f"{one.name}, {one.relationship}" if one.relationship else one.name)
            for one in self.people.everyone
        ]

    @property
    def holding(self) -> list[Related]:
        return [one for one in self.related if one.holds]

    @property
    def ended(self) -> list[Related]:
        return [one for one in reversed(self.related) if not one.holds]

    @property
    def version(self) -> int:
        return version_of(self.related) if self.opened is None else self.opened

    def has(self, id: UUID) -> bool:
        return any(one.id == id for one in self.related)

    def apart(self, new: NewRelationship) -> NewRelationship:
        """Under an id of its own where the form is on the record already with something else."""
        if all(one.id != new.id or one.tie == new.tie for one in self.related):
            return new
        return replace(new, id=uuid5(new.id, f"{new.kind} {new.person_id} {new.other_id} {new.since}"))

    def unseen(self, new: NewRelationship, form: Form) -> list[Related]:
        """Of the same two, or from the same form."""
        changed = changed_since(self.related, form.opened_version)
        return [one for one in changed if one.id == form.posted_id or one.tie.pair == new.tie.pair]

    def said(self, one: Related | NewRelationship) -> str:
        """Dawn Hill is a parent of Maya Okafor-Hill"""
        names = {person.id: person.name for person in self.people.everyone}
        return f"{names[one.tie.one]} {KINDS[one.tie.kind].partition(' (')[0]} {names[one.tie.other]}"

    def can_be_over(self, one: Related) -> bool:
        """Parents, brothers and sisters stay what they are; it may only have been wrong."""
        return one.tie.kind not in FOR_GOOD


def read_relationship(form: Form, page: RelationshipsPage, today: date) -> NewRelationship | None:
    """None where something is missing or cannot be read, with the words for it in the form's errors."""
    one, other, kind = form.number("person"), form.number("other"), form.choice("kind", KINDS)
    since, ids = form.day("since"), {person.id for person in page.people.everyone}
    if one not in ids:
        form.errors["person"] = "Choose one of the two"
    if not kind and "kind" not in form.errors:
        form.errors["kind"] = "Say how they are related"
    if other not in ids:
        form.errors["other"] = "Choose the other of the two"
    if since and (problem := _wrong_day(since, kind, today)):
        form.errors["since"] = problem
    if form.errors or one is None or other is None:
        return None
    return NewRelationship(form.draft_id, kind, one, other, since)


def can_be(form: Form, page: RelationshipsPage, new: NewRelationship) -> bool:
    """Beside what holds; if not, the words for it are in the form's errors."""
    people = [someone(person) for person in page.people.everyone]
    found = problem_with(new.tie, people, [one.tie for one in page.holding])
    form.errors |= {found[0]: found[1]} if found else {}
    return found is None


def _wrong_day(since: date, kind: str, today: date) -> str:
    if since > today:
        return "This day is still to come"
    if since.year < FIRST_YEAR:
        return f"The year is {since.year}: look at the date again"
    return "" if not kind or kind in COUPLES else "Only of partners is it said since when: leave this empty"
