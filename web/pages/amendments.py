"""Amendments: what is added to an entry after its week was signed off."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from starlette.responses import Response

from store.amendments import Addition, NewAmendment, NotTheirAmendment, list_amendments_to, record_amendment
from store.entries import Receipt
from store.practice.entries import LABELS
from store.recorded import Recorded, find_recorded
from store.visibility import CaseAccess
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved

STILL_OPEN = "This entry is still open: it can be changed by its author until the week is signed off"


@dataclass(frozen=True)
class AmendmentPage:
    case: CaseAccess
    entry: Recorded
    kind: str
    amendments: tuple[Addition, ...]
    draft_id: str
    text: str = ""
    error: str = ""


async def new(call: Call) -> Response:
    """The form; for an open entry the page says who can change it."""
    return await _form(call, await _entry(call), str(uuid4()))


async def create(call: Call) -> Response:
    entry, form = await _entry(call), Form(call.form)
    text = form.text("text")
    error = form.errors.get("text") or ("" if text else "Write what is to be added")
    if entry.signed_off_at is None:
        error = STILL_OPEN
    if error:
        typed = str(call.form.get("text", ""))
        return await _form(call, entry, str(form.draft_id), typed, error, 422)
    return await _recorded(call, NewAmendment(form.draft_id, entry.id, call.me.id, text, form.fingerprint))


async def _recorded(call: Call, new: NewAmendment) -> Response:
    try:
        at, is_new = await record_amendment(call.db, new, now=call.now)
    except NotTheirAmendment as error:
        raise NotThere from error
    call.did("entry amended" if is_new else "amendment sent again", subject=new.entry_id)
    receipt = Receipt(new.id, 1, new.fingerprint, at, is_new)
    return saved(call, f"/entries/{new.entry_id}", receipt)


async def _form(
    call: Call, entry: Recorded, draft_id: str, text: str = "", error: str = "", status: int = 200
) -> Response:  # fmt: skip
    amendments = await list_amendments_to(call.db, entry_id=entry.id)
    page = AmendmentPage(call.case, entry, LABELS[entry.kind].lower(), amendments, draft_id, text, error)
    return call.page("amendments/new.html", page, title="Add an amendment", place="week", status=status)


async def _entry(call: Call) -> Recorded:
    entry_id: UUID = call.request.path_params["entry_id"]
    entry = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if entry is None:
        raise NotThere
    return entry
