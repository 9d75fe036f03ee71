"""When the signal comes back: noticed within seconds, sent by itself, and said of each thing where it was sent from."""

import re
from time import monotonic

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, go, hold, lose_signal
from e2e.offline.writing import all_sent, save, save_unsent, write
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Maya walked to school by herself, and was proud of it."
SAFE = re.compile(r"Significant event, Okafor-Hill family: safe on the record since \d\d:\d\d")
SOON = 8_000


def waiting(phones: HandOut, own: Server) -> Phone:
    """Priya saved one event and began another without signal; she looks at her week."""
    phone = hold(phones, "priya", prf=False, of=own)
    go(phone, "/week")
    write(phone, WORDS)
    lose_signal(own, phone)
    save_unsent(phone)
    go(phone, "/on-this-phone")
    return phone


def test_the_phone_notices_within_seconds_and_says_what_it_sent(phones: HandOut, own: Server) -> None:
    phone = waiting(phones, own)
    page = phone.page
    expect(page.locator("[data-total]")).to_have_text("1 ready to send")
    own.start()
    began = monotonic()
    expect(page.locator("#safe-bar")).to_contain_text(SAFE, timeout=SOON)
    print(f"noticed and sent within {monotonic() - began:.1f} s of the server's answer")
    expect(page.locator("#offline-bar")).to_be_hidden()
    expect(page.get_by_role("heading", name="All sent")).to_be_visible()
    expect(page.get_by_text("All sent", exact=True).locator("visible=true")).to_have_count(1)
    expect(page.locator("[data-sent] li")).to_have_text([SAFE])
    badge(phone, "All sent")


def test_what_is_not_finished_is_not_said_to_go_by_itself(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, WORDS)
    go(phone, "/on-this-phone")
    expect(page.locator("[data-total]")).to_have_text("1 not finished: open and save it")
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("[data-told]")).to_have_text(
        "Nothing was ready to send. What is here waits for you: 1 not finished: open and save it."
    )
    go(phone, "/you")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out now?")
    expect(dialog).to_contain_text("It stays on this phone, sealed: 1 not finished: open and save it.")
    expect(dialog).not_to_contain_text("goes on the record")


LISTEN = """() => {
  window.heard = [];
  const line = document.getElementById('announce');
  const hear = () => { if (line.textContent) window.heard.push(line.textContent); };
  new MutationObserver(hear).observe(line, { childList: true });
}"""


def test_a_screen_reader_hears_each_state_once_in_its_order(phones: HandOut, own: Server) -> None:
    """Saved on the phone, sending, waiting for signal, safe on the record."""
    phone = hold(phones, "priya", prf=False, of=own)
    phone.page.evaluate(LISTEN)
    write(phone, "The door was open.")
    expect(phone.page.locator("#announce")).to_contain_text("Saved on this phone")
    lose_signal(own, phone)
    save_unsent(phone)
    own.start()
    all_sent(phone)
    phone.page.wait_for_function("window.heard.some((words) => words.includes('on the record'))")
    expect(phone.page.locator("#announce")).to_be_empty()
    states = ["Saved on this phone", "Sending…", "It goes by itself when there is signal", "on the record"]
    heard = phone.page.evaluate("window.heard")
    found = [next((at for at, words in enumerate(heard) if state in words), None) for state in states]
    assert None not in found and found == sorted(found), heard


def test_a_screen_reader_does_not_meet_old_sentences(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    write(phone, "The door was open.")
    save(phone.page)
    phone.page.wait_for_url("**/significant-events/*-*-*-*-*")
    expect(phone.page.locator("#announce")).to_have_text(re.compile("Safe on the record since|All sent"))
    expect(phone.page.locator("#announce")).to_be_empty()
