"""A phone is reported lost: what its person is told before and after its contact, and what the phone itself says."""

import re

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.looking import well_made
from e2e.offline.hand import add_person, badge, go, hold
from e2e.offline.test_delivery import ROWS
from e2e.offline.writing import SOON, event_form, expect_sent_once, first_field, kept_readable, save, write
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Leo had hidden behind the coats."
MINE = re.compile("^If it is yours and you have it")


def report_lost(desk: Phone) -> Page:
    """By its person, at a computer."""
    desk.open("/you")
    page = desk.page
    page.get_by_role("button", name=re.compile("^I have lost this phone")).click()
    dialog = page.get_by_role("dialog", name=re.compile("lost\\?$"))
    expect(dialog.get_by_text("What was not sent stays on it, sealed")).to_be_visible()
    dialog.get_by_role("button", name="Yes, it is lost").click()
    expect(page.get_by_text("not in contact since")).to_be_visible()
    return page


def test_a_lost_phone_erases_itself_at_its_contact_and_says_what_to_do(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", of=own)
    write(phone, "Dad came home")
    badge(phone, "1 unsent")
    desk = phones(of=own).sign_in_as("priya")
    yours = report_lost(desk)
    page = phone.page
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    expect(page.get_by_role("heading", name="Reported lost")).to_be_visible()
    expect(page.get_by_text("This phone was reported lost on")).to_be_visible()
    expect(page.get_by_text(MINE)).to_be_visible()
    expect(page.get_by_text("One note that was not sent is still on it, sealed")).to_be_visible()
    expect(page.get_by_role("button", name="Write now")).to_be_hidden()
    expect(page.get_by_text("Okafor")).to_have_count(0)
    well_made(page)
    assert not any(row["wrapped"] for row in page.evaluate(ROWS, "vaults"))
    desk.open("/you")
    expect(yours.get_by_text("Erased")).to_be_visible()
    well_made(yours)
    page.goto(own.origin + "/sign-in")
    expect(page.get_by_text("This phone was reported lost on")).to_be_visible()
    well_made(page)
    yours.get_by_role("button", name=re.compile("^It is found")).click()
    expect(yours.get_by_text("Reported lost")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("This phone was reported lost on")).to_have_count(0)


def test_once_it_is_found_its_words_are_back_in_their_form_and_go_on_the_record_once(
    phones: HandOut, own: Server
) -> None:
    phone = hold(phones, "priya", of=own)
    page = write(phone, WORDS)
    yours = report_lost(phones(of=own).sign_in_as("priya"))
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Week").click()
    expect(page.get_by_text("One note that was not sent is still on it, sealed")).to_be_visible()
    assert WORDS not in kept_readable(page) and not any(row["wrapped"] for row in page.evaluate(ROWS, "vaults"))
    yours.get_by_role("button", name=re.compile("^It is found")).click()
    expect(yours.get_by_text("Reported lost")).to_have_count(0)
    add_person(phone, "priya")  # with a passkey made anew: those used on a lost phone are taken away
    badge(phone, "1 unsent")
    go(phone, event_form(own))
    expect(first_field(page)).to_have_value(WORDS, timeout=SOON)
    save(page)
    expect_sent_once(phone, WORDS)
    go(phone, "/on-this-phone")
    expect(page.get_by_role("heading", name="All sent")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("kept for you$"))).to_have_count(0)
