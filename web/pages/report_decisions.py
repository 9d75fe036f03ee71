"""The manager has read a report that was handed over, and approves it or gives it back."""

from dataclasses import replace

from starlette.responses import Response

from store.report_versions import AlreadyDecided, decide_on
from store.tables.report_versions import APPROVED, RETURNED
from store.version_rows import KeptVersion
from web.endpoint import Call
from web.forms import Form
from web.receipts import saved
from web.recording.report_version_view import (
    LONGEST_REASON,
    TooLate,
    address_of_version,
    page_of,
    shown,
    version_of,
    whole_version_of,
)

NO_WORDS = "Say what is to be changed"
DECIDED = "This was decided meanwhile"


async def approve(call: Call) -> Response:
    """It is final from now on. What is kept must be what was handed over."""
    found, form = await whole_version_of(call), Form(call.form)
    return await _decide(call, found, form, APPROVED, form.text("approval", longest=LONGEST_REASON))


async def give_back(call: Call) -> Response:
    found, form = await version_of(call), Form(call.form)
    remark = form.text("remark", longest=LONGEST_REASON)
    if not remark:
        form.errors["remark"] = NO_WORDS
    return await _decide(call, found, form, RETURNED, remark)


async def _decide(call: Call, found: KeptVersion, form: Form, decision: str, remark: str) -> Response:
    """The same once more, from a second tap, is one decision."""
    version, here = found.listed, address_of_version(call, found.listed.id)
    if form.errors:
        return shown(call, await page_of(call, found, remark=remark, errors=form.errors), status=422)
    if (version.decision, version.remark) != (decision, remark):
        try:
            await decide_on(call.db, version.id, decision, remark, by=call.me.id, now=call.now)
        except AlreadyDecided:
            now = await page_of(call, await version_of(call))
            return shown(call, replace(now, too_late=TooLate(DECIDED, remark)), status=409)
        call.did(f"report {decision}", subject=here, number=version.number, fingerprint=version.fingerprint)
    return saved(call, here)
