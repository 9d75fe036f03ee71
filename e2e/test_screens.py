"""Every screen and state, for whoever sees it: axe finds nothing, a thumb reaches all, nothing scrolls sideways."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.routing import Route

from e2e.looking import findings
from e2e.phone import Phone, hand_out
from e2e.places import SOMEBODY, places
from e2e.screens import NO_SCREENS, SCREENS, Screen, bring_about
from e2e.server import Server
from web.routes import routes
from web.settings import Settings


@pytest.fixture(scope="module")
def shelf(browser: Browser, demonstration: Server) -> Iterator[dict[str, Phone]]:
    """One phone for each person, signed in once."""
    phones = {"": hand_out(browser, demonstration)}
    for who, name in SOMEBODY.items():
        phones[who] = hand_out(browser, demonstration).sign_in_as(name)
    yield phones
    for phone in phones.values():
        phone.context.close()


@pytest.fixture(scope="module")
def addresses(demonstration: Server) -> Mapping[str, str]:
    return places(demonstration)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen(screen: Screen, shelf: dict[str, Phone], addresses: Mapping[str, str]) -> None:
    phone = shelf[screen.who]
    bring_about(phone, screen, addresses)
    found = findings(phone.page)
    troubles, phone.troubles = phone.troubles, []
    phone.page.goto("about:blank")
    assert not found + troubles, "\n".join([screen.name, *found, *troubles])


def test_every_address_is_looked_at() -> None:
    settings = Settings("sqlite://", Path("k"), Path("d"), "http://localhost", "127.0.0.1", 1, "c", demonstration=True)
    asked = {re.sub(r"\?.*", "", screen.path) for screen in SCREENS if screen.status == 200}
    patterns = [re.sub(r"{\w+}", "[^/]+", path) for path in asked]
    shown = [re.sub(r"{[\w:]+}", "x", route.path) for route in routes(settings) if _is_a_page(route)]
    unseen = [path for path in shown if not any(re.fullmatch(pattern, path) for pattern in patterns)]
    assert not unseen, f"{unseen}: add a Screen to e2e/screens.py, or name it in NO_SCREENS"


def _is_a_page(route: object) -> bool:
    return isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in NO_SCREENS
