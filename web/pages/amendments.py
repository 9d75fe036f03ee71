"""Amendments: what is added to an entry after its week was signed off."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from starlette.responses import RedirectResponse, Response

from store.amendments import Addition, NewAmendment, NotTheirAmendment, list_amendments_to, record_amendment
from store.case_access import CaseAccess
from store.entries import Receipt
from store.practice.consultations import MARKS
from store.practice.entries import ANSWER, CONSULTATION, LABELS
from store.practice.permissions import Permission
from store.recorded import Recorded, find_recorded
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.finding import marks_for

CAN_BE_MARKED = (CONSULTATION, ANSWER)
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
    mark: str = ""

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Who may read it; nothing to choose beneath what the whole team reads."""
        return list(MARKS.items()) if self.entry.kind in CAN_BE_MARKED else []


async def new(call: Call) -> Response:
    """The form; for an open entry the page says who can change it."""
    entry = await _entry(call)
    if not _may_add(call, entry):
        return RedirectResponse(f"/entries/{entry.id}", 303)
    return await _form(call, entry, str(uuid4()))


async def create(call: Call) -> Response:
    entry, form = await _entry(call), Form(call.form)
    if not _may_add(call, entry):
        raise NotThere
    text = form.text("text")
    mark = form.choice("mark", MARKS) if entry.kind in CAN_BE_MARKED else ""
    error = form.errors.get("text") or form.errors.get("mark") or ("" if text else "Write what is to be added")
    if entry.signed_off_at is None:
        error = STILL_OPEN
    if error:
        typed = str(call.form.get("text", ""))
        return await _form(call, entry, str(form.draft_id), typed, error, 422, mark)
    return await _recorded(call, NewAmendment(form.draft_id, entry.id, call.me.id, text, form.fingerprint, mark))


async def _recorded(call: Call, new: NewAmendment) -> Response:
    try:
        at, is_new = await record_amendment(call.db, new, now=call.now)
    except NotTheirAmendment as error:
        raise NotThere from error
    call.did("entry amended" if is_new else "amendment sent again", subject=new.entry_id)
    receipt = Receipt(new.id, 1, new.fingerprint, at, is_new)
    return saved(call, f"/entries/{new.entry_id}", receipt)


async def _form(
    call: Call, entry: Recorded, draft_id: str, text: str = "", error: str = "", status: int = 200,
    mark: str = "",
) -> Response:  # fmt: skip
    marks = marks_for(call, entry.author_id)
    amendments = await list_amendments_to(call.db, entry_id=entry.id, marks=marks, reader=call.me.id)
    page = AmendmentPage(call.case, entry, LABELS[entry.kind].lower(), amendments, draft_id, text, error, mark)
    return call.page("amendments/new.html", page, title="Add an amendment", place="week", status=status)


def _may_add(call: Call, entry: Recorded) -> bool:
    """Who only advises adds to questions and answers."""
    return Permission.RECORD in call.case.permissions or entry.kind in CAN_BE_MARKED


async def _entry(call: Call) -> Recorded:
    entry_id: UUID = call.request.path_params["entry_id"]
    entry = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if entry is None:
        raise NotThere
    return entry
