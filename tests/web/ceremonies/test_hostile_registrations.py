"""A passkey that was not honestly made, or that anybody could sign for, is not recorded."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.authenticator import AT, Lies
from tests.software_keys import decode, encode, new_private_key
from tests.web.ceremonies.setting import (
    PARTY,
    Edit,
    a_phone,
    ask_to_register,
    refused,
    register,
    responding,
    without,
)
from web.ceremonies.authentication import authentication_options
from web.ceremonies.registration import verify_registration
from web.ceremonies.values import Reason


def _data(edit: Callable[[bytes], bytes]) -> Lies:
    return {"edit_auth_data": edit}


def _answer(edit: Edit) -> Lies:
    return {"edit_response": edit}


def _attesting(**members: object) -> Lies:
    return {"attestation": members}


def _without_credential(raw: bytes) -> bytes:
    return raw[:32] + bytes([raw[32] & ~AT]) + raw[33:37]


CASES: dict[str, tuple[Lies, Reason]] = {
    "person-not-verified": ({"user_verified": False}, "user-verification"),
    "person-not-there": ({"user_present": False}, "user-presence"),
    "backed-up-without-being-eligible": ({"backed_up": True}, "backup-state"),
    "for-another-domain": ({"rp_id": "evil.test"}, "relying-party"),
    "for-the-parent-domain": ({"rp_id": "example"}, "relying-party"),
    "type-of-a-sign-in": ({"type": "webauthn.get"}, "ceremony-type"),
    "credential-id-empty": ({"credential_id": b""}, "credential-id"),
    "credential-id-too-long": ({"credential_id": bytes(1024)}, "credential-id"),
    "credential-id-other-outside-than-inside": (
        _answer(lambda answer: answer | {"id": "b3RoZXI", "rawId": "b3RoZXI"}),
        "credential-id",
    ),
    "no-credential-inside": (_data(_without_credential), "authenticator-data"),
    "credential-longer-than-the-data": (
        _data(lambda raw: raw[:53] + b"\xff\xff" + raw[55:]),
        "authenticator-data",
    ),
    "data-cut-in-the-key": (_data(lambda raw: raw[:-10]), "authenticator-data"),
    "data-cut-short": (_data(lambda raw: raw[:30]), "authenticator-data"),
    "data-with-more-after": (_data(lambda raw: raw + b"more"), "authenticator-data"),
    "data-a-text": (_attesting(authData="text"), "attestation"),
    "data-null": (_attesting(authData=None), "attestation"),
    "attestation-missing": (_answer(without("attestationObject")), "malformed"),
    "attestation-empty": (_answer(responding(attestationObject="")), "attestation"),
    "attestation-a-number": (_answer(responding(attestationObject=5)), "malformed"),
    "attestation-no-cbor": (_answer(responding(attestationObject="_____w")), "attestation"),
    "attestation-a-list": (_answer(responding(attestationObject="gA")), "attestation"),
    "attestation-an-empty-map": (_answer(responding(attestationObject="oA")), "attestation"),
    "attestation-claims-four-thousand-million-entries": (
        _answer(responding(attestationObject="uv____8")),
        "attestation",
    ),
    "attestation-nested-thousands-deep": (
        _answer(responding(attestationObject="gYGB" * 5000)),
        "attestation",
    ),
    "attestation-with-more-after": (
        _answer(lambda answer: responding(attestationObject=_longer(answer))(answer)),
        "attestation",
    ),
    "attestation-of-no-known-format": (_attesting(fmt="trust-me"), "attestation"),
    "attestation-format-a-number": (_attesting(fmt=1), "attestation"),
    "attestation-none-with-a-statement": (_attesting(attStmt={"sig": b"1"}), "attestation"),
    "attestation-none-with-an-unknown-statement": (_attesting(attStmt={"more": 1}), "attestation"),
    "attestation-statement-null": (_attesting(attStmt=None), "attestation"),
    "attestation-statement-a-list": (_attesting(attStmt=[]), "attestation"),
    "attestation-packed-with-a-made-up-signature": (
        _attesting(fmt="packed", attStmt={"alg": -7, "sig": bytes(70)}),
        "attestation",
    ),
    "attestation-packed-without-signature": (_attesting(fmt="packed", attStmt={"alg": -7}), "attestation"),
    "attestation-packed-with-a-certificate": (
        _attesting(fmt="packed", attStmt={"alg": -7, "sig": bytes(70), "x5c": [b"0"]}),
        "attestation",
    ),
    "attestation-packed-of-another-algorithm": (
        _attesting(fmt="packed", attStmt={"alg": -257, "sig": bytes(256)}),
        "attestation",
    ),
    "attestation-by-tpm": (_attesting(fmt="tpm", attStmt={"ver": "2.0"}), "attestation"),
    "attestation-by-u2f": (_attesting(fmt="fido-u2f", attStmt={"sig": b"", "x5c": [b""]}), "attestation"),
}


def _longer(answer: dict[str, Any]) -> str:
    return encode(decode(answer["response"]["attestationObject"]) + b"\0")


@pytest.mark.parametrize("case", CASES)
def test_no_passkey_is_made(case: str) -> None:
    lies, reason = CASES[case]
    with refused(reason):
        register(a_phone(), **lies)


def test_a_self_attestation_signed_by_another_key_is_refused() -> None:
    phone = a_phone()
    phone.attests_itself = True
    with refused("attestation"):
        register(phone, private_key=new_private_key("ES256"))


def test_a_sign_in_is_no_registration() -> None:
    phone = a_phone()
    register(phone)
    options, challenge = authentication_options(PARTY)
    answer = phone.get(options, type="webauthn.create")
    with refused("malformed"):
        verify_registration(PARTY, response_json=answer, challenge=challenge)


def test_an_answer_to_an_earlier_invitation_is_refused() -> None:
    earlier = a_phone().create(ask_to_register()[0])
    _, challenge = ask_to_register()
    with refused("challenge"):
        verify_registration(PARTY, response_json=earlier, challenge=challenge)


def test_a_lost_challenge_is_not_matched_by_an_empty_one() -> None:
    answer = a_phone().create(ask_to_register()[0], challenge=b"")
    with refused("challenge"):
        verify_registration(PARTY, response_json=answer, challenge=b"")
