"""The worker: the app starts without signal, and no foreign page, no form and no writing person is touched by it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.front import Front, opened
from e2e.offline.hand import tell_worker
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.records import copy_of, family_id
from e2e.server import Server

PORTAL = (200, [("Content-Type", "text/html")], b"<h1>Welcome to Free Wifi</h1><p>Accept our terms</p>")
NO_SIGNAL = ("ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET", "ERR_FAILED", "Failed to fetch",
             "A bad HTTP response code", "MIME type", "Failed to update", "ERR_BLOCKED",
             "Content Security Policy", "the policy refused connect-src", "JSON")  # fmt: skip


@pytest.fixture
def own(prepared: Server, tmp_path: Any) -> Iterator[Server]:
    """A server that the test may stop."""
    server = copy_of(prepared, tmp_path / "data").start()
    yield server
    server.stop()


def with_worker(phones: HandOut, server: Server, name: str = "priya", **more: Any) -> Phone:
    """A page that the worker stands behind."""
    phone = phones(name, of=server, service_workers="allow", **more)
    phone.expects(*NO_SIGNAL)
    phone.open("/week")
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    phone.page.reload()
    phone.page.wait_for_function("() => navigator.serviceWorker.controller")
    return phone


def expect_shell(phone: Phone, path: str) -> None:
    phone.page.goto(phone.server.origin + path)
    expect(phone.page.locator("body[data-shell], h1:has-text('No signal')").first).to_be_attached()
    expect(phone.page.get_by_text("Okafor")).to_have_count(0)


def kept_by_worker(phone: Phone) -> list[str]:
    found: list[str] = phone.page.evaluate(
        """async () => {
          const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
          return kept.flat().map(({ url }) => new URL(url).pathname);
        }"""
    )
    return found


def missing(phone: Phone, paths: list[str]) -> list[str]:
    """Those that this page does not get."""
    found: list[str] = phone.page.evaluate(
        """async (paths) => {
          const asked = paths.map((path) => fetch(path).then(({ ok }) => !ok && path, () => path));
          return (await Promise.all(asked)).filter(Boolean);
        }""",
        paths,
    )
    return found


def next_release(path: str, body: bytes) -> bytes:
    return body.replace(b"'weekbook-' + \"", b"'weekbook-' + \"next") if path == "/worker.js" else body


def test_the_shell_comes_at_any_path_when_the_server_is_gone(phones: HandOut, own: Server) -> None:
    phone = with_worker(phones, own)
    own.stop()
    for path in ("/week", f"/families/{7}", "/find?q=okafor", "/nowhere/at/all"):
        expect_shell(phone, path)
    own.start()


def test_and_after_three_seconds_when_it_does_not_answer(phones: HandOut, own: Server) -> None:
    phone = with_worker(phones, own)
    with own.frozen():
        began = phone.page.evaluate("() => Date.now()")
        expect_shell(phone, "/week")
        waited = phone.page.evaluate("began => Date.now() - began", began)
    assert 2500 < waited < 6000, waited


def test_a_captive_portals_page_is_refused(phones: HandOut, own: Server) -> None:
    phone = with_worker(phones, own)
    own.stop()
    with opened(Front(instead=lambda method, path, body: PORTAL, port=own.port)):
        expect_shell(phone, "/week")
        expect(phone.page.get_by_text("Free Wifi")).to_have_count(0)
        kept = phone.page.evaluate(
            """async () => {
              const found = await Promise.all((await caches.keys()).map(async (name) => {
                const cache = await caches.open(name);
                return Promise.all((await cache.keys()).map(async (request) => (await cache.match(request)).text()));
              }));
              return found.flat().some((text) => text.includes('Free Wifi'));
            }"""
        )
        assert not kept
    own.start()
    phone.open("/week")
    expect(phone.page.get_by_text("Okafor-Hill family").first).to_be_visible()


def test_a_redirect_to_elsewhere_is_refused(phones: HandOut, own: Server) -> None:
    phone = with_worker(phones, own)
    own.stop()
    with opened(Front(instead=lambda method, path, body: PORTAL)) as portal:
        away = (302, [("Location", f"http://127.0.0.1:{portal.port}/login")], b"")
        with opened(Front(instead=lambda method, path, body: away, port=own.port)):
            expect_shell(phone, "/week")
            assert phone.page.url == own.origin + "/week"
    own.start()


def test_the_apps_own_redirects_are_followed_and_asked_once(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    phone = with_worker(phones, server)
    front.asked.clear()
    phone.page.goto(server.origin + "/")
    phone.page.wait_for_url("**/week")
    expect(phone.page.get_by_text("Okafor-Hill family").first).to_be_visible()
    assert front.asked.count("GET /week") == 1, "what came with the redirect is not asked for again"


def test_13_the_service_worker_resends_a_post_empty(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """The worker leaves every request alone that is not a GET: ten megabytes arrive byte for byte."""
    server, front = fronted
    phone = with_worker(phones, server)
    sent = phone.page.evaluate(
        """async (path) => {
          const bytes = new Uint8Array(10 * 1024 * 1024);
          for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
          await fetch(path, { method: 'POST', body: bytes });
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
        }""",
        f"/families/{family_id(server, 'Brennan')}/visits",
    )
    [arrived] = [body for path, body in front.posted if path.endswith("/visits")]
    assert len(arrived) == 10 * 1024 * 1024
    assert hashlib.sha256(arrived).hexdigest() == sent


def test_after_unlocking_every_module_is_kept_so_that_the_app_starts_without_signal(
    phones: HandOut, own: Server
) -> None:
    phone = with_worker(phones, own, bypass_csp=True)
    few = kept_by_worker(phone)
    tell_worker(phone, "keep-all", "kept-all")
    assert len(kept_by_worker(phone)) > len(few)
    modules = [path for path in kept_by_worker(phone) if path.endswith(".js")]
    assert any("/js/offline/vault.js" in path for path in modules)
    own.stop()
    expect_shell(phone, "/week")
    assert missing(phone, modules) == []
    own.start()


def test_19_a_new_release_reloads_the_page_under_the_writer(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    """A new release waits for the person, and keeps what the one before kept."""
    server, front = fronted
    phone = with_worker(phones, server)
    tell_worker(phone, "keep-all", "kept-all")
    phone.page.evaluate("() => { window.here = true; }")
    front.changed = next_release
    phone.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    expect(phone.page.locator("#update-bar")).to_be_visible()
    assert phone.page.evaluate("() => window.here === true"), "nothing is loaded anew under a person"
    assert phone.page.evaluate("async () => Boolean((await navigator.serviceWorker.ready).waiting)")
    phone.page.locator("[data-update]").click()
    phone.page.wait_for_function("() => !window.here")
    wait_until(phone.page, "async () => (await caches.keys()).every((name) => name.startsWith('weekbook-next'))")
    assert any("/js/offline/vault.js" in path for path in kept_by_worker(phone)), "it still starts without signal"
