"""Strict reading of what the browser sends: one meaning for each byte, or a refusal."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from web.ceremonies.values import CeremonyRefused, Reason, refusing

MAX_RESPONSE_BYTES = 64 * 1024
# WebAuthn Level 3, 4 "Credential ID": at most 1023 bytes.
MAX_CREDENTIAL_ID_BYTES = 1023


@dataclass(frozen=True)
class Response:
    """A public key credential as sent: its id, and the members of its `response`.

    Client extension results are not kept: they may hold a PRF secret.
    """

    credential_id: bytes
    members: dict[str, Any]

    def binary(self, name: str, reason: Reason = "malformed") -> bytes:
        """The bytes of the base64url member `name`. Raises CeremonyRefused(reason) where there are none."""
        return unbase64url(self.members.get(name), reason)


def read_response(response_json: str | bytes) -> Response:
    """Read the JSON of a credential. Raises CeremonyRefused: too-large, malformed, credential-id."""
    body = strict_object(_bounded(response_json), "malformed")
    members = body.get("response")
    if body.get("type") != "public-key" or type(members) is not dict:
        raise CeremonyRefused("malformed")
    if body.get("id") != body.get("rawId"):
        raise CeremonyRefused("credential-id")
    return Response(bounded_id(unbase64url(body.get("rawId"), "credential-id")), members)


def strict_object(raw: bytes, reason: Reason) -> dict[str, Any]:
    """The JSON object in `raw`: UTF-8, no member twice, no NaN. Raises CeremonyRefused(reason)."""
    with refusing(reason):
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_member_twice, parse_constant=_no_constant)
    if type(value) is not dict:
        raise CeremonyRefused(reason)
    return value


def unbase64url(text: object, reason: Reason) -> bytes:
    """The bytes of unpadded base64url in its one canonical spelling. Raises CeremonyRefused(reason).

    Python's decoder drops foreign characters and stray bits, so that many texts would mean one id.
    """
    if not isinstance(text, str):
        raise CeremonyRefused(reason)
    with refusing(reason):
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url(raw) != text:
        raise CeremonyRefused(reason)
    return raw


def base64url(raw: bytes) -> str:
    """`raw` as unpadded base64url."""
    return urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def bounded_id(credential_id: bytes) -> bytes:
    """The credential id itself, when it has 1 to 1023 bytes. Raises CeremonyRefused("credential-id")."""
    if not 1 <= len(credential_id) <= MAX_CREDENTIAL_ID_BYTES:
        raise CeremonyRefused("credential-id")
    return credential_id


def _bounded(response_json: str | bytes) -> bytes:
    with refusing("malformed"):
        raw = response_json.encode("utf-8") if isinstance(response_json, str) else response_json
        if len(raw) > MAX_RESPONSE_BYTES:
            raise CeremonyRefused("too-large")
        return raw


def _no_member_twice(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
