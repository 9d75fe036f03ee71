"""The council's site, a phone with a passkey made there, and the two ceremonies tried with lies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Unpack

import cbor2
import pytest

from tests.authenticator import ED, Authenticator, Lies
from tests.software_keys import Algorithm
from web.ceremonies.authentication import authentication_options, verify_authentication
from web.ceremonies.registration import registration_options, verify_registration
from web.ceremonies.values import Assertion, CeremonyRefused, KnownPasskey, NewPasskey, Reason, RelyingParty

ORIGIN = "https://weekbook.example"
PARTY = RelyingParty("weekbook.example", "Weekbook", (ORIGIN, "https://www.weekbook.example"))
PERSON = b"person-0001"

Edit = Callable[[dict[str, Any]], object]


def a_phone(algorithm: Algorithm = "ES256", *, synced: bool = False, counts: bool = False) -> Authenticator:
    return Authenticator(PARTY.id, ORIGIN, algorithm, synced, counts)


def ask_to_register(existing: list[bytes] | None = None) -> tuple[str, bytes]:
    return registration_options(
        PARTY, user_handle=PERSON, name="m.okafor", display_name="Mary Okafor", existing=existing or []
    )


def register(phone: Authenticator, **lies: Unpack[Lies]) -> NewPasskey:
    options, challenge = ask_to_register()
    return verify_registration(PARTY, response_json=phone.create(options, **lies), challenge=challenge)


def known(made: NewPasskey) -> KnownPasskey:
    return KnownPasskey(made.credential_id, made.public_key, made.sign_count, made.backup_eligible, PERSON)


def sign_in(phone: Authenticator, passkey: KnownPasskey, **lies: Unpack[Lies]) -> Assertion:
    options, challenge = authentication_options(PARTY)
    response = phone.get(options, **lies)
    return verify_authentication(PARTY, response_json=response, challenge=challenge, known=passkey)


@contextmanager
def refused(reason: Reason) -> Iterator[None]:
    """Expect a refusal for just this reason: a case that fails for another has not been tried."""
    with pytest.raises(CeremonyRefused) as refusal:
        yield
    assert refusal.value.reason == reason


def saying(**members: object) -> Edit:
    """The answer with other values at its top."""
    return lambda answer: answer | members


def responding(**members: object) -> Edit:
    """The answer with other values inside `response`."""
    return lambda answer: answer | {"response": answer["response"] | members}


def without(name: str) -> Edit:
    """The answer with one member of `response` left out."""

    def edit(answer: dict[str, Any]) -> object:
        return answer | {"response": {k: v for k, v in answer["response"].items() if k != name}}

    return edit


def with_extensions(extensions: dict[str, object]) -> Callable[[bytes], bytes]:
    """Authenticator data that carry `extensions` at their end."""
    return lambda data: data[:32] + bytes([data[32] | ED]) + data[33:] + cbor2.dumps(extensions)
