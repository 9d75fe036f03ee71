"""A posted weekly entry onto the record, with what it says of tasks and the tasks that it makes."""

from datetime import datetime
from uuid import UUID

from starlette.responses import Response

from store.entries import NewEntry, record_entry
from store.practice.weeks import Week
from store.tables.entries import Entry
from store.task_outcomes import NotOfTheCase, record_outcomes, refuse_foreign_tasks
from store.weekly_tasks import record_new_tasks
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.weekly_entry_form import Written, read_form
from web.weekly_entry_ground import Ground, is_former


async def read_posted(call: Call, ground: Ground) -> Written:
    """The form's content; a child of another family or a task of another case is not there."""
    practitioners = {one.id for one in ground.practitioners} | {call.me.id}
    written = read_form(
        call.form, me=call.me.id, practitioners=practitioners, adults={one.id for one in ground.people.adults}
    )
    if not written.children <= {child.id for child in ground.people.children}:
        raise NotThere
    if is_former(call) and (written.said or written.tasks):
        raise NotThere
    try:
        await refuse_foreign_tasks(call.db, case_id=call.case.case_id, said=written.said)
    except NotOfTheCase as error:
        raise NotThere from error
    return written


def new_entry(
    call: Call, week: Week, entry_id: UUID, written: Written, there: Entry | None, due: datetime
) -> NewEntry:  # fmt: skip
    """A week has happened when its entries are due; while it runs, when it is written about."""
    form = Form(call.form)
    return NewEntry(
        id=entry_id, case_id=call.case.case_id, author_id=call.me.id, week=week.start,
        happened_at=there.happened_at if there else min(due, call.now), phone_wrote_at=form.phone_wrote_at,
        late=is_former(call) or call.now > due,
        content=written.content, fingerprint=form.fingerprint, opened_version=form.opened_version,
        draft_id=None if "entry_id" in call.request.path_params and form.posted_id == entry_id else form.posted_id,
    )  # fmt: skip


async def put_on_record(call: Call, written: Written, entry: NewEntry) -> Response:
    receipt = await record_entry(call.db, entry, now=call.now)
    if receipt.is_new:
        await record_outcomes(
            call.db, entry_id=entry.id, revision=receipt.revision, said=written.said, now=call.now
        )  # fmt: skip
        await record_new_tasks(
            call.db, entry_id=entry.id, case_id=entry.case_id, author_id=entry.author_id, tasks=written.tasks,
            now=call.now,
        )  # fmt: skip
    what = "recorded" if receipt.revision == 1 else "revised"
    call.did(f"weekly entry {what if receipt.is_new else 'sent again'}", subject=entry.id)
    way_on = f"/week/{Week(entry.week)}" if is_former(call) else f"/weekly-entries/{entry.id}"
    return saved(call, way_on, receipt)
