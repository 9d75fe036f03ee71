"""The browser killed while somebody types: every word of which the phone said that it is saved is there afterwards."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from playwright.sync_api import Error, Page, expect

from e2e.faults.profiles import Profile, profile
from e2e.offline.hand import add_person, expect_locked, expect_open, unlock
from e2e.offline.writing import event_form, first_field, ready
from e2e.records import prepare

LIVES_SECONDS = (0.3, 3.0)
"""How long somebody types before the browser is killed."""
AFRESH_EVERY = 15
Progress = Callable[[str, float, int], None]


@dataclass
class Found:
    kills: int = 0
    saved: int = 0
    faults: list[str] = field(default_factory=list)


# Each time that the line is written, it is counted: the same words within one minute are a save as well.
COUNT_SAVES = """() => {
  const line = document.querySelector('main draft-form [data-form-status]');
  window.saves = 0;
  new MutationObserver(() => { window.saves += line.textContent.startsWith('Saved on this phone'); })
    .observe(line, { childList: true, characterData: true, subtree: true });
}"""


def kill_browser(folder: Path, times: int, *, progress: Progress, seed: int = 0) -> Found:
    server = prepare(folder).start()
    found, chance = Found(), random.Random(seed)
    try:
        with profile(folder.parent / "profile", server) as held:
            add_person(held.phone, "priya")
            held.close()  # cookies reach the disk half a minute late, or now
            _begin_again(held)
            for number in range(times):
                progress("SIGKILL", number, times)
                _one(held, found, chance, number)
    finally:
        server.stop()
    progress("SIGKILL", times, times)
    return found


def _one(held: Profile, found: Found, chance: random.Random, number: int) -> None:
    """Type until the kill; begin again; look whether all that was promised is in the form."""
    page = held.phone.page
    ready(page)
    before = first_field(page).input_value()
    killer = Timer(chance.uniform(*LIVES_SECONDS), held.kill)
    killer.start()
    promised = _type(page, number)
    killer.join()
    found.kills += 1
    found.saved += len(promised)
    page = _begin_again(held)
    there = first_field(page).input_value()
    found.faults += [f"kill {number}: {word} was saved and is lost" for word in promised if word not in there.split()]
    found.faults += [] if there.startswith(before) or not promised else [f"kill {number}: earlier words are lost"]
    if number % AFRESH_EVERY == AFRESH_EVERY - 1 and there:
        page.get_by_role("button", name="Start afresh").click()
        expect(first_field(page)).to_have_value("")


def _type(page: Page, number: int) -> list[str]:
    """Word by word, each once the phone has said that the one before is saved; those of which it said so.

    A word comes as one event, and nothing is being stored when it comes: the next “Saved” includes it.
    """
    promised: list[str] = []
    try:
        page.evaluate(COUNT_SAVES)
        first_field(page).focus()
        page.keyboard.press("ControlOrMeta+End")
        while True:
            word, saves = f"word{number}x{len(promised)}", page.evaluate("window.saves")
            page.keyboard.insert_text(f" {word}" if promised or number else word)
            page.wait_for_function("saves => window.saves > saves", arg=saves)
            promised.append(word)
    except Error:
        return promised


def _begin_again(held: Profile) -> Page:
    phone = held.begin()
    phone.page.goto(held.server.origin + event_form(held.server))
    expect_locked(phone)
    unlock(phone)
    expect_open(phone)
    ready(phone.page)
    return phone.page
