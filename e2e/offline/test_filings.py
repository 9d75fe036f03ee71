"""What the server says of drafts that were delivered with the app closed is said of those very words."""

import re

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import go, hold, lock, unlock
from e2e.offline.writing import save_unsent, write
from e2e.server import Server


def test_a_refusal_of_earlier_words_is_not_said_of_those_corrected_since(phones: HandOut, server: Server) -> None:
    """The council has what the worker handed over before; what the phone holds now goes by its own post."""
    phone = hold(phones, "priya", prf=False, service_workers="block")
    page = write(phone, "Corrected since.")
    for address in ("**/significant-events", "**/outbox"):
        page.route(address, lambda route: route.abort())
    save_unsent(phone)
    draft = page.locator("main input[name=draft_id]").input_value()
    refused = {"id": draft, "serial": 1, "status": 422, "reason": "It needs another look."}
    answer = {"filed": [], "waiting": [refused], "drafts": []}
    page.route("**/envelopes/filings", lambda route: route.fulfill(json=answer))
    lock(phone)
    with page.expect_request(re.compile("/(significant-events|outbox)$")):
        unlock(phone)
    go(phone, "/on-this-phone")
    expect(page.get_by_text("Waits for signal")).to_be_visible()
