"""As it is served where nobody has set anything: a phone locks after five minutes out of sight, or ten untouched."""

from playwright.sync_api import expect

from e2e.conftest import HandOut
from e2e.offline.hand import expect_locked, expect_open, hold, unlock
from e2e.offline.test_lock import seem
from e2e.phone import Phone
from e2e.server import Server


def later(phone: Phone, minutes: str) -> None:
    phone.page.clock.fast_forward(minutes)


def test_five_minutes_hidden_and_ten_untouched(phones: HandOut, server: Server) -> None:
    phone = hold(phones, "priya", prf=False)
    body = expect(phone.page.locator("body"))
    body.to_have_attribute("data-hidden-ms", "300000")
    body.to_have_attribute("data-idle-ms", "600000")
    phone.page.clock.install()
    seem(phone.page, "hidden")
    later(phone, "04:55")
    seem(phone.page, "visible")
    expect_open(phone)
    phone.page.keyboard.press("Shift")  # touched: what comes now is not the ten minutes
    seem(phone.page, "hidden")
    later(phone, "05:01")
    seem(phone.page, "visible")
    expect_locked(phone)
    unlock(phone)
    later(phone, "09:50")
    expect_open(phone)
    later(phone, "00:15")
    expect_locked(phone)
