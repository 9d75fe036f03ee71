"""A colleague of a joint visit signs it, adds an own account, or says that they were not there."""

from dataclasses import dataclass

from starlette.responses import Response

from store.case_people import people_on
from store.entries import Receipt
from store.practice.entries import Visit
from store.recorded import Recorded, find_recorded
from store.signatures import AlreadySigned, Answer, ChangedSince, NotAsked, SignedOff, answer_request
from web.endpoint import Call
from web.errors import Conflict, NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.visit_view import VisitView, visit_view

WAS_THERE, WAS_NOT = "signed", "not_there"


@dataclass(frozen=True)
class SignPage:
    """The visit once more, with the account as it was written. `why`: changed, signed_off or '' for `error`."""

    family: str
    found: Recorded
    view: VisitView
    account: str
    why: str
    error: str = ""


async def create(call: Call) -> Response:
    form = Form(call.form)
    found = await find_recorded(call.db, case_id=call.case.case_id, entry_id=call.request.path_params["entry_id"])
    if found is None or found.asked(call.me.id) is None:
        raise NotThere
    answer = Answer(
        entry_id=found.id,
        practitioner_id=call.me.id,
        was_there=form.choice("answer", (WAS_THERE, WAS_NOT)) == WAS_THERE,
        account=form.text("account"),
        opened_version=form.opened_version,
        fingerprint=form.fingerprint,
    )
    if not form.text("answer"):
        form.errors["answer"] = "Say whether you were there"
    if form.errors:
        return await _again(call, found, answer, status=422, error=next(iter(form.errors.values())))
    return await _answer(call, form, found, answer)


async def _answer(call: Call, form: Form, found: Recorded, answer: Answer) -> Response:
    try:
        at = await answer_request(call.db, answer, now=call.now)
    except NotAsked:
        raise NotThere from None
    except AlreadySigned:
        raise Conflict("signed before") from None
    except ChangedSince:
        return await _again(call, found, answer, status=409, why="changed")
    except SignedOff:
        return await _again(call, found, answer, status=409, why="signed_off")
    call.did("visit signed" if answer.was_there else "signature declined", subject=found.id, revision=found.revision)
    receipt = Receipt(form.draft_id, found.revision, form.fingerprint, at, is_new=at == call.now)
    return saved(call, f"/visits/{found.id}", receipt)


async def _again(
    call: Call, found: Recorded, answer: Answer, *, status: int, why: str = "", error: str = ""
) -> Response:
    assert isinstance(found.content, Visit), "only visits have signatures"
    view = visit_view(found.content, await people_on(call.db, call.case))
    page = SignPage(call.case.name, found, view, answer.account, why, error)
    return call.page("visits/sign.html", page, title="Sign a visit", place="week", status=status)
