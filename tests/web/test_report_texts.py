"""What only the author of a report can write: who may, what stands where, both texts where two wrote."""

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import WeeklyEntry
from store.tables.cases import Case, CaseDate
from store.tables.trail import TrailRow
from tests import past
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.family_records import address, records
from tests.web.test_conference_reports import page, section, words
from tests.web.visiting import errors_of, text_of

FAMILY, HARM = "Okafor-Hill", "Neglect goes on where nobody comes on a Friday."
ANALYSIS = {"draft_id": "7f1c6a52-0d0a-4f58-9a4e-6a2f3c1d5e01", "opened_version": "0", "text": HARM}
OTHER = ANALYSIS | {"draft_id": "7f1c6a52-0d0a-4f58-9a4e-6a2f3c1d5e02", "text": "It stops when somebody comes."}


async def report(app: App, more: str = "") -> str:
    return await address(app, FAMILY, f"/report{more}")


async def written(app: App, who: str = "priya", **facts: str) -> str:
    """The report's address, with an entry and an analysis in it."""
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="Maya slept every night.", worked_on="x"))
    answer = await (await app.as_(who)).post(await report(app, "/harm/texts"), ANALYSIS | facts)
    assert (answer.status_code, answer.headers["location"]) == (303, await report(app))
    return await report(app)


async def held_today(app: App) -> None:
    """A review conference."""
    async with app.services.database.writing() as db:
        db.add(CaseDate(case_id=await Cast.case_id(db, FAMILY), kind="review", on=TODAY, facts={}))


async def test_it_stands_in_its_section_with_who_wrote_it(app: App) -> None:
    await written(app)
    there = words(section(await page(app, "sam"), "harm"), ".")
    assert HARM in there and "Priya Raman, children’s social worker" in there and "Still empty" not in there
    empty = words(await page(app), "//nav[@aria-label='Sections that are still empty']")
    assert "Outline plan" in empty and "Analysis of significant harm" not in empty


async def test_the_part_that_came_from_entries_becomes_less(app: App) -> None:
    await written(app, text="A word. " * 400)
    assert "0 % of these words" in words(await page(app))


@pytest.mark.parametrize(("who", "status"), [
    ("priya", 200), ("tom", 200), ("sam", 200), ("ruth", 200), ("helen", 200),
    ("mark", 404), ("hilary", 404), ("fiona", 404), ("grace", 404), ("colin", 404), ("beth", 404),
])  # fmt: skip
async def test_it_is_written_by_those_who_work_with_the_family(app: App, who: str, status: int) -> None:
    browser = await app.as_(who)
    assert (await browser.get(await report(app, "/harm/writing"))).status_code == status
    answer = await browser.post(await report(app, "/harm/texts"), ANALYSIS)
    assert answer.status_code == (303 if status == 200 else 404)
    assert ("Write it" in text_of(await browser.get(await report(app)))) is (status == 200)


async def test_every_version_is_read_by_whoever_reads_the_report(app: App) -> None:
    await written(app)
    changed = ANALYSIS | {"opened_version": "1", "text": "It stops when somebody comes."}
    await (await app.as_("ruth")).post(await report(app, "/harm/texts"), changed)
    said = text_of(await (await app.as_("helen")).get(await report(app, "/harm/versions")))
    assert HARM in said and "It stops when" in said and "Ruth Calder" in said and "Priya Raman" in said
    for who in ("grace", "fiona", "colin"):
        assert (await (await app.as_(who)).get(await report(app, "/harm/versions"))).status_code == 404


async def test_where_two_wrote_both_texts_are_shown(app: App) -> None:
    await written(app)
    answer = await (await app.as_("ruth")).post(await report(app, "/harm/texts"), OTHER)
    assert answer.status_code == 409
    both = text_of(answer)
    assert HARM in both and both.count("It stops when somebody comes.") == 2, "beside each other, and in the form"
    again = OTHER | {"opened_version": html.fromstring(answer.text).xpath("//input[@name='opened_version']/@value")[0]}
    assert (await (await app.as_("ruth")).post(await report(app, "/harm/texts"), again)).status_code == 303


@pytest.mark.parametrize("text", ["", "  \n "])
async def test_nothing_is_not_taken(app: App, text: str) -> None:
    answer = await (await app.as_("priya")).post(await report(app, "/harm/texts"), ANALYSIS | {"text": text})
    assert answer.status_code == 422 and "Write something first" in errors_of(answer)["text"]


@pytest.mark.parametrize("key", ["views", "children", "nothing"])
async def test_what_is_quoted_from_entries_is_not_written_by_hand(app: App, key: str) -> None:
    priya = await app.as_("priya")
    assert (await priya.get(await report(app, f"/{key}/writing"))).status_code == 404
    assert (await priya.post(await report(app, f"/{key}/texts"), ANALYSIS)).status_code == 404
    assert (await priya.get(await report(app, f"/{key}/versions"))).status_code == 404


async def test_after_the_conference_it_stands_among_what_was_written_for_earlier_ones(app: App) -> None:
    await written(app)
    await held_today(app)
    now = await page(app)
    assert "Still empty" in words(section(now, "harm"), ".") and HARM not in words(section(now, "harm"), ".")
    assert HARM in words(now, "//details[summary='Written for earlier conferences']")


async def test_every_writing_is_on_the_trail(app: App) -> None:
    where = await written(app)
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act == "report written"))
        assert rows.one().subject == f"{where}#harm"


async def test_a_form_of_before_the_conference_is_no_part_of_the_next_report(app: App) -> None:
    where = await report(app)
    priya = await app.as_("priya")
    opened = html.fromstring((await priya.get(f"{where}/harm/writing")).text)
    stale = ANALYSIS | {"report": opened.xpath("//input[@name='report']/@value")[0]}
    await held_today(app)
    answer = await priya.post(f"{where}/harm/texts", stale)
    assert answer.status_code == 409 and HARM in text_of(answer) and "opened for an earlier report" in text_of(answer)
    again = stale | {"report": html.fromstring(answer.text).xpath("//input[@name='report']/@value")[0]}
    assert again["report"] == TODAY.isoformat()
    assert (await priya.post(f"{where}/harm/texts", again)).status_code == 303


async def test_what_was_written_is_taken_out_again_and_its_versions_stay(app: App) -> None:
    where = await written(app)
    ruth = await app.as_("ruth")
    answer = await ruth.post(f"{where}/harm/texts", OTHER | {"opened_version": "1", "text": ""})
    assert answer.status_code == 303
    now = words(section(await page(app), "harm"), ".")
    assert "Taken out: Ruth Calder" in now and "Still empty" in now and "Write it" in now and HARM not in now
    said = text_of(await ruth.get(f"{where}/harm/versions"))
    assert "Version 2" in said and "Taken out." in said and HARM in said
    again = OTHER | {"opened_version": "2", "text": HARM}
    assert (await (await app.as_("priya")).post(f"{where}/harm/texts", again)).status_code == 303


@pytest.mark.parametrize(("days", "status"), [(2, 303), (0, 422)])
async def test_on_a_closed_case_only_what_was_written_before_is_taken(app: App, days: int, status: int) -> None:
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, FAMILY)
        closed = TODAY - timedelta(days=1)
        await db.execute(update(Case).where(Case.id == case_id).values(closed_on=closed))
    priya, where = await app.as_("priya"), await report(app)
    assert (await priya.get(f"{where}/harm/writing")).status_code == 404
    wrote = past.days_ago(days).isoformat()
    answer = await priya.post(f"{where}/harm/texts", ANALYSIS | {"written_on_phone_at": wrote})
    assert answer.status_code == status
    if status == 422:
        assert f"The case was closed on {closed:%-d %B %Y}" in errors_of(answer)["text"] and HARM in answer.text
