"""A family opened in one server process is heard on the line to another, where both share one PostgreSQL."""

import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from shutil import copy

import pytest

from e2e.server import Server
from tests.cast import Cast
from tests.conftest import App
from tests.web.supervising import Sitting, sitting
from web.cookies import SIGN_IN_COOKIE

pytestmark = pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)
SAID_WITHIN_SECONDS = 60
Serve = Callable[[str], Server]


@pytest.fixture
def serve(database_url: str, key_file: Path, tmp_path: Path) -> Iterator[Serve]:
    """Starts `weekbook serve` over the database of this test; each has a folder of its own."""
    started: list[Server] = []

    def start(name: str) -> Server:
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        copy(key_file, folder / "weekbook.key")
        url = database_url.replace("postgresql+psycopg://", "postgresql://")
        started.append(Server(folder, settings={"WEEKBOOK_DATABASE": url}))
        return started[-1].start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture
async def meeting(app: App) -> AsyncIterator[Sitting]:
    yield await sitting(app)


class Line:
    """A phone's open line to one server."""

    def __init__(self, server: Server, token: str, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=SAID_WITHIN_SECONDS)
        host = server.origin.removeprefix("http://")
        asked = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {SIGN_IN_COOKIE}={token}\r\n\r\n"
        self.socket.sendall(asked.encode())
        self.file = self.socket.makefile("rb")

    def next_said(self) -> str:
        for line in self.file:
            if line.startswith(b"data: "):
                return line.removeprefix(b"data: ").decode().strip()
        return "over"

    def close(self) -> None:
        self.file.close()
        self.socket.close()


def ask(server: Server, token: str, method: str, path: str) -> tuple[int, str]:
    host = server.origin.removeprefix("http://")
    headers = {"Host": host, "Sec-Fetch-Site": "same-origin", "Cookie": f"{SIGN_IN_COOKIE}={token}"}
    if method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=SAID_WITHIN_SECONDS)) as connection:
        connection.request(method, path, body="" if method == "POST" else None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


async def test_a_family_opened_in_one_process_is_heard_on_the_line_to_another(
    app: App, meeting: Sitting, serve: Serve
) -> None:
    await meeting.gives("priya", 3, "Zebrafish under the sink")
    ruth, sam = [await Cast.sign_in(app.services.database, name) for name in ("ruth", "sam")]
    here, there = serve("here"), serve("there")
    with closing(Line(there, sam, f"{meeting.room}/events")) as line:
        assert line.next_said() == "1"
        assert "Zebrafish" not in ask(there, sam, "GET", meeting.turn)[1]
        assert ask(here, ruth, "POST", f"{meeting.turn}/opening")[0] == 303
        said = line.next_said()
        assert (said if said != "1" else line.next_said()) == "2"
        assert "Zebrafish" in ask(there, sam, "GET", meeting.turn)[1]
