"""What was written down by mistake as said of a report is taken back by whoever wrote it down, or the manager."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.report.paper import Reply
from store.report_replies import ending_of, find_reply, take_back
from store.version_rows import KeptVersion, ListedVersion
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved
from web.recording.report_copy_view import must_be_open
from web.recording.report_version_view import (
    LONGEST_REASON,
    TooLate,
    address_of_version,
    page_of,
    shown,
    version_of,
)

TAKEN_BACK, NOT_THEIRS = "This was taken back already", "This is not yours to take back"


@dataclass(frozen=True)
class EndingPage:
    """`why`: as it was typed; `errors`: by field."""

    case: CaseAccess
    version: ListedVersion
    reply: Reply
    here: str
    why: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


async def new(call: Call) -> Response:
    """What is not theirs to take back, or stands no more: the version shows what does."""
    must_be_open(call)
    page = await _page(call, (await version_of(call)).listed)
    return _form(call, page) if page else saved(call, _here(call))


async def create(call: Call) -> Response:
    """It stays known, with who took it back and why; a second tap says the same once. Whose reason is not kept gets no
    receipt, or the phone would let go of it.
    """
    must_be_open(call)
    found, form = await version_of(call), Form(call.form)
    page, why = await _page(call, found.listed), form.text("why", longest=LONGEST_REASON)
    if page is None:
        return await _too_late(call, found, why)
    if not why:
        form.errors["why"] = "Say why it is taken back"
    if form.errors:
        return _form(call, replace(page, why=why, errors=form.errors), status=422)
    if not await take_back(call.db, **_which(call, page.version), by=call.me.id, now=call.now, why=why):
        return await _too_late(call, found, why)
    call.did("report reply taken back", subject=page.here, reply=str(page.reply.id))
    return saved(call, page.here)


async def _page(call: Call, version: ListedVersion) -> EndingPage | None:
    """None where it is not theirs to take back, or stands no more."""
    reply = await find_reply(call.db, **_which(call, version))
    return EndingPage(call.case, version, reply, _here(call)) if reply else None


async def _too_late(call: Call, found: KeptVersion, why: str) -> Response:
    reply_id = call.request.path_params["reply_id"]
    ended = await ending_of(call.db, report_id=found.listed.report_id, reply_id=reply_id)
    if ended == (call.me.id, why):
        return saved(call, _here(call))
    page = replace(await page_of(call, found), too_late=TooLate(TAKEN_BACK if ended else NOT_THEIRS, why))
    return shown(call, page, status=409)


def _here(call: Call) -> str:
    return address_of_version(call, call.request.path_params["version_id"])


def _which(call: Call, version: ListedVersion) -> dict[str, Any]:
    written_by = None if call.case.may_sign_off else call.me.id
    return {"report_id": version.report_id, "reply_id": call.request.path_params["reply_id"], "written_by": written_by}


def _form(call: Call, page: EndingPage, *, status: int = 200) -> Response:
    return call.page("report_replies/ending.html", page, title="Take back what was said", place="week", status=status)
