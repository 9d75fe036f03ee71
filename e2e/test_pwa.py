"""The installed app: manifest, icons, the worker, and what is left of it without a signal."""

import json
from typing import Any

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.records import copy_of
from e2e.server import Server


def with_worker(phones: HandOut, name: str = "", **more: Any) -> Phone:
    phone = phones(name, service_workers="allow", **more)
    phone.expects("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "Failed to fetch")
    return phone


def await_worker(phone: Phone) -> None:
    phone.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def kept_by_worker(phone: Phone) -> list[str]:
    found: list[str] = phone.page.evaluate(
        """async () => {
          const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
          return kept.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    return found


def worker_errors(phone: Phone) -> list[str]:
    """What the worker complains of from now on, as the browser reports it."""
    heard: list[str] = []
    session = phone.cdp()
    session.on("ServiceWorker.workerErrorReported", lambda said: heard.append(said["errorMessage"]["errorMessage"]))
    session.send("ServiceWorker.enable")
    return heard


def test_the_assembled_worker_parses_and_registers(phones: HandOut) -> None:
    """It is put together of several files: a name declared twice would leave phones without a worker."""
    phone = with_worker(phones)
    heard = worker_errors(phone)
    phone.open("/sign-in")
    active = "(await navigator.serviceWorker.getRegistration())?.active"
    wait_until(phone.page, f"async () => {active}?.state === 'activated'")
    assert heard == []


def test_the_worker_is_calm_at_a_reload_with_the_server_dead(phones: HandOut, prepared: Server, tmp_path: Any) -> None:
    own = copy_of(prepared, tmp_path / "data").start()
    phone = with_worker(phones, "priya", of=own)
    phone.expects("ERR_FAILED")
    phone.open("/week")
    await_worker(phone)
    phone.page.reload()
    heard = worker_errors(phone)
    own.kill()
    for path in ("/week", "/you"):
        phone.page.goto(own.origin + path)
        expect(phone.page.get_by_role("heading", name="No signal")).to_be_visible()
    pictures = "document.querySelector('link[rel=apple-touch-icon]').href"
    assert phone.page.evaluate(f"() => fetch({pictures}).then(() => true, () => false)") is False
    phone.page.evaluate("() => navigator.serviceWorker.controller.postMessage('keep-all')")
    assert phone.page.evaluate(f"() => fetch({pictures}).then(() => true, () => false)") is False
    assert heard == []


def test_it_can_be_installed(phones: HandOut) -> None:
    phone = with_worker(phones)
    phone.open("/sign-in")
    await_worker(phone)
    manifest = phone.cdp().send("Page.getAppManifest")
    assert manifest["errors"] == []
    said = json.loads(manifest["data"])
    assert {"Record a visit", "Find"} <= {shortcut["name"] for shortcut in said["shortcuts"]}
    assert any(icon.get("purpose") == "maskable" for icon in said["icons"])
    errors = phone.cdp().send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_every_icon_is_there_in_the_size_it_says(phones: HandOut) -> None:
    phone = phones()
    phone.open("/sign-in")
    icons = phone.page.evaluate(
        """async () => {
          const manifest = await (await fetch('/manifest.webmanifest')).json();
          return Promise.all(manifest.icons.map(async ({ src, sizes, type }) => {
            const image = new Image();
            image.src = src;
            await image.decode();
            return [sizes, `${image.naturalWidth}x${image.naturalHeight}`, type];
          }));
        }"""
    )
    assert len(icons) >= 3
    assert all(said in ("any", real) for said, real, _ in icons), icons


def test_without_signal_a_calm_page_and_nothing_of_a_family(phones: HandOut) -> None:
    phone = with_worker(phones, "priya")
    phone.open("/week")
    await_worker(phone)
    phone.open("/find?q=okafor")
    phone.context.set_offline(True)
    phone.page.goto(phone.server.origin + "/week")
    expect(phone.page.get_by_role("heading", name="No signal")).to_be_visible()
    expect(phone.page.get_by_text("Okafor")).to_have_count(0)
    phone.context.set_offline(False)
    phone.page.get_by_role("link", name="Try again").click()
    expect(phone.page.get_by_text("Okafor-Hill family").first).to_be_visible()


def test_the_same_when_the_server_is_gone(phones: HandOut, prepared: Server, tmp_path_factory: Any) -> None:
    own = copy_of(prepared, tmp_path_factory.mktemp("gone") / "data").start()
    phone = with_worker(phones, "priya", of=own)
    phone.open("/week")
    await_worker(phone)
    own.stop()
    phone.page.goto(own.origin + "/week")
    expect(phone.page.get_by_role("heading", name="No signal")).to_be_visible()
    own.start()
    phone.page.get_by_role("link", name="Try again").click()
    expect(phone.page.get_by_text("Okafor-Hill family").first).to_be_visible()
    own.stop()


def test_the_worker_keeps_only_what_is_public(phones: HandOut) -> None:
    phone = with_worker(phones, "priya")
    phone.open("/week")
    await_worker(phone)
    for path in ("/week", "/find?q=okafor", "/you", "/shell"):
        phone.open(path)
    kept = kept_by_worker(phone)
    assert "/shell" in kept
    assert all(path == "/shell" or path.startswith("/static/") for path in kept), kept
    shell = phone.page.evaluate("async () => (await (await caches.match('/shell')).text())")
    assert "Okafor" not in shell and "Priya" not in shell
