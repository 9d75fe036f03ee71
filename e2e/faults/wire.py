"""A form post as bytes on a connection of its own, and what of the answer came back."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from e2e.faults.council import Council
from e2e.faults.posts import Fields, Post
from web.cookies import SIGN_IN_COOKIE
from web.forms import fingerprint

ANSWER_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Shape:
    """How a browser sends a form: with htmx or by itself, as one line or in parts."""

    htmx: bool = True
    multipart: bool = False


@dataclass(frozen=True)
class Answer:
    status: int
    receipt: dict[str, Any] | None
    size: int

    def fits(self, post: Post) -> bool:
        """It is on the record, and what is there is what was sent."""
        if self.status not in (201, 303):
            return False
        return self.receipt is None or self.receipt["sha256"] == fingerprint(post.fields)


def as_bytes(council: Council, post: Post, shape: Shape) -> bytes:
    kind, body = _body(post.fields, shape)
    headers = {
        "Host": council.server.origin.removeprefix("http://"), "Origin": council.server.origin,
        "Sec-Fetch-Site": "same-origin", "Cookie": f"{SIGN_IN_COOKIE}={council.tokens[post.who]}",
        "Content-Type": kind, "Content-Length": len(body), "Connection": "close",
    }  # fmt: skip
    if shape.htmx:
        headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {post.path} HTTP/1.1\r\n{head}\r\n".encode() + body


def _body(fields: Fields, shape: Shape) -> tuple[str, bytes]:
    if not shape.multipart:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    edge = f"----{uuid4().hex}"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields]
    return f"multipart/form-data; boundary={edge}", ("".join(parts) + f"--{edge}--\r\n").encode()


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
    return Answer(int(first.split()[1]), json.loads(receipt) if receipt else None, len(received))
