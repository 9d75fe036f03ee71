"""The private part of a supervision is written by the supervisor, and changed until the practitioner has read it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from starlette.responses import RedirectResponse, Response

from store.bank_holidays import around
from store.entries import Receipt
from store.individual_supervision import Changed, Closed, Held, NotTheirs, PartWritten, record_part
from store.practice.individual_supervision import KIND, PrivatePart, midday
from store.practice.lateness import is_late
from store.practice.practice_file import supervises
from store.practitioners import find_within_reach
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.overtaken import refuse_if_overtaken
from web.recording.private_part import (
    HERE,
    PrivateFormPage,
    as_it_stands,
    changed_meanwhile,
    find_own,
    posted_part,
    read_day,
)


@dataclass(frozen=True)
class _With:
    id: int
    name: str


async def new(call: Call) -> Response:
    who = await _supervised(call)
    return _form(call, PrivateFormPage(who.id, who.name, PrivatePart(), call.today.isoformat()))


async def create(call: Call) -> Response:
    who, form = await _supervised(call), Form(call.form)
    return await _save(call, form, who, form.draft_id)


async def edit(call: Call) -> Response:
    """For its supervisor until it was read; then the way on is beneath it."""
    held = await find_own(call)
    if held.read_at or held.supervisor_id != call.me.id:
        return RedirectResponse(f"{HERE}/{held.id}", 303)
    return _form(call, as_it_stands(held))


async def revise(call: Call) -> Response:
    """Also where somebody else is the supervisor by now: it is a record of the two who were there."""
    held = await find_own(call)
    if held.supervisor_id != call.me.id:
        raise NotThere
    return await _save(call, Form(call.form), _With(held.practitioner_id, held.practitioner), held.id, held)


async def _save(call: Call, form: Form, who: _With, id: UUID, before: Held | None = None) -> Response:
    part, on = posted_part(form), read_day(form, call.today)
    back = PrivateFormPage(
        who.id, who.name, part, form.text("on", longest=40), str(id), form.opened_version, before=before
    )
    errors: Mapping[str, str] = part.problems() | form.errors
    if errors or on is None:
        return _form(call, replace(back, errors=errors), status=422)
    named = form.draft_id
    form_id = uuid4() if before and named == id else named  # without script each form of it says the same id
    late = is_late(KIND, midday(on), before.written_at if before else call.now, around(call.today.year)).late
    new = PartWritten(id, call.me.id, who.id, on, late, part, form.opened_version, form_id, form.phone_wrote_at)
    try:
        held = await record_part(call.db, new, now=call.now)
    except NotTheirs:
        raise NotThere from None
    except Closed:
        return _form(call, replace(back, closed=True), status=409)
    except Changed as newer:
        refused = changed_meanwhile(newer.current, on, part)
        return _form(call, replace(back, opened_version=refused.revision, refused=refused), status=409)
    await refuse_if_overtaken(call, form)
    call.did("one-to-one recorded" if held.revision == 1 else "one-to-one revised", subject=id, revision=held.revision)
    receipt = Receipt(id, held.revision, form.fingerprint, held.changed_at, is_new=held.changed_at == call.now)
    return saved(call, f"{HERE}/{id}", receipt)


async def _supervised(call: Call) -> _With:
    """Somebody whom one supervises now and who is still here; for anybody else there is nothing at this address."""
    person = await find_within_reach(call.db, call.me, call.request.path_params["practitioner_id"])
    if person is None or person.left_on or person.id == call.me.id or not supervises(call.me.role, person.role):
        raise NotThere
    return _With(person.id, person.name)


def _form(call: Call, page: PrivateFormPage, *, status: int = 200) -> Response:
    title = "Change a supervision" if page.before else "Supervision, between two"
    return call.page("individual_supervision/private_form.html", page, title=title, place="you", status=status)
