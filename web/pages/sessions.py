"""Sessions: one-to-one work with a parent, written beside the car like everything else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, Stale
from store.modules import ListedModule, list_modules
from store.practice.entries import SESSION
from store.practice.lateness import allowed
from store.practice.parents_way import NOT_NAMED, behaviours
from store.practice.permissions import Permission
from store.practice.sessions import MARKS, STAGES, Session
from store.recorded import Recorded
from store.sessions import list_sessions
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.choices import Choices, choices_for_new, choices_on, to_show
from web.recording.finding import find_session
from web.recording.people_named import written_about
from web.recording.putting import Written, is_former, put_on_record, read_moment
from web.recording.refused import ChangedMeanwhile, ClosedMeanwhile, changed
from web.recording.session_form import SessionForm, blank_session, posted_session, stored_session

MOST_OFFERED = 20  # behaviours, those talked about last


@dataclass(frozen=True)
class SessionFormPage:
    """`behaviours`: how what was talked about with this family has been named. `marks`, `stages`: value → words.
    `names_nobody`: who has handed the family over is told no names, and finishes what names somebody already.
    """

    family_id: int
    family: str
    choices: Choices
    modules: tuple[ListedModule, ...]
    form: SessionForm
    errors: Mapping[str, str]
    behaviours: tuple[str, ...] = ()
    before: Recorded | None = None
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None
    names_nobody: bool = False

    @property
    def within(self) -> str:
        return allowed(SESSION)

    @property
    def marks(self) -> Mapping[str, str]:
        return MARKS

    @property
    def stages(self) -> Mapping[str, str]:
        return STAGES

    @property
    def opens_talk(self) -> bool:
        """Something about change is in it, or is wrong."""
        return any(not row.is_empty or row.is_wrong(self.errors) for row in self.form.talks)

    @property
    def action(self) -> str:
        return f"/sessions/{self.before.id}/revisions" if self.before else f"/families/{self.family_id}/sessions"


@dataclass(frozen=True)
class _Draft:
    """One posted form on its way to the record."""

    call: Call
    form: Form
    entry_id: UUID
    before: Recorded | None = None

    @property
    def opened_version(self) -> int:
        return max(self.form.opened_version, 1) if self.before else self.form.opened_version


async def new(call: Call) -> Response:
    choices = await choices_for_new(call)
    return await _form(call, choices, blank_session(choices, call.now))


async def create(call: Call) -> Response:
    form = Form(call.form)
    return await _save(_Draft(call, form, form.draft_id))


async def edit(call: Call) -> Response:
    """For its author while it is open; for others the way on is the session itself, or an amendment."""
    found, session = await find_session(call)
    if found.signed_off_at:
        return RedirectResponse(f"/entries/{found.id}/amendments/new", 303)
    if found.author_id != call.me.id:
        return RedirectResponse(f"/sessions/{found.id}", 303)
    return await _form(call, await choices_on(call), stored_session(found, session), before=found)


async def revise(call: Call) -> Response:
    found, _ = await find_session(call)
    if found.author_id != call.me.id:
        raise NotThere
    return await _save(_Draft(call, Form(call.form), found.id, found))


async def _save(draft: _Draft) -> Response:
    call, form, before = draft.call, draft.form, draft.before
    happened_at = read_moment(form, call.now)
    former = await is_former(call, happened_at)
    choices = await choices_on(call)
    modules = {module.id: module.title for module in await list_modules(call.db)} | _as_called_then(before)
    filled = replace(posted_session(form, choices, modules, call.form), draft_id=str(draft.entry_id))
    session = filled.session
    errors = session.problems() | form.errors
    shown = await to_show(call, choices, written_about(call.form), ())
    theirs = replace(choices, children=shown.children)  # words about a child who is not shown still come back
    back = replace(posted_session(Form(call.form), theirs, modules, call.form), draft_id=filled.draft_id)
    if errors or happened_at is None:
        return await _form(call, shown, back, errors=errors, before=before, status=422)
    try:
        written = Written(draft.entry_id, draft.opened_version, happened_at, session, before)
        receipt = await put_on_record(call, form, written, former=former)
    except Stale as stale:
        refused = changed(stale, session, shown)
        back = replace(back, opened_version=refused.revision)
        return await _form(call, shown, back, before=before, refused=refused, status=409)
    except Closed:
        closed = ClosedMeanwhile(draft.entry_id, call.case.may_record)
        return await _form(call, shown, back, before=before, refused=closed, status=409)
    deed = "session recorded" if receipt.revision == 1 else "session revised"
    call.did(deed, subject=draft.entry_id, revision=receipt.revision)
    return saved(call, "/record" if former else f"/sessions/{draft.entry_id}", receipt)


def _as_called_then(before: Recorded | None) -> dict[int, str]:
    """The module that the session names, by the title of its day."""
    if before is None or not isinstance(before.content, Session) or before.content.module is None:
        return {}
    return {before.content.module: before.content.module_title}


async def _form(
    call: Call,
    choices: Choices,
    form: SessionForm,
    *,
    errors: Mapping[str, str] | None = None,
    before: Recorded | None = None,
    refused: ChangedMeanwhile | ClosedMeanwhile | None = None,
    status: int = 200,
) -> Response:
    page = SessionFormPage(
        call.case.family_id, call.case.name, choices, await list_modules(call.db), form, errors or {},
        () if before else await _named_before(call), before, refused,
        names_nobody=Permission.READ not in call.case.permissions,
    )  # fmt: skip
    title = "Change a session" if before else "Session with a parent"
    return call.page("sessions/form.html", page, title=title, place="record", status=status)


async def _named_before(call: Call) -> tuple[str, ...]:
    """What was talked about with this family, to be tapped instead of typed; not for who may no longer read it."""
    if Permission.READ not in call.case.permissions:
        return ()
    known = behaviours(await list_sessions(call.db, call.case.case_id))
    named = sorted((one for one in known if one.name != NOT_NAMED), key=lambda one: one.points[-1].on, reverse=True)
    return tuple(behaviour.name for behaviour in named[:MOST_OFFERED])
