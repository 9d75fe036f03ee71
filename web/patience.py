"""How long a connection may take to say what it wants.

uvicorn holds half-sent headers for ever (facts of trust, “Server”: more than 75 s); a few hundred such
connections would use up the process. The TLS proxy in front must have a limit of its own as well.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN_SECONDS = 15.0
MOST_BYTES_OF_HEADERS = 64 * 1024


class PatientProtocol(HttpToolsProtocol):
    """Closes a connection whose headers are late or endless; bodies have the app's own limit."""

    _deadline: TimerHandle | None = None
    _waited_for = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._deadline is not None:
            self._waited_for += len(data)
        super().data_received(data)
        if self._deadline is not None and self._waited_for > MOST_BYTES_OF_HEADERS:
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def _wait(self) -> None:
        if self._deadline is None:
            self._waited_for = 0
            self._deadline = self.loop.call_later(HEADERS_WITHIN_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        self.transport.close()
