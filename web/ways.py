"""Links that show the same screen in another way."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request


@dataclass(frozen=True)
class Way:
    text: str
    href: str
    here: bool


class Links:
    """Addresses of the same screen with one thing of its query changed; `kept` are the names that stay as they are.
    `path`: of another screen, where that is meant.
    """

    def __init__(self, request: Request, *kept: str, path: str = "") -> None:
        self._path = path or request.url.path
        self._kept = {name: request.query_params[name] for name in kept if name in request.query_params}

    def to(self, **changed: object) -> str:
        """What is empty is left out."""
        query = {name: value for name, value in (self._kept | changed).items() if value}
        return f"{self._path}?{urlencode(query)}" if query else self._path


def number_in(text: str) -> int | None:
    """An id as it stands in an address; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
