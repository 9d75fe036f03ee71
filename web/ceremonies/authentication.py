"""Signing in with a passkey: what the browser is asked for, and what its answer proves."""

from dataclasses import replace
from hmac import compare_digest

from webauthn import generate_authentication_options, options_to_json, verify_authentication_response
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    UserVerificationRequirement,
)

from web.ceremonies.authenticator_data import read_authenticator_data
from web.ceremonies.challenges import TIMEOUT_MS, new_challenge
from web.ceremonies.client_data import check_client_data
from web.ceremonies.parsing import Response, base64url, read_response
from web.ceremonies.public_keys import check_public_key
from web.ceremonies.values import Assertion, CeremonyRefused, KnownPasskey, RelyingParty, refusing


def authentication_options(party: RelyingParty) -> tuple[str, bytes]:
    """The options for `navigator.credentials.get()` as JSON, and their challenge.

    No passkey is named, so the options are alike for everybody and say nothing of who is known here.
    """
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=new_challenge(),
        timeout=TIMEOUT_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(replace(options, allow_credentials=None)), options.challenge


def credential_id_of(response_json: str | bytes) -> bytes:
    """The id (1 to 1023 bytes) by which to look the passkey up; it proves nothing yet.

    Raises CeremonyRefused: too-large, malformed, credential-id.
    """
    with refusing("malformed"):
        return read_response(response_json).credential_id


def verify_authentication(
    party: RelyingParty, *, response_json: str | bytes, challenge: bytes, known: KnownPasskey
) -> Assertion:
    """The sign-in that `response_json` proves to be by `known`, made here, the person verified.

    The challenge's single use, age and owner are the caller's to check. Raises CeremonyRefused and
    nothing else.
    """
    with refusing("malformed"):
        response = read_response(response_json)
        if response.credential_id != known.credential_id:
            raise CeremonyRefused("credential-id")
        check_client_data(response.binary("clientDataJSON"), party=party, kind="webauthn.get", challenge=challenge)
        _check_user_handle(response, known)
        _check_authenticator_data(response, party, known)
        return _verified(party, response, challenge, known)


def _check_user_handle(response: Response, known: KnownPasskey) -> None:
    # A discoverable passkey always tells whose it is (WebAuthn Level 3, 7.2); py_webauthn
    # 3.0.1 does not compare.
    if not compare_digest(response.binary("userHandle", "user-handle"), known.user_handle):
        raise CeremonyRefused("user-handle")


def _check_authenticator_data(response: Response, party: RelyingParty, known: KnownPasskey) -> None:
    data = read_authenticator_data(response.binary("authenticatorData"), party)
    # WebAuthn Level 3, 6.1: a signature to sign in carries no newly made credential.
    if data.flags.at:
        raise CeremonyRefused("authenticator-data")
    # WebAuthn Level 3, 7.2: set when the passkey is made, for good.
    if data.flags.be != known.backup_eligible:
        raise CeremonyRefused("backup-eligibility")


def _verified(party: RelyingParty, response: Response, challenge: bytes, known: KnownPasskey) -> Assertion:
    check_public_key(known.public_key)
    with refusing("signature"):
        verified = verify_authentication_response(
            credential=_credential(response),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=known.public_key,
            # Told of the true count, py_webauthn refuses a lower one. WebAuthn Level 3, 6.1.1 calls it
            # a sign, not a proof, of a copy: we raise a flag and let the person work.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    return Assertion(
        credential_id=verified.credential_id,
        sign_count=verified.new_sign_count,
        backed_up=verified.credential_backed_up,
        counter_regressed=_regressed(known.sign_count, verified.new_sign_count),
    )


def _regressed(known: int, told: int) -> bool:
    # Synced passkeys do not count and stay at 0.
    return told <= known and (told, known) != (0, 0)


def _credential(response: Response) -> AuthenticationCredential:
    return AuthenticationCredential(
        id=base64url(response.credential_id),
        raw_id=response.credential_id,
        response=AuthenticatorAssertionResponse(
            client_data_json=response.binary("clientDataJSON"),
            authenticator_data=response.binary("authenticatorData"),
            signature=response.binary("signature"),
        ),
    )
