"""The steps of a passkey ceremony that its pages share: begin, take the challenge, prove, record.

A refused ceremony is answered, not raised: its challenge is used up and the refusal is on the trail. The
person is told one and the same sentence, whatever the reason (ASVS 5.0, 6.3.8).
"""

import json
from typing import Any

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.responses import JSONResponse, Response

from store.challenges import record_challenge, take_challenge
from store.passkeys import PasskeyFound, find_passkey, list_credential_ids, record_passkey, record_use
from store.sign_ins import new_token, token_hash
from web.ceremonies.authentication import credential_id_of, verify_authentication
from web.ceremonies.parsing import read_response
from web.ceremonies.registration import registration_options, verify_registration
from web.ceremonies.values import CeremonyRefused, KnownPasskey, RelyingParty
from web.cookies import CEREMONY_COOKIE, browser_of, clear_binding_cookie, set_binding_cookie
from web.endpoint import Call
from web.settings import Settings

REFUSED = "Weekbook could not accept that passkey. Try again, or ask your manager."
_MOST_BYTES = 80 * 1024


class NotAccepted(Exception):
    """The ceremony is refused; `reason` is a keyword for the trail."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def party_of(settings: Settings) -> RelyingParty:
    return RelyingParty(settings.relying_party_id, "Weekbook", settings.origins)


async def fields_of(call: Call) -> dict[str, Any]:
    """The JSON object that <passkey-button> posted; empty for anything else."""
    body = await call.request.body()
    try:
        fields = json.loads(body) if len(body) <= _MOST_BYTES else {}
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


async def begin(
    call: Call, options: tuple[str, bytes], *, purpose: str, practitioner_id: int | None, cookie: str = CEREMONY_COOKIE
) -> Response:
    """Answer with the options, their challenge bound to this browser, to `purpose` and to the person.

    An invitation has bound the browser already, under its own `cookie`; otherwise a new secret does.
    """
    text, challenge = options
    response = Response(text, media_type="application/json")
    browser = browser_of(call.request, cookie) if cookie != CEREMONY_COOKIE else None
    if browser is None:
        secret = new_token()
        browser = token_hash(secret)
        set_binding_cookie(response, CEREMONY_COOKIE, secret)
    bound = {"browser": browser, "purpose": purpose, "practitioner_id": practitioner_id}
    await record_challenge(call.db, **bound, challenge=challenge, now=call.now)  # type: ignore[arg-type]
    call.did("passkey asked for", subject=purpose.replace("_", " "))
    return response


async def take(call: Call, *, purpose: str, practitioner_id: int | None, cookie: str = CEREMONY_COOKIE) -> bytes:
    """The challenge that this browser was given for this purpose and person. Raises NotAccepted."""
    browser = browser_of(call.request, cookie)
    whose = {"purpose": purpose, "practitioner_id": practitioner_id}
    challenge = await take_challenge(call.db, browser=browser, now=call.now, **whose)  # type: ignore[arg-type]
    if challenge is None:
        raise NotAccepted("no-challenge")
    return challenge


async def prove(call: Call, fields: dict[str, Any], challenge: bytes) -> PasskeyFound:
    """The usable passkey that the answer in `fields` proves; its use is recorded. Raises NotAccepted.

    An unknown id is checked against a key that nobody has, so that it costs what a known one costs.
    """
    answer = json.dumps(fields.get("credential"))
    party = party_of(call.settings)
    try:
        found = await find_passkey(call.db, credential_id_of(answer))
        known = _known(found) if found else _nobody(answer)
        proof = verify_authentication(party, response_json=answer, challenge=challenge, known=known)
    except CeremonyRefused as refusal:
        raise NotAccepted(refusal.reason) from None
    if found is None or not found.is_usable:
        raise NotAccepted("removed")
    if proof.counter_regressed:
        call.did("passkey counter went back", subject=found.id, practitioner=found.practitioner_id)
    use = {"sign_count": proof.sign_count, "backed_up": proof.backed_up}
    await record_use(call.db, passkey_id=found.id, now=call.now, **use)  # type: ignore[arg-type]
    return found


async def options_to_enrol(call: Call, *, practitioner_id: int, name: str, user_handle: bytes) -> tuple[str, bytes]:
    """What the browser is asked for to make this person's next passkey."""
    existing = await list_credential_ids(call.db, practitioner_id)
    who = {"user_handle": user_handle, "name": name, "display_name": name}
    return registration_options(party_of(call.settings), existing=existing, **who)  # type: ignore[arg-type]


async def enrol(call: Call, fields: dict[str, Any], challenge: bytes, *, practitioner_id: int, name: str) -> int:
    """Record the new passkey that the answer in `fields` proves; its id. Raises NotAccepted."""
    answer = json.dumps(fields.get("credential"))
    try:
        made = verify_registration(party_of(call.settings), response_json=answer, challenge=challenge)
    except CeremonyRefused as refusal:
        raise NotAccepted(refusal.reason) from None
    if await find_passkey(call.db, made.credential_id):
        raise NotAccepted("already-recorded")
    return await record_passkey(call.db, practitioner_id=practitioner_id, name=name, now=call.now, **vars(made))


def refused(call: Call, act: str, refusal: NotAccepted) -> Response:
    """The one answer to every refused ceremony; the trail knows the reason."""
    call.did(act, reason=refusal.reason)
    response = JSONResponse({"error": REFUSED}, 400)
    clear_binding_cookie(response, CEREMONY_COOKIE)
    return response


def _known(found: PasskeyFound) -> KnownPasskey:
    facts = (found.credential_id, found.public_key, found.sign_count, found.backup_eligible, found.user_handle)
    return KnownPasskey(*facts)


def _nobody(answer: str) -> KnownPasskey:
    response = read_response(answer)
    flags = response.binary("authenticatorData")[32:33] or b"\0"
    handle = response.binary("userHandle", "user-handle")
    return KnownPasskey(response.credential_id, _NOBODYS_KEY, 0, bool(flags[0] & 0x08), handle)


def _nobodys_key() -> bytes:
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    return dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})


_NOBODYS_KEY = _nobodys_key()
