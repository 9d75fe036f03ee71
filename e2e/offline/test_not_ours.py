"""Somebody else answers in Weekbook's place, or half of it: nothing is let go, nothing is refused, the touch opens."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.front import Answer, Front
from e2e.offline.hand import badge, expect_locked, expect_open, go, hold, lock, lose_signal, status, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.test_delivery import DELIVER, ROWS
from e2e.offline.waiting import wait_until
from e2e.offline.writing import BY_ITSELF, all_sent, expect_sent_once, first_field, save, write
from e2e.phone import Phone
from e2e.server import Server
from web.forms import fingerprint

WORDS = "Maya had packed her own bag."
POSTS = ("/significant-events", "/outbox")
TROUBLES = ("status of", " for ", "somebody else answered", "MIME type", "Content Security Policy", "JSON")


def held(phones: HandOut, server: Server, **different: Any) -> Phone:
    phone = hold(phones, "priya", of=server, **different)
    phone.expects(*TROUBLES)
    wait_until(phone.page, CARRIED)
    return phone


def portal(code: int) -> Callable[[str, str, bytes], Answer | None]:
    def answer(method: str, path: str, body: bytes) -> Answer | None:
        if method == "POST" and path.endswith(POSTS):
            return code, [("Content-Type", "text/html")], b"<h1>Welcome to the train</h1>"
        return None

    return answer


@pytest.mark.parametrize("code", [200, 403, 404, 405, 409, 422, 511])
def test_what_a_proxy_answers_refuses_no_words(phones: HandOut, fronted: tuple[Server, Front], code: int) -> None:
    server, front = fronted
    phone = held(phones, server, prf=False)
    write(phone, WORDS)
    front.instead = portal(code)
    save(phone.page)
    status(phone).to_contain_text(BY_ITSELF)
    badge(phone, "1 unsent")
    front.instead = lambda method, path, body: None
    expect_sent_once(phone, WORDS)


def test_a_receipt_without_an_id_lets_nothing_go(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = held(phones, server, prf=False)
    write(phone, WORDS)
    policy = phone.page.request.get(server.origin + "/health").headers["content-security-policy"]

    def half(method: str, path: str, body: bytes) -> Answer | None:
        if method != "POST" or not path.endswith("/significant-events"):
            return None
        hashed = fingerprint(parse_qsl(body.decode(), keep_blank_values=True))
        said = {"href": "/week", "at": "2026-11-22T12:00:00+00:00", "revision": 1, "sha256": hashed}
        return 201, [("Weekbook-Receipt", json.dumps(said)), ("Content-Security-Policy", policy)], b""

    front.instead = half
    save(phone.page)
    status(phone).to_contain_text("What Weekbook stored is not what stands here")
    badge(phone, "1 unsent")


@pytest.mark.parametrize("code", [200, 403, 404, 429, 503])
def test_the_touch_opens_what_is_here_where_somebody_else_answers(
    phones: HandOut, fronted: tuple[Server, Front], code: int
) -> None:
    server, front = fronted
    phone = held(phones, server)
    lock(phone)
    front.instead = lambda method, path, body: (code, [("Content-Type", "text/html")], b"<h1>Train</h1>")
    unlock(phone)


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_the_touch_opens_where_the_server_cannot_take_it(
    phones: HandOut, fronted: tuple[Server, Front], code: int
) -> None:
    server, front = fronted
    phone = held(phones, server)
    lock(phone)
    front.instead = lambda method, path, body: (code, [], b"") if path == "/sign-in" else None
    unlock(phone)


def test_what_somebody_else_says_has_ended_erases_nothing(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = held(phones, server)
    write(phone, WORDS)
    ended = json.dumps({"state": "ended", "lost_at": "2026-11-22T12:00:00+00:00"}).encode()

    def answer(method: str, path: str, body: bytes) -> Answer | None:
        code = 410 if path == "/envelopes" else 200
        theirs = path.startswith(("/envelopes", "/phones/state", "/phones/erasures"))
        return (code, [("Content-Type", "application/json")], ended) if theirs else None

    front.instead = answer
    asks = f"/phones/state?vault={phone.page.evaluate(ROWS, 'vaults')[0]['vault_id']}"
    assert "somebody else answered" in phone.page.evaluate(DELIVER)["failed"]
    front.wait_for(asks, 200)
    lock(phone)
    front.wait_for(asks, 200)
    unlock(phone)
    assert "POST /phones/erasures" not in front.asked
    front.instead = lambda method, path, body: None
    expect(first_field(phone.page)).to_have_value(WORDS)
    save(phone.page)
    expect_sent_once(phone, WORDS)


def test_signing_out_without_signal_locks_and_says_so(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, _ = fronted
    phone = held(phones, server)
    go(phone, "/you")
    lose_signal(server, phone)
    phone.page.get_by_role("button", name="Sign out").click()
    expect_locked(phone)
    expect(phone.page.locator("unlock-card [data-words]")).to_contain_text("the council signs you out after 15")
    server.start()
    unlock(phone)
    expect_open(phone)
    all_sent(phone)
