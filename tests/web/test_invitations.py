"""Invitations: one link, one browser, one code on two screens, one use; everything else is one and the same 404."""

import re
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import select, update

from store.sign_ins import token_hash
from store.tables.access import Invitation, Passkey
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from tests.conftest import App, Browser
from tests.web.coming_in import (
    a_phone,
    acts,
    ago,
    asked,
    change,
    finish,
    id_of,
    is_signed_in,
    only,
    passkey_of,
    post,
    sign_in,
    was_refused,
)


async def invite(app: App, manager: str = "ruth", name: str = "sam") -> tuple[Browser, str]:
    """The manager's browser, and the path of the link that they made."""
    browser = await app.as_(manager)
    page = await browser.post(f"/people/{await id_of(app, name)}/invitations")
    assert page.status_code == 200, page.text
    found = re.search(r'value="https://weekbook.example(/i/[\w-]{43})"', page.text)
    assert found and '<svg viewBox="0 0' in page.text and " style=" not in page.text
    return browser, found[1]


async def opened(app: App, link: str) -> tuple[Browser, str]:
    """The invited person's browser after opening, and the number that it shows."""
    browser = app.signed_out()
    assert (await browser.post(f"{link}/opening")).status_code == 303
    return browser, number_on(await browser.get(link))


def number_on(page: httpx.Response) -> str:
    found = re.search(r'class="code"[^>]*>(\d{3}) (\d{3})<', page.text)
    assert found, page.text
    return found[1] + found[2]


async def confirm(manager: Browser, number: str, **fields: object) -> int:
    return (await manager.post("/invitations/1/confirmation", {"code": number, **fields})).status_code


async def nothing_is_there(app: App, answer: httpx.Response) -> bool:
    """The very page that a link which never was gets."""
    nowhere = await app.signed_out().get("/i/" + "x" * 43)
    plain = [re.sub(r'nonce[-=]"?[\w-]+', "", one.text) for one in (answer, nowhere)]
    return answer.status_code == nowhere.status_code == 404 and plain[0] == plain[1]


async def test_the_whole_way_in(app: App) -> None:
    manager, link = await invite(app)
    hello = await app.signed_out().get(link)
    assert "Ruth Calder invites you" in hello.text and "Test council" in hello.text
    browser, number = await opened(app, link)
    assert number_on(await manager.get("/invitations/1")) == number
    assert (await browser.get(f"{link}/waiting")).status_code == 204
    assert await confirm(manager, number) == 303
    assert "Make my passkey" in (await browser.get(f"{link}/waiting")).text
    phone = a_phone()
    answer = await finish(browser, phone.create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey")
    assert answer.json()["next"] == "/welcome"
    first = (await browser.get("/welcome")).text
    assert "You are in, Sam" in first and "Put Weekbook on your home screen" in first
    assert "Sam is in" in (await manager.get("/invitations/1")).text
    assert (await sign_in(app.signed_out(), phone)).status_code == 200
    done = [act for act in await acts(app) if not act.startswith(("passkey asked", "refused"))]
    assert done == [
        "invitation made",
        "invitation opened",
        "invitation confirmed",
        "passkey added",
        "signed in",
        "signed in",
    ]


async def test_a_preview_of_the_link_uses_nothing_up(app: App) -> None:
    _, link = await invite(app)
    for _ in range(3):
        assert (await app.signed_out().get(link)).status_code == 200
    await opened(app, link)


async def test_the_link_is_known_to_itself_alone(app: App) -> None:
    _, link = await invite(app)
    browser, _ = await opened(app, link)
    await app.signed_out().get(link)
    await app.signed_out().post(f"{link}/opening")
    token = link.removeprefix("/i/")
    assert await only(app, select(Invitation.token_hash)) == token_hash(token)
    async with app.services.database.reading() as db:
        rows = [f"{row.act}{row.subject}{row.facts}" for row in await db.scalars(select(TrailRow))]
    assert rows and not [row for row in rows if token in row]
    assert token not in (await (await app.as_("ruth")).get("/invitations/1")).text
    assert (await browser.get(link)).headers["referrer-policy"] == "same-origin"


async def test_another_browser_finds_nothing_once_it_is_open(app: App) -> None:
    _, link = await invite(app)
    await opened(app, link)
    stranger = app.signed_out()
    assert await nothing_is_there(app, await stranger.get(link))
    assert (await stranger.post(f"{link}/opening")).status_code == 404
    assert (await stranger.get(f"{link}/waiting")).status_code == 404


async def test_the_cookie_of_one_invitation_does_not_open_another(app: App) -> None:
    _, link = await invite(app)
    browser, _ = await opened(app, link)
    _, other = await invite(app, name="joan")
    await opened(app, other)
    assert await nothing_is_there(app, await browser.get(other))


async def test_before_the_manager_confirms_there_is_no_passkey_to_make(app: App) -> None:
    _, link = await invite(app)
    unopened = app.signed_out()
    assert (await post(unopened, f"{link}/passkey/options")).status_code == 404
    browser, _ = await opened(app, link)
    assert (await post(browser, f"{link}/passkey/options")).status_code == 404
    assert (await post(browser, f"{link}/passkey", credential={})).status_code == 404


async def test_a_confirmed_invitation_serves_its_own_browser_alone(app: App) -> None:
    manager, link = await invite(app)
    browser, number = await opened(app, link)
    await confirm(manager, number)
    options = await asked(browser, f"{link}/passkey/options")
    stranger = app.signed_out()
    assert (await post(stranger, f"{link}/passkey/options")).status_code == 404
    assert (await finish(stranger, a_phone().create(options), to=f"{link}/passkey")).status_code == 404
    assert not await is_signed_in(stranger)


async def test_it_serves_once(app: App) -> None:
    manager, link = await invite(app)
    browser, number = await opened(app, link)
    await confirm(manager, number)
    cookie = browser.http.cookies["__Host-invitation"]
    await finish(browser, a_phone().create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey")
    again = app.signed_out()
    again.http.cookies.set("__Host-invitation", cookie, domain="weekbook.example")
    assert await nothing_is_there(app, await again.get(link))
    assert (await post(again, f"{link}/passkey/options")).status_code == 404


async def test_ten_minutes_and_it_is_over_at_every_step(app: App) -> None:
    manager, link = await invite(app)
    await change(app, Invitation, expires_at=ago(seconds=1))
    assert await nothing_is_there(app, await app.signed_out().get(link))
    assert (await app.signed_out().post(f"{link}/opening")).status_code == 404
    await change(app, Invitation, expires_at=ago(seconds=-60))
    browser, number = await opened(app, link)
    await change(app, Invitation, expires_at=ago(seconds=1))
    assert await confirm(manager, number) == 404
    assert "The ten minutes are over" in (await manager.get("/invitations/1")).text
    await change(app, Invitation, expires_at=ago(seconds=-60))
    await confirm(manager, number)
    options = await asked(browser, f"{link}/passkey/options")
    await change(app, Invitation, expires_at=ago(seconds=1))
    assert (await finish(browser, a_phone().create(options), to=f"{link}/passkey")).status_code == 404


async def test_a_page_that_waits_for_a_dead_link_is_loaded_again_to_say_so(app: App) -> None:
    manager, link = await invite(app)
    browser, _ = await opened(app, link)
    await manager.post("/invitations/1/cancellation")
    answer = await browser.fragment(f"{link}/waiting")
    assert (answer.status_code, answer.headers["hx-refresh"], answer.text) == (200, "true", "")
    assert await nothing_is_there(app, await browser.get(link))


async def test_numbers_that_differ_end_it(app: App) -> None:
    manager, link = await invite(app)
    thief, number = await opened(app, link)
    assert await confirm(manager, number, agrees="no") == 303
    assert "The numbers differed" in (await manager.get("/invitations/1")).text
    assert await nothing_is_there(app, await thief.get(link))
    assert await confirm(manager, number) == 404
    assert "invitation codes differed" in await acts(app)


async def test_a_wrong_number_confirms_nothing(app: App) -> None:
    manager, link = await invite(app)
    assert await confirm(manager, "") == 404, "nobody has opened it yet"
    browser, number = await opened(app, link)
    assert await confirm(manager, f"{(int(number) + 1) % 1_000_000:06d}") == 404
    assert (await browser.get(f"{link}/waiting")).status_code == 204


async def test_a_newer_invitation_ends_the_earlier_one(app: App) -> None:
    manager, first = await invite(app)
    _, second = await invite(app)
    assert await nothing_is_there(app, await app.signed_out().get(first))
    assert (await app.signed_out().get(second)).status_code == 200
    assert "There is a newer invitation" in (await manager.get("/invitations/1")).text


async def test_whoever_has_left_does_not_come_in_by_an_open_link(app: App) -> None:
    manager, link = await invite(app)
    await manager.post(f"/people/{await id_of(app, 'sam')}/leaving")
    assert await nothing_is_there(app, await app.signed_out().get(link))
    assert (await manager.post(f"/people/{await id_of(app, 'sam')}/invitations")).status_code == 404


async def test_a_challenge_of_a_cancelled_invitation_does_not_serve_the_next(app: App) -> None:
    manager, first = await invite(app)
    browser, number = await opened(app, first)
    await confirm(manager, number)
    answer = a_phone().create(await asked(browser, f"{first}/passkey/options"))
    manager, second = await invite(app)
    browser.http.cookies.delete("__Host-invitation")
    assert (await browser.post(f"{second}/opening")).status_code == 303
    number = number_on(await browser.get(second))
    assert (await manager.post("/invitations/2/confirmation", {"code": number})).status_code == 303
    assert was_refused(await finish(browser, answer, to=f"{second}/passkey"))
    assert not await is_signed_in(browser)


async def test_a_sign_in_of_somebody_else_is_replaced(app: App) -> None:
    manager, link = await invite(app)
    browser = app.signed_out()
    await sign_in(browser, await passkey_of(app, "tom"))
    await browser.post(f"{link}/opening")
    await confirm(manager, number_on(await browser.get(link)))
    await finish(browser, a_phone().create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey")
    assert "Sam Okoro" in (await browser.get("/you")).text


async def test_who_may_invite_sam(app: App) -> None:
    sam = await id_of(app, "sam")
    for name, status in {
        "ruth": 200, "mark": 200, "hilary": 200, "beth": 404, "sam": 404, "tom": 404, "wendy": 404, "olu": 404,
        "helen": 404, "colin": 404, "alan": 404,
    }.items():  # fmt: skip
        assert (await (await app.as_(name)).post(f"/people/{sam}/invitations")).status_code == status, name


async def test_nobody_invites_beyond_their_role(app: App) -> None:
    for name, others in {"ruth": ("ruth", "mark", "helen", "olu"), "mark": ("mark", "hilary", "olu", "alan"),
                         "beth": ("beth", "mark", "hilary", "alan")}.items():  # fmt: skip
        for other in others:
            answer = await (await app.as_(name)).post(f"/people/{await id_of(app, other)}/invitations")
            assert answer.status_code == 404, (name, other)


async def test_business_support_cannot_become_somebody_who_has_come_in(app: App) -> None:
    """Whoever makes a link could open it themselves: then they would read that person's families."""
    await passkey_of(app, "sam")
    beth, sam = await app.as_("beth"), await id_of(app, "sam")
    page = (await beth.get(f"/people/{sam}")).text
    assert "Make the invitation" not in page and "made by their own manager" in page
    assert (await beth.post(f"/people/{sam}/invitations")).status_code == 404
    async with app.services.database.writing() as db:
        await db.execute(update(Passkey).values(removed_at=datetime.now(UTC)))
    assert (await beth.post(f"/people/{sam}/invitations")).status_code == 404, "nor after ending their phone as lost"
    assert (await (await app.as_("ruth")).post(f"/people/{sam}/invitations")).status_code == 200


async def test_an_invitation_is_its_managers_and_nobody_elses(app: App) -> None:
    _, link = await invite(app)
    _, number = await opened(app, link)
    for name in ("olu", "tom", "sam", "helen", "colin", "alan"):
        browser = await app.as_(name)
        assert (await browser.get("/invitations/1")).status_code == 404, name
        assert await confirm(browser, number) == 404, name
        assert (await browser.post("/invitations/1/cancellation")).status_code == 404, name


async def test_a_screen_that_knows_how_it_stands_is_left_alone(app: App) -> None:
    manager, link = await invite(app)
    assert (await manager.fragment("/invitations/1?seen=waiting")).status_code == 204
    await opened(app, link)
    swap = await manager.fragment("/invitations/1?seen=waiting")
    assert swap.status_code == 200 and "<h1" not in swap.text
    assert "phone show this number?" in swap.text and 'hx-get="/invitations/1?seen=opened"' in swap.text


async def test_guessing_links_has_to_wait(app: App) -> None:
    browser, statuses = app.signed_out(), []
    for number in range(31):
        statuses.append((await browser.get(f"/i/{number:043d}")).status_code)
    assert statuses == [404] * 30 + [429]
    _, link = await invite(app)
    assert (await browser.get(link)).status_code == 429


@pytest.mark.parametrize("role", ["childrens_social_worker", "team_manager", "psychologist"])
async def test_business_support_lists_who_works_with_families_and_cannot_open_their_door(app: App, role: str) -> None:
    """Alone it could otherwise invite, confirm and be somebody who reads cases."""
    async with app.services.database.reading() as db:
        team = await db.scalar(select(Practitioner.team_id).where(Practitioner.name == "Sam Okoro"))
        area = await db.scalar(select(Practitioner.area_id).where(Practitioner.name == "Helen Voss"))
    beth, place = await app.as_("beth"), f"area-{area}" if role == "psychologist" else f"team-{team}"
    added = await beth.post("/people", {"name": "Eve Nobody", "role": role, "place": place})
    assert added.status_code in (201, 303)
    async with app.services.database.reading() as db:
        eve = await db.scalar(select(Practitioner.id).where(Practitioner.name == "Eve Nobody"))
    assert (await beth.post(f"/people/{eve}/invitations")).status_code == 404
    assert (await (await app.as_("hilary")).post(f"/people/{eve}/invitations")).status_code == 200
