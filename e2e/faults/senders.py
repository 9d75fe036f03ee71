"""What a phone does until it has a receipt, while the server dies again and again: alone, together, sealed."""

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from e2e.faults.council import Council
from e2e.faults.posts import Post
from e2e.faults.sealed_ways import Deposited
from e2e.faults.sealing import InHand
from e2e.faults.ways import BY_ITSELF, answers_of
from e2e.faults.wire import Answer, Receipt, Request, Shape, form_request, outbox_request


@dataclass
class Told:
    """What the phones know. `acknowledged`: with the receipt, for which alone a phone lets go."""

    acknowledged: list[tuple[Post, Receipt]] = field(default_factory=list)
    unknown: list[Post] = field(default_factory=list)
    resent: int = 0
    packed: int = 0
    by_pack: int = 0
    sealed: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def every_post(self) -> list[Post]:
        return [post for post, _ in self.acknowledged] + self.unknown


@dataclass
class Sender:
    """One phone. `heard` is called after each receipt."""

    council: Council
    line: httpx.AsyncClient
    told: Told
    chance: random.Random
    heard: Callable[[], None]

    async def alone(self, post: Post) -> None:
        answer, tries = await self._until_answered(form_request(self.council, post, Shape(), serial=1))
        self.told.resent += tries > 1
        self._hear(post, answer.status, answer.receipt if answer.fits(post) else None)

    async def together(self, *posts: Post) -> None:
        """In one pack; where no answer came the same pack again, or each alone."""
        request, tries = outbox_request(self.council, posts), 0
        self.told.packed += len(posts)
        while (answer := await self._ask(request)) is None:
            tries += 1
            if self.chance.random() < 0.3:
                self.told.resent += len(posts)
                for post in posts:
                    await self.alone(post)
                return
        self.told.resent += len(posts) if tries else 0
        for post, (status, receipt) in zip(posts, answers_of(answer, posts), strict=True):
            if status == BY_ITSELF:
                await self.alone(post)
            else:
                self.told.by_pack += receipt is not None
                self._hear(post, status, receipt)

    async def sealed(self, post: Post, phone: InHand) -> None:
        """Handed over, filed, and handed over again until the receipt is known; the form itself is never posted."""
        tries = []

        async def ask(request: Request) -> Answer:
            answer, tried = await self._until_answered(request)
            tries.append(tried)
            return answer

        way = Deposited(self.council, (post,), phone)
        [receipt] = await way.again(ask)
        self.told.resent += max(tries) > 1
        self.told.sealed += receipt is not None
        self._hear(way.posts[0], 0, receipt)

    def _hear(self, post: Post, status: int, receipt: Receipt | None) -> None:
        if receipt is None:
            self.told.refused.append(f"{post.kind}: {status}, no receipt of it")
            self.told.unknown.append(post)
        else:
            self.told.acknowledged.append((post, receipt))
            self.heard()

    async def _until_answered(self, request: Request) -> tuple[Answer, int]:
        """The answer, and how often it was sent."""
        tries = 1
        while (answer := await self._ask(request)) is None:
            tries += 1
        return answer, tries

    async def _ask(self, request: Request) -> Answer | None:
        try:
            told = await self.line.post(request.path, content=request.body, headers=dict(request.headers))
        except httpx.TransportError:
            await asyncio.sleep(0.005)
            return None
        receipt = told.headers.get("weekbook-receipt")
        return Answer(told.status_code, json.loads(receipt) if receipt else None, len(told.content), told.content)
