"""Whoever has come in before comes back in by two managers: one alone could be them, and read what they sealed."""

import pytest
from sqlalchemy import insert, select

from store.tables.access import Invitation
from store.tables.trail import TrailRow
from tests.conftest import App, Browser
from tests.web.coming_in import a_phone, acts, ago, asked, finish, id_of, only, passkey_of, post
from tests.web.test_invitations import confirm, invite, opened
from tests.web.test_recovered import left_behind


async def comes_back(app: App, maker: str = "ruth", name: str = "sam") -> tuple[Browser, Browser, str, str]:
    """They have lost their phone; the maker has invited them again, and they have opened the link. Maker's browser,
    theirs, the link, the number on it."""
    await passkey_of(app, name)
    manager, link = await invite(app, maker, name)
    browser, number = await opened(app, link)
    return manager, browser, link, number


async def brought_in(app: App, name: str, by: str, days: int) -> None:
    """They came in by an invitation of `by`."""
    times = {"made_at": ago(days=days), "expires_at": ago(days=days), "ended_at": ago(days=days)}
    who = {"practitioner_id": await id_of(app, name), "invited_by_id": await id_of(app, by)}
    async with app.services.database.writing() as db:
        await db.execute(insert(Invitation).values(token_hash=name.encode(), ended_how="used", **who, **times))


async def test_one_manager_alone_does_not_come_in_as_somebody(app: App) -> None:
    ruth, browser, link, number = await comes_back(app)
    page = (await ruth.get("/invitations/1")).text
    assert "Ask another manager to confirm" in page and "Mark Dyer, Hilary Stone" in page
    assert "Yes, the same number" not in page
    assert await confirm(ruth, number) == 404
    assert (await browser.get(f"{link}/waiting")).status_code == 204
    assert (await post(browser, f"{link}/passkey/options")).status_code == 404
    assert "Mark Dyer, Hilary Stone" in (await browser.get(link)).text, "nor does Sam show the number to Ruth"


async def test_a_second_manager_sees_it_waiting_and_confirms(app: App) -> None:
    _, browser, link, number = await comes_back(app)
    mark, sam = await app.as_("mark"), await id_of(app, "sam")
    assert "Sam Okoro comes back in" in (await mark.get("/people")).text
    page = (await mark.get(f"/people/{sam}")).text
    assert f"{number[:3]} {number[3:]}" in page and "Ruth Calder invites Sam" in page
    assert await confirm(mark, number) == 303
    made = await finish(
        browser, a_phone().create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey"
    )
    assert made.status_code == 200
    assert "Sam Okoro comes back in" not in (await mark.get("/people")).text
    row = await only(app, select(TrailRow).where(TrailRow.act == "invitation confirmed"))
    assert row.practitioner_id == await id_of(app, "mark")
    assert row.facts == {"practitioner": sam, "made_by": await id_of(app, "ruth")}


async def test_nobody_else_confirms(app: App) -> None:
    _, _, _, number = await comes_back(app)
    for name in ("ruth", "sam", "priya", "olu", "helen", "colin", "alan", "beth"):
        browser = await app.as_(name)
        assert await confirm(browser, number) == 404, name
        assert "comes back in" not in (await browser.get("/people")).text, name
    assert await confirm(await app.as_("hilary"), number) == 303


async def test_the_second_says_that_the_numbers_differ(app: App) -> None:
    ruth, browser, link, number = await comes_back(app)
    assert await confirm(await app.as_("mark"), number, agrees="no") == 303
    assert "The numbers differed" in (await ruth.get("/invitations/1")).text
    assert (await browser.get(link)).status_code == 404


@pytest.mark.parametrize(("name", "by"), [("ruth", "mark"), ("mark", "ruth")])
async def test_somebody_just_brought_in_by_the_first_is_no_second(app: App, name: str, by: str) -> None:
    """Else one manager would invite the second one to come in."""
    await brought_in(app, name, by, days=29)
    await passkey_of(app, "sam")
    maker, link = await invite(app, "mark")
    _, number = await opened(app, link)
    page = (await maker.get("/invitations/2")).text
    assert "Hilary Stone" in page and "Ruth Calder" not in page
    assert (await (await app.as_("ruth")).post("/invitations/2/confirmation", {"code": number})).status_code == 404


async def test_after_a_month_they_are(app: App) -> None:
    await brought_in(app, "ruth", "mark", days=31)
    await passkey_of(app, "sam")
    _, link = await invite(app, "mark")
    _, number = await opened(app, link)
    assert (await (await app.as_("ruth")).post("/invitations/2/confirmation", {"code": number})).status_code == 303


async def test_where_there_is_no_second_manager_the_server_brings_them_back(app: App) -> None:
    await passkey_of(app, "mark")
    hilary, mark = await app.as_("hilary"), await id_of(app, "mark")
    page = (await hilary.get(f"/people/{mark}")).text
    assert "weekbook invite" in page and "Make the invitation" not in page
    assert (await hilary.post(f"/people/{mark}/invitations")).status_code == 404


async def test_their_page_says_before_that_it_takes_two(app: App) -> None:
    ruth, sam = await app.as_("ruth"), await id_of(app, "sam")
    assert "it takes two" not in (await ruth.get(f"/people/{sam}")).text
    await passkey_of(app, "sam")
    assert "Ask another manager to confirm: Mark Dyer, Hilary Stone" in (await ruth.get(f"/people/{sam}")).text


async def test_whoever_came_back_is_told_until_they_say_that_they_know(app: App) -> None:
    """Also somebody whom others came in as."""
    _, browser, link, number = await comes_back(app)
    sam = await app.as_("sam")
    assert "made for you by an invitation" not in (await sam.get("/week")).text
    await confirm(await app.as_("mark"), number)
    await finish(browser, a_phone().create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey")
    assert "made for you by an invitation" in (await sam.get("/week")).text
    page = (await sam.get("/you")).text
    assert "Ruth Calder invited you" in page and "Mark Dyer confirmed" in page
    assert (await (await app.as_("priya")).post("/you/invitations/1/noticing")).status_code == 404
    assert (await sam.post("/you/invitations/1/noticing")).headers["location"] == "/you"
    assert (await acts(app))[-1] == "invitation noticed"
    for path in ("/week", "/you"):
        assert "made for you by an invitation" not in (await sam.get(path)).text


async def test_whoever_comes_in_first_is_told_nothing_of_it(app: App) -> None:
    ruth, link = await invite(app)
    browser, number = await opened(app, link)
    assert await confirm(ruth, number) == 303
    await finish(browser, a_phone().create(await asked(browser, f"{link}/passkey/options")), to=f"{link}/passkey")
    assert "by an invitation" not in (await (await app.as_("sam")).get("/week")).text


async def asks(app: App, who: str) -> tuple[str, Browser]:
    """Sam has left and has words sealed; that manager asks to read them. The page, their browser."""
    sam = await left_behind(app)
    browser = await app.as_(who)
    await browser.post(f"/people/{sam}/unsent/requests", {"reason": "The conference is on Friday"})
    return f"/people/{sam}/unsent", browser


@pytest.mark.parametrize(("name", "by"), [("ruth", "mark"), ("mark", "ruth")])
async def test_two_of_whom_one_brought_in_the_other_do_not_read_a_leavers_words(app: App, name: str, by: str) -> None:
    where, mark = await asks(app, "mark")
    await brought_in(app, name, by, days=29)
    ruth = await app.as_("ruth")
    page = (await ruth.get(where)).text
    assert "brought the other in" in page and "Agree: we both read them" not in page
    assert (await ruth.post(f"{where}/approvals", {"request": 1})).status_code == 404
    assert "What Sam saw" not in (await mark.get(where)).text
    await (await app.as_("hilary")).post(f"{where}/approvals", {"request": 1})
    assert "What Sam saw" in (await mark.get(where)).text


async def test_the_word_of_a_manager_who_has_left_counts_no_more(app: App) -> None:
    where, ruth = await asks(app, "ruth")
    await (await app.as_("mark")).post(f"{where}/approvals", {"request": 1})
    assert "What Sam saw" in (await ruth.get(where)).text
    await (await app.as_("hilary")).post(f"/people/{await id_of(app, 'mark')}/leaving")
    page = (await ruth.get(where)).text
    assert "What Sam saw" not in page and "Ask to read them" in page
