"""Signing in as somebody else, without the person, or with a passkey that was tampered with."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.authenticator import AT, Lies, attested_credential
from tests.software_keys import Algorithm, decode, encode, new_private_key
from tests.web.ceremonies.setting import (
    PARTY,
    Edit,
    a_phone,
    ask_to_register,
    known,
    refused,
    register,
    responding,
    sign_in,
    with_extensions,
    without,
)
from web.ceremonies.authentication import authentication_options, verify_authentication
from web.ceremonies.values import CeremonyRefused, KnownPasskey, Reason


def _data(edit: Callable[[bytes], bytes]) -> Lies:
    return {"edit_auth_data": edit}


def _signature(edit: Callable[[bytes], bytes]) -> Lies:
    return {"edit_signature": edit}


def _answer(edit: Edit) -> Lies:
    return {"edit_response": edit}


CASES: dict[str, tuple[Lies, Reason]] = {
    "person-not-verified": ({"user_verified": False}, "user-verification"),
    "person-not-there": ({"user_present": False}, "user-presence"),
    "neither-there-nor-verified": ({"user_present": False, "user_verified": False}, "user-presence"),
    "became-eligible-for-backup": ({"backup_eligible": True}, "backup-eligibility"),
    "became-eligible-and-backed-up": ({"backup_eligible": True, "backed_up": True}, "backup-eligibility"),
    "backed-up-without-being-eligible": ({"backed_up": True}, "backup-state"),
    "for-another-domain": ({"rp_id": "evil.test"}, "relying-party"),
    "for-a-subdomain": ({"rp_id": "www.weekbook.example"}, "relying-party"),
    "for-the-origin-instead-of-the-domain": ({"rp_id": "https://weekbook.example"}, "relying-party"),
    "user-handle-of-a-colleague": ({"user_handle": b"person-0002"}, "user-handle"),
    "user-handle-missing": (_answer(without("userHandle")), "user-handle"),
    "user-handle-null": ({"user_handle": None}, "user-handle"),
    "user-handle-empty": ({"user_handle": b""}, "user-handle"),
    "user-handle-cut-short": ({"user_handle": b"person-000"}, "user-handle"),
    "user-handle-with-more-after": ({"user_handle": b"person-0001\0"}, "user-handle"),
    "user-handle-a-number": (_answer(responding(userHandle=1)), "user-handle"),
    "user-handle-not-base64": (_answer(responding(userHandle="person 0001")), "user-handle"),
    "signed-by-another-key": ({"private_key": new_private_key("ES256")}, "signature"),
    "signed-by-a-key-of-another-kind": ({"private_key": new_private_key("EdDSA")}, "signature"),
    "signature-empty": (_signature(lambda _: b""), "signature"),
    "signature-missing": (_answer(without("signature")), "malformed"),
    "signature-null": (_answer(responding(signature=None)), "malformed"),
    "signature-cut-short": (_signature(lambda raw: raw[:-1]), "signature"),
    "signature-with-more-after": (_signature(lambda raw: raw + b"\0"), "signature"),
    "signature-of-noughts": (_signature(lambda raw: bytes(len(raw))), "signature"),
    "signature-der-of-two-noughts": (_signature(lambda _: bytes.fromhex("3006020100020100")), "signature"),
    "signature-as-two-bare-numbers": (_signature(lambda _: bytes(63) + b"\1"), "signature"),
    "data-cut-short": (_data(lambda raw: raw[:36]), "authenticator-data"),
    "data-empty": (_data(lambda _: b""), "authenticator-data"),
    "data-with-more-after": (_data(lambda raw: raw + b"\0"), "authenticator-data"),
    "data-promises-extensions-without-any": (
        _data(lambda raw: raw[:32] + bytes([raw[32] | 0x80]) + raw[33:]),
        "authenticator-data",
    ),
    "data-promises-a-credential-without-one": (
        _data(lambda raw: raw[:32] + bytes([raw[32] | AT]) + raw[33:]),
        "authenticator-data",
    ),
    "data-with-a-flood-of-extensions": (
        _data(with_extensions({"flood": bytes(30_000)})),
        "authenticator-data",
    ),
    "data-with-extensions-in-a-bottomless-nest": (
        _data(lambda raw: raw[:32] + bytes([raw[32] | 0x80]) + raw[33:] + b"\x81" * 3000),
        "authenticator-data",
    ),
    "data-missing": (_answer(without("authenticatorData")), "malformed"),
    "data-of-another-signature": (
        _answer(responding(authenticatorData=encode(bytes.fromhex("00" * 37)))),
        "relying-party",
    ),
    "client-data-missing": (_answer(without("clientDataJSON")), "malformed"),
    "type-of-a-registration": ({"type": "webauthn.create"}, "ceremony-type"),
}


@pytest.mark.parametrize("case", CASES)
def test_nobody_signs_in(case: str) -> None:
    lies, reason = CASES[case]
    phone = a_phone()
    passkey = known(register(phone))
    with refused(reason):
        sign_in(phone, passkey, **lies)


def test_a_synced_passkey_that_stops_being_eligible_for_backup_is_refused() -> None:
    phone = a_phone(synced=True)
    passkey = known(register(phone))
    with refused("backup-eligibility"):
        sign_in(phone, passkey, backup_eligible=False, backed_up=False)


def test_a_new_credential_smuggled_into_a_sign_in_is_refused() -> None:
    phone = a_phone()
    passkey = known(register(phone))
    smuggled = attested_credential(phone.passkeys[0], {})
    with refused("authenticator-data"):
        sign_in(phone, passkey, edit_auth_data=lambda raw: raw[:32] + bytes([raw[32] | AT]) + raw[33:] + smuggled)


def test_flags_raised_after_signing_are_refused() -> None:
    phone = a_phone()
    passkey = known(register(phone))

    def verify_after_all(answer: dict[str, object]) -> object:
        response = answer["response"]
        assert isinstance(response, dict)
        data = bytearray(decode(response["authenticatorData"]))
        data[32] |= 0x04
        return responding(authenticatorData=encode(bytes(data)))(answer)

    with refused("signature"):
        sign_in(phone, passkey, user_verified=False, edit_response=verify_after_all)


def test_the_passkey_of_another_person_is_refused() -> None:
    mine, theirs = a_phone(), a_phone()
    register(mine)
    with refused("credential-id"):
        sign_in(mine, known(register(theirs)))


def test_the_id_of_another_person_over_ones_own_signature_is_refused() -> None:
    mine, theirs = a_phone(), a_phone()
    register(mine)
    passkey = known(register(theirs))
    with refused("signature"):
        sign_in(mine, passkey, credential_id=passkey.credential_id)


@pytest.mark.parametrize("kept", [bytes(32), b"", bytes(16)], ids=["another", "lost", "too-short"])
def test_an_answer_to_a_challenge_that_is_not_the_one_kept_is_refused(kept: bytes) -> None:
    phone = a_phone()
    passkey = known(register(phone))
    answer = phone.get(authentication_options(PARTY)[0], challenge=kept if len(kept) < 32 else b"x" * 32)
    with refused("challenge"):
        verify_authentication(PARTY, response_json=answer, challenge=kept, known=passkey)


def test_yesterdays_answer_is_refused_today() -> None:
    phone = a_phone()
    passkey = known(register(phone))
    yesterday = phone.get(authentication_options(PARTY)[0])
    _, challenge = authentication_options(PARTY)
    with refused("challenge"):
        verify_authentication(PARTY, response_json=yesterday, challenge=challenge, known=passkey)


def test_a_registration_is_no_sign_in() -> None:
    phone = a_phone()
    options, challenge = ask_to_register()
    answer = phone.create(options, type="webauthn.get")
    passkey = KnownPasskey(phone.passkeys[0].credential_id, b"", 0, False, phone.passkeys[0].user_handle)
    with refused("user-handle"):
        verify_authentication(PARTY, response_json=answer, challenge=challenge, known=passkey)


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA", "RS256"])
@pytest.mark.parametrize("member", ["authenticatorData", "clientDataJSON", "signature"])
def test_not_one_bit_can_be_flipped(member: str, algorithm: Algorithm) -> None:
    phone = a_phone(algorithm)
    passkey = known(register(phone))
    options, challenge = authentication_options(PARTY)
    answer = json.loads(phone.get(options))
    honest = decode(answer["response"][member])
    for place in range(len(honest) * 8):
        flipped = bytearray(honest)
        flipped[place // 8] ^= 1 << place % 8
        text = json.dumps(responding(**{member: encode(bytes(flipped))})(answer))
        with pytest.raises(CeremonyRefused):
            verify_authentication(PARTY, response_json=text, challenge=challenge, known=passkey)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\x04" + bytes(64),
        b"\xf6",
        b"\xff" * 77,
    ],
    ids=["empty", "bare-point", "null", "noise"],
)
def test_a_recorded_key_that_is_none_lets_nobody_in(stored: bytes) -> None:
    phone = a_phone()
    passkey = replace(known(register(phone)), public_key=stored)
    with refused("public-key"):
        sign_in(phone, passkey)
