"""What phones send, as bytes on a connection of its own, and what of the answer came back."""

import asyncio
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from e2e.faults.council import Council
from e2e.faults.posts import Post
from web.cookies import SIGN_IN_COOKIE

ANSWER_WITHIN_SECONDS = 20
Receipt = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How a browser sends a form: with htmx or by itself, as one line or in parts."""

    htmx: bool = True
    multipart: bool = False


@dataclass(frozen=True)
class Request:
    """A post; `headers` without those of the connection."""

    path: str
    body: bytes
    headers: Mapping[str, str]

    def as_bytes(self, council: Council) -> bytes:
        about = {"Host": council.server.origin.removeprefix("http://"), **self.headers}
        about |= {"Content-Length": str(len(self.body)), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in about.items())
        return f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body


@dataclass(frozen=True)
class Answer:
    status: int
    receipt: Receipt | None
    size: int
    body: bytes = b""

    def fits(self, post: Post) -> bool:
        """It is on the record, and what is there is what was sent.

        Every kind of form answers with a receipt, with htmx and without: a phone lets go of nothing for less.
        """
        return self.status in (201, 303) and is_of(self.receipt, post)

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told


def is_of(receipt: Receipt | None, post: Post) -> bool:
    """Whether a phone lets go of the form for it."""
    return receipt is not None and (receipt["id"], receipt["sha256"]) == (post.id, post.fingerprint)


def form_request(council: Council, post: Post, shape: Shape, *, serial: int | None = None) -> Request:
    """`serial`: which saving of its draft it is, as the outbox says."""
    kind, body = _body(post, shape)
    headers = _from_our_page(council, post.who) | {"Content-Type": kind}
    if shape.htmx:
        headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
    if serial is not None:
        headers |= {"Weekbook-Serial": str(serial)}
    return Request(post.path, body, headers)


def outbox_request(council: Council, posts: Sequence[Post]) -> Request:
    """Several of one author in one packed post (js/offline/together.js)."""
    forms = [{"action": post.path, "serial": 1, "body": urlencode(post.fields)} for post in posts]
    request = json_request(council, posts[0].who, "/outbox", {"forms": forms})
    more = {"Content-Encoding": "gzip", "Accept-Encoding": "gzip"}
    return Request(request.path, gzip.compress(request.body), {**request.headers, **more})


def json_request(council: Council, who: str | None, path: str, wire: object) -> Request:
    """What scripts ask; None: of nobody who is signed in."""
    kinds = {"Content-Type": "application/json", "Accept": "application/json"}
    return Request(path, json.dumps(wire).encode(), _from_our_page(council, who) | kinds)


def _from_our_page(council: Council, who: str | None) -> dict[str, str]:
    about = {"Origin": council.server.origin, "Sec-Fetch-Site": "same-origin"}
    return about | ({"Cookie": f"{SIGN_IN_COOKIE}={council.tokens[who]}"} if who else {})


def _body(post: Post, shape: Shape) -> tuple[str, bytes]:
    if not shape.multipart and not post.picture:
        return "application/x-www-form-urlencoded", urlencode(post.fields).encode()
    edge = f"----{uuid4().hex}"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in post.fields
    ]
    body = "".join(parts).encode() + _picture_part(post.picture, edge) + f"--{edge}--\r\n".encode()
    return f"multipart/form-data; boundary={edge}", body


def _picture_part(picture: bytes, edge: str) -> bytes:
    if not picture:
        return b""
    about = 'Content-Disposition: form-data; name="picture"; filename="picture.jpg"\r\nContent-Type: image/jpeg'
    return f"--{edge}\r\n{about}\r\n\r\n".encode() + picture + b"\r\n"


async def send(port: int, request: bytes) -> Answer | None:
    """None where the connection ended before the answer was whole."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(request)
                return answer_in(await reader.read())
            finally:
                writer.transport.abort()
    except (OSError, EOFError):
        return None


def answer_in(received: bytes) -> Answer | None:
    head, ended, body = received.partition(b"\r\n\r\n")
    if not ended:
        return None
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if len(body) < int(headers.get("content-length", 0)):
        return None
    receipt = headers.get("weekbook-receipt")
    plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    return Answer(int(first.split()[1]), json.loads(receipt) if receipt else None, len(received), plain)
