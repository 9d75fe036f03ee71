"""A server behind a line that a test may cut, hold up or take away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from e2e.proxy import ProxyThread
from e2e.records import copy_of
from e2e.server import Server


@contextmanager
def behind_a_line(prepared: Server, folder: Path) -> Iterator[tuple[Server, ProxyThread]]:
    server = copy_of(prepared, folder)
    line = ProxyThread(server.port)
    server.front = line.port
    server.start()
    yield server, line
    line.stop()
    server.stop()
