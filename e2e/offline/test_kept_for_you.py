"""What the council keeps of somebody's words is gone on with on another phone, and is one entry."""

import re

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.offline.hand import badge, go, hold, status
from e2e.offline.test_delivery import kept
from e2e.offline.writing import MEANING, all_sent, first_field, save, versions, write
from e2e.server import Server

WORDS = "Dad came home and Leo hid."
DELIVER = """() => new Promise((resolve) => {
  navigator.serviceWorker.addEventListener('message', ({ data }) => data.kind === 'delivered' && resolve(data));
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ kind: 'deliver' }));
})"""


def test_unfinished_words_go_on_in_their_form_on_another_phone(phones: HandOut, own: Server) -> None:
    first = hold(phones, "priya", prf=False, of=own)
    write(first, WORDS, meaning="")
    first.page.evaluate(DELIVER)
    assert [filed for _, filed in kept(own)] == [False]
    go(first, "/recovered")
    expect(first.page.get_by_text("It is still open on this phone")).to_be_visible()
    go(first, "/you")
    first.page.get_by_role("button", name="Remove Weekbook from this phone…").click()
    dialog = first.page.get_by_role("dialog", name="Remove Weekbook from this phone?")
    expect(dialog.get_by_text("1 the council keeps safe")).to_be_visible()
    expect(dialog.get_by_text("will be lost")).to_have_count(0)
    first.close()

    second = hold(phones, "priya", prf=False, of=own)
    page = second.page
    badge(second, "All sent")
    go(second, "/on-this-phone")
    expect(page.get_by_role("link", name="1 kept for you")).to_be_visible()
    well_made(page)
    page.get_by_role("link", name="1 kept for you").click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("It is still open on this phone")).to_be_hidden()
    well_made(page)
    page.get_by_role("button", name="Continue").click()
    expect(first_field(page)).to_have_value(WORDS)
    page.wait_for_url(re.compile("/significant-events/new$"))
    badge(second, "1 unsent")
    page.locator("main textarea").nth(1).fill(MEANING)
    status(second).to_contain_text("Saved on this phone")
    save(page)
    page.wait_for_url("**/significant-events/*-*-*-*-*")
    all_sent(second)
    assert [len(said) for said in versions(own, WORDS)] == [1]
    assert [filed for _, filed in kept(own)] == [True], "the kept copy is on the record with it"
    go(second, "/on-this-phone")
    expect(page.get_by_role("heading", name="All sent")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("kept for you$"))).to_have_count(0)
