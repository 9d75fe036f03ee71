"""The public files under their fingerprint: kept for a year by browsers, since another release has another."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from web.rendering import STATIC, fingerprint

A_YEAR = "public, max-age=31536000, immutable"

# What is kept for a year is not compared with a newer one; twelve files of a first visit are lighter without.
NEVER_ASKED_AGAIN = ("etag", "last-modified", "accept-ranges")


class PublicFiles(StaticFiles):
    """An address with an older release's fingerprint gets the present file, and nobody keeps it."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and scope["path_params"]["fingerprint"] == fingerprint():
            response.headers["Cache-Control"] = A_YEAR
            for name in NEVER_ASKED_AGAIN:
                del response.headers[name]
        return response
