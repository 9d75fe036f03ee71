"""A practitioner's own file, and what of it a supervisor was given to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from store.practice.practice_file import FIDELITY, LABELS, LEVELS, REFLECTION, TRAINING, supervises
from store.practice_file import Note, find_note, list_notes
from store.practitioners import find_within_reach
from web.endpoint import Call
from web.errors import NotThere


@dataclass(frozen=True)
class PracticeFilePage:
    """`owner`: whose it is where it is not one's own; `removed`: the note that was taken out just now."""

    notes: tuple[Note, ...]
    owner: str = ""
    owner_id: int | None = None
    removed: Note | None = None

    @property
    def training(self) -> tuple[Note, ...]:
        return _of(TRAINING, self.notes)

    @property
    def fidelity(self) -> tuple[Note, ...]:
        return _of(FIDELITY, self.notes)

    @property
    def reflections(self) -> tuple[Note, ...]:
        return _of(REFLECTION, self.notes)

    @property
    def levels(self) -> dict[str, str]:
        return LEVELS

    @property
    def labels(self) -> dict[str, str]:
        return LABELS


def _of(kind: str, notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.kind == kind)


async def show(call: Call) -> Response:
    """`removed`: the id of a note that was taken out, to be brought back."""
    notes = await list_notes(call.db, call.me.id)
    page = PracticeFilePage(notes, removed=await _removed(call))
    return call.page("practice_file/show.html", page, title="Your practice file", place="you")


async def show_to_supervisor(call: Call) -> Response:
    """What somebody whom one supervises has shared; for anybody else there is nothing at this address."""
    person = await find_within_reach(call.db, call.me, call.request.path_params["practitioner_id"])
    if person is None or not supervises(call.me.role, person.role) or person.id == call.me.id:
        raise NotThere
    notes = await list_notes(call.db, person.id, only_shared=True)
    call.did("practice file read", subject=person.id, notes=len(notes))
    page = PracticeFilePage(notes, owner=person.name, owner_id=person.id)
    return call.page("practice_file/show.html", page, title="A practice file", place="you")


async def _removed(call: Call) -> Note | None:
    try:
        note_id = UUID(call.request.query_params.get("removed", ""))
    except ValueError:
        return None
    found = await find_note(call.db, call.me.id, note_id)
    return found if found and found.removed_at else None
