"""Who opened my records; and the trail as its auditor reads it."""

import pytest
from lxml import html
from sqlalchemy import text

from store.practice.reading import what_was_read
from tests.cast import Cast
from tests.conftest import App
from tests.web.supervising import sitting
from tests.web.test_matrix import routes_of


async def read(app: App, who: str, family: str) -> None:
    async with app.services.database.reading() as db:
        family_id = (await Cast.family(db, family)).id
    assert (await (await app.as_(who)).get(f"/families/{family_id}")).status_code == 200


async def test_one_sees_who_else_opened_the_families_that_one_holds(app: App) -> None:
    for who, family in (("joan", "Okafor-Hill"), ("joan", "Okafor-Hill"), ("priya", "Okafor-Hill"), ("ruth", "Vine")):
        await read(app, who, family)
    page = (await (await app.as_("priya")).get("/you/openings")).text
    assert "Joan Tierney" in page and "Okafor-Hill family: the family’s page" in page and "(2 times)" in page
    assert "Priya Raman" not in page and "Vine" not in page
    tom = (await (await app.as_("tom")).get("/you/openings")).text
    assert "Ruth Calder" in tom and "Vine family" in tom and "Okafor" not in tom


async def test_a_person_stands_once_a_day_with_all_that_they_opened(app: App) -> None:
    for family in ("Okafor-Hill", "Brennan"):
        for who in ("joan", "tom", "ruth", "hilary", "mark"):
            await read(app, who, family)
    page = html.fromstring((await (await app.as_("priya")).get("/you/openings")).text)
    names = [name.text_content() for name in page.xpath("//h3")]
    assert len(names) == len(set(names)) == 5
    (folded,) = page.xpath("//details")
    assert "Show 1 more" in folded.text_content()
    joan = page.xpath("string(//*[@class='person'][.//h3='Joan Tierney'])")
    assert "Brennan family: the family’s page; Okafor-Hill family: the family’s page" in " ".join(joan.split())


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_every_address_about_a_case_is_told_in_words_of_its_own(app: App) -> None:
    """Nothing but the family's page is said to be it; a form that comes back was read at the address it went to."""
    told = {(path := route.path): what_was_read(path) for route, _, guard in routes_of(app) if guard.about}
    family = told.pop("/families/{family_id:int}")
    assert family == "the family’s page" and len(told) > 50
    assert [path for path, words in told.items() if words in (family, what_was_read("/"))] == []


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
async def test_nobody_reads_there_who_is_giving_a_view(app: App) -> None:
    meeting = await sitting(app)
    assert (await (await app.as_("sam")).get(f"{meeting.turn}/view")).status_code == 200
    page = (await (await app.as_("priya")).get("/you/openings")).text
    assert "Sam Okoro" in page and "Okafor-Hill family: group supervision" in page
    told = {what_was_read(f"{meeting.turn}{part}") for part in ("", "/view", "/views")}
    assert told == {"group supervision"}


async def test_nobody_else_is_said_kindly(app: App) -> None:
    assert "Nobody else" in (await (await app.as_("grace")).get("/you/openings")).text


async def test_the_auditor_reads_the_trail_by_reference_and_without_names_of_families(app: App) -> None:
    await read(app, "joan", "Okafor-Hill")
    page = (await (await app.as_("alan")).get("/trail")).text
    assert "Joan Tierney" in page and "H204711" in page and "Okafor" not in page
    assert "The chain holds for the 1 row shown here" in page
    assert "trail read" in (await (await app.as_("alan")).get("/trail")).text, "reading it is on it"


async def test_the_trail_is_asked_by_family_person_day_and_kind(app: App) -> None:
    await read(app, "joan", "Okafor-Hill")
    await read(app, "grace", "Adeyemi")
    alan = await app.as_("alan")
    for asked in ("reference=h204711", "name=tierney", "kind=reads&name=joan"):
        page = (await alan.get(f"/trail?{asked}")).text
        assert "Joan Tierney" in page and "Grace Mensah" not in page, asked
    for asked in ("day=2001-01-01", "reference=nothing", "kind=searches"):
        assert "No such rows" in (await alan.get(f"/trail?{asked}")).text, asked
    assert (await alan.get("/trail?day=nonsense&kind=x&before=y")).status_code == 200


async def test_older_rows_are_one_page_on(app: App) -> None:
    alan = await app.as_("alan")
    for _ in range(52):
        await alan.get("/trail?kind=searches")
    page = (await alan.get("/trail")).text
    assert "Older rows" in page and "before=3" in page
    assert "The chain holds for the 2 rows" in (await alan.get("/trail?before=3")).text


async def test_a_row_that_was_changed_is_pointed_at(app: App) -> None:
    await read(app, "joan", "Okafor-Hill")
    await read(app, "grace", "Adeyemi")
    database = app.services.database
    async with database.writing() as db:
        if database.is_sqlite:
            await db.execute(text("DROP TRIGGER trail_no_UPDATE"))
        else:
            await db.execute(text("ALTER TABLE trail DISABLE TRIGGER trail_no_change"))
        await db.execute(text("UPDATE trail SET subject = 'elsewhere' WHERE number = 1"))
    page = (await (await app.as_("alan")).get("/trail")).text
    assert "The chain does not hold at row 1" in page


async def test_nobody_but_the_auditor_reads_the_trail(app: App) -> None:
    for who in ("priya", "tom", "wendy", "ruth", "helen", "colin", "hilary", "beth"):
        assert (await (await app.as_(who)).get("/trail")).status_code == 404, who
