"""What a phone carries of twenty families: how heavy it is, how long it takes, and whether others wait meanwhile."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from json import loads
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from zlib import decompress

from sqlalchemy import func, insert, select

from store.database import Database
from store.keys import derive, read_key_file
from store.sign_ins import record_sign_in
from store.tables.cases import Case, Involvement
from store.tables.people import Practitioner
from web.bench.figure import Figure
from web.bench.serving import free_port, running
from web.cookies import SIGN_IN_COOKIE
from web.settings import Settings, read_settings

FAMILIES, MOST_BYTES = 20, 150_000


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """One social worker of the demonstration, who is given as many families as are missing to twenty."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        progress("carrying")
        with running(command(settings, "demo"), settings.port, wait_seconds=60):
            yield from _figures(settings.port, token)


def _figures(port: int, token: str) -> Iterator[Figure]:
    began = perf_counter()
    with _others_waiting(port) as waited:
        status, size, body = _get(port, "/carried", token)
    seconds = perf_counter() - began
    said = loads(decompress(body, 47))
    number = len(said["families"])
    assert (status, number) == (200, FAMILIES), (status, number)
    yield Figure(f"{number} families carried, over the wire", size, "bytes", f"≤ {MOST_BYTES}", size <= MOST_BYTES)
    yield Figure("… made and sent in", seconds, "s", "")
    yield Figure("… wait of others meanwhile, p95", quantiles(waited, n=20)[-1] * 1000, "ms", "")
    tags = ", ".join(f'"{one["etag"]}"' for one in [*said["families"], said["common"]])
    began = perf_counter()
    status, size, body = _get(port, "/carried", token, {"If-None-Match": tags})
    assert (status, body) == (304, b""), status
    yield Figure("asked again, nothing changed, headers and all", size, "bytes", "")
    yield Figure("… answered in", (perf_counter() - began) * 1000, "ms", "")


def somebody_with_twenty(data: Path) -> tuple[Settings, str]:
    """A demonstration in the folder `data`, and a sign-in of somebody there who holds twenty families."""
    settings = read_settings({"WEEKBOOK_DATA": str(data), "PORT": str(free_port())}, demonstration=True)
    build = [*command(settings, "demo"), "--build-only"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - words of our own, no shell
    return settings, asyncio.run(_somebody(settings))


def command(settings: Settings, name: str) -> list[str]:
    """What starts `weekbook demo` or `weekbook serve` with these settings."""
    url = f"sqlite:///{settings.data_folder / 'weekbook.db'}"
    setting = [f"PORT={settings.port}", f"WEEKBOOK_DATA={settings.data_folder}", f"WEEKBOOK_DATABASE={url}"]
    return ["/usr/bin/env", *setting, sys.executable, "-m", "web", name]


async def _somebody(settings: Settings) -> str:
    """A sign-in of the social worker who holds most, and from now on twenty."""
    database = Database(settings.database_url, key=derive(read_key_file(settings.key_file), "database"))
    held = func.count(func.distinct(Case.family_id))
    current = (Involvement.until.is_(None), Involvement.relation == "allocated", Case.closed_on.is_(None))
    most = (
        select(Practitioner.id, Practitioner.team_id)
        .join(Involvement, Involvement.practitioner_id == Practitioner.id)
        .join(Case, Case.id == Involvement.case_id)
        .where(Practitioner.role == "childrens_social_worker", Case.restricted.is_(False), *current)
        .group_by(Practitioner.id, Practitioner.team_id)
        .having(held <= FAMILIES)
        .order_by(held.desc(), Practitioner.id)
    )
    try:
        async with database.writing() as db:
            who, team = (await db.execute(most.limit(1))).one()
            mine = select(Involvement.case_id).where(Involvement.practitioner_id == who)
            own = (
                await db.scalar(select(held).join(Involvement).where(Involvement.practitioner_id == who, *current)) or 0
            )
            others = select(Case.id).where(
                Case.team_id == team, Case.closed_on.is_(None), Case.restricted.is_(False), Case.id.not_in(mine)
            )
            for case_id in await db.scalars(others.order_by(Case.id).limit(FAMILIES - own)):
                since = datetime.now(UTC).date()
                await db.execute(insert(Involvement).values(case_id=case_id, practitioner_id=who, since=since))
            return await record_sign_in(db, practitioner_id=who, phone_id=None, passkey_id=None, now=datetime.now(UTC))
    finally:
        await database.close()


def _get(port: int, path: str, token: str = "", more: dict[str, str] | None = None) -> tuple[int, int, bytes]:
    """Status, size of the answer with its headers, and its body as it came."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip", "HX-Request": "true"} | (more or {})
    connection.request("GET", path, headers=headers | ({"Cookie": f"{SIGN_IN_COOKIE}={token}"} if token else {}))
    answer = connection.getresponse()
    body = answer.read()
    size = len(str(answer.headers).encode()) + len(body)
    connection.close()
    return answer.status, size, body


@contextmanager
def _others_waiting(port: int) -> Iterator[list[float]]:
    """Somebody else asks again and again; how long each answer took."""
    waited: list[float] = []
    over = False

    def ask() -> None:
        while not over:
            began = perf_counter()
            _get(port, "/sign-in")
            waited.append(perf_counter() - began)

    other = Thread(target=ask)
    other.start()
    try:
        yield waited
    finally:
        over = True
        other.join()
