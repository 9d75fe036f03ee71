"""Making a passkey: what the browser is asked for, and what is recorded of its answer."""

from io import BytesIO

from cbor2 import CBORDecoder
from webauthn import generate_registration_options, options_to_json, verify_registration_response
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorAttestationResponse,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from web.ceremonies.authenticator_data import read_authenticator_data
from web.ceremonies.challenges import TIMEOUT_MS, new_challenge
from web.ceremonies.client_data import check_client_data
from web.ceremonies.parsing import Response, base64url, bounded_id, read_response
from web.ceremonies.public_keys import ALGORITHMS, check_public_key
from web.ceremonies.values import CeremonyRefused, NewPasskey, RelyingParty, refusing

_TRANSPORTS = {transport.value for transport in AuthenticatorTransport}
_SELECTION = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED,
    require_resident_key=True,
    user_verification=UserVerificationRequirement.REQUIRED,
)


def registration_options(
    party: RelyingParty, *, user_handle: bytes, name: str, display_name: str, existing: list[bytes]
) -> tuple[str, bytes]:
    """The options for `navigator.credentials.create()` as JSON, and their challenge.

    `existing` are the ids of the person's passkeys: the same authenticator is not taken twice.
    Raises ValueError when the user handle has not 1 to 64 bytes (py_webauthn would invent one).
    """
    if not 1 <= len(user_handle) <= 64:
        raise ValueError("a user handle has 1 to 64 bytes")
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=user_handle,
        user_name=name,
        user_display_name=display_name,
        challenge=new_challenge(),
        timeout=TIMEOUT_MS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=_SELECTION,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=known) for known in existing],
        supported_pub_key_algs=ALGORITHMS,
    )
    return options_to_json(options), options.challenge


def verify_registration(party: RelyingParty, *, response_json: str | bytes, challenge: bytes) -> NewPasskey:
    """The passkey that `response_json` proves to be new, made here and with the person verified.

    The challenge's single use, age and owner are the caller's to check, and so is whether the
    credential id is already recorded. Raises CeremonyRefused and nothing else.
    """
    with refusing("malformed"):
        response = read_response(response_json)
        check_client_data(response.binary("clientDataJSON"), party=party, kind="webauthn.create", challenge=challenge)
        _check_attested_credential(response, party)
        return _verified(party, response, challenge)


def _check_attested_credential(response: Response, party: RelyingParty) -> None:
    made = read_authenticator_data(_attested_data(response), party).attested_credential_data
    if made is None:
        raise CeremonyRefused("authenticator-data")
    # py_webauthn 3.0.1 does not compare the id outside with the one that the authenticator wrote.
    if bounded_id(made.credential_id) != response.credential_id:
        raise CeremonyRefused("credential-id")
    check_public_key(made.credential_public_key)


def _attested_data(response: Response) -> bytes:
    """The authenticator data of an attestation object that attests nothing, or only itself.

    We ask for none, and browsers then send none or a self-signed one (WebAuthn Level 3, 5.1.3): the
    certificate formats are refused unread, so that their parsers stay out of reach.
    """
    stream = BytesIO(response.binary("attestationObject"))
    with refusing("attestation"):
        attestation = CBORDecoder(stream, allow_duplicate_keys=False, strict_hashable_types=True).decode()
        data, format, statement = (attestation[name] for name in ("authData", "fmt", "attStmt"))
        empty = format == "none" and statement == {}
        self_signed = format == "packed" and set(statement) == {"alg", "sig"}
        if stream.read() or type(data) is not bytes or not (empty or self_signed):
            raise CeremonyRefused("attestation")
        return data


def _verified(party: RelyingParty, response: Response, challenge: bytes) -> NewPasskey:
    with refusing("attestation"):
        verified = verify_registration_response(
            credential=RegistrationCredential(
                id=base64url(response.credential_id),
                raw_id=response.credential_id,
                response=AuthenticatorAttestationResponse(
                    client_data_json=response.binary("clientDataJSON"),
                    attestation_object=response.binary("attestationObject"),
                ),
            ),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    return NewPasskey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        backup_eligible=verified.credential_device_type.value == "multi_device",
        backed_up=verified.credential_backed_up,
        aaguid=verified.aaguid,
        transports=_transports(response),
    )


def _transports(response: Response) -> tuple[str, ...]:
    """A hint for the browser's next dialogue, never a ground for trust: unknown words are dropped."""
    told = response.members.get("transports")
    words = {word for word in told if isinstance(word, str)} if isinstance(told, list) else set()
    return tuple(sorted(words & _TRANSPORTS))
