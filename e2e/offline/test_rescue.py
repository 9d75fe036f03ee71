"""The key of what lies on the phone is gone: a new passkey, a lost cookie. What was typed comes back, to its author."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Request, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from e2e.conftest import HandOut
from e2e.faults.profiles import profile
from e2e.offline.hand import (
    add_person,
    badge,
    expect_locked,
    expect_open,
    go,
    hold,
    lock,
    lose_signal,
    make_passkey,
    status,
    unlock,
)
from e2e.offline.writing import BY_ITSELF, SAVED, SOON, all_sent, event_form, first_field, ready, save, versions, write
from e2e.phone import Authenticator, Phone
from e2e.records import look
from e2e.server import Server
from store.tables.trail import TrailRow
from web.cookies import PHONE_COOKIE, SIGN_IN_COOKIE

OPENED = "draft opened by the recovery key"
# In the page itself: what a page asks behind a worker does not always come by Playwright's routes.
NO_OPENINGS = """() => {
  const ask = window.fetch;
  window.fetch = (where, ...more) => String(where.url ?? where).endsWith('/openings') && !window.signalIsBack
    ? Promise.reject(new TypeError('no signal')) : ask(where, ...more);
}"""
BACK = "() => { window.signalIsBack = true; dispatchEvent(new Event('online')); }"
BEGUN, QUEUED = "Begun under the old passkey.", "Saved under the old passkey."


def openings(server: Server) -> int:
    """How often somebody's words were opened with the council's key, as the trail tells it."""

    async def ask(db: AsyncSession) -> int:
        return len((await db.scalars(select(TrailRow.number).where(TrailRow.act == OPENED))).all())

    return look(server, ask)


def without_sign_in(phone: Phone, path: str) -> None:
    """That page, as one finds it days later."""
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    phone.page.goto(phone.server.origin + path)


def expect_back(phone: Phone, words: str) -> None:
    """In its form, and on the record once it is saved."""
    expect(first_field(phone.page)).to_have_value(words, timeout=SOON)
    save(phone.page)
    all_sent(phone)
    assert [len(said) for said in versions(phone.server, words)] == [1]


def test_words_sealed_under_a_deleted_passkey_come_back_after_signing_in_with_a_new_one(
    phones: HandOut, own: Server
) -> None:
    phone = hold(phones, "priya", of=own)
    write(phone, BEGUN)
    page = write(phone, QUEUED, family="Brennan")
    lose_signal(own, phone)
    save(page)
    status(phone).to_contain_text(BY_ITSELF)
    page.goto("about:blank")  # the app is closed
    own.start()
    add_person(phone, "priya")
    expect(page.locator("sync-badge").first).to_have_text("1 unsent", timeout=SOON)
    assert openings(own) == 2
    assert [len(said) for said in versions(own, QUEUED)] == [1]
    go(phone, event_form(own))
    expect_back(phone, BEGUN)
    assert openings(own) == 2, "once rescued they are the new passkey's"


def test_another_person_on_that_phone_sees_none_of_it(phones: HandOut, own: Server) -> None:
    phone = hold(phones, "priya", of=own)
    write(phone, BEGUN)
    lock(phone)
    asked: list[Request] = []
    phone.page.on("request", lambda request: asked.append(request) if "openings" in request.url else None)
    add_person(phone, "sam")
    badge(phone, "All sent")
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_role("heading", name="All sent")).to_be_visible()
    go(phone, event_form(own))
    expect(first_field(phone.page)).to_have_value("")
    assert BEGUN not in phone.page.content() and asked == [] and openings(own) == 0
    lock(phone)
    add_person(phone, "priya")
    badge(phone, "1 unsent")
    go(phone, event_form(own))
    expect_back(phone, BEGUN)


def test_who_unlocks_at_the_form_itself_finds_the_words_in_it(phones: HandOut, own: Server) -> None:
    """The form waits for what is being rescued, instead of standing there empty."""
    phone = hold(phones, "priya", of=own)
    write(phone, BEGUN)
    make_passkey(phone, "priya")
    without_sign_in(phone, event_form(own))
    unlock(phone)
    expect_back(phone, BEGUN)


def test_a_passkey_that_cannot_seal_may_take_over_when_the_old_one_is_gone(phones: HandOut, own: Server) -> None:
    """One of another device, or without a secret of its own: asked first, since the old one may only be elsewhere."""
    phone = hold(phones, "priya", of=own)
    write(phone, BEGUN)
    exchange_reader(phone)
    make_passkey(phone, "priya")
    without_sign_in(phone, event_form(own))
    expect_locked(phone)
    phone.page.get_by_role("button", name="Unlock with one touch").click()
    expect(phone.page.get_by_text("does not open what is sealed here")).to_be_visible()
    phone.page.get_by_role("button", name="That passkey is gone: go on with this one").click()
    expect_open(phone)
    expect_back(phone, BEGUN)
    lock(phone)
    unlock(phone)


def exchange_reader(phone: Phone) -> None:
    """For one whose passkeys have no secret for the vault."""
    assert phone.keys is not None
    session = phone.keys.session
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": phone.keys.id})
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    phone.keys = Authenticator(session, made["authenticatorId"])


def not_yet_rescued(phones: HandOut, server: Server, path: str) -> Phone:
    """Priya unlocked there with a new passkey, and the signal went before her words could come back."""
    phone = hold(phones, "priya", of=server)
    write(phone, BEGUN)
    make_passkey(phone, "priya")
    without_sign_in(phone, path)
    phone.page.evaluate(NO_OPENINGS)
    unlock(phone)
    badge(phone, "1 unsent")
    return phone


def test_what_could_not_be_rescued_without_signal_is_rescued_when_it_is_back(phones: HandOut, own: Server) -> None:
    """The signal goes between the new sign-in and the rescue: nobody has to unlock twice for it."""
    phone = not_yet_rescued(phones, own, "/week")
    go(phone, "/on-this-phone")
    expect(phone.page.get_by_text("It was sealed for a passkey that is gone")).to_be_visible()
    phone.page.evaluate(BACK)
    expect(phone.page.get_by_text("It was sealed for a passkey that is gone")).to_have_count(0, timeout=SOON)
    go(phone, event_form(own))
    expect_back(phone, BEGUN)


@pytest.mark.parametrize("prf", [True, False], ids=["by-passkey", "by-server"])
def test_cookies_cleared_by_hand_strand_nothing(phones: HandOut, own: Server, prf: bool) -> None:
    phone = hold(phones, "priya", prf=prf, of=own)
    write(phone, BEGUN)
    phone.context.clear_cookies()
    phone.page.get_by_role("navigation", name="Places").get_by_role("link", name="Find").click()
    expect_locked(phone)
    unlock(phone)
    badge(phone, "1 unsent")
    go(phone, event_form(own))
    expect_back(phone, BEGUN)


def test_the_form_that_stands_open_when_the_signal_comes_back_is_filled(phones: HandOut, own: Server) -> None:
    phone = not_yet_rescued(phones, own, event_form(own))
    expect(first_field(phone.page)).to_have_value("")
    phone.page.evaluate(BACK)
    expect_back(phone, BEGUN)


def test_the_browser_is_killed_before_its_cookies_reach_the_disk(own: Server, tmp_path: Path) -> None:
    """Chromium writes cookies half a minute late: the phone comes back as another one, with the old words."""
    with ThreadPoolExecutor(1) as thread:  # the other tests' browser has this one
        thread.submit(killed_at_once, own, tmp_path / "profile").result()


def killed_at_once(server: Server, folder: Path) -> None:
    with profile(folder, server) as held:
        phone = held.phone
        add_person(phone, "priya")
        assert phone.keys
        held.passkeys = phone.keys.credentials()
        go(phone, event_form(server))
        first_field(phone.page).fill(BEGUN)
        status(phone).to_contain_text(SAVED)
        held.kill()
        for cookies in (folder / "Default").glob("**/Cookies*"):  # where half a minute had passed after all
            cookies.unlink()
        phone = held.begin()
        assert PHONE_COOKIE not in {cookie.get("name") for cookie in phone.context.cookies()}
        phone.page.goto(server.origin + event_form(server))
        phone.page.get_by_role("button", name="Sign in with your passkey").click()
        expect_open(phone)
        badge(phone, "1 unsent")
        go(phone, event_form(server))
        ready(phone.page)
        phone.page.locator("main textarea").nth(1).fill("He knows where he is.")
        expect_back(phone, BEGUN)
