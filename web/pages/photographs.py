"""A photograph beside an entry: sent by its author after the words, shown to whoever may read them, taken out."""

import asyncio
import json
from hashlib import sha256
from uuid import UUID

from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse, Response

from store.photographs import (
    NewPhotograph,
    NotTheirPhotograph,
    PhotographClosed,
    TooMany,
    find_picture,
    record_photograph,
    remove_photograph,
)
from store.practice.photographs import MOST, MOST_BYTES, what_is_wrong
from web.endpoint import Call
from web.errors import NotThere
from web.forms import Form
from web.receipts import saved
from web.recording.pictures import NotAPicture, Picture, TooBig, picture_in

CLOSED = "The week is signed off, and what stands on the record stays. Say in an amendment what is to be known."


async def show(call: Call) -> Response:
    entry_id, photograph_id = _named(call)
    picture = await find_picture(call.db, photograph_id, entry_id=entry_id)
    if picture is None:
        raise NotThere
    return Response(picture, media_type="image/jpeg", headers={"Content-Disposition": "inline"})


async def create(call: Call) -> Response:
    """Fields `picture` and `caption`, and `taken_at` by the phone's clock. What it refuses, it says in plain words."""
    entry_id, photograph_id = _named(call)
    form, sent = Form(call.form), await _sent(call)
    caption = form.text("caption")
    if wrong := what_is_wrong(caption):
        return PlainTextResponse(wrong, 422)
    try:
        kept = await asyncio.to_thread(picture_in, sent)
    except TooBig:
        return PlainTextResponse("The photograph is larger than Weekbook takes.", 413)
    except NotAPicture:
        return PlainTextResponse("Weekbook could not read this photograph. Take it once more.", 415)
    return await _record(call, _new(call, entry_id, photograph_id, caption, sent, kept))


async def remove(call: Call) -> Response:
    entry_id, photograph_id = _named(call)
    if not call.case.may_record:
        raise NotThere
    try:
        was_there = await remove_photograph(
            call.db, photograph_id, entry_id=entry_id, author_id=call.me.id, now=call.now
        )
    except NotTheirPhotograph:
        raise NotThere from None
    except PhotographClosed:
        return PlainTextResponse(CLOSED, 409)
    if was_there:
        call.did("photograph taken out", subject=photograph_id, entry=str(entry_id))
    return saved(call, f"/entries/{entry_id}")


def _new(call: Call, entry_id: UUID, id: UUID, caption: str, sent: bytes, kept: Picture) -> NewPhotograph:
    return NewPhotograph(
        id, entry_id, call.me.id, caption, sha256(sent).hexdigest(), kept.bytes, kept.width, kept.height,
        Form(call.form).moment_on_phone("taken_at"),
    )  # fmt: skip


async def _record(call: Call, new: NewPhotograph) -> Response:
    try:
        at, is_new = await record_photograph(call.db, new, now=call.now)
    except NotTheirPhotograph:
        raise NotThere from None
    except TooMany:
        return PlainTextResponse(f"There are {MOST} photographs already; take one out first.", 409)
    except PhotographClosed:
        return PlainTextResponse(CLOSED, 409)
    call.did("photograph recorded" if is_new else "photograph sent again", subject=new.id, entry=str(new.entry_id))
    receipt = {"id": str(new.id), "sha256": new.fingerprint, "caption": new.caption, "at": at.isoformat()}
    headers = {"Weekbook-Receipt": json.dumps(receipt)}
    return Response(status_code=201, headers=headers)


async def _sent(call: Call) -> bytes:
    """No more of it than is taken, and one byte to tell."""
    sent = call.form.get("picture")
    return await sent.read(MOST_BYTES + 1) if isinstance(sent, UploadFile) else b""


def _named(call: Call) -> tuple[UUID, UUID]:
    return call.request.path_params["entry_id"], call.request.path_params["photograph_id"]
