"""The council edits its words list: an entry more, another wording, one taken out and put back."""

from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.responses import Response

from store.practice.words import LONGEST, Hint, faults_of, hint_of, key_of
from store.words import (
    ListedHint,
    add_hint,
    change_hint,
    find_hint,
    find_removed,
    remove_hint,
    return_hint,
    taken_forms,
)
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved

NAMES = ("phrase", "also", "why", "instead")


@dataclass(frozen=True)
class WordPage:
    """`before`: the entry as it stands, none for a new one. `newer`: it was changed since this form was opened."""

    before: ListedHint | None
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    newer: bool = False


async def new(call: Call) -> Response:
    return _shown(call, WordPage(None, dict.fromkeys(NAMES, "")))


async def create(call: Call) -> Response:
    form = Form(call.form)
    values, hint = _read(form)
    errors = form.errors or faults_of(hint, await taken_forms(call.db))
    if errors:
        return _shown(call, WordPage(None, values, errors), status=422)
    word_id = await add_hint(call.db, hint, by=call.me.id, now=call.now)
    call.did("word added", subject=word_id, phrase=hint.phrase)
    return saved(call, _at(hint))


async def edit(call: Call) -> Response:
    listed = await _entry(call)
    return _shown(call, WordPage(listed, _values(listed.hint)))


async def revise(call: Call) -> Response:
    listed, form = await _entry(call, lock=True), Form(call.form)
    values, hint = _read(form)
    errors = form.errors or await _faults(call, hint, listed)
    if errors:
        return _shown(call, WordPage(listed, values, errors), status=422)
    if form.opened_version != listed.version and hint != listed.hint:
        return _shown(call, WordPage(listed, values, newer=True), status=409)
    if hint != listed.hint or listed.removed_at:
        await change_hint(call.db, listed.id, hint, by=call.me.id, now=call.now)
        call.did("word changed", subject=listed.id, phrase=hint.phrase, before=listed.hint.phrase)
    return saved(call, _at(hint))


async def take_out(call: Call) -> Response:
    listed = await _entry(call, lock=True)
    if not listed.removed_at:
        await remove_hint(call.db, listed.id, by=call.me.id, now=call.now)
        call.did("word taken out", subject=listed.id, phrase=listed.hint.phrase)
    return saved(call, f"/words?gone={listed.id}&letter={quote(key_of(listed.hint.phrase)[0])}")


async def put_back(call: Call) -> Response:
    """As it was; where one of its forms stands under another phrase by now, in its form, to be put right first."""
    listed = await _entry(call, lock=True)
    if listed.removed_at:
        if errors := await _faults(call, listed.hint, listed):
            return _shown(call, WordPage(listed, _values(listed.hint), errors), status=422)
        await return_hint(call.db, listed.id, by=call.me.id, now=call.now)
        call.did("word put back", subject=listed.id, phrase=listed.hint.phrase)
    return saved(call, _at(listed.hint))


async def _entry(call: Call, *, lock: bool = False) -> ListedHint:
    listed = await find_hint(call.db, call.request.path_params["word_id"], lock=lock)
    if listed is None:
        raise NotThere
    return listed


async def _faults(call: Call, hint: Hint, listed: ListedHint) -> dict[str, str]:
    errors = faults_of(hint, await taken_forms(call.db, but=listed.id))
    if await find_removed(call.db, hint.phrase) not in (None, listed.id):
        errors.setdefault("phrase", f"“{hint.phrase}” was taken out of the list: put that one back, and change it")
    return errors


def _read(form: Form) -> tuple[dict[str, str], Hint]:
    """What was typed, to stand there again, and what would be kept of it."""
    values = {name: form.text(name, longest=LONGEST[name]) for name in NAMES}
    forms = [one for line in values["also"].splitlines() for one in line.split(",")]
    return values, hint_of(values["phrase"], forms, values["why"], values["instead"])


def _values(hint: Hint) -> dict[str, str]:
    return {"phrase": hint.phrase, "also": "\n".join(hint.also), "why": hint.why, "instead": hint.instead}


def _at(hint: Hint) -> str:
    return f"/words?letter={quote(key_of(hint.phrase)[0])}"


def _shown(call: Call, page: WordPage, *, status: int = 200) -> Response:
    title = "Change a phrase" if page.before else "Add a phrase"
    return call.page("words/form.html", page, title=title, place="you", status=status)
