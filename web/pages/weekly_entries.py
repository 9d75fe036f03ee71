"""Weekly entries: written, read, and written anew while their week is open."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from starlette.responses import RedirectResponse, Response

from store.entries import Closed, NotTheirs, Stale
from store.practice.weeks import Week
from store.tables.entries import Entry
from store.weekly_entries import find_of_week, list_latest, list_with_last, lock_case
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.weekly_entry_form import Fields, Written, fields_of, in_words
from web.weekly_entry_ground import Ground, due_by, ground_of, is_former, last_week_held, week_to_write
from web.weekly_entry_pages import ClosedPage, FormPage, as_written, names_of
from web.weekly_entry_putting import new_entry, put_on_record, read_posted
from web.weeks import due_of

TITLE = "Weekly entry"


async def new(call: Call) -> Response:
    """An empty form; where this practitioner has an entry of that week already, that one is opened."""
    asked = call.request.query_params.get("week", "")
    if not asked and is_former(call):
        return RedirectResponse(f"{call.request.url.path}?week={await last_week_held(call)}", 303)
    week = await week_to_write(call, asked)
    latest = await list_latest(call.db, case_id=call.case.case_id, author_id=call.me.id, until=week)
    if latest and latest[0].week == week.start:
        return RedirectResponse(f"/weekly-entries/{latest[0].id}/edit", 303)
    last = as_written(latest[0]) if latest and not is_former(call) else None
    return _form(call, await ground_of(call, None), week, Fields(), str(uuid4()), last=last)


async def create(call: Call) -> Response:
    """Record the entry, or the next version of the one with the same id."""
    week = await week_to_write(call, Form(call.form).text("week"))
    return await _record(call, week, Form(call.form).draft_id)


async def edit(call: Call) -> Response:
    """The form as it was written, for its author until the week is signed off; others read the entry."""
    entry, *before = await _entries(call)
    if entry.author_id != call.me.id:
        return RedirectResponse(f"/weekly-entries/{entry.id}", 303)
    if entry.signed_off_at:
        return _closed(call, entry, "")
    ground = await ground_of(call, entry.id)
    fields = fields_of(as_written(entry).content, ground.tasks)
    last = as_written(before[0]) if before else None
    return _form(call, ground, Week(entry.week), fields, str(entry.id), entry.revision, last=last)


async def revise(call: Call) -> Response:
    """The entry's next version; the earlier ones stay readable."""
    entry, *_ = await _entries(call)
    if entry.author_id != call.me.id:
        raise NotThere
    return await _record(call, Week(entry.week), entry.id)


def _form(
    call: Call, ground: Ground, week: Week, fields: Fields, draft_id: str, opened_version: int = 0,
    status: int = 200, **more: Any,
) -> Response:  # fmt: skip
    is_new = opened_version == 0
    page = FormPage(
        case=call.case, week=week, today=call.today, due_at=due_of(week),
        action=f"/families/{call.case.family_id}/weekly-entries" if is_new else f"/weekly-entries/{draft_id}/revisions",
        draft_id=draft_id, opened_version=opened_version, fields=fields, children=ground.people.children,
        tasks=tuple(task for task in ground.tasks if not task.made_here),
        made=tuple(task for task in ground.tasks if task.made_here),
        owners=ground.owners(call.me.id), unsaved=status != 200, is_new=is_new, **more,
    )  # fmt: skip
    return call.page("weekly_entries/form.html", page, title=TITLE, place="record", status=status)


async def _record(call: Call, week: Week, entry_id: UUID) -> Response:
    ground = await ground_of(call, entry_id)
    written = await read_posted(call, ground)
    opened = Form(call.form).opened_version
    if "more_tasks" in call.form:
        return _form(call, ground, week, replace(written.fields, errors={}), str(entry_id), opened, 422)
    if written.fields.errors:
        return _form(call, ground, week, written.fields, str(entry_id), opened, 422)
    await lock_case(call.db, call.case.case_id)
    there = await find_of_week(call.db, case_id=call.case.case_id, author_id=call.me.id, week=week)
    if there and there.id != entry_id:
        return _twice(call, ground, written, there)
    try:
        entry = new_entry(call, week, entry_id, written, there, await due_by(call, week))
        return await put_on_record(call, written, entry)
    except NotTheirs as error:
        raise NotThere from error
    except Stale as stale:
        return _conflict(call, ground, written, stale.current, twice=False)
    except Closed:
        closed = await call.db.get_one(Entry, entry_id)
        return _closed(call, closed, in_words(written, names_of(ground.people.children)))


def _twice(call: Call, ground: Ground, written: Written, there: Entry) -> Response:
    """There is an entry of this week already: the words go into it, or beneath it once it is signed off."""
    if there.signed_off_at:
        return _closed(call, there, in_words(written, names_of(ground.people.children)))
    return _conflict(call, ground, written, there, twice=True)


def _conflict(call: Call, ground: Ground, written: Written, current: Entry, *, twice: bool) -> Response:
    """Both texts: what is on the record, and what was typed, in a form that would replace it."""
    there = as_written(current)
    return _form(
        call, ground, there.week, written.fields, str(there.id), there.revision, 409, conflict=there, twice=twice
    )  # fmt: skip


def _closed(call: Call, entry: Entry, text: str) -> Response:
    page = ClosedPage(call.case, entry.id, Week(entry.week), text, str(uuid4()))
    return call.page("weekly_entries/closed.html", page, title=TITLE, place="week", status=409 if text else 200)


async def _entries(call: Call) -> list[Entry]:
    """The weekly entry, and its author's one before it."""
    entry_id = call.request.path_params["entry_id"]
    entries = await list_with_last(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if not entries:
        raise NotThere
    return entries
