"""What a phone hands over sealed and signed: read from a request, and whose signature it bears."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from store.envelopes import NewEnvelope
from store.recovery import canonical_deposit, verify_deposit
from store.vaults import SigningVault, find_signing_vault
from web.base64url import encoded
from web.endpoint import Call
from web.packed import body_of

_KEPT = ("v", "iv", "body", "keys", "signature")
Wire = dict[str, Any]


async def object_of(call: Call, most: int) -> Wire:
    """The JSON object that was posted, empty for anything else; not read further than `most` bytes. Raises TooLarge."""
    body = await body_of(call.request, most)
    try:
        return as_object(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def as_object(value: object) -> Wire:
    return value if isinstance(value, dict) else {}


async def find_signer(call: Call, wire: Wire) -> SigningVault | None:
    """The vault that it names; whether that one signed it, `is_signed` says."""
    try:
        return await find_signing_vault(call.db, UUID(str(wire.get("vault", ""))))
    except ValueError:
        return None


def is_signed(vault: SigningVault, wire: Wire) -> bool:
    """By the phone that holds the vault, in the name of its own practitioner, about a draft's id."""
    try:
        is_one = str(UUID(str(wire.get("id", "")))) == wire.get("id") and str(vault.id) == wire.get("vault")
    except ValueError:
        return False
    return is_one and wire.get("handle") == encoded(vault.handle) and verify_deposit(vault.signing_key, wire)


def new_envelope(vault: SigningVault, wire: Wire) -> NewEnvelope:
    """What is kept of one that is signed."""
    sealed = {name: wire[name] for name in _KEPT}
    digest = sha256(canonical_deposit(wire)).hexdigest()
    return NewEnvelope(vault.practitioner_id, vault.id, UUID(wire["id"]), wire["serial"], sealed, digest)
