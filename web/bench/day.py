"""A day without signal: fifty forms opened, filled in and saved on a phone as a person does; what each of them says.

In one day 22 visits with about 2,000 letters, 25 significant events with 700, 3 weekly entries with 1,500.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from web.bench.words import sentences, text

VISITS, EVENTS, WEEKS = 22, 25, 3
MANY = VISITS + EVENTS + WEEKS
_LETTERS = {"visits": 2000, "significant-events": 700, "weekly-entries": 1500}
# The form's action; nothing where the screen is not carried.
_OPEN = """async (path) => {
  let missing = false;
  document.addEventListener('htmx:error', () => { missing = true; }, { once: true });
  document.querySelector('main').replaceChildren();
  htmx.ajax('GET', path, { target: '#main', push: path });
  for (;;) {
    const here = document.querySelector('main draft-form[data-kept]');
    if (missing || document.querySelector('main h1') && !document.querySelector('main draft-form')) return '';
    if (here?.address === path) return here.form.getAttribute('action');
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}"""
# One child seen; the words go into the fields that are shown, the longest part into the first.
_FILL = """(words) => {
  const form = document.querySelector('main draft-form form');
  form.querySelector('[name=seen]')?.click();
  const shown = [...form.querySelectorAll('textarea')].filter((field) => field.checkVisibility());
  const longest = shown.reduce((one, other) => (other.rows > one.rows ? other : one));
  const others = shown.filter((field) => field !== longest && !/_more|headline/.test(field.name)).slice(0, 3);
  const headline = form.elements.namedItem('headline');
  if (headline) headline.value = words.slice(0, 60);
  const share = Math.floor(words.length / (others.length + 3));
  for (const [at, field] of others.entries()) field.value = words.slice(at * share, (at + 1) * share);
  longest.value = words.slice(others.length * share);
  longest.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return [...new FormData(form)];
}"""
_WAITS = """() => document.querySelector('main [data-form-status]')?.textContent.includes('when there is signal')"""
Fields = list[list[str]]


@dataclass(frozen=True)
class Written:
    """One form as it waits: where it goes, and its fields."""

    action: str
    fields: Fields


def free_weeks(page: Any, families: list[str]) -> Iterator[str]:
    """Forms of weekly entries where this week has none yet: the others are not carried. Each is to be taken once."""
    forms = (f"{family}/weekly-entries/new" for family in families)
    return (path for path in forms if page.evaluate(_OPEN, path))


def write_a_day(page: Any, families: list[str], weeks: Iterator[str]) -> list[Written]:
    """On the page of a phone that has no signal; each form is saved, and waits."""
    source = sentences()
    paths = [*_paths(families), *islice(weeks, WEEKS)]
    day = [_write(page, path, text(source, _LETTERS[path.split("/")[3]])) for path in paths]
    page.evaluate("() => htmx.ajax('GET', '/week', { target: '#main', push: '/week' })")
    page.wait_for_selector("main h1")
    return day


def _paths(families: list[str]) -> Iterator[str]:
    for many, kind in ((VISITS, "visits"), (EVENTS, "significant-events")):
        yield from (f"{families[at % len(families)]}/{kind}/new" for at in range(many))


def _write(page: Any, path: str, words: str) -> Written:
    action = page.evaluate(_OPEN, path)
    fields = page.evaluate(_FILL, words)
    page.locator("main draft-form form button[type=submit]").last.click()
    page.wait_for_function(_WAITS)
    return Written(action, fields)
