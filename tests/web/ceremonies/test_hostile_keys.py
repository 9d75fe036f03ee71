"""Public keys that are no keys, are weak, or that anybody could sign for."""

from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.software_keys import cose_key, new_private_key
from tests.web.ceremonies.setting import a_phone, refused, register
from web.ceremonies.values import Reason

ES256, EDDSA, RS256 = (cose_key(new_private_key(name)) for name in ("ES256", "EdDSA", "RS256"))
ES384 = ec.generate_private_key(ec.SECP384R1()).public_key().public_numbers()
WEAK_RSA = rsa.generate_private_key(public_exponent=65537, key_size=1024)
P = 2**255 - 19


def _of(key: dict[int, object], **parts: object) -> dict[int, object]:
    """`key` with other parts, named as in `alg=-7`."""
    labels = {"kty": 1, "alg": 3, "crv": -1, "x": -2, "y": -3, "n": -1, "e": -2}
    return {**key, **{labels[name]: part for name, part in parts.items()}}


def _little(number: int) -> bytes:
    return number.to_bytes(32, "little")


CASES: dict[str, tuple[object, Reason]] = {
    "no-algorithm": ({k: v for k, v in ES256.items() if k != 3}, "algorithm"),
    "algorithm-nought": (_of(ES256, alg=0), "algorithm"),
    "algorithm-none-in-words": (_of(ES256, alg="none"), "algorithm"),
    "algorithm-null": (_of(ES256, alg=None), "algorithm"),
    "algorithm-a-broken-number": (_of(ES256, alg=-7.0), "algorithm"),
    "algorithm-rsa-with-sha-1": (_of(RS256, alg=-65535), "algorithm"),
    "algorithm-rsa-pss": (_of(RS256, alg=-37), "algorithm"),
    "algorithm-ecdsa-with-sha-512": (_of(ES256, alg=-36), "algorithm"),
    "algorithm-hmac": ({1: 4, 3: 5, -1: bytes(32)}, "algorithm"),
    "algorithm-unknown": (_of(ES256, alg=-9999), "algorithm"),
    "elliptic-key-that-says-rsa": (_of(ES256, alg=-257), "public-key"),
    "elliptic-key-that-says-eddsa": (_of(ES256, alg=-8), "public-key"),
    "rsa-key-that-says-elliptic": (_of(RS256, alg=-7), "public-key"),
    "edwards-key-that-says-elliptic": (_of(EDDSA, alg=-7), "public-key"),
    "kind-of-another-key": (_of(ES256, kty=1), "public-key"),
    "kind-true-for-one": (_of(EDDSA, kty=True), "public-key"),
    "kind-in-words": (_of(EDDSA, kty="OKP", crv="Ed25519"), "public-key"),
    "curve-p-384-by-name": (_of(ES256, crv=2), "public-key"),
    "curve-p-384-in-truth": (
        _of(ES256, crv=2, x=ES384.x.to_bytes(48, "big"), y=ES384.y.to_bytes(48, "big")),
        "public-key",
    ),
    "curve-of-bitcoin": (_of(ES256, crv=8), "public-key"),
    "point-not-on-the-curve": (_of(ES256, y=bytes(31) + b"\1"), "public-key"),
    "point-at-nought": (_of(ES256, x=bytes(32), y=bytes(32)), "public-key"),
    "point-beyond-the-field": (_of(ES256, x=b"\xff" * 32), "public-key"),
    "point-compressed": (_of(ES256, y=True), "public-key"),
    "point-without-y": ({k: v for k, v in ES256.items() if k != -3}, "public-key"),
    "point-one-byte-short": (_of(ES256, x=bytes(31)), "public-key"),
    "point-with-a-nought-before": (_of(ES256, x=b"\0" + cast(bytes, ES256[-2])), "public-key"),
    "point-in-words": (_of(ES256, x="x" * 32), "public-key"),
    "edwards-point-not-on-the-curve": (_of(EDDSA, x=_little(2)), "public-key"),
    "edwards-point-beyond-the-field": (_of(EDDSA, x=_little(P + 3)), "public-key"),
    "edwards-identity-that-fits-any-message": (_of(EDDSA, x=_little(1)), "public-key"),
    "edwards-point-of-order-two": (_of(EDDSA, x=_little(P - 1)), "public-key"),
    "edwards-point-of-order-four": (_of(EDDSA, x=bytes(32)), "public-key"),
    "edwards-point-of-order-eight": (
        _of(EDDSA, x=bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
        "public-key",
    ),
    "edwards-448": (_of(EDDSA, crv=7, x=bytes(57)), "public-key"),
    "rsa-of-1024-bits": (
        _of(RS256, n=WEAK_RSA.public_key().public_numbers().n.to_bytes(128, "big")),
        "public-key",
    ),
    "rsa-of-1024-bits-behind-noughts": (
        _of(RS256, n=WEAK_RSA.public_key().public_numbers().n.to_bytes(256, "big")),
        "public-key",
    ),
    "rsa-of-eight-thousand-bits": (_of(RS256, n=b"\xff" * 1024), "public-key"),
    "rsa-exponent-one": (_of(RS256, e=b"\0\0\1"), "public-key"),
    "rsa-exponent-behind-noughts": (_of(RS256, e=b"\0\1\0\1"), "public-key"),
    "rsa-exponent-three": (_of(RS256, e=b"\3"), "public-key"),
    "rsa-exponent-even": (_of(RS256, e=b"\1\0\0"), "public-key"),
    "label-more-than-wanted": ({**ES256, -70: b"more"}, "public-key"),
    "with-the-private-half": ({**ES256, -4: bytes(32)}, "public-key"),
    "labels-in-words": ({"alg": -7, **{str(k): v for k, v in ES256.items()}}, "public-key"),
    "a-list": (list(ES256), "public-key"),
    "a-number": (4, "public-key"),
    "null": (None, "public-key"),
    "an-empty-map": ({}, "algorithm"),
    "text": ("key", "public-key"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_key_is_not_recorded(case: str) -> None:
    public_key, reason = CASES[case]
    with refused(reason):
        register(a_phone(), public_key=public_key)
