"""How long somebody waits who types `make run`: from the command to the first answer, everything built on the way."""

import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from web.bench.figure import Figure
from web.bench.serving import free_port, running

READY_SECONDS = 15


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """Once: the council is built in a folder of its own."""
    progress("building the demonstration")
    seconds = _ready()
    yield Figure("demonstration ready", seconds, "s", f"≤ {READY_SECONDS} s", seconds <= READY_SECONDS)


def _ready() -> float:
    port = free_port()
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        setting = [f"PORT={port}", f"WEEKBOOK_DATA={data}", f"WEEKBOOK_DATABASE=sqlite:///{data / 'weekbook.db'}"]
        began = perf_counter()
        with running(["/usr/bin/env", *setting, sys.executable, "-m", "web", "demo"], port, wait_seconds=180):
            _ask(port)
            return perf_counter() - began


def _ask(port: int) -> None:
    connection = HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", "/sign-in", headers={"Accept": "text/html"})
    status = connection.getresponse().status
    connection.close()
    assert status == 200, status
