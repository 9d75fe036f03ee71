"""One's own passkeys: several, named, removed; never the last, never a colleague's."""

import json

from sqlalchemy import select

from store.tables.access import Passkey, Phone, SignIn
from tests.authenticator import Authenticator
from tests.conftest import App, Browser
from tests.web.coming_in import (
    JSON,
    a_phone,
    acts,
    ago,
    asked,
    change,
    finish,
    is_signed_in,
    passkey_of,
    sign_in,
    was_refused,
)


async def add(browser: Browser, phone: Authenticator, name: str = "Work phone") -> object:
    answer = phone.create(await asked(browser, "/passkeys/options"))
    fields = {"name": name, "credential": json.loads(answer)}
    return await browser.http.post("/passkeys", json=fields, headers=JSON)


async def signed_in(app: App, name: str) -> tuple[Browser, Authenticator]:
    phone, browser = await passkey_of(app, name), app.signed_out()
    await sign_in(browser, phone)
    return browser, phone


async def ids(app: App) -> list[int]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(Passkey.id).order_by(Passkey.id)))


async def test_a_second_passkey_opens_too_and_one_is_told_of_it(app: App) -> None:
    browser, _ = await signed_in(app, "priya")
    second = a_phone()
    await add(browser, second)
    page = (await browser.get("/you")).text
    assert "Work phone" in page and "A passkey was added on" in page
    other = app.signed_out()
    assert (await sign_in(other, second)).status_code == 200 and await is_signed_in(other)
    assert "passkey added" in await acts(app)


async def test_the_same_phone_is_asked_not_to_make_a_second(app: App) -> None:
    browser, phone = await signed_in(app, "priya")
    options = json.loads(await asked(browser, "/passkeys/options"))
    assert len(options["excludeCredentials"]) == len(phone.passkeys) == 1


async def test_a_credential_id_that_is_known_is_refused(app: App) -> None:
    browser, phone = await signed_in(app, "priya")
    thief = a_phone()
    known = phone.passkeys[0].credential_id
    answer = thief.create(await asked(browser, "/passkeys/options"), credential_id=known)
    assert was_refused(await finish(browser, answer, to="/passkeys"))


async def test_a_question_asked_of_a_colleague_makes_no_passkey(app: App) -> None:
    priya, tom = await app.as_("priya"), await app.as_("tom")
    answer = a_phone().create(await asked(tom, "/passkeys/options"))
    priya.http.cookies.set("__Host-ceremony", tom.http.cookies["__Host-ceremony"], domain="weekbook.example")
    assert was_refused(await finish(priya, answer, to="/passkeys"))
    assert await ids(app) == []


async def test_a_question_asked_to_sign_in_makes_no_passkey(app: App) -> None:
    priya = await app.as_("priya")
    made = json.loads(await asked(priya, "/passkeys/options"))
    made["challenge"] = json.loads(await asked(priya, "/sign-in/options"))["challenge"]
    assert was_refused(await finish(priya, a_phone().create(json.dumps(made)), to="/passkeys"))


async def test_making_one_needs_a_fresh_touch(app: App) -> None:
    browser = await app.as_("priya")
    options = await asked(browser, "/passkeys/options")
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await finish(browser, a_phone().create(options), to="/passkeys")).status_code == 403


async def test_a_passkey_is_renamed_by_its_person_alone(app: App) -> None:
    browser, _ = await signed_in(app, "priya")
    [passkey] = await ids(app)
    await browser.post(f"/passkeys/{passkey}/name", {"name": "My blue phone"})
    assert "My blue phone" in (await browser.get("/you")).text
    for name in ("tom", "ruth"):
        assert (await (await app.as_(name)).post(f"/passkeys/{passkey}/name", {"name": "x"})).status_code == 404


async def test_the_last_passkey_stays(app: App) -> None:
    browser, phone = await signed_in(app, "priya")
    [passkey] = await ids(app)
    assert (await browser.post(f"/passkeys/{passkey}/removal")).status_code == 404
    assert (await sign_in(app.signed_out(), phone)).status_code == 200


async def test_a_removed_passkey_opens_nothing_and_whoever_came_in_with_it_is_out(app: App) -> None:
    browser, first = await signed_in(app, "priya")
    second = a_phone()
    await add(browser, second)
    elsewhere = app.signed_out()
    await sign_in(elsewhere, second)
    second_id = (await ids(app))[1]
    assert (await (await app.as_("tom")).post(f"/passkeys/{second_id}/removal")).status_code == 404
    assert (await browser.post(f"/passkeys/{second_id}/removal")).status_code == 303
    assert not await is_signed_in(elsewhere)
    assert was_refused(await sign_in(app.signed_out(), second))
    assert "A passkey was removed on" in (await browser.get("/you")).text
    assert await is_signed_in(browser) and (await sign_in(app.signed_out(), first)).status_code == 200


async def phone_ids(app: App) -> list[int]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(Phone.id).order_by(Phone.id)))


async def test_ending_a_phone_signs_it_out_and_leaves_the_others(app: App) -> None:
    browser, phone = await signed_in(app, "priya")
    other = app.signed_out()
    await sign_in(other, phone)
    _, second = await phone_ids(app)
    assert (await browser.post(f"/phones/{second}/ending")).status_code == 303
    assert not await is_signed_in(other) and await is_signed_in(browser)
    assert (await sign_in(other, phone)).status_code == 200, "not lost: its passkey still opens"
    assert len(await phone_ids(app)) == 3, "it comes back as a new phone"


async def test_a_lost_phone_takes_its_passkey_along(app: App) -> None:
    browser, _ = await signed_in(app, "priya")
    lost, thief = a_phone(), app.signed_out()
    await add(browser, lost)
    await sign_in(thief, lost)
    assert (await browser.post(f"/phones/{(await phone_ids(app))[1]}/ending", {"lost": "yes"})).status_code == 303
    assert not await is_signed_in(thief)
    assert was_refused(await sign_in(thief, lost))
    assert await is_signed_in(browser)


async def test_a_phone_is_ended_by_its_person_or_their_manager(app: App) -> None:
    browser, _ = await signed_in(app, "priya")
    [phone] = await phone_ids(app)
    for name in ("tom", "wendy", "helen", "colin", "alan", "olu"):
        assert (await (await app.as_(name)).post(f"/phones/{phone}/ending")).status_code == 404, name
    assert await is_signed_in(browser)
    assert (await (await app.as_("ruth")).post(f"/phones/{phone}/ending")).status_code == 303
    assert not await is_signed_in(browser)
    assert "phone ended" in await acts(app)


async def test_a_phone_is_named_from_what_its_browser_says(app: App) -> None:
    phone, browser = await passkey_of(app, "priya"), app.signed_out()
    android = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36"
    browser.http.headers["User-Agent"] = android
    await sign_in(browser, phone)
    page = (await browser.get("/you")).text
    assert "Chrome on Android" in page and "This phone" in page
    [phone_id] = await phone_ids(app)
    await browser.post(f"/phones/{phone_id}/name", {"name": "The blue one"})
    assert "The blue one" in (await browser.get("/you")).text
    assert (await (await app.as_("tom")).post(f"/phones/{phone_id}/name", {"name": "x"})).status_code == 404
