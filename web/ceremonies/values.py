"""What goes into a passkey ceremony and what comes out of it: plain values, no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "too-large",
    "malformed",
    "credential-id",
    "client-data",
    "ceremony-type",
    "challenge",
    "origin",
    "cross-origin",
    "authenticator-data",
    "relying-party",
    "user-presence",
    "user-verification",
    "user-handle",
    "backup-state",
    "backup-eligibility",
    "algorithm",
    "public-key",
    "attestation",
    "signature",
]


class CeremonyRefused(Exception):
    """The ceremony proves nothing. `reason` is a keyword for the trail; the person is told none of it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class RelyingParty:
    """Who asks for the passkey: `id` is the bare domain, `origins` the exact origins our pages have."""

    id: str
    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class KnownPasskey:
    """A passkey as it was recorded, with the user handle of the person it belongs to."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    user_handle: bytes


@dataclass(frozen=True)
class NewPasskey:
    """A passkey to record. `public_key` is a COSE key; `aaguid` names the make of authenticator."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool
    aaguid: str
    transports: tuple[str, ...]


@dataclass(frozen=True)
class Assertion:
    """A proven sign-in. `sign_count` and `backed_up` are to be recorded.

    `counter_regressed` is a sign that the passkey was copied: worth an alert, no ground to refuse.
    """

    credential_id: bytes
    sign_count: int
    backed_up: bool
    counter_regressed: bool


@contextmanager
def refusing(reason: Reason) -> Iterator[None]:
    """Turn whatever goes wrong inside into `CeremonyRefused(reason)`, or keep the refusal made inside.

    Everything is caught, since decoders fail in many ways and a failed check must stay closed
    (ASVS 5.0, 16.5.3). The cause is cut off: a JSONDecodeError carries the whole document.
    """
    try:
        yield
    except CeremonyRefused:
        raise
    except Exception:
        raise CeremonyRefused(reason) from None
