"""The same fifty forms sent by Weekbook and replicated by PouchDB, the peers' way: one browser, one run, one line.

Only when it is asked for by name, because npm has to bring PouchDB. Both begin at the `online` event. Weekbook ends
when every draft has its receipt and is let go, PouchDB when its replication is complete; its database on the server
is known to it and was replicated before, so that it neither asks for it nor begins at nought. What is not alike:
PouchDB batches all documents into one request, encrypts nothing, asks for no sign-in, checks no form and leaves no
trail, and its server does not wait for the disk; Weekbook unseals each draft, and the server takes each form by its
own rules, in a transaction of its own that is on the disk, with its trail, before the receipt. The phone's worker
is on a line of its own (web.bench.line).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.chromium import PHONE, SLOW_4G
from web.bench.day import MANY
from web.bench.fifty_drafts import TIMES, Day, figures, phone_far_out
from web.bench.figure import Figure
from web.bench.line import NO_SIGNAL, Line
from web.bench.npm import installed
from web.bench.serving import free_port, running

ONLY_IF_NAMED = True
TIMES_AS_FAST = 2
_SERVER = Path(__file__).with_name("beside") / "serve.cjs"
_BEGIN = """async () => {
  window.here = new PouchDB('day');
  window.there = new PouchDB(`${location.origin}/day`);
  await here.put({ _id: 'before' });
  await here.replicate.to(there);
}"""
_KEEP = """async (forms) => {
  const kept = await here.bulkDocs(forms.map((form) => ({ _id: crypto.randomUUID(), ...form })));
  if (!kept.every(({ ok }) => ok)) throw new Error('not kept');
  window.replicated = new Promise((done, fail) => {
    addEventListener('online', ({ timeStamp }) => here.replicate.to(there).then(({ docs_written: written }) => {
      done([performance.now() - timeStamp, written]);
    }, fail), { once: true });
  });
}"""


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """The medians of three days, each sent by the one and then by the other."""
    progress("npm brings PouchDB")
    folder = installed()
    with phone_far_out(progress) as (browser, next_day), _pouchdb(browser, folder) as page:
        line = Line(page)
        pairs = [(day := next_day(), _replicate(page, line, day)) for _ in range(TIMES)]
    yield from figures([day for day, _ in pairs])
    beside = median(seconds for _, seconds in pairs)
    yield Figure(f"slow 4G: PouchDB replicates the same {MANY} documents", beside, "s")
    faster = beside / median(day.seconds for day, _ in pairs)
    yield Figure("… Weekbook is so many times as fast", faster, "×", f"≥ {TIMES_AS_FAST} ×", faster >= TIMES_AS_FAST)


@contextmanager
def _pouchdb(browser: Any, installed: Path) -> Iterator[Any]:
    """A page with PouchDB, of the origin of a PouchDB server that keeps its databases in files."""
    port = free_port()
    with TemporaryDirectory() as databases, running(["node", str(_SERVER), str(installed), databases, str(port)], port):
        page = browser.new_context(**PHONE).new_page()
        page.goto(f"http://localhost:{port}/page")
        page.evaluate(_BEGIN)
        yield page
        page.context.close()


def _replicate(page: Any, line: Line, day: Day) -> float:
    """In seconds."""
    line.put(NO_SIGNAL)
    page.evaluate(_KEEP, [{"action": one.action, "fields": one.fields} for one in day.written])
    line.put(SLOW_4G)
    milliseconds, written = page.evaluate("() => window.replicated")
    assert written == MANY, written
    return float(milliseconds) / 1000
