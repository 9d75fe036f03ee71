"""A group supervision with twelve phones in the room: from the manager's tap until each has the page with the views.

A phone is a connection here, not a browser: it has the page when the last byte of it has come.
"""

import asyncio
import socket
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path
from queue import Queue
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from typing import BinaryIO
from uuid import UUID

from store.database import Database
from store.keys import derive, read_key_file
from store.sign_ins import record_sign_in
from store.supervision_leading import record_meeting
from web.bench.council import BenchCouncil, make_council
from web.bench.figure import Figure
from web.bench.serving import Client, server
from web.cookies import SIGN_IN_COOKIE

PHONES, FAMILIES = 12, 20
GOAL = 1.0
MEETING, MANAGER = UUID(int=12), 3


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="weekbook-bench-") as folder:
        progress("twelve phones")
        council = asyncio.run(make_council(Path(folder), FAMILIES))
        manager = asyncio.run(plan(council))
        with server(council.url, council.key_file) as (port, _):
            slowest = [reveal((port,), council.token, manager, family) for family in range(1, FAMILIES + 1)]
    yield figure(f"a reveal is with all of {PHONES} phones", slowest)


def figure(name: str, slowest: Sequence[float]) -> Figure:
    """`slowest`: the last phone's seconds of each reveal."""
    said = f"{name} (the middle of {len(slowest)}; the slowest {max(slowest) * 1000:.0f} ms)"
    return Figure(said, median(slowest), "s", f"at most {GOAL:.0f} s, each time", max(slowest) <= GOAL)


async def plan(council: BenchCouncil) -> str:
    """All families in one meeting; gives the manager's sign-in."""
    database = Database(council.url, key=derive(read_key_file(council.key_file), "database"))
    now = datetime.now(UTC)
    async with database.writing() as db:
        cases = list(range(1, FAMILIES + 1))
        await record_meeting(
            db, MEETING, team_id=1, planned_on=date.today(), case_ids=cases, by=MANAGER, now=now
        )  # fmt: skip
        token = await record_sign_in(db, practitioner_id=MANAGER, phone_id=None, passkey_id=None, now=now)
    await database.close()
    return token


def reveal(ports: Sequence[int], token: str, manager: str, family: int) -> float:
    """Seconds until the last of the phones has asked for the page and has it.

    The phones take turns at the servers; the first of these is the one that opens the family.
    """
    ready, seen = Queue[None](), Queue[float]()
    path = f"/families/{family}/supervisions/{MEETING}"
    for number in range(PHONES):
        port = ports[number % len(ports)]
        Thread(target=_follow, args=(port, token, path, ready, seen), daemon=True).start()
    for _ in range(PHONES):
        ready.get(timeout=20)
    began = perf_counter()
    _open(ports[0], manager, path)
    return max(seen.get(timeout=20) for _ in range(PHONES)) - began


def _follow(port: int, token: str, path: str, ready: Queue[None], seen: Queue[float]) -> None:
    """A phone: waits on its line, and asks for the page when something opened."""
    client = Client(port, f"{SIGN_IN_COOKIE}={token}")
    client.get(path)
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as said:
        asked = f"GET /supervisions/{MEETING}/events HTTP/1.1\r\nHost: localhost:{port}\r\n"
        line.sendall(f"{asked}Cookie: {SIGN_IN_COOKIE}={token}\r\n\r\n".encode())
        version = _hear(said)
        ready.put(None)
        while _hear(said) == version:  # said again: on PostgreSQL to who begins to wait, and as a sign of life
            pass
        status, _ = client.get(path)
        if status != 200:
            raise RuntimeError(f"the page was answered with {status}")
        seen.put(perf_counter())
    client.close()


def _hear(said: BinaryIO) -> bytes:
    return next(line for line in said if line.startswith(b"data: "))


def _open(port: int, token: str, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    headers = {"Host": f"localhost:{port}", "Sec-Fetch-Site": "same-origin", "Cookie": f"{SIGN_IN_COOKIE}={token}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", f"{path}/opening", body="", headers=headers)
    answer = connection.getresponse()
    if answer.status != 303:
        raise RuntimeError(f"the opening was answered with {answer.status}")
    connection.close()
