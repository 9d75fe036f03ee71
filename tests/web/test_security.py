"""What stands around every answer."""

import re

import pytest
from sqlalchemy import func, select

from store.tables.trail import TrailRow
from tests.conftest import App
from web.rendering import asset

pytestmark = pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)


async def test_every_answer_carries_the_policies(app: App) -> None:
    for path in ("/health", "/", "/nowhere", "/static/0/css/base.css"):
        headers = (await app.signed_out().get(path)).headers
        policy = headers["content-security-policy"]
        script = r"script-src 'nonce-[\w-]{20,}';.*require-trusted-types-for 'script'"
        assert path.startswith("/static/") or re.search(script, policy), path
        for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, path
        assert path.startswith("/static/") or headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert headers["x-content-type-options"] == "nosniff"


async def test_each_answer_has_its_own_nonce(app: App) -> None:
    browser = app.signed_out()
    policies = {(await browser.get("/health")).headers["content-security-policy"] for _ in range(3)}
    assert len(policies) == 3


async def test_pages_are_not_kept_and_public_files_are(app: App) -> None:
    browser = app.signed_out()
    assert (await browser.get("/health")).headers["cache-control"] == "no-store"
    assert "immutable" in (await browser.get(asset("css/base.css"))).headers["cache-control"]
    assert (await browser.get("/static/an-older-one/css/base.css")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://weekbook.example.evil.example"},
        {"Origin": "http://weekbook.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://weekbook.example"},
    ],
    ids=str,
)
async def test_a_forged_post_is_refused(app: App, headers: dict[str, str]) -> None:
    browser = await app.as_("priya")
    del browser.http.headers["sec-fetch-site"]
    answer = await browser.http.post("/sign-outs", headers=headers)
    assert answer.status_code == 403
    assert "did not come from Weekbook" in answer.text


async def test_another_host_name_is_refused(app: App) -> None:
    answer = await app.signed_out().get("/health", headers={"Host": "evil.example"})
    assert answer.status_code == 400


async def test_a_body_beyond_all_bounds_is_refused_in_words(app: App) -> None:
    browser = await app.as_("priya")
    answer = await browser.http.post("/sign-outs", content=b"a" * (13 * 1024 * 1024))
    assert answer.status_code == 413


async def test_a_refusal_is_on_the_trail(app: App) -> None:
    await (await app.as_("grace")).get("/families/999999")
    async with app.services.database.reading() as db:
        row = (await db.scalars(select(TrailRow).where(TrailRow.act == "refused 404"))).one()
    assert row.subject == "/families/999999"


async def test_a_stranger_cannot_fill_the_trail(app: App) -> None:
    browser = app.signed_out()
    for _ in range(40):
        assert (await browser.get("/nowhere")).status_code == 404
    async with app.services.database.reading() as db:
        assert await db.scalar(select(func.count()).select_from(TrailRow)) == 30
