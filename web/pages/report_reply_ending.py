"""What was written down by mistake as said of a report is taken back by whoever wrote it down, or the manager."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.responses import Response

from store.case_access import CaseAccess
from store.practice.report.paper import Reply
from store.report_replies import find_reply, take_back
from store.version_rows import ListedVersion
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved
from web.recording.report_copy_view import must_be_open
from web.recording.report_version_view import LONGEST_REASON, address_of_version, version_of


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
    page = await _page(call)
    return _form(call, page) if isinstance(page, EndingPage) else page


async def create(call: Call) -> Response:
    """It stays known, with who took it back and why; a second tap says the same once."""
    page, form = await _page(call), Form(call.form)
    if not isinstance(page, EndingPage):
        return page
    why = form.text("why", longest=LONGEST_REASON)
    if not why:
        form.errors["why"] = "Say why it is taken back"
    if form.errors:
        return _form(call, replace(page, why=why, errors=form.errors), status=422)
    if await take_back(call.db, **_which(call, page.version), by=call.me.id, now=call.now, why=why):
        call.did("report reply taken back", subject=page.here, reply=str(page.reply.id))
    return saved(call, page.here)


async def _page(call: Call) -> EndingPage | Response:
    must_be_open(call)
    version = (await version_of(call)).listed
    here, reply = address_of_version(call, version.id), await find_reply(call.db, **_which(call, version))
    return EndingPage(call.case, version, reply, here) if reply else saved(call, here)


def _which(call: Call, version: ListedVersion) -> dict[str, Any]:
    written_by = None if call.case.may_sign_off else call.me.id
    return {"report_id": version.report_id, "reply_id": call.request.path_params["reply_id"], "written_by": written_by}


def _form(call: Call, page: EndingPage, *, status: int = 200) -> Response:
    return call.page("report_replies/ending.html", page, title="Take back what was said", place="week", status=status)
