"""Stories in which peers lost or doubled what a bad line cut off (numbers as in the list of twenty)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Request

from e2e.conftest import HandOut
from e2e.offline.hand import badge, priyas_phone, status
from e2e.offline.lines import behind_a_line
from e2e.offline.writing import SAFE, SOON, all_sent, expect_sent_once, first_field, save, save_unsent, versions, write
from e2e.proxy import ProxyThread
from e2e.server import Server

Behind = tuple[Server, ProxyThread]


@pytest.fixture
def behind(prepared: Server, tmp_path: Path) -> Iterator[Behind]:
    with behind_a_line(prepared, tmp_path / "behind") as both:
        yield both


def test_15_the_server_commits_the_answer_is_lost_the_phone_resends(phones: HandOut, behind: Behind) -> None:
    """One record, the latest text, the earlier version kept."""
    server, line = behind
    phone = priyas_phone(phones, server)
    page = write(phone, "The answer was lost.")
    with line.losing_answers("POST /families/") as lost:
        save_unsent(phone)
        assert lost.met.is_set()
    first_field(page).fill("The answer was lost. Then I wrote on.")
    status(phone).to_contain_text(SAFE, timeout=SOON)
    [said] = versions(server, "The answer was lost.")
    assert len(said) == 2 and "Then I wrote on." not in said[0] and "Then I wrote on." in said[1]


def test_17_what_is_typed_while_a_request_runs_is_lost(phones: HandOut, behind: Behind) -> None:
    server, line = behind
    phone = priyas_phone(phones, server)
    page = write(phone, "Typed before.")
    with line.holding("POST /families/") as held:
        save(page)
        assert held.met.wait(10)
        first_field(page).press_sequentially(" And typed while it ran.")
    status(phone).to_contain_text(SAFE, timeout=SOON)
    all_sent(phone)
    [said] = versions(server, "Typed before.")
    assert "And typed while it ran." in said[-1]


def is_of_the_form(request: Request) -> bool:
    """And not the light question whether there is signal."""
    return request.method == "POST" and request.url.endswith("/significant-events")


def test_20_the_retry_gives_up(phones: HandOut, behind: Behind) -> None:
    """Ten failures later the count is unchanged; then it goes by itself."""
    server, line = behind
    phone = priyas_phone(phones, server)
    page = write(phone, "Tried again and again.")
    line.disconnect()
    save_unsent(phone)
    with page.expect_event("requestfailed", is_of_the_form):
        page.evaluate("dispatchEvent(new Event('online'))")
    for _ in range(9):
        with page.expect_event("requestfailed", is_of_the_form):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    badge(phone, "1 unsent")
    line.connect()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect_sent_once(phone, "Tried again and again.")
