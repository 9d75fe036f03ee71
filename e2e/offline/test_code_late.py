"""On a slow line a screen is there before the code of its parts: what is asked for then waits for it."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, Route, expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold
from e2e.offline.writing import write
from e2e.records import family_id
from e2e.server import Server
from store.practice.weeks import Week


def hold_back(page: Page, what: str) -> list[Route]:
    """The requests for that code, to be let go."""
    late: list[Route] = []
    page.route(what, lambda route: late.append(route))
    return late


def test_signing_out_before_its_code_is_there_still_says_what_is_unsent(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False, service_workers="block", of=server)
    write(phone, "Not to be left behind unsaid.")
    badge(phone, "1 unsent")
    late = hold_back(phone.page, "**/leave-phone*")
    go(phone, "/you")
    phone.page.get_by_role("button", name="Sign out").click()
    expect(phone.page).to_have_url(re.compile("/you$"))
    late[0].continue_()
    dialog = phone.page.get_by_role("dialog", name="Sign out now?")
    expect(dialog.get_by_text("One note is not on the record yet.")).to_be_visible()


def test_a_page_is_printed_once_its_button_has_its_code(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False, service_workers="block", of=server)
    page = phone.page
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    late = hold_back(page, "**/print-button*")
    go(phone, f"/families/{family_id(server, 'Okafor-Hill')}/weeks/{Week.of(datetime.now(UTC))}")
    page.get_by_role("button", name="Print").locator("svg").click()
    assert page.evaluate("() => window.printed") == 0
    late[0].continue_()
    page.wait_for_function("() => window.printed === 1")
