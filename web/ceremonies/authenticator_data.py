"""What the authenticator says: for which domain it acted, whether it saw and verified the person."""

from hashlib import sha256

from webauthn.helpers import parse_authenticator_data
from webauthn.helpers.structs import AuthenticatorData

from web.ceremonies.values import CeremonyRefused, RelyingParty, refusing

# A 1023-byte credential id, a 4096-bit RSA key and a few extensions fill less than half of it.
MAX_BYTES = 4096


def read_authenticator_data(raw: bytes, party: RelyingParty) -> AuthenticatorData:
    """The parsed data, once it is for our domain and the person was there and was verified.

    Raises CeremonyRefused: authenticator-data, relying-party, user-presence, user-verification,
    backup-state.
    """
    if len(raw) > MAX_BYTES:
        raise CeremonyRefused("authenticator-data")
    with refusing("authenticator-data"):
        data = parse_authenticator_data(raw)
    if data.rp_id_hash != sha256(party.id.encode()).digest():
        raise CeremonyRefused("relying-party")
    if not data.flags.up:
        raise CeremonyRefused("user-presence")
    if not data.flags.uv:
        raise CeremonyRefused("user-verification")
    # WebAuthn Level 3, 6.1.3: backed up without being eligible for it cannot be.
    if data.flags.bs and not data.flags.be:
        raise CeremonyRefused("backup-state")
    return data
