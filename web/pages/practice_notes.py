"""Writing in one's own practice file: notes are put in, changed, shared, taken out and brought back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from starlette.responses import Response

from store.entries import Receipt
from store.practice.fidelity import COUNTS, GLOBALS, Fidelity
from store.practice.practice_file import (
    FIDELITY,
    LABELS,
    LEVELS,
    REFLECTION,
    TRAINING,
    Content,
    Reflection,
    Training,
    in_words,
)
from store.practice_file import (
    Note,
    NoteChanged,
    NoteWritten,
    NotTheirNote,
    find_note,
    record_note,
    remove_note,
    share_note,
)
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.differences import Difference
from web.recording.overtaken import refuse_if_overtaken
from web.recording.putting import FIRST_YEAR
from web.recording.refused import ChangedMeanwhile

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
    opened_version: int = 0
    refused: ChangedMeanwhile | None = None
    unread: bool = False

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
    return _form(call, _as_it_stands(note))


def _as_it_stands(note: Note) -> NoteFormPage:
    return NoteFormPage(
        note.kind, note.content, note.happened_on.isoformat(), str(note.id), before=note, opened_version=note.revision
    )


async def revise(call: Call) -> Response:
    note = await _own(call)
    return await _save(call, Form(call.form), note.kind, note.id, note)


async def share(call: Call) -> Response:
    """With the supervisor, or not any more: as `share` in the form says. Only words that one has seen are shared."""
    note, form = await _own(call), Form(call.form)
    sharing = form.is_ticked("share")
    if note.removed_at:
        raise NotThere
    if sharing and form.opened_version != note.revision:
        return _form(call, replace(_as_it_stands(note), unread=True), status=409)
    if sharing is (note.shared_at is None):
        await share_note(call.db, note.id, now=call.now if sharing else None)
        call.did("practice note shared" if sharing else "practice note not shared any more", subject=note.id)
    return saved(call, HERE)


async def remove(call: Call) -> Response:
    note = await _own(call)
    if not note.removed_at:
        await remove_note(call.db, note.id, now=call.now)
        call.did("practice note taken out", subject=note.id)
    return saved(call, f"{HERE}?removed={note.id}")


async def bring_back(call: Call) -> Response:
    note = await _own(call)
    if note.removed_at:
        await remove_note(call.db, note.id, now=None)
        call.did("practice note brought back", subject=note.id)
    return saved(call, HERE)


async def _save(call: Call, form: Form, kind: str, note_id: UUID, before: Note | None) -> Response:
    content, on = _POSTED[kind](form), _day(form, call.today)
    opened = form.opened_version
    named = form.draft_id
    form_id = uuid4() if before and named == note_id else named  # without script each form of a note says the note's
    back = NoteFormPage(kind, content, form.text("on", longest=40), str(note_id), {}, before, opened)
    errors = content.problems() | form.errors
    if errors or on is None:
        return _form(call, replace(back, errors=errors), status=422)
    try:
        note = await record_note(call.db, NoteWritten(note_id, call.me.id, on, content, opened, form_id), now=call.now)
    except NotTheirNote:
        raise NotThere from None
    except NoteChanged as newer:
        current = newer.current
        refused = ChangedMeanwhile(current.revision, _differences(current, in_words(on, content)))
        return _form(call, replace(back, opened_version=current.revision, refused=refused), status=409)
    await refuse_if_overtaken(call, form)
    call.did("practice note written", subject=note_id, revision=note.revision)
    at = note.changed_at or note.written_at
    return saved(call, HERE, Receipt(note_id, note.revision, form.fingerprint, at, is_new=at == call.now))


def _differences(current: Note, yours: Mapping[str, str]) -> tuple[Difference, ...]:
    there = in_words(current.happened_on, current.content)
    return tuple(Difference(label, there[label], said) for label, said in yours.items() if there[label] != said)


def _form(call: Call, page: NoteFormPage, *, status: int = 200) -> Response:
    return call.page("practice_file/form.html", page, title=page.label, place="you", status=status)


def _day(form: Form, today: date) -> date | None:
    on = form.day("on")
    if on is None:
        form.errors.setdefault("on", "Give the day")
    elif on > today:
        form.errors["on"] = "This day is still to come: look at the date again"
    elif on.year < FIRST_YEAR:
        form.errors["on"] = f"The year is {on.year}: look at the date again"
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
