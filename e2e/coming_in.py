"""How somebody comes in: an invitation on the terminal or in the app, a number on both screens, a passkey."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from e2e.phone import Authenticator, Phone
from e2e.server import ROOT, Server


@contextmanager
def invite_on_the_terminal(server: Server, name: str) -> Iterator["Terminal"]:
    """`weekbook invite NAME` under way; its question is answered by `agree`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "web", "invite", name], cwd=ROOT, env=server.environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        yield Terminal(process)
        assert process.wait(20) == 0, process.stderr and process.stderr.read()


class Terminal:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def read_until(self, pattern: str) -> str:
        """The first line with that in it, as far as the pattern's group."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found[1]
        raise AssertionError(f"the terminal never showed {pattern}")

    def agree(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("y\n")
        self.process.stdin.flush()


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def open_invitation(phone: Phone, link: str) -> str:
    """Open the link, tap, and give the number that the phone shows."""
    phone.open(path_of(link))
    phone.page.get_by_role("button", name="Open on this phone").click()
    number = phone.page.locator(".code")
    expect(number).to_be_visible()
    return number.inner_text()


def make_passkey(phone: Phone) -> Authenticator:
    """Once the other side has agreed, the page goes on by itself."""
    authenticator = phone.authenticator()
    phone.page.get_by_role("button", name="Make my passkey").click()
    phone.page.wait_for_url("**/welcome")
    expect(phone.page.get_by_role("heading", name="You are in")).to_be_visible()
    assert len(authenticator.credentials()) == 1
    return authenticator


def first_administrator(server: Server, phone: Phone, name: str) -> Authenticator:
    """From the terminal, with the code compared on both."""
    with invite_on_the_terminal(server, name) as terminal:
        number = open_invitation(phone, terminal.read_until(r"(http://\S+/i/\S+)"))
        assert terminal.read_until(r"Here it is ([\d ]+)\.") == number
        terminal.agree()
    return make_passkey(phone)


def add_person(manager: Phone, name: str, role: str, place: str = "") -> None:
    """The manager adds somebody to the list of people and stands on their page."""
    manager.open("/people/new")
    page = manager.page
    page.get_by_label("Name").fill(name)
    page.get_by_label("Role").select_option(label=role)
    if place:
        choose(page, "Where they work", place)
    page.get_by_role("button", name="Add to the list").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def choose(page: Page, label: str, words: str) -> None:
    """The first of the select's options that says so, perhaps with more."""
    options = page.get_by_label(label)
    options.select_option(options.locator("option").filter(has_text=words).first.get_attribute("value"))


def find_person(manager: Phone, name: str) -> None:
    manager.open("/people")
    manager.page.get_by_role("searchbox").press_sequentially(name)
    manager.page.get_by_role("link", name=name).click()
    expect(manager.page.get_by_role("heading", level=1, name=name)).to_be_visible()


def bring_in(manager: Phone, newcomer: Phone) -> Authenticator:
    """From the person's page in the app: link, number on both screens, confirmed, passkey."""
    page = manager.page
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("Or send the link").input_value()
    number = open_invitation(newcomer, link)
    expect(page.locator(".code")).to_have_text(number)
    page.get_by_role("button", name="Yes, the same number").click()
    made = make_passkey(newcomer)
    expect(page.get_by_text("is in", exact=False).first).to_be_visible()
    return made
