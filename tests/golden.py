"""The frozen vectors of format 1, and ways of spoiling them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

VECTORS = json.loads((Path(__file__).parents[1] / "e2e/offline/golden/format-1.json").read_text())
ENVELOPES = {vector["name"]: vector for vector in VECTORS["envelopes"]}
DRAFT, ME, DEPOSIT = ENVELOPES["a submitted draft"], ENVELOPES["whose vault it is"], VECTORS["deposit"]


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def private(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(VECTORS["keys"][name]["d"])), ec.SECP256R1())


def with_each_byte_changed(data: bytes) -> Iterator[bytes]:
    for at in range(len(data)):
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def parts(wire: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Where base64url stands in an envelope or a deposit."""
    yield from ((name,) for name in ("iv", "body", "signature") if name in wire)
    yield from (("keys", whom) for whom in wire["keys"])


def put(wire: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    changed = deepcopy(wire)
    inside = changed
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = value
    return changed


def text_at(wire: dict[str, Any], path: tuple[str, ...]) -> str:
    value: Any = wire
    for name in path:
        value = value[name]
    return str(value)
