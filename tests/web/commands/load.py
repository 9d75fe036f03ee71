"""A server under load, for the test that ends it: what it acknowledged is noted."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

import httpx

from store.practice.calendar import LONDON
from tests.web.commands.process import Running
from web.endpoint import SIGN_IN_COOKIE

DOOR = "/demonstration/sign-ins"


@dataclass
class Load:
    """Four clients sign in and four send significant events, until the server is gone; what it took is noted."""

    server: Running
    who: int
    family: int
    child: int
    tokens: list[str] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_ended(self) -> float:
        """SIGTERM comes after twenty answers of each kind. Gives the seconds until the server was gone."""
        posting = [asyncio.create_task(self._post(send)) for send in (self._sign_in, self._send_event) * 4]
        await asyncio.wait_for(self.enough.wait(), 60)
        began = monotonic()
        self.server.process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(self.server.process.wait, 20)
        took = monotonic() - began
        await asyncio.gather(*posting)
        return took

    async def _post(self, send: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
        origin = {"Origin": self.server.url}
        async with httpx.AsyncClient(base_url=self.server.url, headers=origin, timeout=20) as http:
            with suppress(httpx.HTTPError):
                await self._sign_in(http)
                while True:
                    await send(http)
                    if len(self.words) >= 20 and len(self.tokens) >= 20:
                        self.enough.set()

    async def _sign_in(self, http: httpx.AsyncClient) -> None:
        answer = await http.post(DOOR, data={"practitioner_id": self.who})
        if answer.status_code == 303:
            self.tokens.append(answer.headers["set-cookie"].split(";")[0].partition("=")[2])
            http.headers["Cookie"] = f"{SIGN_IN_COOKIE}={self.tokens[-1]}"

    async def _send_event(self, http: httpx.AsyncClient) -> None:
        event_id, now = str(uuid4()), datetime.now(LONDON) - timedelta(minutes=5)
        facts = {"draft_id": event_id, "opened_version": "0", "written_on_phone_at": "", "about": self.child,
                 "on": now.date().isoformat(), "at": now.strftime("%H:%M"), "what": f"Heard {event_id}",
                 "impact": "She slept at home."}  # fmt: skip
        answer = await http.post(f"/families/{self.family}/significant-events", data=facts)
        if answer.status_code == 303:
            self.words.add(f"Heard {event_id}")
