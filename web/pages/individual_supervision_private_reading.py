"""The private part of a supervision as the two read it, say that they read it, and add to it."""

from dataclasses import dataclass

from starlette.responses import Response

from store.entries import Receipt
from store.individual_supervision import EarlierPart, Held, list_revisions, record_reading
from store.individual_supervision_cases import CasePartHeld, FamilyToDiscuss, list_case_parts, list_to_discuss
from store.individual_supervision_words import Added, NewWords, NotTheirWords, add_words, list_words
from store.practice.individual_supervision import PRIVATE_FIELDS, PrivatePart, content_of
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.private_part import HERE, find_own


@dataclass(frozen=True)
class PrivatePage:
    """`unread`: it was changed since the practitioner opened it. `words`, `error`: an addition that came back."""

    held: Held
    added: tuple[Added, ...]
    families: tuple[CasePartHeld, ...]
    to_discuss: tuple[FamilyToDiscuss, ...]
    is_supervisor: bool
    unread: bool = False
    words: str = ""
    error: str = ""

    @property
    def said(self) -> list[tuple[str, str]]:
        """Label and text of each field that says something."""
        return _said(self.held.part)

    @property
    def other(self) -> str:
        return self.held.practitioner if self.is_supervisor else self.held.supervisor


@dataclass(frozen=True)
class PrivateVersionsPage:
    held: Held
    versions: tuple[tuple[EarlierPart, list[tuple[str, str]]], ...]


async def show(call: Call) -> Response:
    return await _show(call, await find_own(call))


async def versions(call: Call) -> Response:
    held = await find_own(call)
    call.did("one-to-one read", subject=held.id)
    found = tuple((one, _said(one.part)) for one in await list_revisions(call.db, held.id))
    page = PrivateVersionsPage(held, found)
    return call.page("individual_supervision/private_versions.html", page, title="Versions of a supervision")


async def read(call: Call) -> Response:
    """The practitioner says that they have read it, as it stands now; from then on it is only added to."""
    held = await find_own(call)
    if held.practitioner_id != call.me.id:
        raise NotThere
    if held.read_at is None:
        if Form(call.form).opened_version != held.revision:
            return await _show(call, held, unread=True, status=409)
        await record_reading(call.db, held.id, now=call.now)
        call.did("one-to-one signed as seen", subject=held.id, revision=held.revision)
    return saved(call, f"{HERE}/{held.id}")


async def add(call: Call) -> Response:
    """Either of the two adds words of their own."""
    held, form = await find_own(call), Form(call.form)
    text = form.text("text")
    error = form.errors.get("text") or ("" if text else "Write what you want to add")
    if error:
        return await _show(call, held, words=str(call.form.get("text", "")), error=error, status=422)
    new = NewWords(form.draft_id, held.id, call.me.id, text, form.fingerprint)
    try:
        at = await add_words(call.db, new, now=call.now)
    except NotTheirWords:
        raise NotThere from None
    call.did("one-to-one added to", subject=held.id)
    return saved(call, f"{HERE}/{held.id}", Receipt(new.id, 1, form.fingerprint, at, is_new=at == call.now))


async def _show(
    call: Call, held: Held, *, unread: bool = False, words: str = "", error: str = "", status: int = 200
) -> Response:
    call.did("one-to-one read", subject=held.id)
    viewer, supervisor = call.me.viewer(call.today), held.supervisor_id == call.me.id
    families = await list_case_parts(
        call.db, viewer, supervisor_id=held.supervisor_id, practitioner_id=held.practitioner_id, held_on=held.held_on
    )
    seen = {one.family_id for one in families}
    known = await list_to_discuss(call.db, viewer, practitioner_id=held.practitioner_id) if supervisor else ()
    to_discuss = tuple(one for one in known if one.family_id not in seen)
    added = await list_words(call.db, held.id)
    page = PrivatePage(held, added, families, to_discuss, supervisor, unread, words, error)
    title = "Supervision, between two"
    return call.page("individual_supervision/private_show.html", page, title=title, place="you", status=status)


def _said(part: PrivatePart) -> list[tuple[str, str]]:
    said = content_of(part)
    return [(label, said[name]) for name, label in PRIVATE_FIELDS.items() if said[name]]
