"""A phone with a vault in somebody's hand: signed in with a passkey, locked and unlocked with one touch.

`hold(phones, "priya")` gives the phone with the week before it. No signal is the server stopped: `server.stop()`,
`server.kill()`, or a proxy before it; never only the browser's own imitation.
"""

import re
from typing import Any

from playwright.sync_api import Page, expect

from e2e.conftest import HandOut
from e2e.offline.waiting import wait_until
from e2e.phone import Phone
from e2e.server import Server
from web.cookies import SIGN_IN_COOKIE

NO_SIGNAL = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_INTERNET_DISCONNECTED",
             "ERR_NETWORK", "ERR_FAILED", "ERR_SOCKET_NOT_CONNECTED", "Failed to fetch", "status of 503")  # fmt: skip


def hold(phones: HandOut, name: str, *, prf: bool = True, of: Server | None = None, **different: Any) -> Phone:
    """That member of the cast's phone, vault open, at the week. `prf`: the passkey alone unlocks it, signal or none."""
    phone: Phone = phones(of=of, **{"service_workers": "allow", **different})
    phone.expects(*NO_SIGNAL)
    phone.keys = phone.authenticator()
    add_person(phone, name)
    if prf:
        lock(phone)
        unlock(phone)
        expect_wrapped_by(phone.page, "prf")
    return phone


def priyas_phone(phones: HandOut, of: Server | None = None) -> Phone:
    """Priya's phone, as most stories begin. Its vault is under the server's key: there is signal when it unlocks."""
    return hold(phones, "priya", prf=False, of=of)


def add_person(phone: Phone, name: str) -> None:
    """Makes a passkey for that person on this phone, and signs in with it; the vault is made on the way.

    The finger on the reader is theirs from now on: passkeys of others that were made here are put away.
    """
    make_passkey(phone, name)
    phone.context.clear_cookies(name=SIGN_IN_COOKIE)
    phone.open("/sign-in")
    phone.page.get_by_role("button", name="Sign in with your passkey").click()
    phone.page.wait_for_url(lambda url: "/sign-in" not in url)
    expect_open(phone)
    if "/welcome" in phone.page.url:  # once on each phone
        go(phone, "/week")


def make_passkey(phone: Phone, name: str) -> None:
    """A new one on this phone, in the place of those made here before; nobody has signed in with it yet."""
    assert phone.keys is not None
    phone.keys.put_away()
    phone.sign_in_as(name)
    phone.open("/passkeys/new")
    phone.page.get_by_role("button", name="Make the passkey").click()
    phone.page.wait_for_url("**/you")


def expect_open(phone: Phone) -> None:
    expect(phone.page.locator("body")).to_have_attribute("data-vault", "open")
    expect(phone.page.locator("main h1")).to_be_visible()
    expect(phone.page.locator("main > unlock-card")).to_have_count(0)


def expect_locked(phone: Phone) -> None:
    expect(phone.page.locator("body")).to_have_attribute("data-vault", "locked")
    expect(phone.page.get_by_role("button", name="Unlock with one touch")).to_be_visible()
    expect(phone.page.locator(".places")).to_be_hidden()


def unlock(phone: Phone) -> None:
    """One touch; the screen of the address comes back."""
    phone.page.get_by_role("button", name="Unlock with one touch").click()
    expect_open(phone)


def lock(phone: Phone) -> None:
    """By a reload, as a person does without meaning to."""
    phone.page.reload()
    expect_locked(phone)


def go(phone: Phone, path: str) -> None:
    """The screen of that address, by a link, as people go; the document stays."""
    jump = "path => htmx.ajax('GET', path, {target: '#main', swap: 'innerHTML show:none', push: path})"
    phone.page.evaluate(jump, path)
    phone.page.wait_for_url(re.compile(re.escape(path) + "$"))
    expect(phone.page.locator("main h1")).to_be_visible()
    expect(phone.page.locator("main draft-form:not(:defined)")).to_have_count(0)


def lose_signal(server: Server, *phones: Phone) -> None:
    """Every screen's code has come to these phones; then the server is gone."""
    for phone in phones:
        tell_worker(phone, "keep-all", "kept-all")
    server.stop()


def tell_worker(phone: Phone, kind: str, answer: str) -> Any:
    """Sends the worker a message, and waits for what it answers."""
    return phone.page.evaluate(
        """([kind, answer]) => new Promise((resolve, reject) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => data.kind === answer && resolve(data));
          navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ kind }));
          setTimeout(() => reject(new Error(`the worker did not answer to ${kind}`)), 20000);
        })""",
        [kind, answer],
    )


def badge(phone: Phone, words: str) -> None:
    expect(phone.page.locator("sync-badge").first).to_have_text(words)


def status(phone: Phone) -> Any:
    """The line under the form."""
    return expect(phone.page.locator("[data-form-status]").last)


def expect_wrapped_by(page: Page, kind: str) -> None:
    """What wraps the private keys that lie on this phone: the passkey ("prf") or the server's key."""
    wait_until(page, ASK_WRAPPED.replace("KIND", kind))


ASK_WRAPPED = """async () => {
  const heard = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const db = await heard(indexedDB.open('weekbook'));
  const rows = await heard(db.transaction('vaults').objectStore('vaults').getAll());
  db.close();
  return rows.length > 0 && rows.every(({ wrapped }) => wrapped.by === 'KIND');
}"""
