"""Who is who to whom in a family: said, over, or taken back because it was wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response

from store.case_people import CasePeople, people_on
from store.entries import Receipt
from store.practice.genogram import ADOPTIVE, BIRTH, COUPLES, KINDS, SIBLINGS, Tie
from store.practice.genogram_checks import problem_with
from store.relationships import (
    OVER,
    WRONG,
    NewRelationship,
    Related,
    SaidOtherwise,
    end_relationship,
    list_relationships,
    record_relationship,
)
from store.weekly_entries import lock_case
from web.drawing.genogram import someone
from web.endpoint import Call
from web.errors import Conflict, NotThere
from web.forms import Form
from web.receipts import saved

FOR_GOOD = (BIRTH, ADOPTIVE, SIBLINGS)
FIELDS = ("person", "kind", "other", "since")


@dataclass(frozen=True)
class RelationshipsPage:
    """`typed`: what was sent and came back, by field."""

    family_id: int
    family: str
    people: CasePeople
    related: Sequence[Related]
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

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

    def said(self, one: Related) -> str:
        """Dawn Hill is a parent of Maya Okafor-Hill"""
        names = {person.id: person.name for person in self.people.everyone}
        return f"{names[one.tie.one]} {KINDS[one.tie.kind].partition(' (')[0]} {names[one.tie.other]}"

    def can_be_over(self, one: Related) -> bool:
        """Parents, brothers and sisters stay what they are; it may only have been wrong."""
        return one.tie.kind not in FOR_GOOD


async def show(call: Call) -> Response:
    _open_case(call)
    return _shown(call, await _page(call))


async def create(call: Call) -> Response:
    """A couple that separates, or comes together again, is over as what it was."""
    _open_case(call)
    form = Form(call.form)
    await lock_case(call.db, call.case.case_id)
    page = await _page(call)
    before = [one for one in page.holding if one.id != form.draft_id]
    new = _read(form, page, [one.tie for one in before], call.today)
    if new is None:
        typed = {name: str(call.form.get(name, "")) for name in FIELDS}
        return _shown(call, replace(page, typed=typed, errors=form.errors), status=422)
    try:
        made_at = await record_relationship(call.db, new, family_id=call.case.family_id, by=call.me.id, now=call.now)
    except SaidOtherwise:
        raise Conflict("this form is on the record with something else") from None
    call.did("relationship recorded", subject=new.id, kind=new.kind, person=new.person_id, other=new.other_id)
    for one in (one for one in before if new.kind in COUPLES and _is_of(one.tie, new)):
        await _end(call, one, OVER)
    return saved(call, _list(call), Receipt(new.id, 1, form.fingerprint, made_at, is_new=made_at == call.now))


async def end(call: Call) -> Response:
    """It is no longer so."""
    return await _ended(call, OVER)


async def withdraw(call: Call) -> Response:
    """It was wrong."""
    return await _ended(call, WRONG)


async def _ended(call: Call, ended_as: str) -> Response:
    """A second tap finds it ended, and changes nothing."""
    _open_case(call)
    id = call.request.path_params["relationship_id"]
    known = {one.id: one for one in await list_relationships(call.db, family_id=call.case.family_id)}
    if id not in known or (ended_as == OVER and known[id].tie.kind in FOR_GOOD):
        raise NotThere
    await _end(call, known[id], ended_as)
    return saved(call, _list(call))


async def _end(call: Call, one: Related, ended_as: str) -> None:
    family_id = call.case.family_id
    if await end_relationship(call.db, one.id, family_id=family_id, ended_as=ended_as, by=call.me.id, now=call.now):
        call.did("relationship ended", subject=one.id, ended_as=ended_as)


def _is_of(tie: Tie, new: NewRelationship) -> bool:
    return tie.kind in COUPLES and tie.pair == {new.person_id, new.other_id}


def _read(form: Form, page: RelationshipsPage, ties: Sequence[Tie], today: date) -> NewRelationship | None:
    """None where it cannot be, with the words for it in the form's errors."""
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
    people = [someone(person) for person in page.people.everyone]
    if found := problem_with(Tie(kind, one, other, since), people, ties):
        form.errors[found[0]] = found[1]
        return None
    return NewRelationship(form.draft_id, kind, one, other, since)


def _wrong_day(since: date, kind: str, today: date) -> str:
    if since > today:
        return "This day is still to come"
    return "" if not kind or kind in COUPLES else "Only of partners is it said since when: leave this empty"


async def _page(call: Call) -> RelationshipsPage:
    people = await people_on(call.db, call.case)
    related = await list_relationships(call.db, family_id=call.case.family_id)
    return RelationshipsPage(call.case.family_id, call.case.name, people, related)


def _shown(call: Call, page: RelationshipsPage, status: int = 200) -> Response:
    return call.page("relationships/index.html", page, title="Who is related to whom", place="week", status=status)


def _open_case(call: Call) -> None:
    if not call.case.may_record:
        raise NotThere


def _list(call: Call) -> str:
    return f"/families/{call.case.family_id}/relationships"
