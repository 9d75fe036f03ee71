"""Asks the app itself, within this process, what a browser could ask it: the same routes, guards and transactions.

Only what stands around every request is passed by: the policies of an answer that goes nowhere, compression. A
refusal is raised (starlette's HTTPException) instead of becoming a page.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Message

from store.sign_ins import Me
from store.trail import Deed
from store.trail_keeping import TrailKeeper
from web.call import ACTING
from web.services import Services

_SAME = ("type", "asgi", "http_version", "scheme", "server", "client", "root_path")
_AS_HTMX = {"hx-request": "true", "hx-request-type": "partial"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class DeedsAside(TrailKeeper):
    """Keeps the deeds of what is asked for whoever asked: they say in a deed of their own what was done, and why."""

    def __init__(self, keeper: TrailKeeper) -> None:
        self.trail, self.seen = keeper.trail, keeper.seen
        self.deeds: list[Deed] = []

    async def keep(self, deeds: Sequence[Deed]) -> None:
        self.deeds.extend(deeds)

    def begin(self, deeds: Sequence[Deed]) -> "asyncio.Future[None]":
        self.deeds.extend(deeds)
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        stored.set_result(None)
        return stored


async def ask(
    request: Request,
    path: str,
    *,
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    keeper: TrailKeeper | None = None,
    nonce: str = "",
    acting: Me | None = None,
) -> Answer:
    """The fragment that `path` answers to whoever sent `request`, whose cookies go with it.

    `headers` come beside or in place of those; reads leave their trail with `keeper` where one is given; `nonce`
    is what the fragment bears, the request's own where none is given. `acting` is whoever is asked for, where that
    is known without a cookie. Raises HTTPException for a refusal.
    """
    scope = _scope(request, path, method, headers or {}) | {"state": {"nonce": nonce or request.state.nonce}}
    if acting:
        scope[ACTING] = acting
    if keeper:
        scope["app"] = _with(request.app, keeper)
    heard: list[Message] = []
    await request.app.router(scope, _once(body), lambda message: _hear(heard, message))
    return _answer(heard)


def _scope(request: Request, path: str, method: str, headers: Mapping[str, str]) -> dict[str, Any]:
    same = {name: request.scope[name] for name in _SAME if name in request.scope}
    return same | _address(path) | {"method": method, "headers": _headers(request, headers), "app": request.app}


def _address(path: str) -> dict[str, Any]:
    parts = urlsplit(path)
    return {"path": parts.path, "raw_path": quote(parts.path).encode(), "query_string": parts.query.encode()}


def _headers(request: Request, more: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    own = {name: request.headers[name] for name in ("host", "cookie", "user-agent") if name in request.headers}
    every = own | _AS_HTMX | {name.lower(): value for name, value in more.items()}
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in every.items()]


def _with(app: Any, keeper: TrailKeeper) -> Any:
    """What a handler sees as the app: the same services with another keeper of the trail."""
    services: Services = app.state.services
    return SimpleNamespace(state=SimpleNamespace(services=replace(services, keeper=keeper)), router=app.router)


def _once(body: bytes) -> Any:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _hear(heard: list[Message], message: Message) -> None:
    heard.append(message)


def _answer(heard: Iterable[Message]) -> Answer:
    status, headers, body = 500, Headers(), b""
    for message in heard:
        if message["type"] == "http.response.start":
            status, headers = message["status"], Headers(raw=message["headers"])
        elif message["type"] == "http.response.body":
            body += message.get("body", b"")
    return Answer(status, headers, body)
