"""The server killed under eight writing phones, again and again; what they were told is then looked for on record."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from e2e.faults.council import Council, council_of
from e2e.faults.effects import doubled, effects, lost, revisions_out_of_order, without_trail
from e2e.faults.posts import KINDS, Post
from e2e.faults.warm import WarmServer
from e2e.records import prepare, run
from e2e.server import Server
from store.database import Database
from store.keys import derive, read_key_file
from web.cookies import SIGN_IN_COOKIE
from web.forms import fingerprint

CLIENTS = 8
STOCK = 40
"""Forms of each kind that lie ready; fewer than a quarter, and more are made between two lives of the server."""
MOST_ANSWERS, LONGEST_LIFE_SECONDS = 25, 10.0
"""The server is killed after so many answers at most, counted and not timed: a busy machine tries no less."""
SIGN_IN_AGAIN_EVERY = 200
Progress = Callable[[str, float, int], None]


@dataclass
class Told:
    """What the phones know."""

    acknowledged: list[Post] = field(default_factory=list)
    unknown: list[Post] = field(default_factory=list)
    resent: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass
class Found:
    kills: int = 0
    acknowledged: int = 0
    resent: int = 0
    faults: tuple[str, ...] = ()


def kill_server(folder: Path, times: int, *, progress: Progress, seed: int = 0) -> Found:
    server = prepare(folder)
    warm = WarmServer(server)
    try:
        found = run(_Run(council_of(server), warm, random.Random(seed)).all(times, progress))
    finally:
        warm.close()
    progress("weekbook check", times, times)
    server.weekbook("check")
    return found


class _Run:
    def __init__(self, council: Council, warm: WarmServer, chance: random.Random) -> None:
        self._council, self._warm, self._chance = council, warm, chance
        self._server: Server = council.server
        self._told = Told()
        self._stock: dict[str, list[Post]] = {kind: [] for kind in KINDS}
        self._over = False
        self._enough, self._heard_enough = 0, asyncio.Event()

    async def all(self, times: int, progress: Progress) -> Found:
        await self._refill()
        await asyncio.to_thread(self._warm.start)
        clients = [asyncio.create_task(self._client()) for _ in range(CLIENTS)]
        for number in range(times):
            progress("kill -9", number, times)
            await self._live()
            await asyncio.to_thread(self._warm.kill)
            if number % SIGN_IN_AGAIN_EVERY == SIGN_IN_AGAIN_EVERY - 1:
                await asyncio.to_thread(self._council.sign_in, "priya", "sam", "ruth")
            await self._refill()
            await asyncio.to_thread(self._warm.start)
        self._over = True
        await asyncio.wait_for(asyncio.gather(*clients), 60)
        await asyncio.to_thread(self._warm.kill)
        progress("kill -9", times, times)
        return await self._compare(times)

    async def _live(self) -> None:
        """Until the phones have heard a few answers; then the next are under way."""
        self._enough = len(self._told.acknowledged) + self._chance.randint(1, MOST_ANSWERS)
        self._heard_enough.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._heard_enough.wait(), LONGEST_LIFE_SECONDS)
        await asyncio.sleep(self._chance.uniform(0, 0.02))

    async def _client(self) -> None:
        """One phone: a form of any kind, sent until it is answered, then the next."""
        about = httpx.Timeout(10.0)
        async with httpx.AsyncClient(base_url=self._server.origin, timeout=about) as phone:
            while not self._over:
                post = self._next()
                if post is None:
                    await asyncio.sleep(0.01)
                    continue
                await self._send_until_answered(phone, post)

    async def _send_until_answered(self, phone: httpx.AsyncClient, post: Post) -> None:
        tries = 0
        while True:
            try:
                answer = await phone.post(post.path, content=_body(post), headers=self._headers(post))
            except httpx.TransportError:
                tries += 1
                await asyncio.sleep(0.005)
                continue
            self._told.resent += tries > 0
            return self._hear(post, answer)

    def _hear(self, post: Post, answer: httpx.Response) -> None:
        receipt = answer.headers.get("weekbook-receipt")
        if answer.status_code not in (201, 303) or (receipt and fingerprint(post.fields) not in receipt):
            self._told.refused.append(f"{post.kind}: {answer.status_code} {receipt}")
            self._told.unknown.append(post)
        else:
            self._told.acknowledged.append(post)
            if len(self._told.acknowledged) >= self._enough:
                self._heard_enough.set()

    def _next(self) -> Post | None:
        kinds = [kind for kind, posts in self._stock.items() if posts]
        return self._stock[self._chance.choice(kinds)].pop() if kinds else None

    async def _refill(self) -> None:
        """Behind the server's back, while it is dead."""
        short = [kind for kind, posts in self._stock.items() if len(posts) < STOCK // 4]
        if not short:
            return
        database = self._database()
        async with database.writing() as db:
            for kind in short:
                self._stock[kind] += await KINDS[kind](self._council, db, STOCK, "Written beside the car.")
        await database.close()

    def _headers(self, post: Post) -> dict[str, str]:
        return {
            "Origin": self._server.origin, "Sec-Fetch-Site": "same-origin", "HX-Request": "true",
            "HX-Request-Type": "partial", "Cookie": f"{SIGN_IN_COOKIE}={self._council.tokens[post.who]}",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip

    def _database(self) -> Database:
        return Database(self._server.database_url, key=derive(read_key_file(self._server.key_file), "database"))

    async def _compare(self, times: int) -> Found:
        told = self._told
        database = self._database()
        async with database.reading() as db:
            there = await effects(db)
            faults = [f"refused: {words}" for words in told.refused]
            faults += [f"lost: {words}" for words in lost(told.acknowledged, there)]
            faults += [f"doubled: {words}" for words in doubled(told.acknowledged + told.unknown, there)]
            faults += [f"without trail: {words}" for words in await without_trail(db)]
            faults += [f"revisions out of order: {words}" for words in await revisions_out_of_order(db)]
        await database.close()
        return Found(times, len(told.acknowledged), told.resent, tuple(faults))


def _body(post: Post) -> bytes:
    return str(httpx.QueryParams(list(post.fields))).encode()
