"""How often a weekly entry is expected: whoever sets the timescales sets it for the council, 1 to 4 weeks."""

import pytest
from sqlalchemy import insert, select

from store.tables.people import CouncilSetting
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.web.visiting import errors_of, text_of
from tests.web.weekly import NOW_WEEK, family_id


async def set_to(app: App, weeks: str, opened: int = 1, who: str = "hilary") -> tuple[int, str]:
    answer = await (await app.as_(who)).post("/rhythm", {"weeks": weeks, "opened_version": str(opened)})
    return answer.status_code, answer.text


async def acts(app: App) -> list[object]:
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act == "rhythm set").order_by(TrailRow.number))
        return [row.facts["weeks"] for row in rows]


@pytest.mark.parametrize("who", ["priya", "ruth", "hilary"])
async def test_everybody_reads_how_often_a_weekly_entry_is_expected(app: App, who: str) -> None:
    page = await (await app.as_(who)).get("/timescales")
    assert "every week" in text_of(page) and ('action="/rhythm"' in page.text) == (who == "hilary")


async def test_what_is_set_holds_where_entries_are_expected(app: App) -> None:
    assert (await set_to(app, "4"))[0] == 303
    assert "every 4 weeks" in text_of(await (await app.as_("priya")).get("/timescales"))
    assert await acts(app) == [4]
    sam, sheets = await app.as_("sam"), f"/families/{await family_id(app)}/weeks"
    missed = [await sam.get(f"{sheets}/{NOW_WEEK.after(-back)}") for back in range(1, 5)]
    assert sum("Not written" in page.text for page in missed) == 1, "one week in four"


@pytest.mark.parametrize("weeks", ["", "0", "5", "-1", "two", "1.5"])
async def test_what_is_no_rhythm_is_refused_with_what_was_typed(app: App, weeks: str) -> None:
    answer = await (await app.as_("hilary")).post("/rhythm", {"weeks": weeks, "opened_version": "1"})
    assert answer.status_code == 422 and list(errors_of(answer)) == ["interval-rhythm"]
    assert f'value="{weeks}"' in answer.text and await acts(app) == []


async def test_of_two_the_second_reads_what_the_first_set(app: App) -> None:
    assert (await set_to(app, "2"))[0] == 303
    status, text = await set_to(app, "3", who="mark")
    assert status == 409 and "every 2 weeks" in text and 'value="3"' in text
    assert (await set_to(app, "3", opened=2, who="mark"))[0] == 303
    assert (await set_to(app, "3", opened=2, who="mark"))[0] == 303, "a second tap is no other decision"
    assert await acts(app) == [2, 3]


@pytest.mark.parametrize("who", ["priya", "ruth", "olu", "colin"])
async def test_others_cannot_set_it(app: App, who: str) -> None:
    assert (await set_to(app, "2", who=who))[0] == 404 and await acts(app) == []


async def test_one_that_stands_already_is_read_and_changed(app: App) -> None:
    async with app.services.database.writing() as db:
        await db.execute(insert(CouncilSetting).values(key="rhythm_weeks", value=3))
    assert (await set_to(app, "1", opened=3))[0] == 303
    assert "every week" in text_of(await (await app.as_("priya")).get("/timescales"))
