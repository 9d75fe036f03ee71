"""The installed app: a manifest, a worker at a stable address, one page that says nothing about anyone."""

import json
import re
from dataclasses import replace

import pytest

from tests.conftest import App
from web.app import create_app
from web.pages.pwa import PLACE
from web.release import release
from web.rendering import STATIC, fingerprint
from web.settings import Settings


async def test_the_manifest_names_icons_that_are_there(app: App) -> None:
    answer = await app.signed_out().get("/manifest.webmanifest")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    purposes = {icon.get("purpose", "any") for icon in manifest["icons"]}
    assert purposes >= {"any", "maskable"}
    assert [shortcut["name"] for shortcut in manifest["shortcuts"]] == ["Record a visit", "Find"]
    for icon in manifest["icons"]:
        assert (await app.signed_out().get(icon["src"])).status_code == 200


async def test_the_worker_has_a_stable_address_and_is_never_kept(app: App) -> None:
    answer = await app.signed_out().get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert fingerprint() in answer.text, "another release is another worker"


async def test_the_worker_keeps_public_files_only_and_each_is_there(app: App) -> None:
    browser = app.signed_out()
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", (await browser.get("/worker.js")).text)[1])  # type: ignore[index]
    assert files and len(files) == len(set(files))
    for path in files:
        assert path.startswith(f"/static/{fingerprint()}/"), "never a page"
        assert (STATIC / path.split("/", 3)[3]).is_file()
        assert (await browser.get(path)).status_code == 200


async def test_the_shell_is_the_same_for_everybody(app: App) -> None:
    pages = [(await browser.get("/shell")) for browser in (app.signed_out(), await app.as_("priya"))]
    texts = {re.sub(r'nonce="[^"]*"', "", page.text) for page in pages}
    assert len(texts) == 1
    assert "No signal" in texts.pop()
    assert "data-me" not in pages[1].text and "Priya" not in pages[1].text


async def test_nothing_else_needs_the_worker(app: App) -> None:
    for path in ("/manifest.webmanifest", "/worker.js", "/shell"):
        answer = await app.signed_out().get(path)
        assert answer.status_code == 200 and "set-cookie" not in answer.headers


async def test_the_worker_brings_what_it_shares_with_the_pages_as_plain_declarations(app: App) -> None:
    """It is one file: a worker with imports does not work in every browser."""
    text = (await app.signed_out().get("/worker.js")).text
    assert "function depositOf(" in text and "function fromBase64url(" in text
    assert "\nimport " not in text and "\nexport " not in text and PLACE not in text
    assert release() in text, "a release whose templates alone differ is another worker too: its shell is another"


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_a_bad_worker_is_switched_off_by_a_setting(settings: Settings) -> None:
    app = App(create_app(replace(settings, worker=False)), settings)
    answer = await app.signed_out().get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "registration.unregister()" in answer.text and "addEventListener('fetch'" not in answer.text
    await app.close()
