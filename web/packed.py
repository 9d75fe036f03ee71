"""A body that a phone packed with gzip, because its line is slow."""

import zlib

from starlette.requests import Request

from web.errors import TooLarge, Unfit

_GZIP = 16 + zlib.MAX_WBITS


async def body_of(request: Request, most: int) -> bytes:
    """The body, unpacked where it came packed. Never makes more than `most` bytes of it; raises TooLarge, Unfit."""
    unpacking = zlib.decompressobj(_GZIP) if request.headers.get("content-encoding") == "gzip" else None
    body = b""
    async for part in request.stream():
        try:
            body += unpacking.decompress(part, most + 1 - len(body)) if unpacking else part
        except zlib.error:
            raise Unfit from None
        if len(body) > most:
            raise TooLarge
    return body
