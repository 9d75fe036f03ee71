"""The public files come as light as a browser takes them, and are the same files however they come."""

import gzip

import brotli
import pytest

from tests.conftest import App
from web.rendering import STATIC, asset

FILES = ("css/components.css", "js/app.js", "vendor/htmx.min.js", "icons.svg")


async def fetched(app: App, address: str, takes: str) -> tuple[str, bytes]:
    """How it is packed, and what comes over the wire."""
    async with app.signed_out().http.stream("GET", address, headers={"Accept-Encoding": takes}) as answer:
        assert answer.status_code == 200 and "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["content-type"].startswith(("text/", "image/svg"))
        return answer.headers.get("content-encoding", ""), b"".join([part async for part in answer.aiter_raw()])


@pytest.mark.parametrize("file", FILES)
async def test_a_browser_that_takes_brotli_gets_the_same_file_lighter(app: App, file: str) -> None:
    text = (STATIC / file).read_bytes()
    for _ in range(2):
        packing, light = await fetched(app, asset(file), "gzip, deflate, br;q=0.9, zstd")
        assert packing == "br" and brotli.decompress(light) == text
    other, heavier = await fetched(app, asset(file), "gzip")
    assert other == "gzip" and gzip.decompress(heavier) == text and len(light) < 0.93 * len(heavier)


@pytest.mark.parametrize(("takes", "packing"), [
    ("br;q=0, gzip", "gzip"), ("br; q=0.000, gzip", "gzip"), ("gzip, br;q=none", "gzip"),
    ("br", "br"), ("BR;Q=0.001", "br"),
])  # fmt: skip
async def test_a_browser_gets_brotli_only_where_it_takes_it(app: App, takes: str, packing: str) -> None:
    assert (await fetched(app, asset("js/app.js"), takes))[0] == packing


async def test_what_an_older_release_asks_for_is_the_present_file_and_is_kept_by_nobody(app: App) -> None:
    answer = await app.signed_out().http.get("/static/older/js/app.js", headers={"Accept-Encoding": "br"})
    assert answer.headers["cache-control"] == "no-store" and "content-encoding" not in answer.headers
    assert answer.content == (STATIC / "js/app.js").read_bytes()
