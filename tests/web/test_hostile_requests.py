"""What a stranger, a curious colleague or a stolen sign-in sends: refused cheaply, shown nothing, on the trail."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from store.tables.access import Passkey, SignIn
from store.tables.cases import Case
from store.tables.families import Family
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.web.coming_in import a_phone, ago, change, is_signed_in, passkey_of, sign_in
from tests.web.weekly import family_id, written


async def reads_of(app: App, path: str) -> int:
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act == "read", TrailRow.subject == path))
        return len([row for row in rows if row.case_id])


async def test_a_form_that_is_sent_back_has_shown_the_case_and_is_on_the_trail(app: App) -> None:
    priya = await app.as_("priya")
    visits = f"/families/{await family_id(app)}/visits"
    answer = await priya.post(visits, {"on": "nonsense"})
    assert answer.status_code == 422 and "Maya" in answer.text
    assert await reads_of(app, visits) == 1
    entry_id: UUID = await written(app, priya)
    amendments = f"/entries/{entry_id}/amendments"
    assert (await priya.post(amendments, {"text": "too early"})).status_code == 422
    assert await reads_of(app, amendments) == 1


@pytest.mark.parametrize("body", [b"&" * 2_001, b"a;" * 2_001, b"&" * 11_000_000], ids=["and", "semicolon", "flood"])
async def test_millions_of_empty_fields_are_not_parsed(app: App, body: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await (await app.as_("priya")).http.post("/sign-outs", content=body, headers=kind)).status_code == 413
    assert (await app.signed_out().http.post("/sign-in/options", content=body, headers=kind)).status_code == 413
    assert (await app.signed_out().http.post("/sign-outs", content=body, headers=kind)).status_code == 401


@pytest.mark.parametrize("path", ["/families/{}", "/families/{}/weeks/2026-W40", "/people/{}", "/invitations/{}"])
async def test_a_number_that_no_row_can_have_is_not_there(app: App, path: str) -> None:
    for number in (2**31, 2**63, 10**40):
        assert (await (await app.as_("ruth")).get(path.format(number))).status_code == 404, number


async def test_a_referer_that_is_no_address_breaks_nothing(app: App) -> None:
    ruth = await app.as_("ruth")
    assert (await ruth.post("/families/999/tasks", headers={"Referer": "http://["})).status_code == 404


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_phone_whose_clock_is_at_the_end_of_time_can_save(app: App, at: str) -> None:
    assert await written(app, await app.as_("priya"), written_on_phone_at=at)


async def test_what_no_database_holds_in_an_address_is_refused_like_anything_else(app: App) -> None:
    alan, ruth = await app.as_("alan"), await app.as_("ruth")
    for browser in (app.signed_out(), alan, ruth):
        assert (await browser.get("/%00")).status_code == 404
    assert (await alan.get("/trail?reference=%00&name=%00&day=9999-12-31")).status_code == 200
    assert (await ruth.get("/people?words=%00")).status_code == 200
    assert (await ruth.get("/find?q=a%00b")).status_code == 200


async def test_the_auditor_finds_searches_among_the_searches(app: App) -> None:
    await (await app.as_("joan")).get("/find?q=okafor")
    alan = await app.as_("alan")
    assert "Joan Tierney" in (await alan.get("/trail?kind=searches")).text
    assert "Joan Tierney" not in (await alan.get("/trail?kind=changes")).text


async def test_opening_a_restricted_family_needs_a_fresh_touch_and_says_nothing_to_others(app: App) -> None:
    vine, plain = f"/families/{await family_id(app, 'Vine')}", f"/families/{await family_id(app)}"
    tom, joan = await app.as_("tom"), await app.as_("joan")
    assert (await tom.get(vine)).status_code == 200
    await change(app, SignIn, touched_at=ago(minutes=6))
    answer = await tom.get(f"{vine}/story")
    assert answer.status_code == 403 and "Nell" not in answer.text and "Vine" not in answer.text
    assert (await joan.get(vine)).status_code == 404, "who may not know of it is not asked for a touch"
    assert (await joan.get(plain)).status_code == 200
    sent = await tom.post(f"{vine}/tasks", {"title": "Ring the school"})
    assert sent.status_code == 303, "what was typed is not lost"


async def test_who_left_a_case_that_was_restricted_since_is_not_told_who_reads_it(app: App) -> None:
    priya, joan = await app.as_("priya"), await app.as_("joan")
    entry_id = await written(app, joan)
    assert (await priya.get(f"/weekly-entries/{entry_id}")).status_code == 200
    assert "Okafor-Hill" in (await joan.get("/you/openings")).text
    async with app.services.database.writing() as db:
        which = select(Family.id).where(Family.name == "Okafor-Hill")
        await db.execute(update(Case).where(Case.family_id.in_(which)).values(restricted=True))
    page = (await joan.get("/you/openings")).text
    assert "Okafor-Hill" not in page and "Priya Raman" not in page


async def test_a_stolen_sign_in_cannot_lock_its_person_out(app: App) -> None:
    browser, phone = app.signed_out(), await passkey_of(app, "priya", a_phone())
    await sign_in(browser, phone)
    await change(app, SignIn, touched_at=ago(minutes=6))
    page = (await browser.get("/you")).text
    ending = page.split('action="/phones/')[1].split("/")[0]
    assert (await browser.post(f"/phones/{ending}/ending", {"lost": "yes"})).status_code == 403
    async with app.services.database.reading() as db:
        assert (await db.scalars(select(Passkey.removed_at))).all() == [None]
    assert await is_signed_in(browser)
    ruth = await app.as_("ruth")
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await ruth.post(f"/phones/{ending}/ending")).status_code == 403
    assert (await browser.post(f"/phones/{ending}/ending")).status_code == 303, "one's own, not lost: at once"
    assert not await is_signed_in(browser)
