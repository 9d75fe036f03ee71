"""How what waits on a phone goes: the request that is cut, and what the phone does until it has every receipt."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from e2e.faults.council import Council
from e2e.faults.posts import Post
from e2e.faults.wire import Answer, Receipt, Request, Shape, form_request, is_of, outbox_request, send

Load = tuple[Post, ...]
Receipts = list[Receipt | None]
Ask = Callable[[Request], Awaitable[Answer | None]]
"""Sends it over some line; None where no whole answer came."""
TRIES = 5
BY_ITSELF = 0
"""What `/outbox` answers to a form that does not go by it."""


class Way(Protocol):
    """One load on its way. `posts`: what must come of it; `request`: what is cut."""

    posts: Load

    @property
    def request(self) -> Request: ...

    async def before(self, ask: Ask) -> None:
        """What its phone has done until then, over a good line."""

    async def again(self, ask: Ask) -> Receipts:
        """As its phone does, until there is an answer; each form's receipt, None for one that has none."""

    async def otherwise(self, ask: Ask) -> Receipts:
        """Everything once more, another way: nothing may come of it but the same receipts."""


class Alone:
    """An ordinary form post."""

    def __init__(self, council: Council, posts: Load, shape: Shape) -> None:
        self.posts, [post] = posts, posts
        self.request, self._receipts = form_request(council, post, shape), Receipts()

    async def before(self, ask: Ask) -> None:
        """Nothing."""

    async def again(self, ask: Ask) -> Receipts:
        answer = await until_answered(ask, self.request)
        self._receipts = [answer.receipt if answer and answer.fits(self.posts[0]) else None]
        return self._receipts

    async def otherwise(self, ask: Ask) -> Receipts:
        """There is none; that the receipt is the first one, its time tells (effects.untrue)."""
        return self._receipts


class Together:
    """Several in one packed post; after a pass that failed the same pack, or each alone."""

    def __init__(self, council: Council, posts: Load, *, then_alone: bool) -> None:
        self._council, self.posts, self._then_alone = council, posts, then_alone
        self.request = outbox_request(council, posts)

    async def before(self, ask: Ask) -> None:
        """Nothing."""

    async def again(self, ask: Ask) -> Receipts:
        return await (self._each_alone(ask) if self._then_alone else self._together(ask))

    async def otherwise(self, ask: Ask) -> Receipts:
        return await (self._together(ask) if self._then_alone else self._each_alone(ask))

    async def _together(self, ask: Ask) -> Receipts:
        """What the server does not take by this way goes by its own post at once, as the phone does it."""
        answer = await until_answered(ask, self.request)
        if answer is None:
            return [None for _ in self.posts]
        told = answers_of(answer, self.posts)
        return [
            await self._alone(ask, post) if status == BY_ITSELF else receipt
            for post, (status, receipt) in zip(self.posts, told, strict=True)
        ]

    async def _each_alone(self, ask: Ask) -> Receipts:
        return [await self._alone(ask, post) for post in self.posts]

    async def _alone(self, ask: Ask, post: Post) -> Receipt | None:
        answer = await until_answered(ask, form_request(self._council, post, Shape(), serial=1))
        return answer.receipt if answer and answer.fits(post) else None


async def until_answered(ask: Ask, request: Request) -> Answer | None:
    for _ in range(TRIES):
        if answer := await ask(request):
            return answer
    return None


def line(council: Council, port: int) -> Ask:
    """Each request on a connection of its own."""

    async def ask(request: Request) -> Answer | None:
        return await send(port, request.as_bytes(council))

    return ask


def answers_of(answer: Answer, posts: Sequence[Post]) -> list[tuple[int, Receipt | None]]:
    """Of each form of a pack its status, and the receipt for which its phone lets go of it."""
    told = answer.json["answers"] if answer.status == 200 else []
    if len(told) != len(posts):
        return [(answer.status, None) for _ in posts]
    fits = [one["status"] == 201 and is_of(one["receipt"], post) for one, post in zip(told, posts, strict=True)]
    return [(one["status"], one["receipt"] if fit else None) for one, fit in zip(told, fits, strict=True)]
