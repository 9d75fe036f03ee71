"""The key under which a phone's private key is wrapped, sealed as the server keeps it for the phone."""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


def seal_wrapping_key(key: bytes, vault_id: UUID, wrapping_key: bytes) -> bytes:
    """AES-256-GCM with a random nonce, bound to its vault."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, wrapping_key, vault_id.bytes)


def open_wrapping_key(key: bytes, vault_id: UUID, sealed: bytes) -> bytes | None:
    """None where it was sealed with another key, or for another vault."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], vault_id.bytes)
    except InvalidTag:
        return None
