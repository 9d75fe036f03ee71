"""The one address of any entry, whatever its kind."""

from starlette.responses import RedirectResponse, Response

from store.practice.entries import (
    ANSWER,
    CONSULTATION,
    GROUP_SUPERVISION,
    INDIVIDUAL_SUPERVISION,
    SESSION,
    SIGNIFICANT_EVENT,
    VISIT,
    WEEKLY_ENTRY,
)
from store.recorded import kind_of_entry
from web.endpoint import Call
from web.errors import NotThere

PAGES = {
    WEEKLY_ENTRY: "weekly-entries", VISIT: "visits", SIGNIFICANT_EVENT: "significant-events", SESSION: "sessions",
    CONSULTATION: "consultations", ANSWER: "consultation-answers",
    INDIVIDUAL_SUPERVISION: "individual-supervisions",
    GROUP_SUPERVISION: "group-supervisions",
}  # fmt: skip


async def show(call: Call) -> Response:
    entry_id = call.request.path_params["entry_id"]
    kind = await kind_of_entry(call.db, case_id=call.case.case_id, entry_id=entry_id)
    if kind not in PAGES:
        raise NotThere
    return RedirectResponse(f"/{PAGES[kind]}/{entry_id}", 303)
