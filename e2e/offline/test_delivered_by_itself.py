"""What is written and left reaches the council sealed without anybody pressing anything: after four seconds where it
was saved and got no answer, after a minute where it is unfinished, and at once when the app goes out of sight."""

from threading import Event

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import badge, go, hold
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.test_delivery import kept, wait_until_kept
from e2e.offline.waiting import wait_until
from e2e.offline.writing import event_form, first_field, ready, save, write
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Dawn had the bags packed at the door."
HIDDEN = """() => {
  for (const [name, value] of [['visibilityState', 'hidden'], ['hidden', true]]) {
    Object.defineProperty(document, name, { value, configurable: true });
  }
  document.dispatchEvent(new Event('visibilitychange'));
}"""
LEFT = "() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))"


def settled(phones: HandOut, server: Server) -> Phone:
    """Priya’s phone after its start: what is unsent then is handed over, words just written too."""
    phone = hold(phones, "priya", prf=False, of=server)
    wait_until(phone.page, CARRIED)
    return phone


def nothing_went(front: Front) -> bool:
    return not any(path == "/envelopes" for path, _ in front.posted)


def expect_unfinished_at_the_council(front: Front, server: Server) -> None:
    wait_until_kept(front, server)
    assert [filed for _, filed in kept(server)] == [False], "sealed: only its author finishes it"


def test_saved_and_never_answered_it_is_handed_over_sealed(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """The line swallows the form: the page waits for its answer, and the words are at the council all the same."""
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    page = write(phone, WORDS)
    over = Event()

    def swallow(method: str, path: str, body: bytes) -> None:
        if method == "POST" and path.endswith("/significant-events"):
            over.wait(60)

    front.instead = swallow
    try:
        save(page)
        expect(page.locator("[data-form-status]").last).to_have_text("Sending…")
        wait_until_kept(front, server)
        expect(page.locator("[data-form-status]").last).to_have_text("Sending…")
    finally:
        over.set()


def test_unfinished_and_untouched_for_a_minute(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = settled(phones, server)
    phone.page.clock.install()
    write(phone, WORDS, meaning="")
    phone.page.clock.fast_forward("00:50")
    badge(phone, "1 unsent")
    assert nothing_went(front), "who pauses for a moment is still writing"
    phone.page.clock.fast_forward("00:15")
    expect_unfinished_at_the_council(front, server)


def test_written_on_and_on_with_short_pauses(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """Nobody waits a minute between two words: after two of writing the council has what there is."""
    server, front = fronted
    phone = settled(phones, server)
    phone.page.clock.install()
    write(phone, WORDS, meaning="")
    for number in range(5):
        phone.page.clock.fast_forward("00:20")
        first_field(phone.page).fill(f"{WORDS} Bag {number}.")
        expect(status_line(phone.page)).to_contain_text("Saved on this phone")
    assert nothing_went(front)
    for number in range(5, 8):
        phone.page.clock.fast_forward("00:20")
        first_field(phone.page).fill(f"{WORDS} Bag {number}.")
    expect_unfinished_at_the_council(front, server)


def status_line(page: Page) -> Locator:
    return page.locator("[data-form-status]").last


def test_typed_and_hidden_within_the_same_moment(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = hold(phones, "priya", prf=False, of=server)
    go(phone, event_form(server))
    ready(phone.page)
    first_field(phone.page).fill(WORDS)
    phone.page.evaluate(HIDDEN)
    expect_unfinished_at_the_council(front, server)


@pytest.mark.parametrize("leave", [HIDDEN, LEFT], ids=["hidden", "left"])
def test_left_unfinished_for_another_screen_and_then_put_away(
    phones: HandOut, fronted: tuple[Server, Front], leave: str
) -> None:
    server, front = fronted
    phone = settled(phones, server)
    page: Page = write(phone, WORDS, meaning="")
    go(phone, "/week")
    badge(phone, "1 unsent")
    assert nothing_went(front)
    page.evaluate(leave)
    expect_unfinished_at_the_council(front, server)
