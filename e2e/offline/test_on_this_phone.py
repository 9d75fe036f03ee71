"""What waits on this phone: read, copied, opened, sent, discarded and brought back; said before one leaves."""

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.offline.hand import add_person, badge, go, hold, lock, lose_signal, status, unlock
from e2e.offline.test_forms import WORDS, add_task, contents, event_form, save, save_over_another, write
from e2e.phone import Phone
from e2e.records import family_id, look
from e2e.server import Server


@pytest.fixture
def waiting(phones: HandOut, own: Server) -> Phone:
    """One event of Priya's waits on her phone; there is no signal."""
    phone = hold(phones, "priya", prf=False, of=own)
    page = write(phone, own)
    lose_signal(own, phone)
    save(page)
    status(phone).to_contain_text("It goes by itself")
    go(phone, "/on-this-phone")
    expect(page.get_by_role("heading", name="Significant event")).to_be_visible()
    return phone


HEAR_BADGES = """() => {
  window.said = [];
  new MutationObserver(() => {
    window.said.push(...[...document.querySelectorAll('sync-badge')].map((badge) => badge.textContent.trim()));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_nothing_is_said_to_be_sent_before_it_is_counted(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    lock(phone)
    phone.page.evaluate(HEAR_BADGES)
    unlock(phone)
    badge(phone, "1 unsent")
    assert set(phone.page.evaluate("window.said")) <= {"", "1 unsent"}


def test_where_its_code_has_not_come_it_says_so_and_not_that_nothing_is_kept(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own, service_workers="block")
    phone.page.route("**/unsent-words*", lambda route: route.abort())
    lock(phone)
    unlock(phone)
    write(phone, own)
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_text("It cannot be listed yet")).to_be_visible()
    expect(phone.page.get_by_text("Nothing is kept here")).to_be_hidden()


def item(page: Page) -> None:
    page.get_by_text("Read the words").click()


def test_it_can_be_read_and_sent(waiting: Phone, own: Server) -> None:
    page = waiting.page
    expect(page.get_by_text("Waits for signal")).to_be_visible()
    expect(page.get_by_text("Okafor-Hill family")).to_be_visible()
    item(page)
    expect(page.get_by_text(WORDS)).to_be_visible()
    own.start()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="All sent")).to_be_visible(timeout=20_000)
    badge(waiting, "All sent")


def test_the_words_stand_under_those_of_the_form(phones: HandOut, own: Server) -> None:
    """Without signal, in the form's order: what was chosen in words, nothing empty or for the form alone."""
    phone = hold(phones, "priya", prf=False, of=own)
    go(phone, f"/families/{family_id(own, 'Okafor-Hill')}/visits/new")
    page = phone.page
    leo = page.locator(".kid").filter(has=page.get_by_role("checkbox", name=re.compile("^Leo")))
    page.get_by_label("Day", exact=True).fill("2026-11-19")
    page.get_by_label("Time", exact=True).fill("15:30")
    for tick in (re.compile("^Leo ·"), "Alone", "Bedroom seen"):
        leo.get_by_role("checkbox", name=tick).check()
    leo.get_by_label("Leo’s own words").fill("I like it here")
    leo.get_by_role("checkbox", name="Leo does not want a parent to read this").check()
    page.get_by_label("What you saw and heard").fill(WORDS)
    page.get_by_label("What was agreed").first.fill("See the doctor")
    status(phone).to_contain_text("Saved on this phone")
    lose_signal(own, phone)
    go(phone, "/on-this-phone")
    item(page)
    said = read(page)
    assert [label for label, _ in said] == [
        "Day", "Time", "What kind of visit", "Did it happen?", "Who you saw", "How you saw Leo", "Leo’s own words",
        "Leo does not want a parent to read this", "What you saw and heard", "What was agreed", "Who does it",
    ]  # fmt: skip
    told = dict(said)
    assert (told["Day"], told["Time"], told["Did it happen?"]) == ("19 November 2026", "15:30", "It happened")
    assert re.fullmatch(r"Leo · \d+.*", told["Who you saw"]) and told["How you saw Leo"] == "Alone, Bedroom seen"
    assert told["Leo does not want a parent to read this"] == "Yes" and told["Who does it"] == "You"


def test_a_weeks_words_say_which_week_and_which_task(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", prf=False, of=own)
    look(own, lambda db: add_task(db))
    go(phone, f"/families/{family_id(own, 'Okafor-Hill')}/weekly-entries/new")
    page = phone.page
    page.get_by_label("The week in one line").fill("A calmer week")
    page.get_by_role("radio", name="Partly").first.check()
    page.get_by_role("radio", name="6").check()
    status(phone).to_contain_text("Saved on this phone")
    lose_signal(own, phone)
    go(phone, "/on-this-phone")
    item(page)
    (which, week), *said = read(page)
    assert which == "Which week" and re.match(r"\d+( \w+)? ?– ?\d+ \w+|\d+–\d+ \w+", week), week
    assert said == [["The week in one line", "A calmer week"], ["Ask the school", "Partly"],
                    ["How safe is it, as you see it?", "6"]]  # fmt: skip


def read(page: Page) -> list[list[str]]:
    """Each word of the form with what stands under it."""
    fact = "facts => facts.map((fact) => [...fact.children].map(({ textContent }) => textContent))"
    said: list[list[str]] = page.locator("[data-words] > div").evaluate_all(fact)
    return said


def test_it_can_be_opened_and_goes_on_in_its_form(waiting: Phone) -> None:
    page = waiting.page
    page.get_by_role("button", name=re.compile("^Open: Significant event")).click()
    expect(page.locator("main textarea").nth(0)).to_have_value(WORDS)
    badge(waiting, "1 unsent")


def test_it_is_discarded_only_after_asking_and_comes_back(waiting: Phone) -> None:
    page = waiting.page
    discard = page.get_by_role("button", name=re.compile("^Discard: "))
    discard.click()
    page.get_by_role("button", name="Keep them").click()
    badge(waiting, "1 unsent")
    discard.click()
    page.get_by_role("button", name="Discard them").click()
    badge(waiting, "All sent")
    page.get_by_role("button", name="Bring it back").click()
    badge(waiting, "1 unsent")
    item(page)
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_signing_out_says_what_is_unsent(waiting: Phone, own: Server) -> None:
    """And leaves it there, for whoever wrote it."""
    own.start()
    page = waiting.page
    page.route("**/significant-events", lambda route: route.abort())
    go(waiting, "/you")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Sign out now?")
    expect(dialog.get_by_text("One note is not on the record yet. It stays on this phone")).to_be_visible()
    dialog.get_by_role("button", name="Sign out all the same").click()
    page.wait_for_url("**/sign-in")
    page.unroute_all()
    page.get_by_role("button", name="Sign in with your passkey").click()
    page.wait_for_url("**/week")
    badge(waiting, "All sent")
    assert len(contents(own, WORDS)) == 1


def test_removing_weekbook_from_a_phone(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    write(phone, server)
    go(phone, "/you")
    page = phone.page
    page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    dialog = page.get_by_role("dialog", name="Remove Weekbook from this phone?")
    lost = "One note is not on the record yet. 1 did not reach the council and will be lost."
    expect(dialog.get_by_text(lost)).to_be_visible()
    dialog.get_by_role("button", name="Erase it from this phone").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("I know that what did not reach the council is lost.").check()
    dialog.get_by_role("button", name="Erase it from this phone").click()
    page.wait_for_url(re.compile("/sign-in"))
    left = page.evaluate(
        """async () => {
          const heard = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
          const db = await heard(indexedDB.open('weekbook'));
          const left = (name) => heard(db.transaction(name).objectStore(name).count());
          return (await Promise.all(['vaults', 'drafts', 'carried'].map(left))).join();
        }"""
    )
    assert left == "0,0,0"


@pytest.mark.parametrize("state", ["locked", "note", "two people", "on this phone", "form", "you"])
def test_new_states_are_well_made(phones: HandOut, server: Server, state: str) -> None:
    """Looked at as every screen is: axe, thumbs, widths, enlarged text, in the dark too."""
    phone = hold(phones, "priya", prf=False)
    page = write(phone, server)
    if state == "on this phone":
        go(phone, "/on-this-phone")
        item(page)
    if state == "form":
        go(phone, "/find")
        go(phone, event_form(server))
        expect(page.locator("#main").get_by_text("are back")).to_be_visible()
    if state == "you":
        go(phone, "/you")
    if state == "two people":
        add_person(phone, "ruth")
    if state in ("locked", "note", "two people"):
        lock(phone)
    if state == "note":
        page.get_by_role("button", name="Write now").click()
    well_made(page)


def test_left_at_once_it_still_says_what_it_is(phones: HandOut, own: Server) -> None:
    """Gone on in the very moment of typing: title, family and questions are those of the form."""
    phone = hold(phones, "priya", prf=False, of=own)
    go(phone, event_form(own))
    page = phone.page
    expect(page.locator("main draft-form[data-kept]")).to_be_attached()
    page.evaluate(
        """async () => {
          const { goTo } = await import('weekbook/offline/session');
          const text = document.querySelector('main textarea');
          const on = document.querySelector('main input[type=checkbox]');
          document.addEventListener('htmx:before:swap', () => {
            text.value = 'Typed and gone.';
            on.click();
            text.dispatchEvent(new Event('input', { bubbles: true }));
          }, { once: true });
          goTo('/on-this-phone');
        }"""
    )
    row = page.locator("[data-items] > li").filter(has_text="Typed and gone.")
    expect(row.get_by_role("heading", name="Significant event")).to_be_visible()
    expect(row.get_by_text("Okafor-Hill family")).to_be_visible()
    item(page)
    assert dict(read(page))["What happened"] == "Typed and gone."
    assert {"Day", "Time", "Which children it concerns"} <= set(dict(read(page)))


def test_what_was_changed_on_another_phone_says_so(phones: HandOut) -> None:
    """Also while its author takes both texts together; and no longer once they are saved."""
    phone = hold(phones, "priya", prf=False)
    page = save_over_another(phone, "Told twice. ", "Told twice. Mine.")
    page.locator("main textarea").nth(0).fill("Told twice. Mine and theirs.")
    status(phone).to_contain_text("Saved on this phone")
    go(phone, "/on-this-phone")
    row = page.locator("[data-items] > li").filter(has_text="Mine and theirs.")
    expect(row.get_by_text("Needs attention", exact=True)).to_be_visible()
    expect(row.get_by_text("Changed on another phone")).to_be_visible()
    row.get_by_role("button", name=re.compile("^Open")).click()
    expect(page.locator("main textarea").nth(0)).to_have_value("Told twice. Mine and theirs.")
    save(page)
    page.wait_for_url(re.compile("/significant-events/[0-9a-f-]{36}$"))
    badge(phone, "All sent")
