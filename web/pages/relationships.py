"""Who is who to whom in a family: said, over, or taken back because it was wrong."""

from dataclasses import replace

from starlette.responses import Response

from store.case_people import people_on
from store.entries import Receipt
from store.practice.genogram import COUPLES, Tie
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
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.relationship_form import FIELDS, FOR_GOOD, RelationshipsPage, can_be, read_relationship


async def show(call: Call) -> Response:
    """On a closed case it is read: nothing is added and nothing ends any more."""
    return _shown(call, await _page(call))


async def create(call: Call) -> Response:
    """A couple that separates, or comes together again, is over as what it was. What came before changes nothing."""
    _open_case(call)
    form = Form(call.form)
    await lock_case(call.db, call.case.case_id)
    page = await _page(call)
    typed = {name: str(call.form.get(name, "")) for name in FIELDS}
    read = read_relationship(form, page, call.today)
    new = read and page.apart(read)
    if new and page.has(new.id):
        return await _put(call, form, page, new)
    if new is None or not can_be(form, page, new):
        back = replace(page, typed=typed, errors=form.errors, opened=form.opened_version)
        return _shown(call, back, status=422)
    if beside := page.unseen(new, form):
        return _shown(call, replace(page, typed=typed, beside=beside, yours=new), status=409)
    return await _put(call, form, page, new)


async def _put(call: Call, form: Form, page: RelationshipsPage, new: NewRelationship) -> Response:
    try:
        made_at = await record_relationship(call.db, new, family_id=call.case.family_id, by=call.me.id, now=call.now)
    except SaidOtherwise:
        raise NotThere from None
    if is_new := not page.has(new.id):
        call.did("relationship recorded", subject=new.id, kind=new.kind, person=new.person_id, other=new.other_id)
        for one in (one for one in page.holding if new.kind in COUPLES and _is_of(one.tie, new)):
            await _end(call, one, OVER)
    return saved(call, _list(call), Receipt(new.id, 1, form.fingerprint, made_at, is_new=is_new))


async def end(call: Call) -> Response:
    """It is no longer so."""
    return await _ended(call, OVER)


async def withdraw(call: Call) -> Response:
    """It was wrong."""
    return await _ended(call, WRONG)


async def _ended(call: Call, ended_as: str) -> Response:
    """A second tap finds it ended, and changes nothing; where it ended as something else, both are shown."""
    _open_case(call)
    id, page = call.request.path_params["relationship_id"], await _page(call)
    one = next((one for one in page.related if one.id == id), None)
    if one is None or (ended_as == OVER and one.tie.kind in FOR_GOOD):
        raise NotThere
    if one.ended_as not in ("", ended_as):
        return _shown(call, replace(page, beside=[one]), status=409)
    await _end(call, one, ended_as)
    return saved(call, _list(call))


async def _end(call: Call, one: Related, ended_as: str) -> None:
    family_id = call.case.family_id
    if await end_relationship(call.db, one.id, family_id=family_id, ended_as=ended_as, by=call.me.id, now=call.now):
        call.did("relationship ended", subject=one.id, ended_as=ended_as)


def _is_of(tie: Tie, new: NewRelationship) -> bool:
    return tie.kind in COUPLES and tie.pair == {new.person_id, new.other_id}


async def _page(call: Call) -> RelationshipsPage:
    people = await people_on(call.db, call.case)
    related = await list_relationships(call.db, family_id=call.case.family_id)
    return RelationshipsPage(call.case.family_id, call.case.name, people, related, closed_on=call.case.closed_on)


def _shown(call: Call, page: RelationshipsPage, status: int = 200) -> Response:
    return call.page("relationships/index.html", page, title="Who is related to whom", place="week", status=status)


def _open_case(call: Call) -> None:
    if not call.case.may_record:
        raise NotThere


def _list(call: Call) -> str:
    return f"/families/{call.case.family_id}/relationships"
