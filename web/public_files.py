"""The public files under their fingerprint: kept for a year by browsers, since another release has another.

A browser that takes Brotli gets them packed as small as they go, each once in a process: a seventh less than with gzip.
Pages, which are packed for each request, stay with gzip (web.app).
"""

import re
from pathlib import Path

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from web.rendering import STATIC, fingerprint

A_YEAR = "public, max-age=31536000, immutable"

# What is kept for a year is not compared with a newer one; twelve files of a first visit are lighter without.
NEVER_ASKED_AGAIN = ("etag", "last-modified", "accept-ranges")
TEXTS = (".css", ".js", ".svg")
_WEIGHT = re.compile(r"q=[01](\.[0-9]{0,3})?")


class PublicFiles(StaticFiles):
    """An address with an older release's fingerprint gets the present file, and nobody keeps it."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)
        self._packed: dict[str, bytes] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code != 200 or scope["path_params"]["fingerprint"] != fingerprint():
            return response
        if path.endswith(TEXTS) and _takes_brotli(Request(scope)):
            response = await self._in_brotli(path, response.media_type)
        response.headers["Cache-Control"] = A_YEAR
        for name in NEVER_ASKED_AGAIN:
            del response.headers[name]
        return response

    async def _in_brotli(self, path: str, media_type: str | None) -> Response:
        if path not in self._packed:
            text, _ = self.lookup_path(path)
            self._packed[path] = await run_in_threadpool(lambda: brotli.compress(Path(text).read_bytes(), quality=11))
        headers = {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        return Response(self._packed[path], media_type=media_type, headers=headers)


def _takes_brotli(request: Request) -> bool:
    """Not where it says `br;q=0` (RFC 9110, 12.5.3), nor where its weight is none that can be read."""
    taken = request.headers.get("accept-encoding", "").lower().split(",")
    weights = (one.partition(";")[2].replace(" ", "") for one in taken if one.partition(";")[0].strip() == "br")
    return any(not weight or (_WEIGHT.fullmatch(weight) and float(weight[2:])) for weight in weights)
