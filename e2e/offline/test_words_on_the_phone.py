"""The words list on a phone: sealed beside what is carried, there without signal, and so is what one does not want."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.offline.hand import go, hold, lock, unlock
from e2e.offline.test_carried_app import CARRIED
from e2e.offline.waiting import wait_until
from e2e.offline.writing import event_form, first_field, kept_readable, ready, save_unsent
from e2e.phone import Phone
from e2e.server import Server

WITH_WORDS = CARRIED.replace("id === 'index'", "id === 'words'")
SAYS = "“refused”: say what was offered and what they said."


@pytest.fixture
def phone(phones: HandOut, own: Server) -> Iterator[Phone]:
    """Priya's, which carries her families and the words list."""
    phone = hold(phones, "priya", of=own)
    wait_until(phone.page, WITH_WORDS)
    yield phone


def hint(phone: Phone) -> Locator:
    return phone.page.locator("word-hint")


def write(phone: Phone, words: str) -> None:
    go(phone, event_form(phone.server))
    ready(phone.page)
    first_field(phone.page).click()
    phone.page.keyboard.type(words)


def not_here(phone: Phone) -> None:
    hint(phone).locator("summary").click()
    hint(phone).get_by_role("button", name="Not here").click()
    expect(hint(phone)).to_have_count(0)


def test_with_the_server_stopped_after_a_reload_and_a_touch_the_hint_is_there(phone: Phone) -> None:
    phone.server.stop()
    lock(phone)
    unlock(phone)
    write(phone, "Dawn refused")
    expect(hint(phone)).to_contain_text(SAYS)
    save_unsent(phone)


def test_what_is_not_wanted_stays_away_without_signal_and_is_brought_back_under_you(phone: Phone) -> None:
    write(phone, "Dawn refused. It was chaotic.")
    expect(hint(phone)).to_contain_text("chaotic")
    hint(phone).locator("summary").click()
    hint(phone).get_by_role("button", name="Not here").click()
    expect(hint(phone).locator("summary")).to_contain_text(SAYS)
    not_here(phone)
    phone.server.stop()
    lock(phone)
    unlock(phone)
    write(phone, "Chris refused too. She failed to attend")
    expect(hint(phone)).to_contain_text("“failed to attend”")
    expect(hint(phone).get_by_role("button", name="Also")).to_have_count(0)
    phone.server.start()
    go(phone, "/words")
    away = phone.page.get_by_role("region", name="Not shown on this phone")
    expect(away.get_by_role("listitem")).to_have_count(2)
    well_made(phone.page)
    away.get_by_role("button", name="Show it again: “refused”").click()
    expect(away.get_by_role("listitem")).to_have_count(1)
    write(phone, " and refused")
    expect(hint(phone)).to_contain_text("“refused”")


def test_what_lies_there_says_nothing_of_what_one_wrote(phone: Phone) -> None:
    write(phone, "Dawn was unkempt")
    expect(hint(phone)).to_contain_text("“unkempt”")
    not_here(phone)
    wait_until(phone.page, HUSHED)
    assert "unkempt" not in kept_readable(phone.page)


HUSHED = """async () => {
  const heard = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const db = await heard(indexedDB.open('weekbook'));
  const rows = await heard(db.transaction('vaults').objectStore('vaults').getAll());
  db.close();
  return rows.some(({ hushed }) => hushed);
}"""


def test_a_changed_list_comes_at_the_next_contact(phones: HandOut, phone: Phone) -> None:
    hilary = phones("hilary", of=phone.server)
    hilary.open("/words?letter=u")
    hilary.page.locator("summary", has_text="“unkempt”").click()
    hilary.page.get_by_role("link", name="Change “unkempt”").click()
    hilary.page.get_by_label("What to write instead").fill("say what you saw of it.")
    hilary.page.get_by_role("button", name="Save changes").click()
    hilary.page.wait_for_url("**/words?letter=u")
    lock(phone)
    unlock(phone)
    write(phone, "Dawn was unkempt")
    expect(hint(phone)).to_contain_text("say what you saw of it.")
