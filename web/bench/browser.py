"""How long a phone on a bad line waits: Chromium with slow 4G and a processor four times slower.

The line is Lighthouse's “slow 4G” (1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back), put on each request
by the browser; loopback has no TLS, whose first handshake would add two such round trips. No worker, nothing in
the cache for a first screen.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.figure import Figure
from web.bench.serving import free_port, running

FIRST_MS, NEXT_MS, TIMES = 1500, 400, 5
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER_PROCESSOR = 4
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
    "service_workers": "block",
}  # fmt: skip
# Painted, and every script that a touch needs has run: deferred scripts and modules end before DOMContentLoaded.
_USABLE = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  return Math.max(paint, page.domContentLoadedEventEnd);
}"""
# From the touch's own time stamp to the frame after the new content has been put in.
_NEXT = """path => new Promise((done) => {
  const link = document.querySelector(`a[href="${path}"]`);
  let touched;
  link.addEventListener('click', (event) => { touched = event.timeStamp; }, { once: true, capture: true });
  document.addEventListener('htmx:after:swap', () => requestAnimationFrame(() => setTimeout(() => {
    done(performance.now() - touched);
  })), { once: true });
  link.click();
})"""
_BAR = ("/find", "/record", "/you", "/week")


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """What a social worker of the demonstration waits for; medians of five."""
    progress("building the demonstration")
    with _demonstration() as origin, chromium() as browser:
        state = _signed_in(browser, origin)
        for name, path, cookies in (("sign-in", "/sign-in", None), ("Week", "/week", state)):
            progress(f"first screen: {name}")
            yield _first(name, [_first_screen(browser, origin + path, cookies) for _ in range(TIMES)])
        progress("next screens")
        times = _next_screens(browser, origin, state)
    for path, waited in times.items():
        yield _following(path, waited)


def _first(name: str, waited: list[float]) -> Figure:
    value = median(waited)
    return Figure(f"slow 4G, CPU ÷4: first screen ({name}) usable", value, "ms", f"≤ {FIRST_MS} ms", value <= FIRST_MS)


def _following(path: str, waited: list[float]) -> Figure:
    value = median(waited)
    return Figure(f"slow 4G, CPU ÷4: next screen ({path})", value, "ms", f"≤ {NEXT_MS} ms", value <= NEXT_MS)


@contextmanager
def _demonstration() -> Iterator[str]:
    """`weekbook demo` in a folder of its own."""
    port = free_port()
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        setting = [f"PORT={port}", f"WEEKBOOK_DATA={data}", f"WEEKBOOK_DATABASE=sqlite:///{data / 'weekbook.db'}"]
        command = ["/usr/bin/env", *setting, sys.executable, "-m", "web", "demo"]
        with running(command, port, wait_seconds=90):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # a dependency of the tests, needed for this bench alone

    path = next((found for name in _CHROMIUMS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


def _signed_in(browser: Any, origin: str) -> Any:
    """Cookies of the first door; they are put into each fresh browser."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{origin}/sign-in")
    page.locator("button.door").first.click()
    page.wait_for_url("**/welcome?**")
    state = context.cookies()
    context.close()
    return state


def _slowed(browser: Any, cookies: Any) -> Any:
    context = browser.new_context(**PHONE)
    if cookies:
        context.add_cookies(cookies)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    return page


def _first_screen(browser: Any, url: str, cookies: Any) -> float:
    page = _slowed(browser, cookies)
    page.goto(url, wait_until="load")
    waited = float(page.evaluate(_USABLE))
    page.context.close()
    return waited


def _next_screens(browser: Any, origin: str, cookies: Any) -> dict[str, list[float]]:
    page = _slowed(browser, cookies)
    page.goto(f"{origin}/week", wait_until="networkidle")
    family = page.locator("main a[href^='/families/']").first.get_attribute("href")
    times: dict[str, list[float]] = {}
    for _ in range(TIMES):
        for path in (family, *_BAR):
            name = "a family" if path == family else path
            times.setdefault(name, []).append(float(page.evaluate(_NEXT, path)))
    page.context.close()
    return times
