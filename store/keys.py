"""The council's one secret file, and the separate keys that are drawn from it."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class KeyFileError(Exception):
    """The key file cannot be used; the message says why in one line."""


def make_key_file(path: Path) -> None:
    """Write a new secret, readable by its owner alone. Raises FileExistsError where one is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")


def read_key_file(path: Path) -> bytes:
    """The 32 secret bytes. Raises KeyFileError for a missing, open or malformed file."""
    try:
        text, mode = path.read_text().strip(), path.stat().st_mode
    except OSError as error:
        raise KeyFileError(f"the key file {path} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise KeyFileError(f"the key file {path} does not hold 64 hexadecimal digits") from None
    if mode & 0o077:
        raise KeyFileError(f"the key file {path} can be read by others; chmod 600 mends it")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyFileError(f"the key file {path} does not hold 64 hexadecimal digits")
    return key


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose (HKDF-SHA-256, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=f"weekbook/{purpose}".encode()).derive(secret)
