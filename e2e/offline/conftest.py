"""Servers that a test may stop, and servers on which a phone locks after seconds instead of minutes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.offline.front import Front, opened
from e2e.records import copy_of
from e2e.server import Server

SECONDS = {"WEEKBOOK_LOCK_IDLE": "5", "WEEKBOOK_LOCK_HIDDEN": "3"}


@pytest.fixture
def own(prepared: Server, tmp_path: Path) -> Iterator[Server]:
    """A council of one test's own: to be stopped, killed, started again."""
    server = copy_of(prepared, tmp_path / "own").start()
    yield server
    if server.process:
        server.stop()


@pytest.fixture
def hasty(prepared: Server, tmp_path: Path) -> Iterator[Server]:
    """The same, where a phone locks after five seconds without a touch, or three out of sight."""
    server = copy_of(prepared, tmp_path / "hasty")
    server.settings = SECONDS
    server.start()
    yield server
    if server.process:
        server.stop()


@pytest.fixture
def fronted(prepared: Server, tmp_path: Path) -> Iterator[tuple[Server, Front]]:
    """A server behind a front; the address bar shows the front."""
    server = copy_of(prepared, tmp_path / "data")
    with opened(Front(server.port)) as front:
        server.front = front.port
        server.start()
        yield server, front
        server.stop()
