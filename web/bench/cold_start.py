"""How long the app takes without signal: from the touch on its icon to the lock, from the unlocking touch to a screen.

Chromium with a passkey of its own; twenty families are carried; then the server is ended. The processor is four
times slower, except for unlocking to a family, which is measured on both.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.carrying import command, somebody_with_twenty
from web.bench.chromium import SLOWER_PROCESSOR, chromium
from web.bench.figure import Figure
from web.bench.phone import LOCKED, phone_with_families
from web.bench.serving import running

START_MS, UNLOCK_MS, TIMES = 1000, 300, 7
# Since the navigation began; to the frame in which the card can be touched.
_TO_THE_LOCK = """(card) => new Promise((done) => {
  const end = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const look = () => document.querySelector(card) && (seen.disconnect(), end());
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})"""
# From the touch's own time stamp to the frame after the carried screen stands there, what is typed in it being kept.
_TO_A_SCREEN = """(card) => new Promise((done) => {
  const button = document.querySelector(card);
  let touched;
  button.addEventListener('click', (event) => { touched = event.timeStamp; }, { once: true, capture: true });
  const isThere = (what) => document.querySelector(`main ${what}`) !== null;
  const isReady = () => isThere('[data-stamp]') && !isThere('draft-form:not([data-kept])');
  const look = () => isReady() && (seen.disconnect(), requestAnimationFrame(
    () => setTimeout(() => done(performance.now() - touched))));
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, attributes: true });
  button.click();
})"""


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """Medians of seven."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        with chromium() as browser:
            progress("a phone with twenty families")
            with running(command(settings, "serve"), settings.port, wait_seconds=60):
                origin = f"http://localhost:{settings.port}"
                page, families = phone_with_families(browser, origin, token)
            progress("without signal")
            yield from _figures(page, origin + families[0])


def _figures(page: Any, family: str) -> Iterator[Figure]:
    slower = page.context.new_cdp_session(page)
    _, unlocked = _starts(page, family)
    yield Figure("without signal: unlock to a family", unlocked, "ms", f"≤ {UNLOCK_MS} ms", unlocked <= UNLOCK_MS)
    slower.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    locked, form = _starts(page, f"{family}/visits/new")
    both = locked + form
    yield Figure("CPU ÷4: cold start to a form, without the touch", both, "ms", f"≤ {START_MS} ms", both <= START_MS)
    yield Figure("… of it to the lock", locked, "ms")
    _, unlocked = _starts(page, family)
    yield Figure("CPU ÷4: unlock to a family", unlocked, "ms")


def _starts(page: Any, url: str) -> tuple[float, float]:
    """To the lock, and from the touch to the screen at `url`."""
    waited = []
    for _ in range(TIMES):
        page.goto(url, wait_until="commit")
        locked = float(page.evaluate(_TO_THE_LOCK, LOCKED))
        waited.append((locked, float(page.evaluate(_TO_A_SCREEN, LOCKED))))
    return median(locked for locked, _ in waited), median(screen for _, screen in waited)
