"""Every timescale with who says so; the council's own intervals hold wherever something is due."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from store.find_index import rebuild_index
from store.practice.timescales import DEFAULTS
from store.tables.trail import TrailRow
from store.timescales import set_timescale
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import errors_of, scene_of, text_of

VISIT = "visit_child_protection"


async def set_to(app: App, interval: str, opened: int = 10, key: str = VISIT, who: str = "hilary") -> tuple[int, str]:
    fields = {"interval": interval, "opened_version": str(opened)}
    answer = await (await app.as_(who)).post(f"/timescales/{key}", fields)
    return answer.status_code, answer.text


async def acts(app: App) -> list[tuple[str, object]]:
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act == "timescale set").order_by(TrailRow.number))
        return [(row.subject, row.facts.get("interval")) for row in rows]


@pytest.mark.parametrize("who", ["priya", "ruth", "olu", "hilary"])
async def test_everybody_reads_every_timescale_with_its_source(app: App, who: str) -> None:
    answer = await (await app.as_(who)).get("/timescales")
    text = text_of(answer)
    for row in DEFAULTS:
        assert f"{row.words} {'before' if row.before else 'after'} {row.trigger}" in text
        assert row.source in text
    assert text.count("The same in every council.") == 4
    assert "National rules" in text and ("Set it for the council" in text) == (who == "hilary")


async def test_what_the_council_sets_holds_on_every_screen(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    priya, root = await app.as_("priya"), f"/families/{scene.family}"
    pages = (root, f"{root}/plans", "/find?q=okafor")
    assert "Visit overdue" in text_of(await priya.get(root))
    assert (await set_to(app, "366"))[0] == 303
    assert (await set_to(app, "366", 20, "visit_child_in_need"))[0] == 303
    for page in (*pages, "/week"):
        assert "Visit overdue" not in text_of(await priya.get(page)), page
    assert "366 working days after the last visit" in text_of(await priya.get(f"{root}/plans"))
    assert "Visit overdue" not in text_of(await (await app.as_("ruth")).get("/week"))
    assert "visit overdue" not in text_of(await (await app.as_("hilary")).get("/week"))
    assert await acts(app) == [(VISIT, 366), ("visit_child_in_need", 366)]


async def test_it_goes_back_to_what_it_was(app: App) -> None:
    await set_to(app, "15")
    hilary = await app.as_("hilary")
    text = text_of(await hilary.get("/timescales"))
    assert "15 working days after the last visit" in text and "otherwise 10 working days" in text
    answer = await hilary.post(f"/timescales/{VISIT}/return", {"opened_version": "15"})
    assert answer.status_code == 303
    text = text_of(await hilary.get("/timescales"))
    assert "10 working days after the last visit" in text and "otherwise" not in text
    assert await acts(app) == [(VISIT, 15), (VISIT, 10)]


@pytest.mark.parametrize("interval", ["", "0", "367", "-3", "ten", "1.5"])
async def test_what_is_no_interval_is_refused_with_what_was_typed(app: App, interval: str) -> None:
    fields = {"interval": interval, "opened_version": "10"}
    answer = await (await app.as_("hilary")).post(f"/timescales/{VISIT}", fields)
    assert answer.status_code == 422 and list(errors_of(answer)) == [f"interval-{VISIT}"]
    assert f'value="{interval}"' in answer.text and await acts(app) == []


@pytest.mark.parametrize("key", ["review", "initial_conference", "pre_proceedings", "restricted_record", "tea"])
async def test_what_is_not_the_councils_cannot_be_set(app: App, key: str) -> None:
    assert (await set_to(app, "5", key=key))[0] == 404
    assert (await (await app.as_("hilary")).post(f"/timescales/{key}/return", {})).status_code == 404


@pytest.mark.parametrize("who", ["priya", "ruth", "olu", "colin"])
async def test_others_cannot_set_any(app: App, who: str) -> None:
    assert (await set_to(app, "5", who=who))[0] == 404
    assert (await (await app.as_(who)).post(f"/timescales/{VISIT}/return", {})).status_code == 404


async def test_of_two_the_second_reads_what_the_first_set(app: App) -> None:
    assert (await set_to(app, "12"))[0] == 303
    status, text = await set_to(app, "20", who="mark")
    assert status == 409 and "12 working days" in text and 'value="20"' in text and "Hilary" in text
    assert (await set_to(app, "20", opened=12, who="mark"))[0] == 303
    assert (await set_to(app, "20", opened=12, who="mark"))[0] == 303, "a second tap is no other decision"
    assert await acts(app) == [(VISIT, 12), (VISIT, 20)]


async def test_of_two_who_set_the_first_ones_at_one_moment_the_second_waits(app: App) -> None:
    """There is no row yet that could be locked."""
    facts: dict[str, Any] = {"opened_interval": 10, "by": "Hilary Stone", "now": datetime.now(UTC)}
    async with app.services.database.writing() as db:
        await set_timescale(db, VISIT, interval=12, **facts)
        second = asyncio.create_task(set_to(app, "15", 20, "visit_child_in_need", "mark"))
        await asyncio.sleep(0.5)
    assert (await second)[0] == 303
    text = text_of(await (await app.as_("hilary")).get("/timescales"))
    assert "12 working days after the last visit" in text and "15 working days after the last visit" in text


async def test_the_pages_take_at_most_eight_statements(app: App) -> None:
    scene, priya = await scene_of(app), await app.as_("priya")
    for path in ("/timescales", f"/families/{scene.family}", f"/families/{scene.family}/plans"):
        await priya.get(path)
        with counted(app.services.database) as statements:
            await priya.get(path)
        assert len(statements) <= 8, (path, statements)
