"""Honest phones of every kind get in, and what is recorded of them is right."""

import json
import traceback
from dataclasses import replace

import pytest

from tests.authenticator import Authenticator, Declined
from tests.software_keys import Algorithm
from tests.web.ceremonies.setting import (
    PARTY,
    a_phone,
    ask_to_register,
    known,
    register,
    responding,
    saying,
    sign_in,
    with_extensions,
)
from web.ceremonies.authentication import authentication_options, credential_id_of
from web.ceremonies.registration import registration_options
from web.ceremonies.values import Assertion, CeremonyRefused

SECRET = "c2VjcmV0LXByZi1zZWNyZXQtcHJmLXNlY3JldC1wcmY"
PRF = saying(clientExtensionResults={"prf": {"enabled": True, "results": {"first": SECRET}}})


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA", "RS256"])
def test_a_passkey_of_each_algorithm_is_made_and_signs_in(algorithm: Algorithm) -> None:
    phone = a_phone(algorithm)
    made = register(phone)
    assert made.credential_id == phone.passkeys[0].credential_id
    assert (made.sign_count, made.backup_eligible, made.backed_up) == (0, False, False)
    assert made.aaguid == "00000000-0000-0000-0000-000000000000"
    assert made.transports == ("hybrid", "internal")
    assert sign_in(phone, known(made)) == Assertion(made.credential_id, 0, False, False)


def test_a_synced_passkey_keeps_its_count_at_nought_and_tells_that_it_is_backed_up() -> None:
    phone = a_phone(synced=True)
    made = register(phone)
    assert made.backup_eligible and made.backed_up
    assert sign_in(phone, known(made)) == Assertion(made.credential_id, 0, True, False)


def test_a_synced_passkey_may_be_backed_up_only_later() -> None:
    phone = a_phone(synced=True)
    made = register(phone, backed_up=False)
    assert made.backup_eligible and not made.backed_up
    assert sign_in(phone, known(made)).backed_up


def test_a_security_key_counts_upwards() -> None:
    phone = a_phone(counts=True)
    passkey = known(register(phone))
    for expected in (1, 2, 3):
        entered = sign_in(phone, passkey)
        assert (entered.sign_count, entered.counter_regressed) == (expected, False)
        passkey = replace(passkey, sign_count=entered.sign_count)


@pytest.mark.parametrize("told", [0, 6, 7], ids=["back-to-nought", "lower", "the-same"])
def test_a_count_that_does_not_rise_raises_the_flag_and_lets_the_person_in(told: int) -> None:
    phone = a_phone()
    passkey = replace(known(register(phone)), sign_count=7)
    assert sign_in(phone, passkey, sign_count=told).counter_regressed


def test_the_second_allowed_page_is_as_good_as_the_first() -> None:
    phone = Authenticator(PARTY.id, "https://www.weekbook.example")
    assert sign_in(phone, known(register(phone)))


def test_members_of_client_data_that_are_yet_to_be_invented_do_no_harm() -> None:
    phone, new = a_phone(), {"other_keys_can_be_added_here": "see https://goo.gl/yabPex"}
    assert sign_in(phone, known(register(phone, client_data=new)), client_data=new)


def test_a_browser_that_leaves_cross_origin_out_is_honest() -> None:
    def leave_out(raw: bytes) -> bytes:
        return raw.replace(b', "crossOrigin": false', b"")

    phone = a_phone()
    assert sign_in(phone, known(register(phone, edit_client_data=leave_out)), edit_client_data=leave_out)


def test_a_passkey_that_attests_itself_is_taken() -> None:
    phone = a_phone()
    phone.attests_itself = True
    assert sign_in(phone, known(register(phone)))


def test_extension_data_of_the_authenticator_are_passed_over() -> None:
    phone = a_phone()
    protected = with_extensions({"credProtect": 3})
    assert sign_in(phone, known(register(phone, edit_auth_data=protected)), edit_auth_data=protected)


def test_a_body_of_bytes_is_read_as_one_of_text() -> None:
    answer = a_phone().create(ask_to_register()[0])
    assert credential_id_of(answer.encode()) == credential_id_of(answer)


def test_transports_that_nobody_knows_are_dropped() -> None:
    told: list[object] = ["usb", "telepathy", 3, None, ["nfc"], "usb"]
    assert register(a_phone(), edit_response=responding(transports=told)).transports == ("usb",)
    assert register(a_phone(), edit_response=responding(transports="usb")).transports == ()


def test_the_secret_of_an_extension_comes_back_nowhere() -> None:
    phone = a_phone()
    made = register(phone, edit_response=PRF)
    entered = sign_in(phone, known(made), edit_response=PRF)
    assert SECRET not in f"{made!r}{entered!r}"


def test_the_secret_of_an_extension_is_in_no_traceback() -> None:
    phone = a_phone()
    with pytest.raises(CeremonyRefused) as refused:
        register(phone, edit_response=PRF, attestation={"attStmt": 1})
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_the_options_to_register_ask_for_a_verified_person_and_a_discoverable_passkey() -> None:
    text, challenge = ask_to_register([b"first", b"second"])
    options = json.loads(text)
    assert len(challenge) == 32
    assert options["rp"] == {"id": "weekbook.example", "name": "Weekbook"}
    assert options["user"]["displayName"] == "Mary Okafor"
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert {wish["alg"] for wish in options["pubKeyCredParams"]} == {-7, -8, -257}
    assert [held["id"] for held in options["excludeCredentials"]] == ["Zmlyc3Q", "c2Vjb25k"]
    assert "extensions" not in options


def test_the_options_to_sign_in_name_no_passkey() -> None:
    text, challenge = authentication_options(PARTY)
    options = json.loads(text)
    assert len(challenge) == 32
    assert set(options) == {"challenge", "timeout", "rpId", "userVerification"}
    assert options["userVerification"] == "required"


def test_no_two_challenges_are_alike() -> None:
    assert len({authentication_options(PARTY)[1] for _ in range(50)}) == 50


@pytest.mark.parametrize("handle", [b"", bytes(65)], ids=["empty", "too-long"])
def test_a_user_handle_out_of_bounds_is_the_callers_mistake(handle: bytes) -> None:
    with pytest.raises(ValueError, match="user handle"):
        registration_options(PARTY, user_handle=handle, name="a", display_name="A", existing=[])


def test_a_phone_does_not_make_a_second_passkey_for_the_same_person() -> None:
    phone = a_phone()
    made = register(phone)
    with pytest.raises(Declined):
        phone.create(ask_to_register([made.credential_id])[0])
