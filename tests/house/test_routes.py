"""The route table: no naked route, a short public list, typed parameters."""

import re

import pytest
from starlette.routing import Match, Mount, Route

from tests.conftest import App
from web.endpoint import guard_of

PUBLIC = {
    "health", "static", "sign_in", "sign_in_options", "sign_in_finish", "manifest", "worker", "shell",
    "invitation_link", "invitation_opening", "invitation_waiting", "enrolment_options", "enrolment",
    "phone_state", "envelopes",
}  # fmt: skip


def routes(app: App) -> list[Route]:
    return [route for route in app.asgi.routes if isinstance(route, Route)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_no_route_is_naked(app: App) -> None:
    for route in app.asgi.routes:  # type: ignore[attr-defined]
        if isinstance(route, Mount):
            assert route.name in PUBLIC, f"{route.path}: only the public files are mounted"
            continue
        assert hasattr(route.endpoint, "guard"), f"{route.path}: wrap the handler in a guard of web.endpoint"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_the_public_list_is_short_and_known(app: App) -> None:
    public = {route.name for route in routes(app) if not guard_of(route.endpoint).signed_in}
    assert public <= PUBLIC, f"{public - PUBLIC} became public: is that meant? Then add it to the list here"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_parameters_of_addresses_are_typed(app: App) -> None:
    for route in routes(app):
        naked = re.findall(r"{(\w+)}", route.path)
        assert not naked, f"{route.path}: write {{{naked[0]}:int}}, :uuid or :str"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_every_route_has_one_method_and_its_own_name(app: App) -> None:
    names = [route.name for route in routes(app)]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    for route in routes(app):
        methods = set(route.methods or ()) - {"HEAD"}
        assert len(methods) == 1, f"{route.path} answers {methods}: one route, one method"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_every_address_reaches_its_own_route(app: App) -> None:
    examples = {"int": "7", "uuid": "00000000-0000-0000-0000-000000000007", "str": "2026-W47"}
    for route in routes(app):
        path = re.sub(r"{\w+:(\w+)}", lambda found: examples[found[1]], route.path)
        method = next(iter(set(route.methods or ()) - {"HEAD"}))
        scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
        first = next(one for one in routes(app) if one.matches(scope)[0] is Match.FULL)
        assert first is route, f"{method} {path} reaches {first.path}, not {route.path}: let it stand before that one"
