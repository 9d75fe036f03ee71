"""The vault of this phone: registered right after a touch on it, and what the phone shall know of it."""

from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from starlette.responses import JSONResponse, Response

from store.lost_phones import find_lost, meet_lost, record_erasure
from store.vaults import NewVault, TakenVault, forget_wrapping_key, is_the_phone, record_vault, state_of
from web.base64url import decoded, encoded
from web.cookies import PHONE_COOKIE
from web.endpoint import Call
from web.enrolling import fields_of
from web.errors import Conflict, NotThere, Unfit
from web.filing import change
from web.limiting import count


async def create(call: Call) -> Response:
    """Its public keys are kept; the answer is the key under which its private key is wrapped for now."""
    new = _new_vault(await fields_of(call))
    phone_id = await _phone(call)
    try:
        key = call.services.keys.phones
        wrapping_key = await record_vault(call.db, new, phone_id=phone_id, key=key, now=call.now)
    except TakenVault:
        raise Conflict("another vault has this id") from None
    call.did("vault made", subject=phone_id, vault=str(new.id))
    return JSONResponse({"wrapping_key": encoded(wrapping_key)}, 201)


async def adopt_passkey(call: Call) -> Response:
    """A passkey's own secret wraps it from now on: nothing that the server has opens it any more."""
    phone_id = await _phone(call)
    if not await forget_wrapping_key(call.db, phone_id=phone_id):
        raise NotThere
    call.did("vault wrapped by its passkey", subject=phone_id)
    return Response(status_code=204)


async def state(call: Call) -> Response:
    """Asked by a phone that nobody is signed in on; whoever asks knows the vault's random id."""
    await count(call, "state")
    try:
        vault_id = UUID(call.request.query_params.get("vault", ""))
    except ValueError:
        return JSONResponse({"state": "unknown"})
    lost = await find_lost(call.db, vault_id=vault_id)
    if lost is None:
        return JSONResponse({"state": await state_of(call.db, vault_id)})
    if lost.met_at is None:
        async with change(call) as db:
            await meet_lost(db, lost.id, now=call.now)
            call.did("lost phone in contact", subject=lost.id)
    return JSONResponse({"state": "ended", "lost_at": lost.lost_at.isoformat()})


async def erase(call: Call) -> Response:
    """A lost phone says that it erased what opens it; whoever says so knows the vault's random id."""
    await count(call, "state")
    try:
        vault_id = UUID(str((await fields_of(call)).get("vault", "")))
    except ValueError:
        raise Unfit("the vault's id") from None
    lost = await find_lost(call.db, vault_id=vault_id)
    if lost and lost.erased_at is None:
        async with change(call) as db:
            await record_erasure(db, lost.id, now=call.now)
            call.did("lost phone erased", subject=lost.id)
    return Response(status_code=204)


async def _phone(call: Call) -> int:
    """The phone that this sign-in was made on; a sign-in that was carried to another browser has none here."""
    phone_id, secret = call.me.phone_id, call.request.cookies.get(PHONE_COOKIE, "")
    if phone_id is None or not await is_the_phone(call.db, phone_id=phone_id, secret=secret):
        raise NotThere
    return phone_id


def _new_vault(fields: dict[str, Any]) -> NewVault:
    keys = [decoded(fields.get(name)) for name in ("public_key", "signing_key")]
    try:
        vault_id = UUID(str(fields.get("id", "")))
    except ValueError:
        raise Unfit("the vault's id") from None
    if not all(_is_point(key) for key in keys):
        raise Unfit("the vault's keys")
    return NewVault(vault_id, *keys)


def _is_point(raw: bytes) -> bool:
    """Whether it is a point of P-256, uncompressed: the only form that the phone's library takes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == 65
