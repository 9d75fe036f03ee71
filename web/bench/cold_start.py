"""How long the app takes without signal: from the touch on its icon to the lock, from the unlocking touch to a screen.

Chromium with a passkey of its own; twenty families are carried; then the server is ended. The processor is four
times slower, except for unlocking to a family, which is measured on both.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from web.bench.browser import PHONE, SLOWER_PROCESSOR, chromium
from web.bench.carrying import command, somebody_with_twenty
from web.bench.figure import Figure
from web.bench.serving import running
from web.cookies import SIGN_IN_COOKIE

START_MS, UNLOCK_MS, TIMES = 1000, 300, 7
_PASSKEY = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True,
}  # fmt: skip
_LOCKED = "[data-unlock]:not([disabled])"
# Since the navigation began; to the frame in which the card can be touched.
_TO_THE_LOCK = """(card) => new Promise((done) => {
  const end = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const look = () => document.querySelector(card) && (seen.disconnect(), end());
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})"""
# From the touch's own time stamp to the frame after the carried screen stands there.
_TO_A_SCREEN = """(card) => new Promise((done) => {
  const button = document.querySelector(card);
  let touched;
  button.addEventListener('click', (event) => { touched = event.timeStamp; }, { once: true, capture: true });
  const look = () => document.querySelector('main [data-stamp]') && (seen.disconnect(), requestAnimationFrame(
    () => setTimeout(() => done(performance.now() - touched))));
  const seen = new MutationObserver(look);
  seen.observe(document, { subtree: true, childList: true });
  button.click();
})"""
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


def rows(progress: Callable[[str], None]) -> Iterator[Figure]:
    """Medians of seven."""
    with TemporaryDirectory() as folder:
        progress("building the demonstration")
        settings, token = somebody_with_twenty(Path(folder) / "data")
        with chromium() as browser:
            progress("a phone with twenty families")
            with running(command(settings, "serve"), settings.port, wait_seconds=60):
                page, family = _phone(browser, f"http://localhost:{settings.port}", token)
            progress("without signal")
            yield from _figures(page, family)


def _figures(page: Any, family: str) -> Iterator[Figure]:
    slower = page.context.new_cdp_session(page)
    _, unlocked = _starts(page, family)
    yield Figure("without signal: unlock to a family", unlocked, "ms", f"≤ {UNLOCK_MS} ms", unlocked <= UNLOCK_MS)
    slower.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    locked, form = _starts(page, f"{family}/visits/new")
    both = locked + form
    yield Figure("CPU ÷4: cold start to a form, without the touch", both, "ms", f"≤ {START_MS} ms", both <= START_MS)
    yield Figure("… of it to the lock", locked, "ms")
    _, unlocked = _starts(page, family)
    yield Figure("CPU ÷4: unlock to a family", unlocked, "ms")


def _starts(page: Any, url: str) -> tuple[float, float]:
    """To the lock, and from the touch to the screen at `url`."""
    waited = []
    for _ in range(TIMES):
        page.goto(url, wait_until="commit")
        locked = float(page.evaluate(_TO_THE_LOCK, _LOCKED))
        waited.append((locked, float(page.evaluate(_TO_A_SCREEN, _LOCKED))))
    return median(locked for locked, _ in waited), median(screen for _, screen in waited)


def _phone(browser: Any, origin: str, token: str) -> tuple[Any, str]:
    """A page whose vault its passkey unlocks without signal, and the address of a family that it carries."""
    context = browser.new_context(**(PHONE | {"service_workers": "allow"}))
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _PASSKEY})
    cookie = {"name": SIGN_IN_COOKIE, "value": token, "url": f"{origin}/", "secure": True, "httpOnly": True}
    session.send("Network.setCookie", cookie | {"path": "/", "sameSite": "Lax"})
    page.goto(f"{origin}/passkeys/new")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/you")
    context.clear_cookies(name=SIGN_IN_COOKIE)
    page.goto(f"{origin}/sign-in")
    page.get_by_role("button", name="Sign in with your passkey").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.wait_for_selector("body[data-vault=open] main h1")
    page.goto(f"{origin}/week")
    page.click(_LOCKED)
    page.wait_for_selector("body[data-vault=open]")
    page.evaluate(_CARRIED)
    page.evaluate("() => htmx.ajax('GET', '/week', { target: '#main' })")
    return page, origin + page.locator("main a[href^='/families/']").first.get_attribute("href").split("?")[0]
