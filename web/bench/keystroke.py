"""What the draft keeper adds to a keystroke: real keys in a visit's form with much text, a processor four times slower.

From the key's own time stamp in the browser to the end of all that hears the letter, in one Chromium: in a form whose
words are kept sealed, and in the same form on a phone without a vault, round about. What a key waits for because
the page seals is in it. “To the next frame” is the browser's Event Timing, which counts in steps of 8 ms.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.carrying import command, somebody_with_twenty
from web.bench.chromium import PHONE, SLOWER_PROCESSOR, chromium
from web.bench.figure import Figure
from web.bench.phone import hold_token, phone_with_families
from web.bench.serving import running
from web.bench.words import sentences, text

MOST_MS, ROUNDS, KEYS, APART_MS, LETTERS = 4, 3, 150, 90, 3000
# The last to hear the letter: listeners of the window, in the bubbling phase, added after those of the app.
_LISTEN = """() => {
  window.handled = [];
  window.shown = [];
  let pressed;
  addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true });
  addEventListener('input', () => window.handled.push(performance.now() - pressed));
  new PerformanceObserver((seen) => {
    for (const { name, duration } of seen.getEntries()) if (name === 'keydown') window.shown.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}"""
_OPEN = """async (path) => {
  await htmx.ajax('GET', path, { target: '#main', push: path });
  while (document.querySelector('main draft-form')?.address !== path) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}"""
_LONGEST = "main textarea[name=observed]"
_HEARD = "() => [window.handled.splice(0), window.shown.splice(0)]"


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """Three rounds of 150 keys in each form."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        with running(command(settings, "serve"), settings.port, wait_seconds=60), chromium() as browser:
            progress("two phones")
            pages = _pages(browser, f"http://localhost:{settings.port}", token)
            yield from _figures(*_typed(pages, progress))


def _pages(browser: Any, origin: str, token: str) -> list[Any]:
    """The visit's form with its words: kept sealed, and without a keeper."""
    kept, families = phone_with_families(browser, origin, token)
    plain = browser.new_context(**PHONE).new_page()
    hold_token(plain, origin, token)
    plain.goto(f"{origin}/week")
    words = text(sentences(), LETTERS)
    for page in (kept, plain):
        page.evaluate(_OPEN, f"{families[0]}/visits/new")
        page.fill(_LONGEST, words)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    kept.wait_for_selector("main draft-form[data-kept]")
    assert plain.locator("[data-kept]").count() == 0
    for page in (kept, plain):
        page.evaluate(_LISTEN)
    return [kept, plain]


def _typed(pages: list[Any], progress: Callable[[str], None]) -> list[tuple[list[float], list[float]]]:
    """For each page, how long every key took: until it was handled, and until the next frame."""
    heard: list[tuple[list[float], list[float]]] = [([], []) for _ in pages]
    source = sentences()
    for number in range(ROUNDS):
        progress(f"typing, round {number + 1}")
        words = text(source, 2 * KEYS).encode("ascii", "ignore").decode()[:KEYS]  # what has a key of its own
        for page, (handled, shown) in zip(pages, heard, strict=True):
            page.bring_to_front()
            page.focus(_LONGEST)
            page.keyboard.type(words, delay=APART_MS)
            for mine, more in zip((handled, shown), page.evaluate(_HEARD), strict=True):
                mine.extend(more)
    return heard


def _figures(kept: tuple[list[float], list[float]], plain: tuple[list[float], list[float]]) -> Iterator[Figure]:
    assert len(kept[0]) == len(plain[0]) == ROUNDS * KEYS, (len(kept[0]), len(plain[0]))
    (middle, most), (middle_plain, most_plain) = _middle_and_most(kept[0]), _middle_and_most(plain[0])
    added = most - most_plain
    yield Figure("CPU ÷4: draft keeper adds to a keystroke, p95", added, "ms", f"≤ {MOST_MS} ms", added <= MOST_MS)
    yield Figure("… median", middle - middle_plain, "ms")
    yield Figure("… a keystroke with it, median", middle, "ms")
    yield Figure("… a keystroke with it, p95", most, "ms")
    yield Figure("… a keystroke without it, median", middle_plain, "ms")
    yield Figure("… a keystroke without it, p95", most_plain, "ms")
    for name, (_, shown) in (("with", kept), ("without", plain)):
        yield Figure(f"… {name} it, to the next frame: keys of 16 ms or more", 100 * len(shown) / (ROUNDS * KEYS), "%")


def _middle_and_most(times: list[float]) -> tuple[float, float]:
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]
