"""A phone in somebody's hand: a browser context that notices everything a page complains about."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Response

from e2e.records import sign_in_token
from e2e.server import Server
from web.endpoint import SIGN_IN_COOKIE

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 900}}
# What the browser itself says about answers that a test asks for on purpose, and about a worker kept out.
ORDINARY = (
    *(f"the server responded with a status of {status}" for status in (401, 403, 404, 409, 413, 422, 429)),
    "Service Worker registration blocked by Playwright",
    "Weekbook works without its worker",
)

# Whatever the page's policy refuses is heard, also where the browser itself would keep quiet.
TELL_VIOLATIONS = """addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
  console.error(`the policy refused ${effectiveDirective} ${blockedURI} ${sourceFile}`))"""

TOUCH_AGAIN_AFTER_SECONDS = 120


@dataclass
class Phone:
    """One person's browser. `troubles` fail the test at its end, unless `expects` named them before."""

    context: BrowserContext
    page: Page
    server: Server
    troubles: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ORDINARY
    keys: "Authenticator | None" = None
    """The fingerprint reader in it, where a test has one made (e2e.offline.hand)."""
    has_scripts: bool = True
    whose: str = ""
    touched: float = 0.0

    def expects(self, *words: str) -> None:
        self.expected += words

    def open(self, path: str) -> Response:
        """By its address. A phone with a vault is locked by that, as by a reload: one touch brings the screen.

        Nobody writes before the form has its code: those who do have tests of their own, with `arrive`.
        """
        answer = self.arrive(path)
        if self.page.locator("body[data-shell]").count() and path != "/shell":
            self.page.get_by_role("button", name="Unlock with one touch").click()
            self.page.locator("body[data-vault=open] main:not(:has(> unlock-card)) h1").wait_for()
        if self.has_scripts:
            self.page.locator("body:not(:has(draft-form:not(:defined)))").wait_for(state="attached")
        return answer

    def arrive(self, path: str) -> Response:
        """The same without waiting for any code."""
        answer = self.page.goto(self.server.origin + path)
        assert answer is not None
        return answer

    def cdp(self) -> CDPSession:
        return self.context.new_cdp_session(self.page)

    def sign_in_as(self, name: str) -> "Phone":
        """By a sign-in that the database already holds; test_coming_in does it with a passkey."""
        self.hold_token(sign_in_token(self.server, name))
        self.whose, self.touched = name, monotonic()
        return self

    def touch_again(self) -> None:
        """For long work with one phone: a restricted case asks for a touch less than five minutes old."""
        if self.whose and monotonic() - self.touched > TOUCH_AGAIN_AFTER_SECONDS:
            self.sign_in_as(self.whose)

    def hold_token(self, token: str) -> None:
        cookie = {"name": SIGN_IN_COOKIE, "value": token, "url": self.server.origin + "/", "path": "/"}
        kept = self.cdp().send("Network.setCookie", cookie | {"secure": True, "httpOnly": True, "sameSite": "Lax"})
        assert kept["success"], "the browser did not take the sign-in cookie"

    def authenticator(self) -> "Authenticator":
        """A fingerprint reader in this phone; the same one for every page that is open in it later."""
        return Authenticator.in_page(self.cdp())

    def new_page(self) -> Page:
        self.page = self._watched(self.context.new_page())
        return self.page

    def _watched(self, page: Page) -> Page:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._note(f"error in the page: {error.stack or error}"))
        page.on("response", self._answered)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or ("/static/" in response.url and response.status >= 400):
            self._note(f"{response.status} for {response.url}")

    def _note(self, words: str) -> None:
        if not any(ordinary in words for ordinary in self.expected):
            self.troubles.append(words)

    def close(self) -> None:
        self.context.close()
        assert not self.troubles, "\n".join(self.troubles)


def hand_out(browser: Browser, server: Server, **different: Any) -> Phone:
    """A fresh phone; keyword arguments go to the browser's context. Without a worker unless asked for."""
    options: dict[str, Any] = {**PHONE, "service_workers": "block", "base_url": server.origin, "locale": "en-GB",
                               "timezone_id": "Europe/London", "reduced_motion": "reduce", **different}  # fmt: skip
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    context.add_init_script(TELL_VIOLATIONS)
    phone = Phone(context, None, server, has_scripts=options.get("java_script_enabled", True))  # type: ignore[arg-type]
    phone.new_page()
    return phone


@dataclass
class Authenticator:
    """Chromium's virtual passkey: resident keys, user verified, touches itself."""

    session: CDPSession
    id: str

    @classmethod
    def in_page(cls, session: CDPSession) -> "Authenticator":
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True,
        }})  # fmt: skip
        return cls(session, made["authenticatorId"])

    def credentials(self) -> list[dict[str, Any]]:
        held: list[dict[str, Any]] = self.session.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]  # fmt: skip
        return held

    def put_away(self) -> None:
        """The passkeys made so far are gone from the reader."""
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})
