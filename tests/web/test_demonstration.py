"""The demonstration's door opens for this machine, in a demonstration, to one of its doors; nowhere else."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import insert
from starlette.routing import Route

from store.council import DEMONSTRATION, DEMONSTRATION_DOORS
from store.tables.people import CouncilSetting
from tests.cast import Cast
from tests.conftest import App
from tests.phone_in_hand import PhoneInHand
from web.app import create_app
from web.endpoint import SIGN_IN_COOKIE
from web.settings import Settings

DOOR = "/demonstration/sign-ins"
SAYS_SO = "Demonstration: all people are invented."


@pytest.fixture
async def demonstration(settings: Settings) -> AsyncIterator[App]:
    """The cast as if `demo` had made it, with Priya's and Ruth's doors."""
    app = App(create_app(replace(settings, demonstration=True)), settings)
    async with app.services.database.writing() as db:
        ids = [await Cast.practitioner_id(db, name) for name in ("priya", "ruth")]
        await db.execute(insert(CouncilSetting).values(key=DEMONSTRATION, value=True))
        await db.execute(insert(CouncilSetting).values(key=DEMONSTRATION_DOORS, value=ids))
    yield app
    await app.close()


async def touch(app: App, name: str, client: tuple[str, int] = ("127.0.0.1", 50_000), **headers: str) -> httpx.Response:
    async with app.services.database.reading() as db:
        who = await Cast.practitioner_id(db, name)
    transport = httpx.ASGITransport(app=app.asgi, client=client)  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=transport, base_url=app.settings.origin, headers={"Sec-Fetch-Site": "same-origin", **headers}
    ) as http:
        return await http.post(DOOR, data={"practitioner_id": who})


async def test_one_touch_signs_in(demonstration: App) -> None:
    answer = await touch(demonstration, "priya")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SIGN_IN_COOKIE}=") and "Secure" in cookie and "HttpOnly" in cookie


async def test_with_htmx_the_whole_page_is_loaded_anew(demonstration: App) -> None:
    answer = await touch(demonstration, "ruth", **{"HX-Request": "true", "HX-Request-Type": "partial"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/")


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.5", "2001:db8::1", ""])
async def test_nobody_comes_in_from_elsewhere(demonstration: App, host: str) -> None:
    answer = await touch(demonstration, "priya", client=(host, 50_000))
    assert answer.status_code == 404 and "set-cookie" not in answer.headers


async def test_nobody_comes_in_who_has_no_door(demonstration: App) -> None:
    assert (await touch(demonstration, "tom")).status_code == 404


async def test_a_real_council_has_no_door_even_when_served_as_a_demonstration(settings: Settings) -> None:
    app = App(create_app(replace(settings, demonstration=True)), settings)
    assert (await touch(app, "priya")).status_code == 404
    await app.close()


async def test_the_real_server_has_no_such_route(app: App) -> None:
    assert not any(getattr(route, "path", "").startswith("/demonstration") for route in app.asgi.routes)  # type: ignore[attr-defined]
    assert (await touch(app, "priya")).status_code == 404


async def test_asked_by_our_script_the_browser_is_a_phone_and_may_hold_a_vault(demonstration: App) -> None:
    """By the person's number at the door, by their handle on the locked phone."""
    async with demonstration.services.database.reading() as db:
        who = await Cast.practitioner_id(db, "priya")
    transport = httpx.ASGITransport(app=demonstration.asgi)  # type: ignore[arg-type]
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
    async with httpx.AsyncClient(transport=transport, base_url=demonstration.settings.origin, headers=headers) as http:
        told = (await http.post(DOOR, json={"practitioner_id": str(who), "next": "/week"})).json()
        assert (told["next"], told["phone"]["practitioner"], told["phone"]["vault"]) == ("/week", who, None)
        assert told["phone"]["by_door"] is True
        phone = PhoneInHand.told(told["phone"])
        key = (await http.post("/phones/this/vault", json=phone.registration)).json()["wrapping_key"]
        again = (await http.post(DOOR, json={"handle": phone.handle})).json()["phone"]["vault"]
        assert again == {"id": str(phone.vault_id), "by": "server", "wrapping_key": key}
        touched = (await http.post("/demonstration/touches", json={})).json()["phone"]
        assert touched["vault"] == again
        assert (await http.post(DOOR, json={"handle": "bm9ib2R5"})).status_code == 404


async def test_each_page_of_it_says_so_and_none_of_a_council_does(demonstration: App, app: App) -> None:
    addresses = [one.path for one in demonstration.asgi.routes  # type: ignore[attr-defined]
                 if isinstance(one, Route) and "GET" in (one.methods or ()) and "{" not in one.path]  # fmt: skip
    for council, says_so in ((demonstration, True), (app, False)):
        pages = 0
        for browser in (await council.as_("ruth"), council.signed_out()):
            for path in (*addresses, "/nowhere", "/families/1"):
                answer = await browser.get(path)
                if "</html>" in answer.text:
                    assert (SAYS_SO in answer.text) is says_so, path
                    pages += 1
        assert pages > 20
