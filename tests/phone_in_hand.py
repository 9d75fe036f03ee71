"""A phone in software: it holds a vault as the browser does, seals drafts, signs deposits.

Written from the contract, not from the code that it tests: HPKE (RFC 9180) of `cryptography`, no call into the app.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.software_keys import decode, encode

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
Json = dict[str, Any]
Fields = list[tuple[str, str]]


def place_of(store: str, id: str, handle: str, version: int) -> bytes:
    return f"weekbook/1\n{store}\n{id}\n{handle}\n{version}".encode()


def raw(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def point(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


@dataclass
class Draft:
    """One form on the phone. `fields` in the form's order, without those about the form itself."""

    form: str
    action: str
    fields: Fields
    id: UUID = field(default_factory=uuid4)
    title: str = "Record a visit"
    about: str = "Okafor-Hill family"
    opened_version: int = 0
    wrote: datetime = field(default_factory=lambda: datetime.now(UTC))
    submitted: bool = True
    saved_at: datetime | None = None
    labels: Json | None = None
    """Field's name → what the form calls it, or that and the words of what was chosen; None as of a first release."""
    took: tuple[UUID, ...] = ()
    """The notes whose words stand in it."""

    @property
    def posted(self) -> Fields:
        """What the ordinary form post carries."""
        about = [("draft_id", str(self.id)), ("opened_version", str(self.opened_version))]
        return [*about, ("written_on_phone_at", self.wrote.isoformat()), *self.fields]

    @property
    def plaintext(self) -> Json:
        """What stands inside the seal."""
        return {
            "form": self.form, "action": self.action, "title": self.title, "about": self.about,
            "fields": [list(one) for one in self.posted], "submitted": self.submitted,
            "saved_at": (self.saved_at or self.wrote).isoformat(),
            "submitted_at": self.wrote.isoformat() if self.submitted else None, "attention": None, "note": False,
            "took": [str(note) for note in self.took],
        } | ({} if self.labels is None else {"labels": [self.labels.get(name) for name, _ in self.posted]})  # fmt: skip


@dataclass
class PhoneInHand:
    """`handle`: of its practitioner, base64url. `council`: the recovery key's public half, raw."""

    handle: str
    council: bytes
    vault_id: UUID = field(default_factory=uuid4)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    signing_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def told(cls, phone: Mapping[str, Any]) -> "PhoneInHand":
        """From the `phone` of a sign-in's answer."""
        return cls(phone["handle"], decode(phone["council"]["public_key"]))

    @property
    def registration(self) -> Json:
        """The body of POST /phones/this/vault."""
        keys = {"public_key": encode(raw(self.key)), "signing_key": encode(raw(self.signing_key))}
        return {"id": str(self.vault_id), **keys}

    def seal(self, plaintext: bytes, *, store: str, id: str, version: int) -> Json:
        """An envelope, version 1, with its bytes as base64url."""
        content_key, iv = AESGCM.generate_key(256), secrets.token_bytes(12)
        place = place_of(store, id, self.handle, version)
        sealed = {
            name: SUITE.encrypt(content_key, point(public), info=place + f"\n{name}".encode())
            for name, public in (("phone", raw(self.key)), ("council", self.council))
        }
        body = AESGCM(content_key).encrypt(iv, plaintext, place)
        keys = {name: encode(one) for name, one in sealed.items()}
        return {"v": 1, "iv": encode(iv), "body": encode(body), "keys": keys}

    def open(self, envelope: Mapping[str, Any], *, store: str, id: str, version: int) -> bytes:
        """As the phone does it. Raises what the library raises."""
        place = place_of(store, id, self.handle, version)
        content_key = SUITE.decrypt(decode(envelope["keys"]["phone"]), self.key, info=place + b"\nphone")
        return AESGCM(content_key).decrypt(decode(envelope["iv"]), decode(envelope["body"]), place)

    def deposit(self, draft: Draft, serial: int = 1) -> Json:
        """The body of POST /envelopes, sealed anew and signed."""
        return self.deposit_of(draft, draft.plaintext, serial)

    def deposit_of(self, draft: Draft, plaintext: object, serial: int = 1) -> Json:
        """The same, with something else inside the seal."""
        sealed = json.dumps(plaintext).encode()
        envelope = self.seal(sealed, store="drafts", id=str(draft.id), version=serial)
        whose = {"vault": str(self.vault_id), "id": str(draft.id), "handle": self.handle, "serial": serial}
        return self.signed({**envelope, **whose})

    def signed(self, wire: Json) -> Json:
        """With the phone's signature over what it says now."""
        r, s = decode_dss_signature(self.signing_key.sign(canonical(wire).encode(), ec.ECDSA(SHA256())))
        return {**wire, "signature": encode(r.to_bytes(32) + s.to_bytes(32))}


def canonical(wire: Mapping[str, Any]) -> str:
    """What is signed, and what the answer's sha256 is over."""
    keys = wire["keys"]
    parts: Iterable[Any] = (wire["vault"], wire["id"], wire["handle"], wire["serial"], wire["iv"], wire["body"])
    return "\n".join(str(part) for part in ("weekbook/1/deposit", *parts, keys["phone"], keys["council"]))
