"""The council's own list of sections: who reads and sets it, what it changes in papers, and what stays."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from lxml import html
from sqlalchemy import select

from store.practice.entries import WeeklyEntry
from store.practice.report.papers import PAPERS
from store.tables.cases import CaseDate
from store.tables.trail import TrailRow
from tests.cast import TODAY
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import address, records
from tests.web.test_conference_reports import FAMILY, page, quotations, section, words
from tests.web.visiting import errors_of, text_of

WHY = "Our chairs asked for it."


async def fields_of(app: App, which: str = "conference", who: str = "hilary") -> dict[str, str]:
    """What the form holds as it is opened."""
    shown = html.fromstring((await (await app.as_(who)).get(f"/papers/{which}/edit")).text)
    form = shown.xpath(f"//form[@action='/papers/{which}/sections']")[0]
    return {name: value for name, value in form.form_values() if name}


async def set_to(
    app: App, which: str = "conference", who: str = "hilary", *, without: str = "", **changed: str
) -> httpx.Response:
    own = {name.replace("__", "-"): value for name, value in changed.items()}
    fields = await fields_of(app, which) | {"why": WHY} | own
    fields.pop(without, None)
    return await (await app.as_(who)).post(f"/papers/{which}/sections", fields)


async def acts(app: App) -> list[tuple[str, object]]:
    async with app.services.database.reading() as db:
        asked = select(TrailRow).where(TrailRow.act == "sections of a paper set").order_by(TrailRow.number)
        return [(row.subject, row.facts.get("version")) for row in await db.scalars(asked)]


async def order(app: App) -> list[str]:
    found = await page(app)
    return [key for key in found.xpath("//main//section[contains(@class, 'card')]/@id") if key]


async def written(app: App) -> None:
    async with records(app, FAMILY) as record:
        for week in range(3):
            said = " ".join(f"It rained on day {day} of week {week} and nobody came." for day in range(5))
            await record.entry("priya", WeeklyEntry(headline="Dry.", worked_on="x", worries=said), days_ago=7 * week)


@pytest.mark.parametrize("who", ["priya", "ruth", "olu", "colin", "hilary"])
async def test_everybody_reads_the_sections_of_every_paper(app: App, who: str) -> None:
    answer = await (await app.as_(who)).get("/papers")
    shown = html.fromstring(answer.text)
    for paper in PAPERS.values():
        card = shown.xpath(f"//section[@id='{paper.slug}']")[0]
        assert [one.text for one in card.xpath(".//li/b")] == [plan.title for plan in paper.sections]
        assert bool(card.xpath(".//a[contains(@href, '/edit')]")) == (who == "hilary")
        assert words(card, ".").count("Always there.") == 2


@pytest.mark.parametrize("who", ["priya", "ruth", "olu", "colin"])
async def test_others_cannot_set_any(app: App, who: str) -> None:
    browser = await app.as_(who)
    assert (await browser.get("/papers/conference/edit")).status_code == 404
    assert (await set_to(app, who=who)).status_code == 404
    assert (await browser.post("/papers/conference/return", {})).status_code == 404


async def test_what_the_council_sets_holds_in_the_report_and_says_why(app: App) -> None:
    await written(app)
    changed = {"title__worries": "What worries us", "place__worries": "2", "words__worries": "90",
               "out__strengths": "yes", "hint__harm": "Say it to the parents’ faces."}  # fmt: skip
    assert (await set_to(app, without="required-tasks", **changed)).status_code == 303
    found = await page(app)
    assert (await order(app))[:3] == ["children", "worries", "family"] and "strengths" not in await order(app)
    assert words(section(found, "worries"), "./div/h2") == "What worries us"
    assert len(" ".join(quotations(section(found, "worries"))).split()) > 90, "what is beyond it stands under more"
    shown = [one.text_content() for one in section(found, "worries").xpath("./figure//blockquote/p")]
    assert 0 < len(" ".join(shown).split()) <= 90
    empty = words(found, "//nav[@aria-label='Sections that are still empty']")
    assert "difference it made" not in empty and "Analysis of significant harm" in empty
    writing = await (await app.as_("priya")).get(await address(app, FAMILY, "/report/harm/writing"))
    assert "Say it to the parents’ faces." in text_of(writing)
    listed = text_of(await (await app.as_("priya")).get("/papers"))
    assert WHY in listed and "Hilary Stone" in listed and "Left out: What is going well." in listed
    assert await acts(app) == [("conference", 1)]


async def test_each_paper_has_a_list_of_its_own_and_goes_back_with_one_touch(app: App) -> None:
    before = await order(app)
    assert (await set_to(app, "core-group", place__views="1")).status_code == 303
    assert await order(app) == before
    where = await address(app, FAMILY, "/papers/core-group")
    priya, hilary = await app.as_("priya"), await app.as_("hilary")
    await written(app)
    first = "(//main//section[contains(@class, 'card')]/@id)[1]"
    assert html.fromstring((await priya.get(where)).text).xpath(first) == ["views"]
    answer = await hilary.post("/papers/core-group/return", {"opened_version": "1"})
    assert answer.status_code == 303
    assert html.fromstring((await priya.get(where)).text).xpath(first) == ["children"]
    listed = text_of(await priya.get("/papers"))
    assert listed.count("As Weekbook came.") == len(PAPERS) and "Back to how Weekbook came" in listed and WHY in listed
    assert await acts(app) == [("core-group", 1), ("core-group", 2)]


@pytest.mark.parametrize("key", ["children", "child_words"])
async def test_how_children_were_seen_and_their_own_words_cannot_be_taken_out(app: App, key: str) -> None:
    answer = await set_to(app, **{f"out-{key}": "yes"})
    assert answer.status_code == 422 and list(errors_of(answer)) == [f"out-{key}"]
    assert f"out-{key}" not in await fields_of(app) and await acts(app) == []


@pytest.mark.parametrize(("field", "value"), [
    ("title-needs", ""), ("title-needs", "The family"), ("title-needs", "x" * 121), ("words-needs", "89"),
    ("words-needs", ""), ("words-needs", "many"), ("place-needs", "0"), ("place-needs", "18"), ("place-needs", "top"),
    ("why", ""), ("hint-harm", "x" * 601)])  # fmt: skip
async def test_what_cannot_hold_is_refused_with_what_was_typed(app: App, field: str, value: str) -> None:
    answer = await set_to(app, **{field: value, "title-views": "Zebra"})
    assert answer.status_code == 422 and field in errors_of(answer)
    assert 'value="Zebra"' in answer.text and await acts(app) == []


async def test_of_two_the_second_reads_what_the_first_set_and_keeps_what_they_typed(app: App) -> None:
    assert (await set_to(app, title__worries="First")).status_code == 303
    answer = await set_to(app, who="mark", title__worries="Second", opened_version="0")
    assert answer.status_code == 409
    assert "First" in text_of(answer) and 'value="Second"' in answer.text
    again = await set_to(app, who="mark", title__worries="Second")
    assert again.status_code == 303 and (await set_to(app, title__worries="Second")).status_code == 303
    assert await acts(app) == [("conference", 1), ("conference", 2)], "a second tap is no other decision"
    returned = await (await app.as_("hilary")).post("/papers/conference/return", {"opened_version": "1"})
    assert returned.status_code == 409 and "Second" in text_of(returned)


async def test_what_an_author_wrote_stays_when_its_section_is_left_out(app: App) -> None:
    root = await address(app, FAMILY, "/report")
    sent = {"draft_id": str(uuid4()), "opened_version": "0", "text": "He is afraid at night."}
    priya = await app.as_("priya")
    assert (await priya.post(f"{root}/harm/texts", sent)).status_code == 303
    assert (await set_to(app, out__harm="yes", out__plan="yes")).status_code == 303
    found = await page(app)
    assert "He is afraid at night." in words(section(found, "harm")) and "plan" not in await order(app)
    late = {"draft_id": str(uuid4()), "opened_version": "0", "text": "Begun before it was left out."}
    assert (await priya.post(f"{root}/plan/texts", late)).status_code == 303
    assert "Begun before it was left out." in words(section(await page(app), "plan"))


async def test_the_pages_cost_the_same_whatever_was_set(app: App) -> None:
    hilary, report = await app.as_("hilary"), await address(app, FAMILY, "/report")
    await written(app)
    taken = []
    for _ in range(2):
        for path in ("/papers", "/papers/conference/edit", report):
            await hilary.get(path)
            with counted(app.services.database) as statements:
                assert (await hilary.get(path)).status_code == 200
            taken.append(len(statements))
        async with records(app, FAMILY) as record:
            held = TODAY - timedelta(days=300)
            record.db.add(CaseDate(case_id=(await record.case()).id, kind="review", on=held, facts={}))
        assert (await set_to(app, out__strengths="yes")).status_code == 303
        assert (await set_to(app, words__needs="100")).status_code == 303
    assert taken[:3] == taken[3:] and max(taken) <= 8
