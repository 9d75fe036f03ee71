"""The line that stays open: it says that something opened and never what, to every process; it ends when it must."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update
from starlette.requests import Request

from store.announcing import Announcer
from store.database import Database
from store.sign_ins import find_sign_in
from store.supervision_leading import open_family
from store.supervisions import find_meeting
from store.tables.access import SignIn
from store.visibility import Viewer
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.supervising import Sitting, sitting
from web import live
from web.cookies import SIGN_IN_COOKIE

LIVE_ROOM = Path(live.__file__).parent / "static/js/elements/live-room.js"


async def line_of(app: App, who: str, meeting: Sitting) -> AsyncIterator[str]:
    """What a phone of that person's hears."""
    token = await Cast.sign_in(app.services.database, who)
    async with app.services.database.looking() as db:
        me = await find_sign_in(db, token=token, now=datetime.now(UTC), seen={})
    headers = [(b"cookie", f"{SIGN_IN_COOKIE}={token}".encode())]
    request = Request({"type": "http", "headers": headers, "path": "/", "method": "GET"})
    call: Any = SimpleNamespace(request=request, services=app.services, me=me, today=TODAY)
    response = live.stream(call, meeting.id)
    assert response.media_type == "text/event-stream"
    return response.body_iterator  # type: ignore[return-value]


async def next_said(line: AsyncIterator[str]) -> str:
    """The next thing that is said, signs of life and the waiting time left out."""
    async with asyncio.timeout(10):
        async for said in line:
            if said.startswith("data: "):
                return said.removeprefix("data: ").strip()
    return "over"


async def test_twelve_phones_hear_at_once_that_something_opened_and_not_what(app: App) -> None:
    meeting = await sitting(app)
    await meeting.gives("priya", 3, "Zebrafish under the sink")
    lines = [await line_of(app, "tom", meeting) for _ in range(12)]
    assert [await next_said(line) for line in lines] == ["1"] * 12
    waiting = [asyncio.create_task(next_said(line)) for line in lines]
    await meeting.gives("sam", 7, "Zebrafish")
    assert not any(task.done() for task in waiting), "a view that is given is said to nobody"
    await meeting.opens()
    began = time.monotonic()
    assert [await task for task in waiting] == ["2"] * 12
    assert time.monotonic() - began < 1
    for line in lines:
        await line.aclose()  # type: ignore[attr-defined]


async def test_who_comes_back_hears_at_once_where_it_stands(app: App) -> None:
    meeting = await sitting(app)
    await meeting.opens()
    async with aclosing(await line_of(app, "sam", meeting)) as line:  # type: ignore[type-var]
        assert await next_said(line) == "2"


async def test_the_line_ends_with_the_sign_in(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    meeting = await sitting(app)
    async with aclosing(await line_of(app, "sam", meeting)) as line:  # type: ignore[type-var]
        assert await next_said(line) == "1"
        async with app.services.database.writing() as db:
            await db.execute(update(SignIn).values(ended_at=datetime.now(UTC)))
        assert await next_said(line) == "over"


async def test_a_line_gives_signs_of_life_that_a_page_can_hear_and_they_say_where_it_stands(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment would keep the connection and tell the page nothing."""
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    meeting = await sitting(app)
    async with aclosing(await line_of(app, "sam", meeting)) as line:  # type: ignore[type-var]
        assert await next_said(line) == "1"
        assert await anext(line) == "event: beat\ndata: 1\n\n"
        await meeting.gives("priya", 3, "Zebrafish")
        assert await anext(line) == "event: beat\ndata: 1\n\n", "a view that is given is said to nobody"


def test_a_page_holds_a_line_for_dead_after_two_signs_of_life_and_not_before() -> None:
    silent = re.search(r"SILENT_AFTER = (\d+)", LIVE_ROOM.read_text())
    assert silent and 2 * live.HEARTBEAT_SECONDS < int(silent[1]) / 1000 < 3 * live.HEARTBEAT_SECONDS


async def test_the_line_ends_with_the_server(app: App) -> None:
    meeting = await sitting(app)
    async with aclosing(await line_of(app, "sam", meeting)) as line:  # type: ignore[type-var]
        assert await next_said(line) == "1"
        app.services.announcer.end()
        assert await next_said(line) == "over"
    async with aclosing(await line_of(app, "sam", meeting)) as late:  # type: ignore[type-var]
        assert [await next_said(late), await next_said(late)] == ["1", "over"]


async def test_what_is_rolled_back_is_said_to_nobody(app: App) -> None:
    meeting = await sitting(app)
    announcer = app.services.announcer
    async with announcer.waiting(meeting.id) as queue:
        with pytest.raises(ZeroDivisionError):
            async with app.services.database.writing() as db:
                await announcer.announce(db, meeting.id, 5)
                raise ZeroDivisionError
        async with app.services.database.writing() as db:
            await announcer.announce(db, meeting.id, 6)
        versions = [await asyncio.wait_for(queue.get(), 5)]
        while versions[-1] == 0:  # on PostgreSQL who begins to wait asks once more
            versions.append(await asyncio.wait_for(queue.get(), 5))
        assert versions[-1] == 6 and queue.empty()


@pytest.mark.parametrize("prepared", ["postgresql"], indirect=True)
async def test_another_process_that_shares_the_postgresql_hears_it_too(app: App, database: Database) -> None:
    meeting = await sitting(app)
    async with aclosing(await line_of(app, "sam", meeting)) as line:  # type: ignore[type-var]
        assert await next_said(line) == "1"
        elsewhere = Announcer(database)
        async with database.writing() as db:
            who = await Cast.practitioner_id(db, "ruth")
            ruth = Viewer(who, "team_manager", 1, None, TODAY)
            found, turns = await find_meeting(db, ruth, meeting.id)
            assert found
            version = await open_family(db, found, turns[0], by=who)
            assert version
            await elsewhere.announce(db, meeting.id, version)
        said = await next_said(line)
        assert (said if said != "1" else await next_said(line)) == "2"
    await app.services.announcer.close()
