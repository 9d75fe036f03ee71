"""Writing in one's own practice file: notes are put in, changed, shared, taken out and brought back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from starlette.responses import Response

from store.entries import Receipt
from store.practice.fidelity import COUNTS, GLOBALS, Fidelity
from store.practice.practice_file import FIDELITY, LABELS, LEVELS, REFLECTION, TRAINING, Content, Reflection, Training
from store.practice_file import Note, NotTheirNote, find_note, record_note, remove_note, share_note
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.overtaken import refuse_if_overtaken

HERE = "/practice-file"


@dataclass(frozen=True)
class NoteFormPage:
    """`on`: the day as it was typed."""

    kind: str
    content: Content
    on: str
    draft_id: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    before: Note | None = None

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def action(self) -> str:
        return f"{HERE}/notes/{self.before.id}" if self.before else f"{HERE}/{self.kind}"

    levels, scores, counts = LEVELS, GLOBALS, COUNTS


async def new(call: Call) -> Response:
    kind = _kind_in_path(call)
    return _form(call, NoteFormPage(kind, _BLANK[kind], call.today.isoformat()))


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(call, form, _kind_in_path(call), form.draft_id, None)


async def edit(call: Call) -> Response:
    note = await _own(call)
    return _form(call, NoteFormPage(note.kind, note.content, note.happened_on.isoformat(), str(note.id), before=note))


async def revise(call: Call) -> Response:
    note = await _own(call)
    return await _save(call, Form(call.form), note.kind, note.id, note)


async def share(call: Call) -> Response:
    """With the supervisor, or not any more: as `share` in the form says."""
    note, sharing = await _own(call), Form(call.form).is_ticked("share")
    if sharing is (note.shared_at is None):
        await share_note(call.db, note.id, now=call.now if sharing else None)
        call.did("practice note shared" if sharing else "practice note not shared any more", subject=note.id)
    return saved(call, HERE)


async def remove(call: Call) -> Response:
    note = await _own(call)
    await remove_note(call.db, note.id, now=note.removed_at or call.now)
    call.did("practice note taken out", subject=note.id)
    return saved(call, f"{HERE}?removed={note.id}")


async def bring_back(call: Call) -> Response:
    note = await _own(call)
    await remove_note(call.db, note.id, now=None)
    call.did("practice note brought back", subject=note.id)
    return saved(call, HERE)


async def _save(call: Call, form: Form, kind: str, note_id: UUID, before: Note | None) -> Response:
    content, on = _POSTED[kind](form), _day(form, call.today)
    errors = content.problems() | form.errors
    if errors or on is None:
        page = NoteFormPage(kind, content, form.text("on", longest=40), str(note_id), errors, before)
        return _form(call, page, status=422)
    try:
        written_at = await record_note(
            call.db, note_id, practitioner_id=call.me.id, happened_on=on, content=content, now=call.now
        )
    except NotTheirNote:
        raise NotThere from None
    await refuse_if_overtaken(call, form)
    call.did("practice note written", subject=note_id)
    return saved(call, HERE, Receipt(note_id, 1, form.fingerprint, written_at, is_new=written_at == call.now))


def _form(call: Call, page: NoteFormPage, *, status: int = 200) -> Response:
    return call.page("practice_file/form.html", page, title=page.label, place="you", status=status)


def _day(form: Form, today: date) -> date | None:
    on = form.day("on")
    if on is None:
        form.errors.setdefault("on", "Give the day")
    elif on > today:
        form.errors["on"] = "This day is still to come: look at the date again"
    return on


def _kind_in_path(call: Call) -> str:
    kind: str = call.request.path_params["kind"]
    if kind not in LABELS:
        raise NotThere
    return kind


async def _own(call: Call) -> Note:
    changing = call.request.method == "POST"
    note = await find_note(call.db, call.me.id, call.request.path_params["note_id"], lock=changing)
    if note is None:
        raise NotThere
    return note


def _posted_fidelity(form: Form) -> Fidelity:
    scores = {name: number for name in GLOBALS if (number := form.number(name)) is not None}
    counts = {name: number for name in COUNTS if (number := form.number(name)) is not None}
    return Fidelity(form.text("coder", longest=200), scores, counts, form.text("remark"))


_BLANK: dict[str, Content] = {TRAINING: Training(), FIDELITY: Fidelity(), REFLECTION: Reflection()}
_POSTED: dict[str, Callable[[Form], Content]] = {
    TRAINING: lambda form: Training(form.text("what", longest=200), form.choice("level", LEVELS)),
    FIDELITY: _posted_fidelity,
    REFLECTION: lambda form: Reflection(form.text("text")),
}
