"""Bodies that are not what a browser sends: refused by each of the three readers."""

from typing import cast

import pytest

from tests.web.ceremonies.setting import PARTY, PERSON, Edit, a_phone, ask_to_register, refused, saying
from web.ceremonies.authentication import authentication_options, credential_id_of, verify_authentication
from web.ceremonies.registration import verify_registration
from web.ceremonies.values import KnownPasskey, Reason

BODIES: dict[str, tuple[object, Reason]] = {
    "nothing": ("", "malformed"),
    "none-at-all": (None, "malformed"),
    "a-number-from-the-caller": (5, "malformed"),
    "an-object-from-the-caller": ({"id": "YQ"}, "malformed"),
    "null": ("null", "malformed"),
    "a-number": ("1", "malformed"),
    "text": ('"id"', "malformed"),
    "a-list": ("[]", "malformed"),
    "an-empty-object": ("{}", "malformed"),
    "cut-in-the-middle": ('{"id": "YQ', "malformed"),
    "markup": ("<html>", "malformed"),
    "invalid-utf-8": (b'{"id": "\xff"}', "malformed"),
    "utf-16": ('{"id": "YQ"}'.encode("utf-16"), "malformed"),
    "half-a-surrogate": ('{"id": "\ud800"}', "malformed"),
    "a-byte-order-mark": ("\ufeff{}", "malformed"),
    "nan": ('{"id": NaN}', "malformed"),
    "a-member-twice": ('{"id": "YQ", "id": "Yg"}', "malformed"),
    "nested-deep-in-lists": ("[" * 30_000 + "]" * 30_000, "malformed"),
    "nested-deep-in-objects": ('{"a":' * 10_000 + "1" + "}" * 10_000, "malformed"),
    "a-number-of-sixty-thousand-digits": ("9" * 60_000, "malformed"),
    "seventy-thousand-bytes": (" " * 70_000, "too-large"),
    "seventy-thousand-bytes-in-fewer-letters": ("\u20ac" * 24_000, "too-large"),
    "a-million-bytes": (b" " * 1_000_000, "too-large"),
}

ANSWERS: dict[str, tuple[Edit, Reason]] = {
    "type-missing": (lambda a: {k: v for k, v in a.items() if k != "type"}, "malformed"),
    "type-of-a-password": (saying(type="password"), "malformed"),
    "type-null": (saying(type=None), "malformed"),
    "response-missing": (lambda a: {k: v for k, v in a.items() if k != "response"}, "malformed"),
    "response-a-list": (saying(response=[]), "malformed"),
    "response-null": (saying(response=None), "malformed"),
    "whole-in-a-list": (lambda a: [a], "malformed"),
    "id-missing": (lambda a: {k: v for k, v in a.items() if k != "id"}, "credential-id"),
    "raw-id-missing": (lambda a: {k: v for k, v in a.items() if k != "rawId"}, "credential-id"),
    "id-and-raw-id-missing": (lambda a: {k: a[k] for k in ("type", "response")}, "credential-id"),
    "id-other-than-raw-id": (saying(id="YQ"), "credential-id"),
    "raw-id-other-than-id": (saying(rawId="YQ"), "credential-id"),
    "ids-null": (saying(id=None, rawId=None), "credential-id"),
    "ids-numbers": (saying(id=1, rawId=1), "credential-id"),
    "ids-objects": (saying(id={}, rawId={}), "credential-id"),
    "ids-empty": (saying(id="", rawId=""), "credential-id"),
    "ids-too-long": (saying(id="A" * 1368, rawId="A" * 1368), "credential-id"),
    "ids-with-padding": (saying(id="YQ==", rawId="YQ=="), "credential-id"),
    "ids-in-the-other-base64": (saying(id="+/+/", rawId="+/+/"), "credential-id"),
    "ids-with-a-line-break": (saying(id="YWJj\n", rawId="YWJj\n"), "credential-id"),
    "ids-with-foreign-letters": (saying(id="YW Jj", rawId="YW Jj"), "credential-id"),
    "ids-with-stray-bits": (saying(id="YR", rawId="YR"), "credential-id"),
    "ids-of-impossible-length": (saying(id="YWJjZ", rawId="YWJjZ"), "credential-id"),
    "ids-in-letters-beyond-ascii": (saying(id="\uff21\uff21", rawId="\uff21\uff21"), "credential-id"),
}


def _refused_by_all_three(body: object, reason: Reason, challenge: bytes) -> None:
    text = cast(str, body)
    with refused(reason):
        credential_id_of(text)
    with refused(reason):
        verify_registration(PARTY, response_json=text, challenge=challenge)
    passkey = KnownPasskey(b"a", b"", 0, False, PERSON)
    with refused(reason):
        verify_authentication(PARTY, response_json=text, challenge=challenge, known=passkey)


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_is_no_answer_is_refused(case: str) -> None:
    body, reason = BODIES[case]
    _refused_by_all_three(body, reason, bytes(32))


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_of_the_wrong_shape_is_refused(case: str) -> None:
    edit, reason = ANSWERS[case]
    phone = a_phone()
    options, challenge = authentication_options(PARTY)
    phone.create(ask_to_register()[0])
    _refused_by_all_three(phone.get(options, edit_response=edit), reason, challenge)


@pytest.mark.parametrize("size", [1, 16, 1023])
def test_an_id_within_bounds_is_read(size: int) -> None:
    phone = a_phone()
    phone.create(ask_to_register()[0], credential_id=bytes(size))
    assert credential_id_of(phone.get(authentication_options(PARTY)[0])) == bytes(size)
