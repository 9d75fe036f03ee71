"""The council's recovery key: every draft is sealed to it as well, so that a lost passkey loses no words.

Its private half is drawn from the key file and is in no database.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (FIPS 186-5)
_DRAWN = 48  # bytes: 128 bits more than the order has, so that the remainder leans to no number (A.2.1)

_SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_LARGEST = 2**53 - 1  # the largest whole number that a phone can count to
_STORES = ("drafts", "carried", "vaults", "photographs")
_NAME = re.compile(r"[\w-]+", re.ASCII)


class NotOpened(Exception):
    """This envelope was not sealed to this key for this place, or is not as it was sealed."""


def recovery_key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The council's private key, from the 32 bytes of its key file: the same at each start."""
    drawn = HKDF(SHA256(), _DRAWN, salt=None, info=b"weekbook/recovery").derive(secret)
    return ec.derive_private_key(int.from_bytes(drawn) % (_ORDER - 1) + 1, ec.SECP256R1())


def public_raw(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as 65 bytes, uncompressed."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def key_id(public: bytes) -> str:
    """What the phone calls the key by: 16 characters of its SHA-256."""
    return urlsafe_b64encode(sha256(public).digest()).decode()[:16]


def place_of(*, store: str, id: str, handle: str, version: int) -> bytes:
    """Where something sealed belongs; it opens nowhere else. Raises ValueError for what cannot be a place."""
    names = all(isinstance(part, str) and _NAME.fullmatch(part) for part in (id, handle))
    if store not in _STORES or not names or type(version) is not int or not 1 <= version <= _LARGEST:
        raise ValueError("no such place")
    return f"weekbook/1\n{store}\n{id}\n{handle}\n{version}".encode()


def open_key(private: ec.EllipticCurvePrivateKey, sealed: Any, place: bytes, whom: str = "council") -> bytes:
    """The 32 bytes under which something lies, from what came over the wire of its envelope's key. Raises NotOpened."""
    try:
        return _SUITE.decrypt(_bytes(sealed), private, place + f"\n{whom}".encode())
    except (InvalidTag, TypeError, ValueError) as error:
        raise NotOpened from error


def open_envelope(
    private: ec.EllipticCurvePrivateKey, envelope: Mapping[str, Any], place: bytes, whom: str = "council"
) -> bytes:
    """What was sealed, from an envelope of format 1 as it comes over the wire. Raises NotOpened."""
    try:
        if type(envelope["v"]) is not int or envelope["v"] != 1:
            raise ValueError("another format")
        content_key = open_key(private, envelope["keys"][whom], place, whom)
        return AESGCM(content_key).decrypt(_bytes(envelope["iv"], 12), _bytes(envelope["body"]), place)
    except (InvalidTag, KeyError, TypeError, ValueError) as error:
        raise NotOpened from error


def canonical_deposit(deposit: Mapping[str, Any]) -> bytes:
    """What the phone signs. Raises KeyError, TypeError or ValueError for what is no deposit."""
    place_of(store="drafts", id=deposit["id"], handle=deposit["handle"], version=deposit["serial"])
    keys = deposit["keys"]
    parts = [deposit["vault"], deposit["id"], deposit["handle"], str(deposit["serial"]),
             deposit["iv"], deposit["body"], keys["phone"], keys["council"]]  # fmt: skip
    if not all(isinstance(part, str) and _NAME.fullmatch(part) for part in parts):
        raise ValueError("no deposit")
    return "\n".join(["weekbook/1/deposit", *parts]).encode()


def verify_deposit(signing_public: bytes, deposit: Mapping[str, Any]) -> bool:
    """Whether the phone with that signing key (65 bytes) handed this over, as it stands here."""
    try:
        if type(deposit["v"]) is not int or deposit["v"] != 1:
            return False
        signature, signed = _bytes(deposit["signature"], 64), canonical_deposit(deposit)
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), signing_public)
        halves = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        key.verify(utils.encode_dss_signature(*halves), signed, ec.ECDSA(SHA256()))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return False
    return True


def letters(data: bytes) -> str:
    """Base64url without padding, as it goes over the wire."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str, length: int | None = None) -> bytes:
    """From base64url without padding; one text for one value. Raises TypeError or ValueError."""
    decoded = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if letters(decoded) != text or length not in (None, len(decoded)):
        raise ValueError("not base64url of that length")
    return decoded
