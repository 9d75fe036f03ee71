"""The server killed under eight writing phones, again and again; what they were told is then looked for on record."""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from e2e.faults.council import AUTHORS, Council, council_of
from e2e.faults.effects import doubled, effects, lost, revisions_out_of_order, untrue, without_trail
from e2e.faults.posts import BY_AUTHOR, KINDS, Post
from e2e.faults.sealing import InHand, sign_in_on, take_in_hand
from e2e.faults.senders import Sender, Told
from e2e.faults.warm import WarmServer
from e2e.records import prepare, run
from e2e.server import Server
from store.database import Database
from store.keys import derive, read_key_file

CLIENTS = ("alone", "alone", "alone", "together", "together", "together", "sealed asleep", "sealed awake")
"""How each phone sends. Sealed: with its author signed in on it, or not."""
SIZES = (2, 2, 2, 3, 4, 10)
"""Of packs: a server that dies so often seldom lives to answer a large one."""
SENT_TOGETHER_BY = ("priya", "priya", "priya", "priya", "sam", "ruth")
SEALED_BY = ("priya", "sam")
STOCK = 40
"""Forms of each kind that lie ready; fewer than a quarter, and more are made between two lives of the server."""
MOST_ANSWERS, LONGEST_LIFE_SECONDS = 40, 10.0
"""The server is killed after so many answers at most, counted and not timed: a busy machine tries no less."""
SIGN_IN_AGAIN_EVERY = 200
Progress = Callable[[str, float, int], None]


@dataclass
class Found:
    """`packed`: forms that set out in a pack, `by_pack`: acknowledged there; `sealed`: acknowledged in an envelope."""

    kills: int = 0
    acknowledged: int = 0
    resent: int = 0
    packed: int = 0
    by_pack: int = 0
    sealed: int = 0
    faults: tuple[str, ...] = ()


def kill_server(folder: Path, times: int, *, progress: Progress, seed: int = 0) -> Found:
    server = prepare(folder)
    warm = WarmServer(server)
    try:
        found = run(_Run(council_of(server), warm, random.Random(seed)).all(times, progress))
    finally:
        warm.close()
    progress("weekbook check", times, times)
    try:
        server.weekbook("check")
    except AssertionError as words:
        found.faults += (str(words),)
    return found


class _Run:
    def __init__(self, council: Council, warm: WarmServer, chance: random.Random) -> None:
        self._council, self._warm, self._chance = council, warm, chance
        self._server: Server = council.server
        self._told = Told()
        self._stock: dict[str, list[Post]] = {kind: [] for kind in KINDS}
        self._over = False
        self._enough, self._heard_enough = 0, asyncio.Event()
        self._phones: dict[tuple[str, str], InHand] = {}

    async def all(self, times: int, progress: Progress) -> Found:
        await self._refill()
        await self._take_phones_in_hand()
        await asyncio.to_thread(self._warm.start)
        clients = [asyncio.create_task(self._client(how)) for how in CLIENTS]
        for number in range(times):
            progress("kill -9", number, times)
            await self._live()
            await asyncio.to_thread(self._warm.kill)
            if number % SIGN_IN_AGAIN_EVERY == SIGN_IN_AGAIN_EVERY - 1:
                await asyncio.to_thread(self._council.sign_in, *AUTHORS)
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

    async def _client(self, how: str) -> None:
        """One phone: what it has is sent until it is answered, then the next."""
        async with httpx.AsyncClient(base_url=self._server.origin, timeout=httpx.Timeout(10.0)) as line:
            sender = Sender(self._council, line, self._told, self._chance, self._heard)
            while not self._over:
                if not await self._send(sender, how):
                    await asyncio.sleep(0.01)

    async def _send(self, sender: Sender, how: str) -> bool:
        """False where nothing of that lies ready."""
        if how == "alone":
            posts = self._take(tuple(KINDS), 1)
            return bool([await sender.alone(post) for post in posts])
        if how == "together":
            author = self._chance.choice(SENT_TOGETHER_BY)
            posts = self._take(BY_AUTHOR[author], self._chance.choice(SIZES))
            return bool(posts) and await sender.together(*posts) is None
        author = self._chance.choice(SEALED_BY)
        posts = self._take(BY_AUTHOR[author], 1)
        return bool([await sender.sealed(post, self._phones[how, author]) for post in posts])

    def _heard(self) -> None:
        if len(self._told.acknowledged) >= self._enough:
            self._heard_enough.set()

    def _take(self, kinds: Sequence[str], many: int) -> list[Post]:
        """At most so many, of kinds that fall as they may."""
        taken: list[Post] = []
        while len(taken) < many and (ready := [kind for kind in kinds if self._stock[kind]]):
            taken.append(self._stock[self._chance.choice(ready)].pop())
        return taken

    async def _take_phones_in_hand(self) -> None:
        database = self._database()
        async with database.writing() as db:
            for who in SEALED_BY:
                for how in ("sealed asleep", "sealed awake"):
                    self._phones[how, who] = await take_in_hand(self._council, db, who)
                await sign_in_on(self._council, db, self._phones["sealed awake", who])
        await database.close()

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

    def _database(self) -> Database:
        return Database(self._server.database_url, key=derive(read_key_file(self._server.key_file), "database"))

    async def _compare(self, times: int) -> Found:
        told, posts = self._told, self._told.every_post
        database = self._database()
        async with database.reading() as db:
            there = await effects(db)
            faults = [f"refused: {words}" for words in told.refused]
            faults += [f"lost: {words}" for words in lost((post for post, _ in told.acknowledged), there)]
            faults += [f"doubled: {words}" for words in doubled(posts, there)]
            faults += [f"without trail: {words}" for words in without_trail(posts, there)]
            faults += [f"receipt of another time: {words}" for words in untrue(told.acknowledged, there)]
            faults += [f"revisions out of order: {words}" for words in await revisions_out_of_order(db)]
        await database.close()
        return Found(times, len(told.acknowledged), told.resent, told.packed, told.by_pack, told.sealed, tuple(faults))
