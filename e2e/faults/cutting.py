"""The connection cut at every byte of a form and of its answer; then the phone sends the same form again."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from e2e.faults.council import Council, council_of
from e2e.faults.effects import doubled, effects, lost, without_trail
from e2e.faults.posts import KINDS, SAY_NOTHING, Post
from e2e.faults.wire import Answer, Shape, as_bytes, send
from e2e.proxy import Cut, Direction, Proxy
from e2e.records import prepare, run
from store.database import Database
from store.keys import derive, read_key_file

AT_ONCE = 6
SHORT, LONG = "The chart hangs in the kitchen.", "Leo’s gate is mended – „so gut“, 𝄞. " * 12
Progress = Callable[[str, float, int], None]


@dataclass(frozen=True)
class Pair:
    """One request and its answer. `more`: what is written besides the mark."""

    kind: str
    shape: Shape
    more: str = SHORT

    def __str__(self) -> str:
        how = "in parts" if self.shape.multipart else "htmx" if self.shape.htmx else "plain"
        return f"{self.kind.replace('_', ' ')}, {how}, {'long' if self.more == LONG else 'short'}"


@dataclass
class Found:
    """What was wrong, and how much was tried."""

    pairs: int = 0
    cuts: int = 0
    faults: tuple[str, ...] = ()


def every_pair() -> list[Pair]:
    """Fifty: each kind of form with htmx and without, short and long where something is written, two in parts."""
    ways = [Shape(htmx=True), Shape(htmx=False)]
    said = [
        Pair(kind, way, more) for kind in KINDS if kind not in SAY_NOTHING for way in ways for more in (SHORT, LONG)
    ]
    silent = [Pair(kind, way) for kind in SAY_NOTHING for way in ways]
    return [*said, *silent, *(Pair(kind, Shape(multipart=True), LONG) for kind in ("visit", "event"))]


def one_of_each() -> list[Pair]:
    return [Pair(kind, Shape(htmx=number % 2 == 0)) for number, kind in enumerate(KINDS)]


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
            cuts, wrong = await _Cutting(council, database, proxies, pair, bytes_each).all(
                partial(_further, progress, pair, number, len(pairs))
            )
            found.cuts, found.pairs = found.cuts + cuts, found.pairs + 1
            faults += [f"{pair}: {words}" for words in wrong]
        async with database.reading() as db:
            faults += [f"without trail: {words}" for words in await without_trail(db)]
    finally:
        await asyncio.gather(*(proxy.close() for proxy in proxies))
        await database.close()
    progress("done", len(pairs), len(pairs))
    found.faults = tuple(faults)
    return found


def _further(progress: Progress, pair: Pair, number: int, of: int, part: float) -> None:
    progress(str(pair), number + part, of)


class _Cutting:
    """All cuts of one pair: each with a form of its own, six at a time."""

    def __init__(
        self, council: Council, database: Database, proxies: Sequence[Proxy], pair: Pair, bytes_each: int | None
    ) -> None:
        self._council, self._database, self._proxies = council, database, proxies
        self._pair, self._bytes_each = pair, bytes_each
        self._wrong: list[str] = []

    async def all(self, done: Callable[[float], None]) -> tuple[int, list[str]]:
        self._council.sign_in("priya", "sam", "ruth")
        cuts = list(self._cuts(*await self._sizes()))
        posts = await self._make(len(cuts))
        waiting = list(zip(cuts, posts, strict=True))

        async def work(proxy: Proxy) -> None:
            while waiting:
                cut, post = waiting.pop()
                await self._cut_one(proxy, cut, post)
                done(1 - len(waiting) / len(cuts))

        await asyncio.gather(*(work(proxy) for proxy in self._proxies))
        async with self._database.reading() as db:
            found = await effects(db)
        self._wrong += [f"lost: {words}" for words in lost(posts, found)]
        self._wrong += [f"doubled: {words}" for words in doubled(posts, found)]
        return len(cuts), self._wrong

    async def _sizes(self) -> tuple[int, int]:
        """Of one request and its answer, undisturbed."""
        [post] = await self._make(1)
        request = self._bytes(post)
        answer = await send(self._council.server.port, request)
        if answer is None or not answer.fits(post):
            raise AssertionError(f"{self._pair} is not taken even over a good line: {answer}")
        return len(request), answer.size

    def _cuts(self, request: int, answer: int) -> Iterator[Cut]:
        sizes: tuple[tuple[Direction, int], ...] = (("request", request), ("answer", answer - 1))
        for direction, size in sizes:
            at = range(size + 1)
            if self._bytes_each is not None:
                step = max(1, size * 2 // self._bytes_each)
                at = sorted({0, 1, size - 1, size, *range(step, size, step)})  # type: ignore[assignment]
            yield from (Cut(direction, byte) for byte in at)

    async def _cut_one(self, proxy: Proxy, cut: Cut, post: Post) -> None:
        """First through the cut, then again as often as it takes: five times at most."""
        request = self._bytes(post)
        proxy.cut = cut
        await send(proxy.port, request)
        proxy.cut = None
        answer: Answer | None = None
        for _ in range(5):
            answer = await send(proxy.port, request)
            if answer:
                break
        if answer is None or not answer.fits(post):
            self._wrong.append(f"cut after byte {cut.after} of the {cut.direction}: sent again, and answered {answer}")

    async def _make(self, many: int) -> list[Post]:
        async with self._database.writing() as db:
            return await KINDS[self._pair.kind](self._council, db, many, self._pair.more)

    def _bytes(self, post: Post) -> bytes:
        return as_bytes(self._council, post, self._pair.shape)
