"""The connection cut at every byte of what a phone sends and of its answer; then the phone sends it again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from e2e.faults.council import AUTHORS, Council, council_of
from e2e.faults.effects import doubled, effects, last_deed, lost, untrue, without_trail
from e2e.faults.pairs import Loads, Pair
from e2e.faults.posts import Post
from e2e.faults.ways import Receipts, Way, line
from e2e.faults.wire import Receipt, send
from e2e.proxy import Cut, Direction, Proxy
from e2e.records import prepare, run
from store.database import Database
from store.keys import derive, read_key_file

AT_ONCE = 6
Progress = Callable[[str, float, int], None]
SIGN_IN_AGAIN_SECONDS = 200
"""Some of what is asked wants a touch within the last five minutes."""


@dataclass
class Found:
    """What was wrong, and how much was tried."""

    pairs: int = 0
    cuts: int = 0
    faults: tuple[str, ...] = ()


def cut_connections(folder: Path, pairs: Sequence[Pair], *, bytes_each: int | None, progress: Progress) -> Found:
    """`bytes_each`: at so many bytes of each pair, the edges among them; None for every byte."""
    server = prepare(folder).start()
    try:
        found = run(_cut_all(council_of(server), pairs, bytes_each, progress))
    except BaseException:
        server.kill()
        raise
    server.stop()
    return found


async def _cut_all(council: Council, pairs: Sequence[Pair], bytes_each: int | None, progress: Progress) -> Found:
    server, found, faults = council.server, Found(), []
    database = Database(server.database_url, key=derive(read_key_file(server.key_file), "database"))
    proxies = [await Proxy(server.port).open() for _ in range(AT_ONCE)]
    try:
        for number, pair in enumerate(pairs):
            progress(str(pair), number, len(pairs))
            cutting = _Cutting(Loads(council, database, pair), proxies, bytes_each)
            async with _signed_in(council):
                cuts, wrong = await cutting.all(partial(_further, progress, pair, number, len(pairs)))
            found.cuts, found.pairs = found.cuts + cuts, found.pairs + 1
            faults += [f"{pair}: {words}" for words in wrong]
    finally:
        await asyncio.gather(*(proxy.close() for proxy in proxies))
        await database.close()
    progress("done", len(pairs), len(pairs))
    found.faults = tuple(faults)
    return found


@asynccontextmanager
async def _signed_in(council: Council) -> AsyncIterator[None]:
    """Within the block everybody is, and has touched their passkey just now."""
    council.sign_in(*AUTHORS)

    async def again() -> None:
        while True:
            await asyncio.sleep(SIGN_IN_AGAIN_SECONDS)
            await asyncio.to_thread(council.sign_in, *AUTHORS)

    signing_in = asyncio.create_task(again())
    try:
        yield
    finally:
        signing_in.cancel()


def _further(progress: Progress, pair: Pair, number: int, of: int, part: float) -> None:
    progress(str(pair), number + part, of)


class _Cutting:
    """All cuts of one pair: each with a load of its own, six at a time."""

    def __init__(self, loads: Loads, proxies: Sequence[Proxy], bytes_each: int | None) -> None:
        self._loads, self._proxies, self._bytes_each = loads, proxies, bytes_each
        self._receipts: list[tuple[Post, Receipt]] = []
        self._wrong: list[str] = []

    async def all(self, done: Callable[[float], None]) -> tuple[int, list[str]]:
        async with self._loads.database.reading() as db:
            before = await last_deed(db)
        cuts = list(self._cuts(*await self._sizes()))
        loads = await self._loads.make(len(cuts))
        waiting = list(zip(cuts, loads, strict=True))

        async def work(proxy: Proxy) -> None:
            while waiting:
                cut, load = waiting.pop()
                await self._cut_one(proxy, cut, load)
                done(1 - len(waiting) / len(cuts))

        await asyncio.gather(*(work(proxy) for proxy in self._proxies[: self._loads.pair.at_once]))
        await self._compare([post for load in loads for post in load.posts], before)
        return len(cuts), self._wrong

    async def _compare(self, posts: Sequence[Post], before: int) -> None:
        async with self._loads.database.reading() as db:
            found = await effects(db, after=before)
        self._wrong += [f"lost: {words}" for words in lost(posts, found)]
        self._wrong += [f"doubled: {words}" for words in doubled(posts, found)]
        self._wrong += [f"without trail: {words}" for words in without_trail(posts, found)]
        self._wrong += [f"receipt of another time: {words}" for words in untrue(self._receipts, found)]

    async def _sizes(self) -> tuple[int, int]:
        """Of one request and its answer, undisturbed."""
        [load] = await self._loads.make(1)
        council = self._loads.council
        ask = line(council, council.server.port)
        await load.before(ask)
        answer = await ask(load.request)
        if answer is None or None in await load.again(ask):
            raise AssertionError(f"{self._loads.pair} is not taken even over a good line: {answer}")
        return len(load.request.as_bytes(council)), answer.size

    def _cuts(self, request: int, answer: int) -> Iterator[Cut]:
        sizes: tuple[tuple[Direction, int], ...] = (("request", request), ("answer", answer - 1))
        for direction, size in sizes:
            at = range(size + 1)
            if self._bytes_each is not None:
                step = max(1, size * 2 // self._bytes_each)
                at = sorted({0, 1, size - 1, size, *range(step, size, step)})  # type: ignore[assignment]
            yield from (Cut(direction, byte) for byte in at)

    async def _cut_one(self, proxy: Proxy, cut: Cut, load: Way) -> None:
        """First through the cut, then again as often as it takes, then once more another way."""
        ask = line(self._loads.council, proxy.port)
        await load.before(ask)
        proxy.cut = cut
        await send(proxy.port, load.request.as_bytes(self._loads.council))
        proxy.cut = None
        again = await load.again(ask)
        otherwise = await load.otherwise(ask)
        self._judge(cut, load, again, otherwise)

    def _judge(self, cut: Cut, load: Way, again: Receipts, otherwise: Receipts) -> None:
        for post, first, second in zip(load.posts, again, otherwise, strict=True):
            if first is None or first != second:
                where = f"cut after byte {cut.after} of the {cut.direction}"
                self._wrong.append(f"{where}: {post.kind} sent again has {first}, and once more {second}")
            else:
                self._receipts.append((post, first))
