"""Refusals and faults as pages; a refusal is on the trail before it is shown (ASVS 16.3.2)."""

import logging
from collections.abc import Mapping
from datetime import datetime
from math import ceil
from urllib.parse import quote

from limits import parse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from store.busy import MAY_BE_BUSY, is_busy
from store.practice.calendar import LONDON
from store.trail import Deed
from web.endpoint import screen_context
from web.forms import clean
from web.rendering import render
from web.security import SAFE_METHODS
from web.services import Services
from web.settings import Settings
from web.way_back import path_of, safe_next

_DESIGNED = {401, 403, 404, 409, 413, 422, 429, 500, 503}
# What <passkey-button> says under itself.
_TO_A_BUTTON = {
    401: "You have been signed out. Sign in, then try again.",
    403: "This needs a touch of your passkey that is less than five minutes old. Open this page again.",
    404: "This is not here any more. Open the page again.",
    429: "There were too many tries in a short time. Wait {wait}, then try again.",
    500: "Weekbook could not do that just now. Try again in a minute.",
}
_STRANGERS = parse("30/minute")
_SOON = {"Retry-After": "60"}
_log = logging.getLogger(__name__)


async def refused(request: Request, error: Exception) -> Response:
    """The page for an HTTPException; signed out, a page asked for leads to the sign-in instead. What cannot be on the
    trail just now is not shown, like anything else.
    """
    assert isinstance(error, HTTPException)
    try:
        await _leave_trail(request, error.status_code)
    except MAY_BE_BUSY as its_own:
        return await busy(request, its_own)
    if error.status_code == 401 and request.method in SAFE_METHODS and "hx-request" not in request.headers:
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    return error_page(request, error.status_code, error.headers)


async def failed(request: Request, error: Exception) -> Response:
    """The page for a fault of ours."""
    return error_page(request, 500)


async def busy(request: Request, error: Exception) -> Response:
    """The page where the database did not answer in time; what else it complains of is a fault of ours.

    No trail: it would have to be written there.
    """
    if not is_busy(error):
        raise error
    _log.warning("the database was busy or away: %s", str(getattr(error, "orig", error)).partition("\n")[0])
    return error_page(request, 503, _SOON)


async def gone(request: Request, error: Exception) -> Response:
    """The connection broke before the form was whole: nobody hears the answer, and nothing here is at fault."""
    return Response(status_code=400)


async def _leave_trail(request: Request, status: int) -> None:
    """Strangers are on the trail as well, but may not fill it: thirty refusals a minute from one address."""
    services: Services = request.app.state.services
    me = getattr(request.state, "signed_in", None)
    stranger = request.client.host if request.client else ""
    if me is None and not await services.limiter.hit(_STRANGERS, "refusals on the trail", stranger):
        return
    await services.keeper.keep([Deed(f"refused {status}", me and me.id, subject=_named(request))])


def _named(request: Request) -> str:
    """The address, except where it holds a secret: then the route's own pattern."""
    if "token" in request.path_params:
        return str(request.scope["route"].path)
    return clean(request.url.path)[:200]


def error_page(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    services: Services = request.app.state.services
    known = status if status in _DESIGNED else 500
    me = getattr(request.state, "signed_in", None)
    wait = _wait(headers or {})
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"error": _TO_A_BUTTON.get(status, _TO_A_BUTTON[500]).format(wait=wait)}, status, headers)
    context = screen_context(services.settings, me, datetime.now(LONDON).date())
    context |= {"wait": wait, "fresh_touch_next": _after_touch(request, services.settings)}
    context |= {"again_url": "/week" if request.method in SAFE_METHODS else context["fresh_touch_next"]}
    response = render(request, f"errors/{known}.html", context, status=status)
    response.headers.update(headers or {})
    return response


def _wait(headers: Mapping[str, str]) -> str:
    seconds = int(headers.get("Retry-After", 60))
    return "a minute" if seconds <= 60 else f"{ceil(seconds / 60)} minutes"


def _after_touch(request: Request, settings: Settings) -> str:
    """Back to the page that was asked for, or to the one from which a change was asked for."""
    if request.method not in SAFE_METHODS:
        return path_of(request.headers.get("referer"), settings.origins)
    return safe_next(f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path)
