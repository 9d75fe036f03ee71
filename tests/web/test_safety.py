"""Safety over the weeks: who sees it, what it says in words, in the drawing and in the table, and what it costs."""

from datetime import date, timedelta

import pytest
from lxml import html
from sqlalchemy import select

from store.practice.entries import Visit, WeeklyEntry
from store.practice.weeks import Week
from store.tables.cases import Case
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import address, records
from tests.web.visiting import scene_of
from tests.web.weekly import NOW_WEEK, write

Numbers = dict[str, dict[int, int | None]]


async def said(app: App, numbers: Numbers, family: str = "Okafor-Hill") -> None:
    """By author: weeks ago and the number given."""
    async with records(app, family) as record:
        for author, by_week in numbers.items():
            for weeks_ago, number in by_week.items():
                entry = WeeklyEntry(headline="x", worked_on="x", safety=number)
                await record.entry(author, entry, days_ago=7 * weeks_ago)


async def page(app: App, name: str = "priya", query: str = "", family: str = "Okafor-Hill") -> html.HtmlElement:
    answer = await (await app.as_(name)).get(await address(app, family, f"/safety{query}"))
    assert answer.status_code == 200
    found: html.HtmlElement = html.fromstring(answer.text)
    return found


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(one.text_content() for one in page.xpath(path)).split())


def table(page: html.HtmlElement) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in page.xpath("//table[contains(@class, 'views-table')]//tr")
    ]


def week(weeks_ago: int = 0) -> str:
    return NOW_WEEK.after(-weeks_ago).label_on(date.today())


async def test_those_who_may_read_the_family_see_it_and_for_others_it_does_not_exist(app: App) -> None:
    await said(app, {"priya": {0: 4, 1: 5}})
    where = await address(app, "Okafor-Hill", "/safety")
    for name in ("priya", "tom", "sam", "ruth", "helen", "mark", "hilary"):
        answer = await (await app.as_(name)).get(where)
        assert answer.status_code == 200 and "Okafor-Hill family" in answer.text, name
        assert "Okafor" not in answer.text.partition("</title>")[0], "titles name nobody"
    for name in ("wendy", "grace", "fiona", "olu", "colin", "beth", "alan"):
        browser = await app.as_(name)
        refused, missing = await browser.get(where), await browser.get("/families/987654/safety")
        assert (refused.status_code, missing.status_code) == (404, 404), name
        assert "Priya Raman" not in refused.text


async def test_what_is_said_of_a_restricted_family_turns_up_with_its_own_only(app: App) -> None:
    await said(app, {"priya": {0: 4, 1: 5}, "sam": {0: 9, 1: 8}})
    scene = await scene_of(app)
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/restrictions", {"reason": "A cousin."})
    assert answer.status_code == 303
    where = f"/families/{scene.family}/safety"
    for name in ("tom", "joan", "helen", "mark", "hilary"):
        refused = await (await app.as_(name)).get(where)
        assert refused.status_code == 404, name
        assert "views" not in refused.text and "Sam Okoro" not in refused.text
    assert "Sam Okoro 9" in words(await page(app, "priya"))


async def test_each_has_a_line_a_row_in_the_key_and_a_column(app: App) -> None:
    await said(app, {"priya": {0: 5, 1: 5, 3: 4}, "sam": {0: 6, 1: 5}, "joan": {1: 7}})
    shown = await page(app)
    lines = shown.xpath("//*[contains(@class, 'views-lines')]//*[starts-with(@class, 'line hue-')]")
    assert [len(line.xpath("./polyline")) for line in lines] == [1, 1, 0], "Priya's gap, Joan's one number"
    looks = [line.get("class") for line in lines]
    assert len(set(looks)) == 3
    keys = words(shown, "//*[@class='views-keys']")
    for part in (f"SW Priya Raman, children’s social worker 5 in {week()}", "DR Sam Okoro, recovery worker 6 in",
                 f"MH Joan Tierney, mental health practitioner 7 in {week(1)}"):  # fmt: skip
        assert part in keys
    assert table(shown) == [
        ["Week", "SWPriya Raman, children’s social worker", "DRSam Okoro, recovery worker",
         "MHJoan Tierney, mental health practitioner", "Apart"],
        [week(), "5", "6", "–no number", "1"],
        [week(1), "5", "5", "7", "2"],
        [week(3), "4", "–no number", "–no number", "–one view only"],
    ]  # fmt: skip
    assert [one.get("scope") for one in shown.xpath("//table//th")] == ["col"] * 5 + ["row"] * 3
    assert "0 (not safe enough) to 10 (safe)" in words(shown, "//table/caption")
    assert "Lines at the same number are drawn beside each other" in words(shown)


async def test_the_picture_says_in_one_sentence_what_it_shows(app: App) -> None:
    await said(app, {"priya": {0: 4, 1: 5}, "sam": {0: 7}})
    shown = await page(app)
    (picture,) = shown.xpath("//*[@role='img']")
    title, description = [shown.get_element_by_id(picture.get(by)) for by in ("aria-labelledby", "aria-describedby")]
    assert title.text_content().startswith("Safety from 0 to 10 as each professional sees it, ")
    sentence = f"The latest numbers, {week()}: Priya Raman 4 and Sam Okoro 7; the views differ: they are 3 apart."
    assert description.text_content() == sentence and sentence in words(shown, "//main//div[@class='body']/p")


async def test_weeks_whose_views_differ_are_marked_and_named(app: App) -> None:
    weeks_ago = (0, 2, 3, 4, 5, 6, 7)
    await said(app, {"priya": dict.fromkeys(range(8), 3), "sam": {1: 5} | dict.fromkeys(weeks_ago, 8)})
    shown = await page(app)
    assert len(shown.xpath("//*[@role='img']//*[@class='band']")) == 7
    card = words(shown, "//section[h2|div/h2='Where the views differ']")
    assert f"{week()}5 apart Priya Raman 3, Sam Okoro 8" in card
    assert week(1) not in card and "Earlier weeks (2)" in card
    assert "3 or more apart" in words(shown, "//*[@class='views-keys']")


async def test_where_none_differ_that_is_said_and_nothing_is_marked(app: App) -> None:
    await said(app, {"priya": {0: 3, 1: 3}, "sam": {0: 5, 1: 5}})
    shown = await page(app)
    assert not shown.xpath("//*[contains(@class, 'band')]")
    assert "In no week are they 3 or more apart." in words(shown)


async def test_who_has_left_the_case_keeps_the_line_and_its_end_is_named(app: App) -> None:
    await said(app, {"fiona": {9: 2, 10: 3}, "priya": {0: 5}})
    shown = await page(app)
    last_day = TODAY - timedelta(days=30)
    assert f"until {last_day.day} {last_day:%B %Y}" in words(shown, "//*[@class='views-keys']")
    assert words(shown, "//*[@role='img']//*[local-name()='text']") == "SW FR"


async def test_before_anybody_gave_a_number_the_screen_says_what_will_stand_there(app: App) -> None:
    await said(app, {"priya": {0: None}})
    async with records(app, "Okafor-Hill") as record:
        await record.entry("sam", Visit(observed="Safe."))
    shown = await page(app)
    assert "No numbers yet" in words(shown) and "Write my week" in words(shown)
    assert not shown.xpath("//*[@role='img']|//table|//print-button")
    assert "Write my week" not in words(await page(app, "ruth")), "a manager has no chapter"


async def test_one_number_is_said_and_not_drawn(app: App) -> None:
    await said(app, {"sam": {1: 0}})
    shown = await page(app)
    assert f"One number so far Sam Okoro, recovery worker: 0 of 10 in {week(1)}." in words(shown)
    assert not shown.xpath("//*[@role='img']|//table")


async def test_two_people_in_one_week_are_drawn(app: App) -> None:
    await said(app, {"sam": {0: 6}, "priya": {0: 6}})
    assert len((await page(app)).xpath("//*[@role='img']/*[local-name()='g']/*[local-name()='use']")) == 2


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", [0, 12]), ("?weeks=26", [0, 12, 20]), ("?weeks=52", [0, 12, 20, 40]), ("?weeks=all", [0, 12, 20, 40, 150]),
     ("?weeks=x", [0, 12]), ("?weeks=%00", [0, 12]), ("?weeks=999999999999", [0, 12])],
)  # fmt: skip
async def test_the_last_weeks_are_shown_and_more_on_asking(app: App, query: str, shown: list[int]) -> None:
    await said(app, {"priya": dict.fromkeys((0, 12, 20, 40, 150), 4)})
    found = await page(app, query=query)
    assert [row[0] for row in table(found)[1:]] == [week(one) for one in shown]
    ways = {link.text: link.get("href") for link in found.xpath("//nav[contains(@aria-label, 'weeks')]//a")}
    where = await address(app, "Okafor-Hill", "/safety")
    assert ways == {"13 weeks": where, "26 weeks": f"{where}?weeks=26", "A year": f"{where}?weeks=52",
                    "Everything": f"{where}?weeks=all"}  # fmt: skip
    assert len(found.xpath("//nav//a[@aria-current='true']")) == 1


async def test_where_all_there_is_stands_there_no_more_is_offered(app: App) -> None:
    await said(app, {"priya": {0: 4, 5: 4}})
    assert "Everything" not in words(await page(app))


async def test_where_all_numbers_are_older_they_are_one_link_away(app: App) -> None:
    await said(app, {"priya": {30: 4, 31: 4}})
    shown = await page(app)
    assert "No number in these weeks" in words(shown)
    assert shown.xpath("//main//*[@class='empty']//a/@href")[0].endswith("/safety?weeks=all")
    assert len(table(await page(app, query="?weeks=all"))) == 3


async def test_a_closed_case_shows_its_last_weeks(app: App) -> None:
    await said(app, {"priya": {20: 4, 21: 3}})
    async with records(app, "Okafor-Hill") as record:
        (await record.case()).closed_on = TODAY - timedelta(weeks=20)
    assert [row[0] for row in table(await page(app))[1:]] == [week(20), week(21)]


async def test_what_was_written_about_a_week_after_the_closing_stands_on_the_paper_too(app: App) -> None:
    await said(app, {"priya": {1: 4, 13: 6, 14: 3, 40: 2}})
    async with records(app, "Okafor-Hill") as record:
        (await record.case()).closed_on = TODAY - timedelta(weeks=2)
    shown = await page(app)
    assert [row[0] for row in table(shown)[1:]] == [week(1), week(13), week(14)]
    places = [float(one.get("x")[:-1]) for one in shown.xpath("//*[@role='img']/*[local-name()='g']/*[@x]")]
    assert len(places) >= 3 and all(0 < place < 100 for place in places)


async def test_another_familys_and_another_cases_numbers_are_not_among_them(app: App) -> None:
    await said(app, {"joan": {0: 9}, "priya": {0: 9, 1: 9}}, "Brennan")
    await said(app, {"priya": {0: 2, 1: 3}})
    assert [row[1:] for row in table(await page(app))[1:]] == [["2", "–one view only"], ["3", "–one view only"]]
    async with records(app, "Okafor-Hill") as record:
        old = await record.case()
        old.closed_on = TODAY - timedelta(days=3)
        record.db.add(Case(family_id=old.family_id, team_id=old.team_id, opened_on=TODAY))
    assert "No numbers yet" in words(await page(app, "ruth"))


async def test_a_changed_number_is_the_one_that_counts(app: App) -> None:
    priya = await app.as_("priya")
    answer = await write(app, priya, safety="2")
    where = answer.headers["location"]
    form = {"draft_id": "", "opened_version": "1", "headline": "x", "worked_on": "x", "safety": "7"}
    assert (await priya.post(f"{where}/revisions", form)).status_code == 303
    assert "7 of 10" in words(await page(app))


async def test_the_story_and_the_weeks_sheet_lead_here(app: App) -> None:
    await said(app, {"priya": {0: 4}})
    for tab in ("/story", f"/weeks/{Week.of(date.today())}"):
        text = (await (await app.as_("sam")).get(await address(app, "Okafor-Hill", tab))).text
        assert f'href="{await address(app, "Okafor-Hill", "/safety")}"' in text


async def test_names_are_never_markup(app: App) -> None:
    await said(app, {"priya": {0: 4, 1: 4}})
    async with app.services.database.writing() as db:
        priya = await db.get_one(Practitioner, await Cast.practitioner_id(db, "priya"))
        priya.name = "<b>P</b> & </title>"
    text = (await (await app.as_("sam")).get(await address(app, "Okafor-Hill", "/safety"))).text
    assert "<b>P</b>" not in text and "&lt;b&gt;P&lt;/b&gt; &amp; &lt;/title&gt;" in text


async def test_three_years_cost_no_more_statements_than_a_week(app: App) -> None:
    browser, where = await app.as_("priya"), await address(app, "Okafor-Hill", "/safety?weeks=all")
    await said(app, {"priya": {0: 4, 1: 4}})
    await browser.get(where)
    with counted(app.services.database) as few:
        await browser.get(where)
    await said(app, {name: dict.fromkeys(range(2, 156), 5) for name in ("sam", "joan")})
    with counted(app.services.database) as many:
        assert len(table(html.fromstring((await browser.get(where)).text))) == 157
    assert len(few) == len(many) <= 5, many


async def test_the_reading_is_on_the_trail(app: App) -> None:
    where = await address(app, "Okafor-Hill", "/safety")
    await (await app.as_("priya")).get(f"{where}?weeks=26")
    async with app.services.database.reading() as db:
        row = (await db.scalars(select(TrailRow).order_by(TrailRow.number.desc()).limit(1))).one()
        assert (row.act, row.subject, row.case_id) == ("read", where, await Cast.case_id(db, "Okafor-Hill"))
