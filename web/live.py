"""A line that stays open (server-sent events): it says that something opened, never what; the phone asks then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

from starlette.responses import StreamingResponse

from store.sign_ins import find_sign_in
from store.supervisions import find_meeting, version_of
from web.cookies import SIGN_IN_COOKIE
from web.endpoint import Call

HEARTBEAT_SECONDS = 15.0
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream(call: Call, meeting_id: UUID) -> StreamingResponse:
    """The meeting's version at once, and each time that it grows; over when the sign-in or the server ends."""
    return StreamingResponse(_events(call, meeting_id), media_type="text/event-stream", headers=_HEADERS)


async def _events(call: Call, meeting_id: UUID) -> AsyncIterator[str]:
    database = call.services.database
    async with call.services.announcer.waiting(meeting_id) as queue:
        yield "retry: 1000\n\n"
        said: int | None = 0
        while said is not None:
            if not said:
                async with database.looking() as db:
                    said = await version_of(db, meeting_id)
            yield f"data: {said}\n\n"
            async for beat in _beats(call, meeting_id, queue):
                yield beat
            said = None if queue.empty() else queue.get_nowait()


async def _beats(call: Call, meeting_id: UUID, queue: "asyncio.Queue[int | None]") -> AsyncIterator[str]:
    """A sign of life now and then until there is something to say, or nobody any more to say it to.

    It is an event with a name: of a comment a page learns nothing, and it must notice a line that is silent.
    """
    while queue.empty():
        try:
            queue.put_nowait(await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS))
        except TimeoutError:
            version = await _version_for(call, meeting_id)
            if version is None:
                return
            yield f"event: beat\ndata: {version}\n\n"


async def _version_for(call: Call, meeting_id: UUID) -> int | None:
    """None once the sign-in has ended, or no family of the meeting may be read any more."""
    now, token = datetime.now(UTC), call.request.cookies.get(SIGN_IN_COOKIE, "")
    async with call.services.database.looking() as db:
        me = await find_sign_in(db, token=token, now=now, seen=call.services.keeper.seen)
        if me is None or me.id != call.me.id:
            return None
        meeting, _ = await find_meeting(db, me.viewer(call.today), meeting_id)
        return meeting.version if meeting else None
