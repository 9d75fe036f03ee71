"""The app: what surrounds every request, what lives as long as the server, and how it ends."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from store.database import Database
from store.keys import derive, read_key_file
from store.practice.calendar import LONDON
from store.trail import Deed, Trail
from store.trail_keeping import TrailKeeper
from web.endpoint import screen_context
from web.rendering import render
from web.routes import routes
from web.security import SAFE_METHODS, Security
from web.services import Services
from web.settings import Settings

MOST_BYTES_OF_A_FORM = 12 * 1024 * 1024
_DESIGNED = {401, 403, 404, 409, 413, 422, 429, 500, 503}


def create_app(settings: Settings) -> Starlette:
    """The ASGI app for these settings; the key file must be readable, the database migrated."""
    secret = read_key_file(settings.key_file)
    database = Database(settings.database_url, key=derive(secret, "database"))
    services = Services(settings, database, TrailKeeper(database, Trail(derive(secret, "trail"))))
    hosts = [urlsplit(origin).hostname or "" for origin in settings.origins]
    app = Starlette(
        routes=routes(settings),
        lifespan=_lifespan,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(Security, origins=settings.origins),
            Middleware(GZipMiddleware, minimum_size=400, compresslevel=6),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES_OF_A_FORM),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    app.state.services = services
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    services: Services = app.state.services
    flushing = asyncio.create_task(services.keeper.flush_seen_forever())
    try:
        yield
    finally:
        flushing.cancel()
        with suppress(asyncio.CancelledError):
            await flushing
        await services.keeper.flush_seen()
        await services.database.close()


async def _refused(request: Request, error: Exception) -> Response:
    """A refusal as a page; it is on the trail before it is shown (ASVS 16.3.2)."""
    assert isinstance(error, HTTPException)
    services: Services = request.app.state.services
    me = getattr(request.state, "signed_in", None)
    await services.keeper.keep([Deed(f"refused {error.status_code}", me and me.id, subject=request.url.path[:200])])
    if error.status_code == 401 and request.method in SAFE_METHODS and "hx-request" not in request.headers:
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    return _error_page(request, error.status_code, headers=error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    return _error_page(request, 500)


def _error_page(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    services: Services = request.app.state.services
    known = status if status in _DESIGNED else 500
    me = getattr(request.state, "signed_in", None)
    context = screen_context(services.settings, me, datetime.now(LONDON).date())
    response = render(request, f"errors/{known}.html", context | {"back": request.url.path}, status=status)
    response.headers.update(headers or {})
    return response
