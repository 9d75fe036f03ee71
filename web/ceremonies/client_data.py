"""What the browser says about the ceremony it ran: which kind, for which challenge, on which page."""

from hmac import compare_digest
from typing import Literal

from web.ceremonies.challenges import CHALLENGE_BYTES
from web.ceremonies.parsing import strict_object, unbase64url
from web.ceremonies.values import CeremonyRefused, RelyingParty

Kind = Literal["webauthn.create", "webauthn.get"]


def check_client_data(raw: bytes, *, party: RelyingParty, kind: Kind, challenge: bytes) -> None:
    """Pass when `raw` (clientDataJSON) speaks of this very ceremony on one of our own pages.

    Raises CeremonyRefused: client-data, ceremony-type, challenge, origin, cross-origin.
    """
    data = strict_object(raw, "client-data")
    if data.get("type") != kind:
        raise CeremonyRefused("ceremony-type")
    _check_challenge(data.get("challenge"), challenge)
    if data.get("origin") not in party.origins:
        raise CeremonyRefused("origin")
    # py_webauthn 3.0.1 reads crossOrigin and never looks at it; topOrigin stands there only inside a
    # foreign page's frame (WebAuthn Level 3, 5.8.1), and Weekbook is never framed.
    if data.get("crossOrigin", False) is not False or "topOrigin" in data:
        raise CeremonyRefused("cross-origin")


def _check_challenge(answered: object, asked: bytes) -> None:
    # A caller that lost its challenge must not be satisfied by an empty one.
    if len(asked) != CHALLENGE_BYTES or not compare_digest(unbase64url(answered, "challenge"), asked):
        raise CeremonyRefused("challenge")
