"""One touch of the passkey opens the vault, signal or none; its secret stays in the phone."""

import gzip
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Request

from e2e.conftest import HandOut
from e2e.offline.front import Front
from e2e.offline.hand import hold, lock, unlock
from e2e.offline.modules import ask, with_modules
from e2e.offline.writing import all_sent, expect_sent_once, save, write
from e2e.phone import Phone
from e2e.server import Server

WORDS = "Maya had packed her own bag."
HEARS_SECRETS = """for (const kind of ['create', 'get']) {
  const real = navigator.credentials[kind].bind(navigator.credentials);
  navigator.credentials[kind] = async (options) => {
    const made = await real(options);
    const first = made.getClientExtensionResults().prf?.results?.first;
    if (first) await heardSecret(Array.from(new Uint8Array(first)));
    return made;
  };
}"""


def test_a_passkey_that_gives_the_same_twice_opens_the_vault_without_signal(phones: HandOut) -> None:
    phone = with_modules(phones)
    phone.authenticator()
    made = ask(phone.page, "prf.adopted", name="Priya Shah")
    assert made == {"atEnrolment": 32, "after": "server", "said": "adopted", "holdsSecret": True}, (
        "`holdsSecret`: the credential's own toJSON() carries it, so it is never what is posted"
    )
    phone.page.reload()
    ask(phone.page, "prf.nothing")
    phone.context.set_offline(True)
    assert ask(phone.page, "prf.unlocked") == {
        "name": "Priya Shah",
        "words": ["sealed before the reload"],
        "same": True,
    }


def test_another_passkey_in_the_same_phone_does_not(phones: HandOut) -> None:
    phone = with_modules(phones)
    phone.authenticator()
    ask(phone.page, "prf.adopted", name="Priya Shah")
    assert ask(phone.page, "prf.withAnotherPasskey") == [False, "CannotUnlock: wrong"]


def forms_of(secret: bytes) -> Iterator[bytes]:
    """As it might travel; without the last letters, which depend on what comes after it."""
    yield from (secret, secret.hex().encode(), secret.hex().upper().encode())
    yield from (encode(secret)[:-4] for encode in (b64encode, urlsafe_b64encode))
    yield ",".join(map(str, secret)).encode()
    yield ", ".join(map(str, secret)).encode()


def test_its_secret_is_in_nothing_that_leaves_the_phone(phones: HandOut, fronted: tuple[Server, Front]) -> None:
    server, front = fronted
    secrets, headers = list[bytes](), list[bytes]()

    def overheard(**asked: Any) -> Phone:
        phone: Phone = phones(**asked)
        phone.context.expose_function("heardSecret", lambda numbers: secrets.append(bytes(numbers)))
        phone.context.add_init_script(HEARS_SECRETS)
        phone.context.on("request", heard)
        return phone

    def heard(request: Request) -> None:
        headers.append(repr(request.headers).encode())

    phone = hold(overheard, "priya", of=server)
    write(phone, WORDS)
    save(phone.page)
    expect_sent_once(phone, WORDS)
    lock(phone)
    unlock(phone)
    all_sent(phone)
    assert len(secrets) >= 3 and {len(secret) for secret in secrets} == {32}
    bodies = [body for _, body in front.posted]
    sent = bodies + [gzip.decompress(body) for body in bodies if body.startswith(b"\x1f\x8b")]
    sent += headers + [path.encode() for path in front.asked]
    assert phone.keys
    known = b64decode(phone.keys.credentials()[0]["credentialId"])
    assert any(form in one for form in forms_of(known) for one in sent), "what is meant to be sent is found"
    assert not [one for one in sent for secret in secrets for form in forms_of(secret) if form in one]
