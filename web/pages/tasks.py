"""Tasks by themselves: made between visits, closed when done, opened again when that was too soon."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from store.entries import Receipt
from store.tasks import NotTheirTask, close_task, record_task, reopen_task
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.agreed import LONGEST_TITLE, new_task, read_owner
from web.recording.choices import Choices, choices_on
from web.recording.overtaken import refuse_if_overtaken


@dataclass(frozen=True)
class TaskFormPage:
    family_id: int
    family: str
    choices: Choices
    errors: Mapping[str, str]
    draft_id: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""


async def new(call: Call) -> Response:
    _open_case(call)
    choices = await choices_on(call)
    page = TaskFormPage(call.case.family_id, call.case.name, choices, {}, owner=f"p{call.me.id}")
    return call.page("tasks/form.html", page, title="New task")


async def create(call: Call) -> Response:
    _open_case(call)
    form, choices = Form(call.form), await choices_on(call)
    task_id, title = form.draft_id, form.text("title", longest=LONGEST_TITLE)
    owner, due_on = read_owner(form, "owner", choices), form.day("due")
    if not title:
        form.errors["title"] = "Write what is to be done"
    if form.errors:
        due = form.text("due", longest=40)
        page = TaskFormPage(
            call.case.family_id, call.case.name, choices, form.errors, str(task_id), title, owner, due
        )  # fmt: skip
        return call.page("tasks/form.html", page, title="New task", status=422)
    task = new_task(task_id, title, owner, due_on)
    try:
        made_at = await record_task(call.db, task, case_id=call.case.case_id, made_by_id=call.me.id, now=call.now)
    except NotTheirTask:
        raise NotThere from None
    await refuse_if_overtaken(call, form)
    call.did("task made", subject=task_id)
    return saved(call, _list(call), Receipt(task_id, 1, form.fingerprint, made_at, is_new=made_at == call.now))


async def close(call: Call) -> Response:
    _open_case(call)
    task_id = call.request.path_params["task_id"]
    await close_task(call.db, task_id=task_id, now=call.now)
    call.did("task closed", subject=task_id)
    return saved(call, _list(call))


async def reopen(call: Call) -> Response:
    _open_case(call)
    task_id = call.request.path_params["task_id"]
    await reopen_task(call.db, task_id=task_id)
    call.did("task reopened", subject=task_id)
    return saved(call, _list(call))


def _open_case(call: Call) -> None:
    if not call.case.may_record:
        raise NotThere


def _list(call: Call) -> str:
    return f"/families/{call.case.family_id}/tasks"
