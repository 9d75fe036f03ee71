"""A weekly entry as it stands on the record, and its earlier versions."""

from starlette.responses import Response

from store.amendments import list_amendments_to
from store.case_people import people_on
from store.practice.entries import WEEKLY_ENTRY
from store.practice.weeks import Week
from store.recorded import Recorded, find_recorded
from store.versions import list_versions
from store.weekly_tasks import list_said, list_tasks
from web.endpoint import Call
from web.errors import NotThere
from web.photographs_shown import photographs_of
from web.weekly_entry_pages import RevisionsPage, ShowPage, names_of


async def show(call: Call) -> Response:
    entry, week = await _entry_read(call)
    tasks = await list_tasks(call.db, case_id=call.case.case_id, entry_id=entry.id)
    people = await people_on(call.db, call.case)
    amendments = await list_amendments_to(call.db, entry_id=entry.id) if entry.signed_off_at else ()
    page = ShowPage(
        call.case, entry, week, names_of(people.children),
        tuple(task for task in tasks if task.outcome), tuple(task for task in tasks if task.made_here), amendments,
        is_mine=entry.author_id == call.me.id, today=call.today, photographs=await photographs_of(call, entry),
    )  # fmt: skip
    return call.page("weekly_entries/show.html", page, title="Weekly entry", place="week")


async def revisions(call: Call) -> Response:
    entry, week = await _entry_read(call)
    people = await people_on(call.db, call.case)
    versions = await list_versions(call.db, entry_id=entry.id, kind=entry.kind)
    said = await list_said(call.db, entry_id=entry.id, revision=entry.revision)
    page = RevisionsPage(call.case, entry, week, names_of(people.children), versions, said)
    return call.page("weekly_entries/revisions.html", page, title="Earlier versions", place="week")


async def _entry_read(call: Call) -> tuple[Recorded, Week]:
    entry_id = call.request.path_params["entry_id"]
    entry = await find_recorded(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if entry is None or entry.kind != WEEKLY_ENTRY:
        raise NotThere
    return entry, Week(entry.week)
