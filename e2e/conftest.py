"""A real server on a free port, a real browser, a phone that fails the test for whatever the page complains of."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from e2e import chromium
from e2e.phone import DESK, Phone, hand_out
from e2e.records import copy_of, prepare
from e2e.server import Server
from e2e.sources import sources_in_words

expect.set_options(timeout=10_000)
HandOut = Callable[..., Phone]


def pytest_report_header() -> str:
    return f"browser tests: {sources_in_words()}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"Browser tests: {sources_in_words()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Key and database with the cast, to be copied."""
    return prepare(tmp_path_factory.mktemp("council") / "data")


@pytest.fixture(scope="module")
def server(prepared: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A council with the cast, for the tests of one file."""
    server = copy_of(prepared, tmp_path_factory.mktemp("server") / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """What `make run` serves: the invented council with thirteen weeks behind it."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    folder.mkdir(mode=0o700)
    server = Server(folder, command="demo").start()
    yield server
    server.stop()


@pytest.fixture
def phones(browser: Browser, server: Server) -> Iterator[HandOut]:
    """`phones("priya")`: a phone in which that member of the cast is signed in; `phones()` signed out."""
    out: list[Phone] = []

    def hand(name: str = "", *, of: Server | None = None, **different: Any) -> Phone:
        phone = hand_out(browser, of or server, **different)
        out.append(phone)
        return phone.sign_in_as(name) if name else phone

    yield hand
    for phone in out:
        phone.close()


@pytest.fixture
def phone(phones: HandOut) -> Phone:
    return phones()


@pytest.fixture
def desk(phones: HandOut) -> HandOut:
    return lambda name="", **different: phones(name, **{**DESK, "has_touch": False, "is_mobile": False, **different})


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")
