"""The random bytes that make each ceremony a new one."""

from secrets import token_bytes

CHALLENGE_BYTES = 32
# The default that WebAuthn Level 3, 5.1.3 recommends, from a range of five to ten minutes.
TIMEOUT_MS = 300_000


def new_challenge() -> bytes:
    """Thirty-two fresh random bytes."""
    return token_bytes(CHALLENGE_BYTES)
