"""Unpadded base64url, as browsers write bytes in JSON."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: object) -> bytes:
    """The bytes of `text` in its one canonical spelling; empty for anything else."""
    if not isinstance(text, str) or not text.isascii():
        return b""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
    return raw if encoded(raw) == text else b""
