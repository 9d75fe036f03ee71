"""One's own passkeys: made, named, removed."""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response

from store.passkeys import count_passkeys, remove_passkeys, rename_passkey
from store.practitioners import find_user_handle
from web.endpoint import Call
from web.enrolling import NotAccepted, begin, enrol, fields_of, options_to_enrol, refused, take
from web.errors import NotThere
from web.forms import Form, clean
from web.limiting import count
from web.receipts import saved
from web.signing_in import phone_name

PURPOSE = "passkey"
LONGEST_NAME = 60


@dataclass(frozen=True)
class NewPasskeyPage:
    name: str


async def new(call: Call) -> Response:
    return call.page("passkeys/new.html", NewPasskeyPage(phone_name(call.request)), title="New passkey", place="you")


async def options(call: Call) -> Response:
    await count(call, "ceremony")
    handle = await find_user_handle(call.db, call.me.id)
    asked = await options_to_enrol(call, practitioner_id=call.me.id, name=call.me.name, user_handle=handle)
    return await begin(call, asked, purpose=PURPOSE, practitioner_id=call.me.id)


async def create(call: Call) -> Response:
    fields = await fields_of(call)
    name = clean(str(fields.get("name") or ""))[:LONGEST_NAME] or phone_name(call.request)
    try:
        challenge = await take(call, purpose=PURPOSE, practitioner_id=call.me.id)
        passkey_id = await enrol(call, fields, challenge, practitioner_id=call.me.id, name=name)
    except NotAccepted as refusal:
        return refused(call, "passkey refused", refusal)
    call.did("passkey added", subject=passkey_id)
    return JSONResponse({"next": "/you"})


async def rename(call: Call) -> Response:
    name = Form(call.form).text("name")[:LONGEST_NAME]
    passkey_id = call.request.path_params["passkey_id"]
    if name:
        if not await rename_passkey(call.db, practitioner_id=call.me.id, passkey_id=passkey_id, name=name):
            raise NotThere
        call.did("passkey renamed", subject=passkey_id)
    return saved(call, "/you")


async def remove(call: Call) -> Response:
    """Every sign-in made with it ends at once. The last one stays: without it nobody comes in."""
    passkey_id = call.request.path_params["passkey_id"]
    if await count_passkeys(call.db, call.me.id) < 2:
        raise NotThere
    if not await remove_passkeys(call.db, practitioner_id=call.me.id, ids=[passkey_id], now=call.now):
        raise NotThere
    call.did("passkey removed", subject=passkey_id)
    return saved(call, "/you")
