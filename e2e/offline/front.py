"""A server before the server: it hands everything on, keeps what was posted, and can change or make up answers.

It stands where a proxy, a captive portal or a newer release would stand.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread
from typing import Any

ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}
Answer = tuple[int, list[tuple[str, str]], bytes]
Instead = Callable[[str, str, bytes], Answer | None]


@dataclass
class Front:
    """`instead(method, path, body)` answers in the server's place; `changed(path, body)` alters what it answered; of
    what `loses(method, path)` the server has it, and its answer does not come back.
    """

    upstream: int = 0
    instead: Instead = lambda method, path, body: None
    loses: Callable[[str, str], bool] = lambda method, path: False
    changed: Callable[[str, bytes], bytes] = lambda path, body: body
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answered: SimpleQueue[tuple[str, int]] = field(default_factory=SimpleQueue)
    port: int = 0

    def wait_for(self, path: str, status: int, *, seconds: float = 20) -> None:
        """Until a request for `path` was answered with `status`. Raises queue.Empty when none comes."""
        while self.answered.get(timeout=seconds) != (path, status):
            pass

    def answer(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        self.asked.append(f"{method} {path}")
        if method == "POST":
            self.posted.append((path, body))
        answer = self.instead(method, path, body) or self._from_server(method, path, headers, body)
        if self.loses(method, path):
            answer = (502, [], b"")
        self.answered.put((path, answer[0]))
        return answer

    def _from_server(self, method: str, path: str, headers: Any, body: bytes) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.upstream, timeout=30)
        sent = {name: value for name, value in headers.items() if name.lower() not in ONE_HOP - {"host"}}
        try:
            connection.request(method, path, body or None, sent | {"Accept-Encoding": "identity"})
            found = connection.getresponse()
            kept = [(name, value) for name, value in found.getheaders() if name.lower() not in ONE_HOP]
            return found.status, kept, self.changed(path, found.read())
        finally:
            connection.close()


@contextmanager
def opened(front: Front) -> Iterator[Front]:
    """Listens on `front.port` within the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"  # each connection ends with its answer: nobody is left talking to a front

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            try:
                status, headers, text = front.answer(self.command, self.path, self.headers, body)
            except OSError:
                self.close_connection = True
                return
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_HEAD = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", front.port), Handler)
    listener.daemon_threads = True
    front.port = listener.server_address[1]
    thread = Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield front
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join(5)
