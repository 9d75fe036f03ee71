"""Which public keys we record: three algorithms, each in its one shape, none that anybody could sign for.

With attestation "none" nothing is signed at registration, so a bad key would otherwise be recorded
unseen, and py_webauthn looks at no more than the algorithm's number.
"""

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from webauthn.helpers import decode_credential_public_key, decoded_public_key_to_cryptography, parse_cbor
from webauthn.helpers.cose import COSEAlgorithmIdentifier

from web.ceremonies.values import CeremonyRefused, refusing

ES256 = COSEAlgorithmIdentifier.ECDSA_SHA_256
EDDSA = COSEAlgorithmIdentifier.EDDSA
RS256 = COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256
ALGORITHMS = [ES256, EDDSA, RS256]

_KTY, _ALG, _CRV, _X, _Y, _N, _E = 1, 3, -1, -2, -3, -1, -2

# WebAuthn Level 3, 5.8.5 and 6.5.1: the curve that goes with each algorithm, and no further parameters.
_FIXED: dict[int, dict[int, int]] = {
    ES256: {_KTY: 2, _ALG: ES256, _CRV: 1},
    EDDSA: {_KTY: 1, _ALG: EDDSA, _CRV: 6},
    RS256: {_KTY: 3, _ALG: RS256},
}
# Lengths in bytes; RSA from 2048 bits (NIST SP 800-131A) to 4096, with the usual exponent.
_SIZES: dict[int, dict[int, range]] = {
    ES256: {_X: range(32, 33), _Y: range(32, 33)},
    EDDSA: {_X: range(32, 33)},
    RS256: {_N: range(256, 513), _E: range(3, 4)},
}


def check_public_key(encoded: bytes) -> None:
    """Pass when `encoded` (a COSE key) is sound. Raises CeremonyRefused: algorithm, public-key."""
    with refusing("public-key"):
        key = parse_cbor(encoded)
        _check_shape(key)
        point_or_modulus = decoded_public_key_to_cryptography(decode_credential_public_key(encoded))
        if key[_ALG] == EDDSA and not _sound_edwards_point(key[_X]):
            raise CeremonyRefused("public-key")
        if isinstance(point_or_modulus, RSAPublicKey) and not _sound_modulus(point_or_modulus):
            raise CeremonyRefused("public-key")


def _check_shape(key: dict[int, object]) -> None:
    if type(key) is not dict or any(type(label) is not int for label in key):
        raise CeremonyRefused("public-key")
    algorithm = key.get(_ALG)
    # 'type() is int', since True and -7.0 compare equal to whole numbers.
    if type(algorithm) is not int or algorithm not in _FIXED:
        raise CeremonyRefused("algorithm")
    fixed, sizes = _FIXED[algorithm], _SIZES[algorithm]
    if set(key) != set(fixed) | set(sizes):
        raise CeremonyRefused("public-key")
    if any(type(key[label]) is not int or key[label] != value for label, value in fixed.items()):
        raise CeremonyRefused("public-key")
    for label, lengths in sizes.items():
        part = key[label]
        if not isinstance(part, bytes) or len(part) not in lengths:
            raise CeremonyRefused("public-key")


def _sound_modulus(key: RSAPublicKey) -> bool:
    return 2048 <= key.key_size <= 4096 and key.public_numbers().e == 65537


def _sound_edwards_point(encoded: bytes) -> bool:
    """On the curve (RFC 8032, 5.1.3) and not of small order, where a signature of zeros fits any message.

    Points of order 1, 2, 4 and 8 are those with y in {1, -1, 0} or d·y⁴ + 2y² = 1.
    """
    p = 2**255 - 19
    d = -121665 * pow(121666, -1, p) % p
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    x_squared = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
    on_curve = y < p and pow(x_squared, (p - 1) // 2, p) == 1
    return on_curve and y != 0 and (d * y**4 + 2 * y * y - 1) % p != 0
