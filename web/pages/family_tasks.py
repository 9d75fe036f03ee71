"""A family's tasks: what was agreed, by whom, until when, and what difference it made."""

from dataclasses import dataclass

from starlette.responses import Response

from store.case_access import CaseAccess
from store.families import CaseTask, list_tasks
from store.practice.entries import OUTCOMES
from web.endpoint import Call


@dataclass(frozen=True)
class TasksPage:
    """`tasks`: the open ones by their due date; `closed`: the newest first."""

    case: CaseAccess
    tab: str
    tasks: tuple[CaseTask, ...]
    closed: tuple[CaseTask, ...]
    outcomes: dict[str, str]


async def show(call: Call) -> Response:
    tasks = await list_tasks(call.db, call.case.case_id)
    page = TasksPage(
        case=call.case,
        tab="tasks",
        tasks=tuple(task for task in tasks if not task.closed_at),
        closed=tuple(task for task in tasks if task.closed_at),
        outcomes=OUTCOMES,
    )
    return call.page("families/tasks.html", page, title="Tasks of the family", place="week")
