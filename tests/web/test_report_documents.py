"""The report as it stands, taken along: a draft on every page, without what is read on the screen only."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import select

from store.practice.entries import ChildSeen, Visit, WeeklyEntry
from store.practice.genogram import BIRTH
from store.practice.report.sections import CONFERENCE_REPORT
from store.practice.sessions import OwnWords, Session, Talk
from store.relationships import NewRelationship, record_relationship
from store.tables.trail import TrailRow
from tests.cast import Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import address, records
from tests.web.said_in_documents import said_in
from tests.web.visiting import scene_of

FAMILY = "Okafor-Hill"
ENDINGS = ("docx", "pdf")
READERS = ("priya", "tom", "sam", "ruth", "helen", "mark", "hilary")


async def write(app: App) -> None:
    people = (await scene_of(app)).people
    maya, talk = str(people["Maya"]), Talk("Drinking", (OwnWords("Dawnspoke.", "commitment"),))
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="Maya slept every night.", worked_on="x", safety=4))
        await record.entry("sam", WeeklyEntry(headline="Three clear weeks.", worked_on="x", safety=7), days_ago=8)
        seen = {maya: ChildSeen(seen=True, alone=True, words="Mayaspoke aloud.")}
        kept = {maya: ChildSeen(seen=True, alone=True, words="Mayahid it.", kept_from_parents=True)}
        await record.entry("priya", Visit(observed="Warm.", children=seen, parent_words="Dadspoke."))
        await record.entry("priya", Visit(observed="Warm again.", children=kept), days_ago=1)
        await record.entry("sam", Session(parent=people["Dawn"], did="We talked.", talks=(talk,)))


@pytest.mark.parametrize("ending", ENDINGS)
async def test_those_who_may_read_the_family_take_it_along_and_for_others_it_does_not_exist(
    app: App, ending: str
) -> None:
    await write(app)
    where = await address(app, FAMILY, f"/report.{ending}")
    for name in READERS:
        answer = await (await app.as_(name)).get(where)
        assert answer.status_code == 200 and "Maya slept every night." in said_in(answer), name
        assert answer.headers["content-disposition"] == f'attachment; filename="conference-report-draft.{ending}"'
        assert answer.headers["cache-control"] == "no-store"
    for name in ("wendy", "grace", "fiona", "olu", "colin", "beth", "alan"):
        assert (await (await app.as_(name)).get(where)).status_code == 404, name
    scene = await scene_of(app)
    await (await app.as_("ruth")).post(f"/families/{scene.family}/restrictions", {"reason": "A cousin."})
    for name in ("tom", "helen", "mark", "hilary"):
        assert (await (await app.as_(name)).get(where)).status_code == 404, name
    assert "Maya slept" in said_in(await (await app.as_("priya")).get(where))


@pytest.mark.parametrize("ending", ENDINGS)
async def test_what_stays_on_the_screen_is_not_in_it_and_one_line_says_so(app: App, ending: str) -> None:
    where = await address(app, FAMILY, f"/report.{ending}")
    assert "left out on paper" not in said_in(await (await app.as_("priya")).get(where))
    await write(app)
    said = said_in(await (await app.as_("priya")).get(where))
    screen = (await (await app.as_("priya")).get(await address(app, FAMILY, "/report"))).text
    for words in ("Mayahid", "Dadspoke", "Dawnspoke"):
        assert words in screen and words not in said, words
    assert "Mayaspoke" in said and "left out on paper and is read on the screen only" in said


async def test_every_page_says_that_it_is_a_draft_and_whose(app: App) -> None:
    await write(app)
    browser = await app.as_("priya")
    found = PdfReader(BytesIO((await browser.get(await address(app, FAMILY, "/report.pdf"))).content))
    assert len(found.pages) > 2
    for page in found.pages:
        lines = page.extract_text().splitlines()
        assert lines[0] == "Draft: not approved"
        assert lines[-1].startswith("Okafor-Hill family · confidential Page ")
    made = Document(BytesIO((await browser.get(await address(app, FAMILY, "/report.docx"))).content))
    assert made.sections[0].header.paragraphs[0].text == "Draft: not approved"
    titles = [line.text for line in made.paragraphs if line.style and line.style.name == "Heading 1"]
    assert titles == [plan.title for plan in CONFERENCE_REPORT]
    assert any(line.text.startswith("Printed by\nPriya Raman, children’s social worker, ") for line in made.paragraphs)


async def test_it_is_on_the_trail(app: App) -> None:
    where = await address(app, FAMILY, "/report.pdf")
    await (await app.as_("priya")).get(where)
    async with app.services.database.reading() as db:
        acts = (await db.scalars(select(TrailRow.act).where(TrailRow.subject == where))).all()
    assert acts == ["read"]


async def test_the_drawings_stand_in_it_and_on_the_screen(app: App) -> None:
    await write(app)
    scene = await scene_of(app)
    async with records(app, FAMILY) as record:
        tie = NewRelationship(uuid4(), BIRTH, scene.people["Dawn"], scene.people["Maya"])
        now, priya = datetime.now(UTC), await Cast.practitioner_id(record.db, "priya")
        await record_relationship(record.db, tie, family_id=scene.family, by=priya, now=now)
    browser = await app.as_("priya")
    screen = (await browser.get(await address(app, FAMILY, "/report"))).text
    assert "A genogram of" in screen and screen.index('id="family"') < screen.index("A genogram of")
    for ending in ENDINGS:
        said = said_in(await browser.get(await address(app, FAMILY, f"/report.{ending}")))
        assert said.count("What it shows stands below it in words.") == 2
        assert "is the daughter of" in said and "Safety from 0 to 10 as each professional sees it" in said


async def test_it_takes_at_most_eight_journeys(app: App) -> None:
    await write(app)
    browser, where = await app.as_("priya"), await address(app, FAMILY, "/report.pdf")
    await browser.get(where)
    with counted(app.services.database) as statements:
        await browser.get(where)
    assert len(statements) <= 8, statements


async def test_the_page_leads_to_both(app: App) -> None:
    await write(app)
    screen = (await (await app.as_("priya")).get(await address(app, FAMILY, "/report"))).text
    for ending in ENDINGS:
        assert f'href="{await address(app, FAMILY, f"/report.{ending}")}" download' in screen
