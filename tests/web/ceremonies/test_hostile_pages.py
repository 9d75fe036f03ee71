"""A page that is not ours, or a ceremony that is not this one: refused when made and when signing in."""

import re
from collections.abc import Callable

import pytest

from tests.authenticator import Lies
from tests.web.ceremonies.setting import a_phone, known, refused, register, sign_in
from web.ceremonies.values import Reason


def also(member: bytes) -> Lies:
    """One more member at the end of clientDataJSON, however malformed."""
    return {"edit_client_data": lambda raw: raw[:-1] + b", " + member + b"}"}


def instead(raw: bytes) -> Lies:
    """Something else in place of clientDataJSON."""
    return {"edit_client_data": lambda _: raw}


def edited(edit: Callable[[bytes], bytes]) -> Lies:
    return {"edit_client_data": edit}


def _origin(text: object) -> Lies:
    return {"client_data": {"origin": text}}


CASES: dict[str, tuple[Lies, Reason]] = {
    "origin-with-a-foreign-suffix": (_origin("https://weekbook.example.evil.test"), "origin"),
    "origin-with-a-foreign-prefix": (_origin("https://evilweekbook.example"), "origin"),
    "origin-of-an-unlisted-subdomain": (_origin("https://old.weekbook.example"), "origin"),
    "origin-of-the-parent-domain": (_origin("https://example"), "origin"),
    "origin-over-plain-http": (_origin("http://weekbook.example"), "origin"),
    "origin-on-another-port": (_origin("https://weekbook.example:8443"), "origin"),
    "origin-with-the-default-port-spelt-out": (_origin("https://weekbook.example:443"), "origin"),
    "origin-with-a-slash": (_origin("https://weekbook.example/"), "origin"),
    "origin-with-our-name-as-user": (_origin("https://weekbook.example@evil.test"), "origin"),
    "origin-in-capitals": (_origin("HTTPS://WEEKBOOK.EXAMPLE"), "origin"),
    "origin-with-a-final-dot": (_origin("https://weekbook.example."), "origin"),
    "origin-with-a-space-before": (_origin(" https://weekbook.example"), "origin"),
    "origin-with-a-nul-and-more": (_origin("https://weekbook.example\0.evil.test"), "origin"),
    "origin-look-alike-in-cyrillic": (_origin("https://weekb\u043eok.example"), "origin"),
    "origin-look-alike-in-punycode": (_origin("https://xn--weekbok-f6g.example"), "origin"),
    "origin-null-in-words": (_origin("null"), "origin"),
    "origin-null": (_origin(None), "origin"),
    "origin-empty": (_origin(""), "origin"),
    "origin-a-list-holding-ours": (_origin(["https://weekbook.example"]), "origin"),
    "origin-an-object": (_origin({"toString": "https://weekbook.example"}), "origin"),
    "origin-of-an-android-app": (_origin("android:apk-key-hash:2jmj7l5rSw0yVb_vlWAYkK_YBwk"), "origin"),
    "framed-by-a-foreign-page": (
        {"client_data": {"crossOrigin": True, "topOrigin": "https://evil.test"}},
        "cross-origin",
    ),
    "cross-origin-without-a-top": ({"client_data": {"crossOrigin": True}}, "cross-origin"),
    "top-origin-though-cross-origin-is-false": (
        {"client_data": {"topOrigin": "https://evil.test"}},
        "cross-origin",
    ),
    "top-origin-that-is-our-own": (
        {"client_data": {"topOrigin": "https://weekbook.example"}},
        "cross-origin",
    ),
    "top-origin-null": ({"client_data": {"topOrigin": None}}, "cross-origin"),
    "cross-origin-in-words": ({"client_data": {"crossOrigin": "false"}}, "cross-origin"),
    "cross-origin-nought": ({"client_data": {"crossOrigin": 0}}, "cross-origin"),
    "cross-origin-null": ({"client_data": {"crossOrigin": None}}, "cross-origin"),
    "type-of-a-payment": ({"type": "payment.get"}, "ceremony-type"),
    "type-of-the-old-u2f": ({"type": "navigator.id.getAssertion"}, "ceremony-type"),
    "type-empty": ({"type": ""}, "ceremony-type"),
    "type-in-a-list": ({"client_data": {"type": ["webauthn.get", "webauthn.create"]}}, "ceremony-type"),
    "challenge-of-another-ceremony": ({"challenge": bytes(32)}, "challenge"),
    "challenge-empty": ({"challenge": b""}, "challenge"),
    "challenge-null": ({"client_data": {"challenge": None}}, "challenge"),
    "challenge-a-number": ({"client_data": {"challenge": 7}}, "challenge"),
    "challenge-cut-short": (edited(lambda raw: re.sub(rb'.{4}", "origin', b'", "origin', raw)), "challenge"),
    "challenge-with-padding": (edited(lambda raw: raw.replace(b'", "origin', b'=", "origin')), "challenge"),
    "challenge-with-a-foreign-letter": (
        edited(lambda raw: raw.replace(b'", "origin', b'!", "origin')),
        "challenge",
    ),
    "challenge-with-a-line-break": (
        edited(lambda raw: raw.replace(b'", "origin', b'\\n", "origin')),
        "challenge",
    ),
    "member-twice-origin": (also(b'"origin": "https://weekbook.example"'), "client-data"),
    "member-twice-cross-origin": (also(b'"crossOrigin": false'), "client-data"),
    "member-twice-spelt-with-an-escape": (also(b'"\\u006frigin": "https://weekbook.example"'), "client-data"),
    "holds-nan": (also(b'"more": NaN'), "client-data"),
    "holds-infinity": (also(b'"more": -Infinity'), "client-data"),
    "holds-a-number-of-five-thousand-digits": (also(b'"more": ' + b"9" * 5000), "client-data"),
    "holds-invalid-utf-8": (also(b'"more": "\xff\xfe"'), "client-data"),
    "holds-overlong-utf-8": (also(b'"more": "\xc0\xaf"'), "client-data"),
    "nested-ten-thousand-deep": (also(b'"more": ' + b"[" * 10_000 + b"]" * 10_000), "client-data"),
    "begins-with-a-byte-order-mark": (edited(lambda raw: b"\xef\xbb\xbf" + raw), "client-data"),
    "in-utf-16": (edited(lambda raw: raw.decode().encode("utf-16")), "client-data"),
    "goes-on-after-its-end": (edited(lambda raw: raw + raw), "client-data"),
    "cut-in-the-middle": (edited(lambda raw: raw[:60]), "client-data"),
    "a-list": (edited(lambda raw: b"[" + raw + b"]"), "client-data"),
    "null": (instead(b"null"), "client-data"),
    "empty": (instead(b""), "client-data"),
    "an-empty-object": (instead(b"{}"), "ceremony-type"),
}


@pytest.mark.parametrize("case", CASES)
def test_no_passkey_is_made(case: str) -> None:
    lies, reason = CASES[case]
    with refused(reason):
        register(a_phone(), **lies)


@pytest.mark.parametrize("case", CASES)
def test_nobody_signs_in(case: str) -> None:
    lies, reason = CASES[case]
    phone = a_phone()
    passkey = known(register(phone))
    with refused(reason):
        sign_in(phone, passkey, **lies)
