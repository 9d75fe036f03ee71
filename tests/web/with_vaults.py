"""A member of the cast with a phone that holds their vault, as after a real sign-in."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from tests.authenticator import Authenticator
from tests.conftest import App, Browser
from tests.phone_in_hand import Draft, PhoneInHand
from tests.web.coming_in import JSON, passkey_of, post, sign_in

NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@dataclass
class Carrier:
    """`browser` is signed in on the phone; `answer` is what its sign-in was told."""

    browser: Browser
    passkey: Authenticator
    phone: PhoneInHand
    answer: dict[str, object]

    async def deposit(self, draft: Draft, serial: int = 1, browser: Browser | None = None) -> httpx.Response:
        return await send(browser or self.browser, self.phone.deposit(draft, serial))

    async def post(self, draft: Draft, serial: int | None = None) -> httpx.Response:
        """The ordinary form post, as htmx makes it; with the draft's number as the outbox sends it."""
        return await post_form(self.browser, draft, {"Weekbook-Serial": str(serial)} if serial else {})


async def send(browser: Browser, wire: object) -> httpx.Response:
    return await browser.http.post("/envelopes", json=wire, headers=JSON)


async def post_form(browser: Browser, draft: Draft, more: Mapping[str, str] | None = None) -> httpx.Response:
    content = httpx.QueryParams(draft.posted).__str__()
    headers = {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded", **(more or {})}
    return await browser.http.post(draft.action, content=content, headers=headers)


async def carrier(app: App, name: str, passkey: Authenticator | None = None, browser: Browser | None = None) -> Carrier:
    """Signed in with a passkey on a phone of their own, whose vault is registered."""
    passkey = passkey or await passkey_of(app, name)
    browser = browser or app.signed_out()
    told = (await sign_in(browser, passkey)).json()["phone"]
    phone = PhoneInHand.told(told)
    made = await post(browser, "/phones/this/vault", **phone.registration)
    assert made.status_code == 201, made.text
    return Carrier(browser, passkey, phone, told)
