"""A TCP proxy on loopback before a server: it cuts a connection at a chosen byte, loses answers, holds requests back.

It knows nothing of HTTP but the words that it is told to look for in what the phone sends.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Literal

Direction = Literal["request", "answer"]
PIECE = 64 * 1024


@dataclass(frozen=True)
class Cut:
    """Let `after` bytes through in that direction, then end the connection on both sides."""

    direction: Direction
    after: int


@dataclass
class Rule:
    """What is done to the next request in which `words` stand; `met` is set when one has come."""

    words: bytes
    cut: Cut | None = None
    hold: bool = False
    times: int = 1
    met: Event = field(default_factory=Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


class _Gone(Exception):
    """The connection was cut."""


class Proxy:
    """Runs in the caller's event loop. `cut` goes for the whole of each new connection, `rules` for single requests."""

    def __init__(self, upstream: int, port: int = 0) -> None:
        self.upstream, self.port = upstream, port
        self.cut: Cut | None = None
        self.rules: list[Rule] = []
        self._listener: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def open(self) -> "Proxy":
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def close(self) -> None:
        """Nobody gets through, and nobody is left connected."""
        if self._listener:
            self._listener.close()
            self._listener = None
        for connection in list(self._connections):
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._connect(reader, writer)
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            return
        line = _Line(self, self.cut)
        ways = [
            asyncio.ensure_future(line.carry("request", reader, back)),
            asyncio.ensure_future(line.carry("answer", there, writer)),
        ]
        try:
            with suppress(_Gone, OSError):
                await asyncio.gather(*ways)
        finally:
            for way in ways:
                way.cancel()
            back.transport.abort()


class _Line:
    """One connection: how many bytes may still go each way."""

    def __init__(self, proxy: Proxy, cut: Cut | None) -> None:
        self._proxy = proxy
        self._left: dict[Direction, int] = {}
        if cut:
            self._left[cut.direction] = cut.after

    async def carry(self, direction: Direction, source: asyncio.StreamReader, goal: asyncio.StreamWriter) -> None:
        if direction == "request" and self._left.get(direction) == 0:
            raise _Gone
        while piece := await source.read(PIECE):
            if direction == "request":
                await self._ask(piece)
            left = self._left.get(direction)
            goal.write(piece if left is None else piece[:left])
            await goal.drain()
            if left is not None:
                self._left[direction] = max(0, left - len(piece))
                if len(piece) >= left:
                    raise _Gone
        if direction == "answer":
            raise _Gone
        goal.write_eof()

    async def _ask(self, piece: bytes) -> None:
        rule = next((rule for rule in self._proxy.rules if rule.times and rule.words in piece), None)
        if rule is None:
            return
        rule.times -= 1
        rule.met.set()
        if rule.cut:
            self._left[rule.cut.direction] = rule.cut.after
        if rule.hold:
            await rule.released.wait()


class ProxyThread:
    """The same for tests that run in step with a browser: in a thread of its own, told from outside."""

    def __init__(self, upstream: int, port: int = 0) -> None:
        self._loop = asyncio.new_event_loop()
        self._proxy = Proxy(upstream, port)
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.connect()

    @property
    def port(self) -> int:
        return self._proxy.port

    def connect(self) -> None:
        self._run(self._proxy.open())

    def disconnect(self) -> None:
        """As without signal: what is open breaks, what is new is refused."""
        self._run(self._proxy.close())

    def lose_answers(self, words: str, *, after: int = 0, times: int = 1) -> Rule:
        """The server gets the request whole; of its answer `after` bytes come through."""
        return self._add(Rule(words.encode(), cut=Cut("answer", after), times=times))

    @contextmanager
    def losing_answers(self, words: str) -> Iterator[Rule]:
        """All of them within the block: browsers send once more by themselves when a used connection breaks."""
        rule = self.lose_answers(words, times=1_000_000)
        yield rule
        rule.times = 0

    @contextmanager
    def holding(self, words: str) -> Iterator[Rule]:
        """Requests with these words wait until the block ends, as on a very slow line."""
        rule = self._add(Rule(words.encode(), hold=True, times=1_000_000))
        try:
            yield rule
        finally:
            self._loop.call_soon_threadsafe(self._release, rule)

    def stop(self) -> None:
        self.disconnect()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _add(self, rule: Rule) -> Rule:
        self._proxy.rules.append(rule)
        return rule

    def _release(self, rule: Rule) -> None:
        rule.times = 0
        rule.released.set()

    def _run(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)  # type: ignore[arg-type]
