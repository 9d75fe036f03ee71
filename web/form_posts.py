"""The ordinary form post, asked of the app itself on behalf of whoever calls: same address, guards and rules."""

import logging

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from store.sign_ins import Me
from web.asking import Answer, ask
from web.endpoint import Call
from web.posting import SERIAL

_FORM = {"content-type": "application/x-www-form-urlencoded"}
_log = logging.getLogger(__name__)


async def post_form(
    call: Call, action: str, body: bytes, *, serial: int | None = None, acting: Me | None = None
) -> Answer:  # fmt: skip
    """The answer; a refusal is one too, by its status. `acting` is the author, where that is known without a cookie."""
    headers = _FORM if serial is None else _FORM | {SERIAL: str(serial)}
    try:
        return await ask(call.request, action, method="POST", body=body, headers=headers, acting=acting)
    except HTTPException as refusal:
        return Answer(refusal.status_code, Headers(), b"")
    except Exception:
        _log.exception("a form could not be filed")  # statements are logged without what was in them
        return Answer(500, Headers(), b"")
