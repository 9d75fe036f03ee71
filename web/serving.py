"""The server within this process: one socket, one event loop, an end without loss."""

import errno
import signal
import socket
from collections.abc import Callable

import uvicorn
import uvloop
from starlette.applications import Starlette

from store.announcing import Announcer
from web.app import create_app
from web.collecting import set_aside_what_stays
from web.patience import PatientProtocol
from web.settings import Settings, WrongSetting

FINISHING_SECONDS = 6
"""For answers under way when the end is asked for; all is over within ten."""


def listen(settings: Settings) -> socket.socket:
    """The bound socket. Raises WrongSetting where address or port are not ours to use."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise WrongSetting(_which_is_wrong(settings, error)) from None
    listener.set_inheritable(True)
    return listener


def _which_is_wrong(settings: Settings, error: OSError) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"WEEKBOOK_HOST: {settings.host} is no address of this machine ({error.strerror})"
    return f"PORT: {settings.host}:{settings.port} cannot be listened on ({error.strerror}); choose another PORT"


def serve(settings: Settings, listener: socket.socket, when_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; then finish what is under way, close the database, and return."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises the signal once more when all is closed
    signal.signal(signal.SIGINT, lambda *_: None)
    app = create_app(settings)
    announcer: Announcer = app.state.services.announcer
    uvloop.run(_Server(configuration(app, settings), when_ready, announcer.end).serve(sockets=[listener]))


def configuration(app: Starlette, settings: Settings) -> uvicorn.Config:
    """Who the client is is believed only from the proxy that WEEKBOOK_PROXY names."""
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxy),
        forwarded_allow_ips=settings.proxy or None,
        timeout_graceful_shutdown=FINISHING_SECONDS,
        lifespan="on",
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None], when_ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_ready, self._when_ending = when_ready, when_ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        set_aside_what_stays()
        if not self.should_exit:
            self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._when_ending()  # who waits for a supervision is let go: else the end would wait for them
        await super().shutdown(sockets)
