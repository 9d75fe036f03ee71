"""What becomes of a question before it is answered: taken on, put off with a reason, or taken back."""

from starlette.responses import Response

from store.consultations import settle_consultation
from store.practice.consultations import NOT_NOW, TAKEN_BACK, TAKEN_ON
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.consultation_page import show_consultation
from web.recording.finding import find_question

DEEDS = {TAKEN_ON: "question taken on", NOT_NOW: "question put off", TAKEN_BACK: "question taken back"}


async def take_on(call: Call) -> Response:
    return await _settle(call, TAKEN_ON)


async def put_off(call: Call) -> Response:
    form = Form(call.form)
    reason = form.text("reason")
    error = form.errors.get("reason") or ("" if reason else "Say why, so that whoever asked knows where they stand")
    if error:
        return await show_consultation(call, error=error, reason=reason)
    return await _settle(call, NOT_NOW, reason)


async def take_back(call: Call) -> Response:
    found, _ = await find_question(call)
    if found.author_id != call.me.id:
        raise NotThere
    return await _settle(call, TAKEN_BACK)


async def _settle(call: Call, state: str, reason: str = "") -> Response:
    """Whoever comes second sees on the question how it stands now."""
    found, _ = await find_question(call)
    who = None if state == TAKEN_BACK else call.me.id
    if await settle_consultation(call.db, entry_id=found.id, state=state, who=who, now=call.now, reason=reason):
        call.did(DEEDS[state], subject=found.id)
    else:
        call.did(f"{DEEDS[state]}, too late", subject=found.id)
    return saved(call, "/consultations" if state == NOT_NOW else f"/consultations/{found.id}")
