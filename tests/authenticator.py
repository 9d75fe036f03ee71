"""A phone with passkeys, in software: answers ceremonies as a browser does, and lies when told to.

    phone = Authenticator("weekbook.example", "https://weekbook.example")
    response_json = phone.create(options_json)
    response_json = phone.get(options_json, user_verified=False)

Every lie is named in `Lies`. A lie told before signing is signed; `edit_response` comes after.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any, TypedDict, Unpack

import cbor2

from tests.software_keys import (
    ALGORITHM_NUMBERS,
    Algorithm,
    PrivateKey,
    cose_key,
    decode,
    encode,
    new_private_key,
    sign,
)

UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


class Declined(Exception):
    """What the browser's own dialogue would not do: no such passkey here, or one already made."""


class Lies(TypedDict, total=False):
    """What to say instead of the truth."""

    type: str
    challenge: bytes
    origin: str
    client_data: Mapping[str, object]  # further members, or other values
    edit_client_data: Callable[[bytes], bytes]  # its JSON, before it is signed
    rp_id: str
    user_present: bool
    user_verified: bool
    backup_eligible: bool
    backed_up: bool
    sign_count: int
    credential_id: bytes  # of the passkey made or used
    user_handle: bytes | None
    private_key: PrivateKey  # to sign with
    public_key: object  # the COSE key to register
    edit_auth_data: Callable[[bytes], bytes]  # before it is signed
    attestation: Mapping[str, object]  # another fmt, attStmt or authData
    edit_signature: Callable[[bytes], bytes]
    edit_response: Callable[[dict[str, Any]], object]  # the whole answer, last


@dataclass
class Passkey:
    """One passkey as the phone keeps it."""

    credential_id: bytes
    private_key: PrivateKey
    user_handle: bytes
    sign_count: int = 0


@dataclass
class Authenticator:
    """A phone held by one person, showing the page of one `origin`.

    `synced`: its passkeys are backed up. `counts`: it counts signatures, as security keys do.
    `attests_itself`: it signs its own attestation, as some password managers do.
    """

    rp_id: str
    origin: str
    algorithm: Algorithm = "ES256"
    synced: bool = False
    counts: bool = False
    attests_itself: bool = False
    passkeys: list[Passkey] = field(default_factory=list)

    def create(self, options_json: str, **lies: Unpack[Lies]) -> str:
        """Make a passkey as `registration_options` ask; the JSON for `verify_registration`."""
        options = json.loads(options_json)
        if {decode(known["id"]) for known in options["excludeCredentials"]} & self._ids():
            raise Declined("a passkey for this person is already here")
        if ALGORITHM_NUMBERS[self.algorithm] not in {wish["alg"] for wish in options["pubKeyCredParams"]}:
            raise Declined("no algorithm in common")
        made = Passkey(
            lies.get("credential_id", token_bytes(32)),
            new_private_key(self.algorithm),
            decode(options["user"]["id"]),
        )
        self.passkeys.append(made)
        data = self._auth_data(made, lies, AT, attested_credential(made, lies))
        client_data = self._client_data("webauthn.create", options, lies)
        attestation = self._attestation(made, data, client_data, lies) | dict(lies.get("attestation", {}))
        answer = {"clientDataJSON": client_data, "attestationObject": cbor2.dumps(attestation)}
        return _credential(made.credential_id, answer, {"transports": ["internal", "hybrid"]}, lies)

    def get(self, options_json: str, *, passkey: Passkey | None = None, **lies: Unpack[Lies]) -> str:
        """Sign in with `passkey` (or the one made last); the JSON for `verify_authentication`."""
        options = json.loads(options_json)
        if not (passkey or self.passkeys):
            raise Declined("no passkey here")
        used = passkey or self.passkeys[-1]
        used.sign_count += self.counts
        data = self._auth_data(used, lies)
        client_data = self._client_data("webauthn.get", options, lies)
        signature = sign(lies.get("private_key", used.private_key), data + sha256(client_data).digest())
        answer = {
            "clientDataJSON": client_data,
            "authenticatorData": data,
            "signature": lies.get("edit_signature", bytes)(signature),
            "userHandle": lies.get("user_handle", used.user_handle),
        }
        return _credential(lies.get("credential_id", used.credential_id), answer, {}, lies)

    def _ids(self) -> set[bytes]:
        return {passkey.credential_id for passkey in self.passkeys}

    def _attestation(self, made: Passkey, data: bytes, client_data: bytes, lies: Lies) -> dict[str, object]:
        if not self.attests_itself:
            return {"fmt": "none", "attStmt": {}, "authData": data}
        signature = sign(lies.get("private_key", made.private_key), data + sha256(client_data).digest())
        statement = {"alg": ALGORITHM_NUMBERS[self.algorithm], "sig": signature}
        return {"fmt": "packed", "attStmt": statement, "authData": data}

    def _client_data(self, kind: str, options: dict[str, Any], lies: Lies) -> bytes:
        challenge = encode(lies["challenge"]) if "challenge" in lies else options["challenge"]
        told = {
            "type": lies.get("type", kind),
            "challenge": challenge,
            "origin": lies.get("origin", self.origin),
            "crossOrigin": False,
        }
        text = json.dumps(told | dict(lies.get("client_data", {})))
        return lies.get("edit_client_data", bytes)(text.encode())

    def _auth_data(self, passkey: Passkey, lies: Lies, flags: int = 0, attested: bytes = b"") -> bytes:
        flags |= UP * lies.get("user_present", True) | UV * lies.get("user_verified", True)
        flags |= BE * lies.get("backup_eligible", self.synced) | BS * lies.get("backed_up", self.synced)
        count = lies.get("sign_count", passkey.sign_count).to_bytes(4, "big")
        domain = sha256(lies.get("rp_id", self.rp_id).encode()).digest()
        return lies.get("edit_auth_data", bytes)(domain + bytes([flags]) + count + attested)


def attested_credential(made: Passkey, lies: Lies) -> bytes:
    """The part of the authenticator data that holds a new passkey (WebAuthn, 6.5.1)."""
    public = lies.get("public_key", cose_key(made.private_key))
    return bytes(16) + len(made.credential_id).to_bytes(2, "big") + made.credential_id + cbor2.dumps(public)


def _credential(
    credential_id: bytes, answer: Mapping[str, bytes | None], more: Mapping[str, object], lies: Lies
) -> str:
    members = {name: None if raw is None else encode(raw) for name, raw in answer.items()}
    told = {
        "id": encode(credential_id),
        "rawId": encode(credential_id),
        "type": "public-key",
        "response": {**members, **more},
        "clientExtensionResults": {},
    }
    return json.dumps(lies.get("edit_response", dict)(told))
