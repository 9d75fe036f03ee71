"""A line of the contents page: an address, the handler in its guard, and a name; one line, one method."""

from starlette.routing import Route

from web.endpoint import Endpoint


def get(path: str, guarded: Endpoint, name: str) -> Route:
    return Route(path, guarded, methods=["GET"], name=name)


def post(path: str, guarded: Endpoint, name: str) -> Route:
    return Route(path, guarded, methods=["POST"], name=name)
