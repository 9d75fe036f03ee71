"""Two people, one phone: a passkey answers only to its own finger."""

from typing import Any

from e2e.phone import Phone


def lift_finger(phone: Phone) -> list[dict[str, Any]]:
    """The phone is in somebody else's hand: the passkeys of whoever had it do not answer. Returns them."""
    assert phone.keys
    kept = phone.keys.credentials()
    phone.keys.session.send("WebAuthn.clearCredentials", {"authenticatorId": phone.keys.id})
    return kept


def lay_finger(phone: Phone, passkeys: list[dict[str, Any]]) -> None:
    """And back. (The virtual passkey gives another PRF value then: vaults wrapped by the server's key only.)"""
    lift_finger(phone)
    assert phone.keys
    for passkey in passkeys:
        about = {"authenticatorId": phone.keys.id, "credential": passkey}
        phone.keys.session.send("WebAuthn.addCredential", about)
