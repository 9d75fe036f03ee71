"""An author chooses among what a report quotes: what stands, in which order, what is said of it; both choices shown."""

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import WeeklyEntry
from store.tables.cases import Case
from store.tables.reports import ReportText
from store.tables.trail import TrailRow
from tests import past
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.family_records import address, records
from tests.web.test_conference_reports import page, quotations, section, words
from tests.web.test_report_texts import held_today
from tests.web.visiting import errors_of, text_of

FAMILY = "Okafor-Hill"
LATE, COLD = "Maya was late on all five days.", "The flat was cold on Thursday."
DRAFT = {"draft_id": "7f1c6a52-0d0a-4f58-9a4e-6a2f3c1d5e11", "opened_version": "0"}
OTHER = {"draft_id": "7f1c6a52-0d0a-4f58-9a4e-6a2f3c1d5e12", "opened_version": "0"}


async def report(app: App, more: str = "") -> str:
    return await address(app, FAMILY, f"/report{more}")


async def keys(app: App) -> dict[str, str]:
    """With two worries on the record: the key of each line, by its text."""
    async with records(app, FAMILY) as record:
        for days, text in enumerate((LATE, COLD)):
            await record.entry("priya", WeeklyEntry(headline="x", worked_on="x", worries=text), days_ago=20 - days)
    form = html.fromstring((await (await app.as_("priya")).get(await report(app, "/worries/choosing"))).text)
    rows = form.xpath("//figure")
    return {row.xpath(".//p")[0].text_content(): row.xpath("following::input[@name='key']/@value")[0] for row in rows}


async def choose(app: App, who: str = "priya", status: int = 303, **fields: object) -> str:
    answer = await (await app.as_(who)).post(await report(app, "/worries/choices"), DRAFT | fields)
    assert answer.status_code == status
    return text_of(answer) if status != 303 else ""


async def test_what_is_left_out_does_not_stand_and_can_come_back(app: App) -> None:
    key = await keys(app)
    await choose(app, left_out=key[LATE])
    assert quotations(section(await page(app, "sam"), "worries")) == [COLD]
    form = text_of(await (await app.as_("sam")).get(await report(app, "/worries/choosing")))
    assert "Left out" in form and LATE in form
    await choose(app, opened_version="1")
    assert quotations(section(await page(app), "worries")) == [LATE, COLD]


async def test_order_mark_and_a_sentence_of_ones_own(app: App) -> None:
    key = await keys(app)
    said = {f"place_{key[COLD]}": "1", f"mark_{key[COLD]}": "allegation", f"link_{key[COLD]}": "A neighbour told us:"}
    await choose(app, key=[*key.values()], **said)
    there = section(await page(app, "helen"), "worries")
    assert quotations(there) == [COLD, LATE]
    assert "Allegation" in words(there, ".") and "A neighbour told us:" in words(there, ".")


@pytest.mark.parametrize(("who", "status"), [("sam", 200), ("ruth", 200), ("mark", 404), ("fiona", 404), ("grace", 404),
                                             ("colin", 404)])  # fmt: skip
async def test_those_choose_who_work_with_the_family(app: App, who: str, status: int) -> None:
    await keys(app)
    browser = await app.as_(who)
    assert (await browser.get(await report(app, "/worries/choosing"))).status_code == status
    answer = await browser.post(await report(app, "/worries/choices"), DRAFT)
    assert answer.status_code == (303 if status == 200 else 404)


async def test_where_two_chose_both_choices_are_shown(app: App) -> None:
    key = await keys(app)
    await choose(app, left_out=key[LATE])
    answer = await (await app.as_("ruth")).post(await report(app, "/worries/choices"), OTHER | {"left_out": key[COLD]})
    assert answer.status_code == 409
    assert text_of(answer).count("left out") >= 2 and "as it comes" in text_of(answer)
    assert quotations(section(await page(app), "worries")) == [COLD], "nothing was overwritten"
    again = OTHER | {"left_out": key[COLD], "opened_version": "1"}
    assert (await (await app.as_("ruth")).post(await report(app, "/worries/choices"), again)).status_code == 303


@pytest.mark.parametrize(("name", "value"), [("place", "0"), ("place", "first"), ("link", "x" * 501)])
async def test_what_cannot_be_is_said_at_its_field(app: App, name: str, value: str) -> None:
    key = await keys(app)
    field = f"{name}_{key[LATE]}"
    answer = await (await app.as_("priya")).post(await report(app, "/worries/choices"),
                                                 DRAFT | {"key": key[LATE], field: value})  # fmt: skip
    assert answer.status_code == 422 and field in errors_of(answer)
    assert value in answer.text, "and nothing typed is lost"


@pytest.mark.parametrize("key", ["harm", "family", "nothing"])
async def test_in_what_quotes_nothing_there_is_nothing_to_choose(app: App, key: str) -> None:
    priya = await app.as_("priya")
    assert (await priya.get(await report(app, f"/{key}/choosing"))).status_code == 404
    assert (await priya.post(await report(app, f"/{key}/choices"), DRAFT)).status_code == 404


async def test_what_is_no_line_of_the_section_cannot_be_chosen(app: App) -> None:
    await keys(app)
    await choose(app, left_out="harm", key="harm", mark_harm="fact", link_harm="Of another section.")
    async with app.services.database.reading() as db:
        assert (await db.scalars(select(ReportText.choices))).one() == {}


async def test_choices_of_before_the_conference_are_no_part_of_the_next_report(app: App) -> None:
    key = await keys(app)
    priya, where = await app.as_("priya"), await report(app, "/worries/choices")
    opened = html.fromstring((await priya.get(await report(app, "/worries/choosing"))).text)
    stale = DRAFT | {"left_out": key[LATE], "report": opened.xpath("//input[@name='report']/@value")[0]}
    await held_today(app)
    answer = await priya.post(where, stale)
    assert answer.status_code == 409 and "opened for an earlier report" in text_of(answer)


@pytest.mark.parametrize(("days", "status"), [(2, 303), (0, 422)])
async def test_on_a_closed_case_only_what_was_chosen_before_is_taken(app: App, days: int, status: int) -> None:
    key = await keys(app)
    closed = TODAY - timedelta(days=1)
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, FAMILY)
        await db.execute(update(Case).where(Case.id == case_id).values(closed_on=closed))
    said = await choose(app, status=status, left_out=key[LATE], written_on_phone_at=past.days_ago(days).isoformat())
    assert (f"The case was closed on {closed:%-d %B %Y}" in said) is (status == 422)


async def test_every_choice_is_on_the_trail(app: App) -> None:
    key = await keys(app)
    await choose(app, left_out=key[LATE])
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act == "report chosen"))
        assert rows.one().subject == await report(app, "#worries")
