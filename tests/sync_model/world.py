"""The real app in this process, and what can happen to it."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import UUID

import httpx
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.keys import make_key_file
from store.migrating import migrate
from store.practice.weeks import Week
from store.sign_ins import record_sign_in, token_hash
from store.tables.access import SignIn
from store.tables.cases import Involvement
from store.tables.entries import Amendment, Entry, EntryRevision, Task
from store.tables.trail import TrailRow
from store.trail import Trail
from store.trail_keeping import TrailKeeper
from tests.cast import TODAY
from tests.sync_model.people import GRACES, people_of_a_run
from web.app import create_app
from web.cookies import SIGN_IN_COOKIE
from web.services import CouncilKeys, Services
from web.settings import Settings

T = TypeVar("T")
MARK = re.compile(r"mark\d{6}")
ORIGIN = "https://weekbook.example"


class Server:
    """The app over one database for all runs: each run has teams, people and families of its own."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._folder = TemporaryDirectory(prefix="weekbook-model-")
        folder = Path(self._folder.name)
        make_key_file(folder / "weekbook.key")
        settings = Settings(
            database_url=f"sqlite+aiosqlite:///{folder / 'weekbook.db'}", key_file=folder / "weekbook.key",
            data_folder=folder, origin=ORIGIN, host="127.0.0.1", port=8000, council="Test council",
        )  # fmt: skip
        self._app = create_app(settings)
        self.run(migrate(self.services.database))
        transport = httpx.ASGITransport(app=self._app)
        self.http = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Sec-Fetch-Site": "same-origin"})

    @property
    def services(self) -> Services:
        services: Services = self._app.state.services
        return services

    def begin_anew(self) -> None:
        """As after a restart: nothing is known but what is in the database."""
        now = self.services
        keeper = TrailKeeper(now.database, Trail(now.keeper.trail.key))
        self._app.state.services = Services(now.settings, now.database, keeper, now.keys)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def look(self, question: Callable[[AsyncSession], Awaitable[T]]) -> T:
        async def ask() -> T:
            async with self.services.database.writing() as db:
                return await question(db)

        return self.run(ask())

    def close(self) -> None:
        self.run(self.services.database.close())
        self._runner.close()
        self._folder.cleanup()


_serving: list[Server] = []


@contextmanager
def serving() -> Iterator[Server]:
    """The server of all worlds that are made within."""
    _serving.append(Server())
    try:
        yield _serving[-1]
    finally:
        _serving.pop().close()


@dataclass(frozen=True)
class Kept:
    """What the record holds: the marks of each revision of each entry, in their order, and of what has none."""

    revisions: dict[UUID, list[list[str]]]
    others: list[str]
    without_trail: list[str]

    @property
    def everything(self) -> list[str]:
        return [mark for revisions in self.revisions.values() for marks in revisions for mark in marks] + self.others


class World:
    """A council in miniature; `post` and `get` are requests of whoever holds a token."""

    def __init__(self) -> None:
        self._server = _serving[-1]
        self._server.begin_anew()
        self.who, self.families = self.look(people_of_a_run)

    def begin_anew(self) -> None:
        self._server.begin_anew()

    def look(self, question: Callable[[AsyncSession], Awaitable[T]]) -> T:
        return self._server.look(question)

    @property
    def keys(self) -> CouncilKeys:
        return self._server.services.keys

    # What a phone does

    def post(self, path: str, fields: dict[str, str], token: str, *, times: int = 1) -> list[httpx.Response]:
        """The same form so often at one moment, as bad lines and impatient proxies do."""
        headers = {"Cookie": f"{SIGN_IN_COOKIE}={token}", "HX-Request": "true", "HX-Request-Type": "partial"}
        return self._send(path, times, data=fields, headers=headers)

    def send(self, path: str, body: object, token: str = "", *, times: int = 1) -> list[httpx.Response]:
        """What scripts ask, as JSON."""
        headers = {"Accept": "application/json"} | ({"Cookie": f"{SIGN_IN_COOKIE}={token}"} if token else {})
        return self._send(path, times, json=body, headers=headers)

    def _send(self, path: str, times: int, **more: Any) -> list[httpx.Response]:
        async def send() -> list[httpx.Response]:
            return await asyncio.gather(*(self._server.http.post(path, **more) for _ in range(times)))

        answers: list[httpx.Response] = self._server.run(send())
        return answers

    def get(self, path: str, token: str) -> httpx.Response:
        headers = {"Cookie": f"{SIGN_IN_COOKIE}={token}", "HX-Request": "true", "HX-Request-Type": "partial"}
        answer: httpx.Response = self._server.run(self._server.http.get(path, headers=headers))
        return answer

    # What happens elsewhere

    def sign_in(self, name: str, phone_id: int | None = None) -> str:
        async def begin(db: AsyncSession) -> str:
            return await record_sign_in(
                db, practitioner_id=self.who[name], phone_id=phone_id, passkey_id=None, now=datetime.now(UTC)
            )

        return self.look(begin)

    def end_sign_in(self, token: str) -> None:
        async def end(db: AsyncSession) -> None:
            await db.execute(
                update(SignIn).where(SignIn.token_hash == token_hash(token)).values(ended_at=datetime.now(UTC))
            )

        self.look(end)

    def hold(self, name: str, family: str, *, until_yesterday: bool) -> None:
        """End the person's allocation to the case, or begin it again."""
        until = TODAY - timedelta(days=1) if until_yesterday else None
        _, case = self.families[family]
        this = (Involvement.practitioner_id == self.who[name], Involvement.case_id == case)

        async def change(db: AsyncSession) -> None:
            await db.execute(update(Involvement).where(*this).values(until=until))

        self.look(change)

    def sign_off(self, family: str, week: Week) -> int:
        """The manager of the team closes the week."""
        manager = "olu" if family == GRACES else "ruth"
        sheet, token = f"/families/{self.families[family][0]}/weeks/{week}", self.sign_in(manager)
        shown = re.search(r'name="shown" value="([^"]*)"', self.get(sheet, token).text)
        read = {"shown": shown[1] if shown else "", "remark": "Read."}
        return self.post(f"{sheet}/sign-off", read, token)[0].status_code

    # What came of it

    def kept(self) -> Kept:
        cases = [case for _, case in self.families.values()]
        return self.look(lambda db: _kept(db, cases))


async def _kept(db: AsyncSession, cases: Collection[int]) -> Kept:
    here = TrailRow.case_id.in_(cases)
    trail = {at for (at,) in await db.execute(select(TrailRow.at).where(here))}
    revisions, others, without = defaultdict(list), [], []
    kept = select(EntryRevision).join(Entry).where(Entry.case_id.in_(cases))
    for one in await db.scalars(kept.order_by(EntryRevision.entry_id, EntryRevision.number)):
        revisions[one.entry_id].append(MARK.findall(str(one.content)))
        without += [] if one.written_at in trail else [f"revision {one.entry_id} {one.number}"]
    for title, made_at in await db.execute(select(Task.title, Task.made_at).where(Task.case_id.in_(cases))):
        others += MARK.findall(title)
        without += [] if made_at in trail else [f"task {title}"]
    added = select(Amendment.text, Amendment.written_at).join(Entry).where(Entry.case_id.in_(cases))
    for text, written_at in await db.execute(added):
        others += MARK.findall(text)
        without += [] if written_at in trail else [f"amendment {text}"]
    return Kept(dict(revisions), others, without)
