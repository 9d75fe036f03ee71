"""Showing the family on a phone that holds a vault: everything else ends at the lock; one touch leads back."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import badge, expect_locked, expect_open, go, hold, unlock
from e2e.offline.test_carried_app import CARRIED, expect_stamp
from e2e.offline.test_tabs import second_tab
from e2e.offline.waiting import wait_until
from e2e.offline.writing import event_form, first_field, write
from e2e.phone import Phone
from e2e.server import Server
from e2e.showing import WAYS, fill, hand_over, nothing_of_the_family, only_what_was_chosen

WORDS = "Leo had drawn the whole street."


@pytest.fixture(scope="module")
def family(server: Server) -> str:
    return fill(server)


def shown_to(phones: HandOut, family: str) -> Phone:
    phone = hold(phones, "priya")
    go(phone, family)
    hand_over(phone.page)
    return phone


def give_back(phone: Phone) -> None:
    phone.page.get_by_role("button", name="Give back: touch to go on").click()
    expect_open(phone)


@pytest.mark.parametrize("way", WAYS)
def test_whatever_else_is_asked_for_ends_at_the_lock(phones: HandOut, family: str, way: str) -> None:
    phone = shown_to(phones, family)
    only_what_was_chosen(phone.page)
    assert phone.page.evaluate("document.body.dataset.vault") is None, "no key is in this document"
    WAYS[way](phone)
    expect_locked(phone)
    nothing_of_the_family(phone.page)


def test_one_touch_leads_back_to_the_family(phones: HandOut, family: str) -> None:
    phone = shown_to(phones, family)
    give_back(phone)
    assert phone.page.url.endswith(family)
    expect(phone.page.get_by_role("link", name="Story", exact=True)).to_be_visible()
    expect(phone.page.locator(".places")).to_be_visible()
    expect(phone.page.locator("hand-back")).to_have_count(0)
    hand_over(phone.page)
    only_what_was_chosen(phone.page)


def test_tabs_beside_it_lock_and_say_why(phones: HandOut, family: str) -> None:
    phone = hold(phones, "priya", prf=False)
    beside = phone.page
    go(phone, family)
    second_tab(phone, family)
    hand_over(phone.page)
    expect(beside.locator("main > unlock-card")).to_be_visible()
    expect(beside.get_by_text("This phone shows a family their page.")).to_be_visible()
    nothing_of_the_family(beside)


def test_what_is_unsent_waits_on_the_phone(phones: HandOut, family: str) -> None:
    phone = hold(phones, "priya")
    write(phone, WORDS)
    go(phone, family)
    badge(phone, "1 unsent")
    hand_over(phone.page)
    assert WORDS not in phone.page.content()
    give_back(phone)
    badge(phone, "1 unsent")
    go(phone, event_form(phone.server))
    expect(first_field(phone.page)).to_have_value(WORDS)


def test_where_the_signal_goes_meanwhile_the_phone_is_unlocked_instead(phones: HandOut, own: Server) -> None:
    family = fill(own)
    phone = hold(phones, "priya", of=own)
    wait_until(phone.page, CARRIED)
    go(phone, family)
    hand_over(phone.page)
    own.stop()
    phone.page.get_by_role("button", name="Give back: touch to go on").click()
    phone.page.get_by_role("button", name="No signal: unlock this phone instead").click()
    expect_locked(phone)
    nothing_of_the_family(phone.page)
    unlock(phone)
    expect_stamp(phone)
    expect(phone.page.get_by_role("link", name="Story", exact=True)).to_be_visible()
