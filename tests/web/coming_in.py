"""A phone with a passkey, the ceremonies over HTTP as the browser does them, and the clock moved in the database."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Unpack

import httpx
from sqlalchemy import select, update

from store.passkeys import record_passkey
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from tests.authenticator import Authenticator, Lies
from tests.cast import Cast
from tests.conftest import App, Browser
from web.ceremonies.registration import registration_options, verify_registration
from web.ceremonies.values import RelyingParty
from web.enrolling import REFUSED

ORIGIN = "https://weekbook.example"
PARTY = RelyingParty("weekbook.example", "Weekbook", (ORIGIN,))
JSON = {"Accept": "application/json"}


def a_phone(*, counts: bool = False) -> Authenticator:
    return Authenticator(PARTY.id, ORIGIN, counts=counts)


async def passkey_of(app: App, name: str, phone: Authenticator | None = None) -> Authenticator:
    """A phone on which that member of the cast has made a passkey."""
    phone = phone or a_phone()
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, name)
        person = (await db.scalars(select(Practitioner).where(Practitioner.id == who))).one()
        options, challenge = registration_options(
            PARTY, user_handle=person.user_handle, name=person.name, display_name=person.name, existing=[]
        )
        made = verify_registration(PARTY, response_json=phone.create(options), challenge=challenge)
        await record_passkey(db, practitioner_id=who, name="Test phone", now=datetime.now(UTC), **vars(made))
    return phone


async def post(browser: Browser, path: str, **fields: object) -> httpx.Response:
    return await browser.http.post(path, json=fields, headers=JSON)


async def asked(browser: Browser, path: str) -> str:
    answer = await post(browser, path)
    assert answer.status_code == 200, answer.text
    return answer.text


async def sign_in(
    browser: Browser, phone: Authenticator, *, next: str = "/week", **lies: Unpack[Lies]
) -> httpx.Response:
    """The whole ceremony, with lies."""
    return await finish(browser, phone.get(await asked(browser, "/sign-in/options"), **lies), next=next)


async def finish(browser: Browser, answer: str, *, to: str = "/sign-in", next: str = "/week") -> httpx.Response:
    return await post(browser, to, next=next, credential=json.loads(answer))


def was_refused(answer: httpx.Response) -> bool:
    """The one answer to every refused ceremony, and nobody signed in by it."""
    return (
        answer.status_code == 400
        and answer.json() == {"error": REFUSED}
        and "__Host-weekbook=" not in answer.headers.get("set-cookie", "")
    )


async def is_signed_in(browser: Browser) -> bool:
    return (await browser.get("/you")).status_code == 200


async def change(app: App, table: Any, **values: object) -> None:
    """Set columns on every row of a table: how a test moves the clock."""
    async with app.services.database.writing() as db:
        await db.execute(update(table).values(**values))


def ago(**before: float) -> datetime:
    return datetime.now(UTC) - timedelta(**before)


async def acts(app: App) -> list[str]:
    """What stands on the trail, in its order."""
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(TrailRow.act).order_by(TrailRow.number)))


async def reasons(app: App) -> list[str]:
    """The reasons of refused ceremonies."""
    async with app.services.database.reading() as db:
        facts = await db.scalars(select(TrailRow.facts).order_by(TrailRow.number))
        return [one["reason"] for one in facts if "reason" in one]


async def id_of(app: App, name: str) -> int:
    async with app.services.database.reading() as db:
        return await Cast.practitioner_id(db, name)


async def only(app: App, query: Any) -> Any:
    async with app.services.database.reading() as db:
        return (await db.scalars(query)).one()
