"""The app: what surrounds every request, what lives as long as the server, and how it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect

from store.busy import MAY_BE_BUSY
from store.database import Database
from store.envelope_keeping import keep_envelopes_forever
from store.keys import derive, read_key_file
from store.trail import Trail
from store.trail_keeping import TrailKeeper
from web.refusals import busy, failed, gone, refused
from web.routes import routes
from web.security import Security
from web.services import Services, council_keys
from web.settings import Settings

MOST_BYTES_OF_A_FORM = 12 * 1024 * 1024


def create_app(settings: Settings) -> Starlette:
    """The ASGI app for these settings; the key file must be readable, the database migrated."""
    secret = read_key_file(settings.key_file)
    database = Database(settings.database_url, key=derive(secret, "database"))
    keeper = TrailKeeper(database, Trail(derive(secret, "trail")))
    services = Services(settings, database, keeper, council_keys(secret))
    hosts = [urlsplit(origin).hostname or "" for origin in settings.origins]
    app = Starlette(
        routes=routes(settings),
        lifespan=_lifespan,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(Security, origins=settings.origins),
            Middleware(ServerErrorMiddleware, handler=failed),  # in here, or its page would lack the policies
            Middleware(GZipMiddleware, minimum_size=400, compresslevel=6),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES_OF_A_FORM),
        ],
        exception_handlers={HTTPException: refused, ClientDisconnect: gone} | dict.fromkeys(MAY_BE_BUSY, busy),
    )
    app.state.services = services
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    services: Services = app.state.services
    database, trail = services.database, services.keeper.trail
    housekeeping = [services.keeper.flush_seen_forever(), keep_envelopes_forever(database, trail)]
    running = [asyncio.create_task(one) for one in housekeeping]
    try:
        yield
    finally:
        for task in running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await services.announcer.close()
        await services.keeper.flush_seen()
        await services.database.close()
