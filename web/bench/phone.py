"""A phone in Chromium whose vault its passkey unlocks without signal, with twenty families carried."""

from typing import Any

from web.bench.chromium import PHONE
from web.cookies import SIGN_IN_COOKIE

LOCKED = "[data-unlock]:not([disabled])"
_PASSKEY = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True,
}  # fmt: skip
_CARRIED = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  for (;;) {
    const db = await done(indexedDB.open('weekbook'));
    const keys = await done(db.transaction('carried').objectStore('carried').getAllKeys());
    const [vault] = await done(db.transaction('vaults').objectStore('vaults').getAll());
    db.close();
    const files = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const kept = files.flat().some(({ url }) => url.includes('/js/offline/vault.js'));
    if (kept && vault?.wrapped?.by === 'prf' && keys.some(([, id]) => id === 'index')) return;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}"""


def phone_with_families(browser: Any, origin: str, token: str) -> tuple[Any, list[str]]:
    """The page, at the week, and the addresses of the families that stand there."""
    context = browser.new_context(**(PHONE | {"service_workers": "allow"}))
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _PASSKEY})
    hold_token(page, origin, token)
    page.goto(f"{origin}/passkeys/new")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/you")
    context.clear_cookies(name=SIGN_IN_COOKIE)
    page.goto(f"{origin}/sign-in")
    page.get_by_role("button", name="Sign in with your passkey").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.wait_for_selector("body[data-vault=open] main h1")
    page.goto(f"{origin}/week")
    page.click(LOCKED)
    page.wait_for_selector("body[data-vault=open]")
    page.evaluate(_CARRIED)
    page.evaluate("() => htmx.ajax('GET', '/week', { target: '#main' })")
    return page, _families(page)


def hold_token(page: Any, origin: str, token: str) -> None:
    """Signed in, without a touch."""
    cookie = {"name": SIGN_IN_COOKIE, "value": token, "url": f"{origin}/", "secure": True, "httpOnly": True}
    session = page.context.new_cdp_session(page)
    session.send("Network.setCookie", cookie | {"path": "/", "sameSite": "Lax"})


def _families(page: Any) -> list[str]:
    links = page.locator("main a[href^='/families/']")
    links.first.wait_for()
    found = [href.split("?")[0] for href in links.evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")]
    return sorted({"/".join(path.split("/")[:3]) for path in found})
