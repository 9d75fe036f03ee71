"""The keys of a passkey in software: making them, showing the public half, signing; and base64url."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Literal

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

Algorithm = Literal["ES256", "EdDSA", "RS256"]
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
ALGORITHM_NUMBERS: dict[Algorithm, int] = {"ES256": -7, "EdDSA": -8, "RS256": -257}


def new_private_key(algorithm: Algorithm) -> PrivateKey:
    """A fresh key; for RS256 always the same one, since making it takes long."""
    if algorithm == "RS256":
        return _rsa_key()
    return ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else ed25519.Ed25519PrivateKey.generate()


@lru_cache
def _rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def cose_key(key: PrivateKey) -> dict[int, object]:
    """The public half of `key` as a COSE key."""
    if isinstance(key, ec.EllipticCurvePrivateKey):
        point = key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return {1: 1, 3: -8, -1: 6, -2: key.public_key().public_bytes_raw()}
    modulus = key.public_key().public_numbers().n
    return {1: 3, 3: -257, -1: modulus.to_bytes(key.key_size // 8, "big"), -2: b"\x01\x00\x01"}


def sign(key: PrivateKey, message: bytes) -> bytes:
    """The signature that a passkey with `key` would give."""
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(message)
    return key.sign(message, padding.PKCS1v15(), hashes.SHA256())


def encode(raw: bytes) -> str:
    """Unpadded base64url."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decode(text: str) -> bytes:
    """From unpadded base64url."""
    return urlsafe_b64decode(text + "==")
