"""Fifty sealed drafts of a day without signal: from `online` to the last receipt, each draft let go, on slow 4G.

Chromium with a passkey of its own and twenty families carried; the forms are written, saved and sealed as a person
does it. The line is put on the page and on the worker by the browser, to each for itself; no TLS (web.bench.browser).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.carrying import command, somebody_with_twenty
from web.bench.chromium import SLOW_4G, chromium
from web.bench.day import MANY, Written, free_weeks, write_a_day
from web.bench.figure import Figure
from web.bench.line import NO_SIGNAL, Line
from web.bench.phone import phone_with_families
from web.bench.serving import running

SENT_SECONDS, TIMES = 3.0, 3
# From the event's own time stamp to the last of the items that became safe; an item that waits instead is an error.
_LISTEN = """(many) => {
  let online, left = many;
  addEventListener('online', (event) => { online = event.timeStamp; }, { once: true });
  window.allSent = new Promise((done, fail) => {
    document.addEventListener('weekbook:outbox', ({ detail: { state } }) => {
      if (state !== 'safe') fail(new Error(`one became ${state}`));
      left -= 1;
      if (!left) done(performance.now() - online);
    });
  });
}"""
_LEFT = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const db = await done(indexedDB.open('weekbook'));
  const left = await done(db.transaction('drafts').objectStore('drafts').count());
  db.close();
  return left;
}"""


@dataclass
class Day:
    """What one day was, and how long its sending took."""

    written: list[Written]
    seconds: float

    @property
    def letters(self) -> int:
        return sum(len(value) for one in self.written for _, value in one.fields)


@contextmanager
def phone_far_out(progress: Callable[[str], None]) -> Iterator[tuple[Any, Callable[[], Day]]]:
    """The browser, and what makes and sends one day after the other on the phone in it."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        serve, port = command(settings, "serve"), settings.port
        with chromium() as browser:
            progress("a phone with twenty families")
            with running(serve, port, wait_seconds=60):
                page, families = phone_with_families(browser, f"http://localhost:{port}", token)
            line, weeks = Line(page), free_weeks(page, families)

            def next_day() -> Day:
                progress("a day without signal")
                line.put(NO_SIGNAL)
                written = write_a_day(page, families, weeks)
                with running(serve, port, wait_seconds=60):
                    progress("signal")
                    return Day(written, _send(page, line))

            yield browser, next_day


def _send(page: Any, line: Line) -> float:
    """In seconds."""
    page.evaluate(_LISTEN, MANY)
    line.put(SLOW_4G)
    milliseconds = float(page.evaluate("() => window.allSent"))
    left = page.evaluate(_LEFT)
    assert left == 0, f"{left} drafts are still on the phone"
    return milliseconds / 1000


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """The median of three days."""
    with phone_far_out(progress) as (_, next_day):
        days = [next_day() for _ in range(TIMES)]
    yield from figures(days)


def figures(days: list[Day]) -> Iterator[Figure]:
    seconds = median(day.seconds for day in days)
    reach = f"≤ {SENT_SECONDS:g} s"
    yield Figure(f"slow 4G: {MANY} sealed drafts sent and let go", seconds, "s", reach, seconds <= SENT_SECONDS)
    yield Figure("… letters in their fields", days[0].letters)
