"""How long a phone on a bad line waits: Chromium with slow 4G and a processor four times slower.

The line is Lighthouse's “slow 4G” (1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back), put on each request
by the browser, on the page and on its worker; loopback has no TLS, whose first handshake would add two such round
trips. A first visit has no worker and nothing in the cache. The week opens on a phone in daily use: with its worker,
a passkey of its own, twenty families carried and a vault that one touch opens; the touch itself takes no time here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

from web.bench.carrying import command, somebody_with_twenty
from web.bench.chromium import PHONE, SLOW_4G, SLOWER_PROCESSOR, chromium
from web.bench.figure import Figure
from web.bench.line import Line
from web.bench.phone import LOCKED, phone_with_families
from web.bench.serving import running

FIRST_MS, NEXT_MS, TIMES, SETTLING_MS = 1500, 400, 5, 3000
# Painted, and every script that a touch needs has run: deferred scripts and modules end before DOMContentLoaded.
_USABLE = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  return Math.max(paint, page.domContentLoadedEventEnd);
}"""
# From the navigation, or from the touch's own time stamp, to the frame after `there` has been put in.
_UNTIL = """([touch, there]) => new Promise((done) => {
  const button = touch ? document.querySelector(touch) : null;
  let began = 0;
  button?.addEventListener('click', (event) => { began = event.timeStamp; }, { once: true, capture: true });
  const end = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  const look = () => document.querySelector(there) && (seen.disconnect(), end());
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, attributes: true });
  button?.click();
  look();
})"""
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
_WELCOME = "body[data-vault=open] main install-card"
_WEEK = "body[data-vault=open] main here-is[place=week]"


def rows(progress: Callable[[str], None], times: int = TIMES) -> Iterator[Figure]:
    """What a social worker of the demonstration waits for; medians of five."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        origin = f"http://localhost:{settings.port}"
        with chromium() as browser, running(command(settings, "demo"), settings.port, wait_seconds=60):
            progress("first visits")
            yield from _first_visits([_first_visit(browser, origin) for _ in range(times)])
            progress("a phone with twenty families")
            page, _ = phone_with_families(browser, origin, token)
            yield from _in_daily_use(_slowed(page), progress, times)


def _first_visits(waited: list[tuple[float, float]]) -> Iterator[Figure]:
    yield _first("sign-in", [sign_in for sign_in, _ in waited])
    yield _first("first visit, from the touch to Welcome, its vault made", [welcome for _, welcome in waited])


def _in_daily_use(page: Any, progress: Callable[[str], None], times: int) -> Iterator[Figure]:
    progress("the week")
    opened = [_opened(page) for _ in range(times)]
    yield _first("Week: lock, touch, week", [locked + week for locked, week in opened])
    yield Figure("… of it to the lock", median(locked for locked, _ in opened), "ms")
    progress("next screens")
    page.wait_for_timeout(SETTLING_MS)  # what is carried and kept after unlocking is not the next screen's
    for name, waited in _next_screens(page, times).items():
        value = median(waited)
        yield Figure(f"slow 4G, CPU ÷4: next screen ({name})", value, "ms", f"≤ {NEXT_MS} ms", value <= NEXT_MS)


def _first(name: str, waited: list[float]) -> Figure:
    value = median(waited)
    return Figure(f"slow 4G, CPU ÷4: first screen ({name}) usable", value, "ms", f"≤ {FIRST_MS} ms", value <= FIRST_MS)


def _slowed(page: Any) -> Any:
    Line(page).put(SLOW_4G)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    return page


def _first_visit(browser: Any, origin: str) -> tuple[float, float]:
    """To the sign-in page; from the touch on the demonstration's first door to Welcome."""
    context = browser.new_context(**PHONE)
    page = _slowed(context.new_page())
    page.goto(f"{origin}/sign-in", wait_until="load")
    sign_in = float(page.evaluate(_USABLE))
    page.wait_for_timeout(SETTLING_MS)  # nobody touches sooner
    welcome = float(page.evaluate(_UNTIL, ["button.door", _WELCOME]))
    context.close()
    return sign_in, welcome


def _opened(page: Any) -> tuple[float, float]:
    """To the lock; from the touch to the week."""
    page.goto(urljoin(page.url, "/week"), wait_until="commit")
    locked = float(page.evaluate(_UNTIL, ["", LOCKED]))
    return locked, float(page.evaluate(_UNTIL, [LOCKED, _WEEK]))


def _next_screens(page: Any, times: int) -> dict[str, list[float]]:
    family = page.locator("main a[href^='/families/']").first.get_attribute("href")
    waited: dict[str, list[float]] = {}
    for _ in range(times):
        for path in (family, *_BAR):
            name = "a family" if path == family else path
            waited.setdefault(name, []).append(float(page.evaluate(_NEXT, path)))
    return waited
