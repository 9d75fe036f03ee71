"""A manager restricts a family to those who hold it, gives the reason again, and lifts the restriction."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from store.find_index import rebuild_index
from store.tables.access import SignIn
from store.tables.cases import Restriction
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.past import days_ago
from tests.statements import counted
from tests.web.visiting import Scene, errors_of, scene_of, text_of

WHY = "A cousin works at the next desk."
CLOSED_FOR = ["tom", "joan", "helen", "colin", "mark", "hilary", "grace"]


async def restrict(scene: Scene, reason: str = WHY) -> None:
    answer = await (await scene.app.as_("ruth")).post(f"/families/{scene.family}/restrictions", {"reason": reason})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/families/{scene.family}/restriction")


async def lift(scene: Scene, reason: str = "She has moved to another service.") -> None:
    way = f"/families/{scene.family}/restriction/lifting"
    assert (await (await scene.app.as_("ruth")).post(way, {"lifting": reason})).status_code == 303


async def findable(app: App) -> None:
    async with app.services.database.writing() as db:
        await rebuild_index(db)


async def opens(scene: Scene, who: str) -> int:
    return (await (await scene.app.as_(who)).get(f"/families/{scene.family}")).status_code


async def acts(scene: Scene) -> list[str]:
    async with scene.app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow.act).where(TrailRow.case_id == scene.case).order_by(TrailRow.number))
        return [act for act in rows if "restrict" in act]


async def test_from_now_on_only_its_own_can_open_it(app: App) -> None:
    scene = await scene_of(app)
    await findable(app)
    assert {await opens(scene, who) for who in ("tom", "joan", "helen", "mark", "hilary")} == {200}
    assert "Okafor-Hill family" in (await (await app.as_("tom")).get("/find?q=okafor")).text
    await restrict(scene)
    assert [await opens(scene, who) for who in ("priya", "sam", "ruth")] == [200, 200, 200]
    assert {await opens(scene, who) for who in CLOSED_FOR} == {404}
    for who in ("tom", "grace", "hilary"):
        assert "Okafor-Hill" not in (await (await app.as_(who)).get("/find?q=okafor")).text
    assert "Okafor" not in (await (await app.as_("helen")).get("/week")).text
    assert await acts(scene) == ["family restricted"]


async def test_lifted_it_opens_again_for_the_team_and_those_above(app: App) -> None:
    scene = await scene_of(app)
    await restrict(scene)
    await lift(scene)
    assert {await opens(scene, who) for who in ("tom", "joan", "helen", "mark", "hilary")} == {200}
    assert await acts(scene) == ["family restricted", "restriction lifted"]
    page = text_of(await (await app.as_("ruth")).get(f"/families/{scene.family}/restriction"))
    assert "She has moved to another service." in page and WHY in page and "What was decided before (2)" in page


async def test_before_it_is_said_who_stays_and_who_is_shut_out(app: App) -> None:
    scene = await scene_of(app)
    ruth = await app.as_("ruth")
    page = text_of(await ruth.get(f"/families/{scene.family}/restriction"))
    stays, _, closed = page.partition("It closes for everybody else")
    assert all(name in stays for name in ("Priya Raman", "Sam Okoro", "Ruth Calder, team manager"))
    assert "Helen Voss" in closed and "Colin Marsh" in closed and "Priya" not in closed
    assert "does not exist any more" in closed and "less than five minutes old" in closed
    assert "Restrict it" in (await ruth.get(f"/families/{scene.family}/people")).text


async def test_the_reason_stands_there_and_is_given_again_in_time(app: App) -> None:
    scene = await scene_of(app)
    await restrict(scene)
    ruth, way = await app.as_("ruth"), f"/families/{scene.family}/restriction"
    page = text_of(await ruth.get(way))
    assert WHY in page and "Decided byRuth Calder" in page and "Give the reason again by" in page
    async with app.services.database.writing() as db:
        await db.execute(update(Restriction).values(at=days_ago(91)))
    assert "The reason is more than 90 days old" in text_of(await ruth.get(way))
    await restrict(scene, "The cousin is still at the next desk.")
    page = text_of(await ruth.get(way))
    assert "still at the next desk" in page and "more than 90 days old" not in page and "before (1)" in page
    assert await acts(scene) == ["family restricted", "restriction kept"]


async def test_the_trail_does_not_hold_the_reason(app: App) -> None:
    """The auditor reads the trail and no case content."""
    scene = await scene_of(app)
    await restrict(scene)
    async with app.services.database.reading() as db:
        assert not [row for row in await db.scalars(select(TrailRow)) if "cousin" in f"{row.facts}{row.subject}"]


async def test_a_second_tap_decides_nothing_more(app: App) -> None:
    scene = await scene_of(app)
    await restrict(scene)
    await restrict(scene)
    assert (await acts(scene)).count("family restricted") == 1
    page = text_of(await (await app.as_("ruth")).get(f"/families/{scene.family}/restriction"))
    assert page.count(WHY) == 1 and "decided before" not in page


@pytest.mark.parametrize(("way", "field"), [("restrictions", "reason"), ("restriction/lifting", "lifting")])
@pytest.mark.parametrize("words", ["", "x" * 2001])
async def test_without_a_reason_nothing_is_decided_and_the_words_stay(
    app: App, way: str, field: str, words: str
) -> None:
    scene = await scene_of(app)
    if field == "lifting":
        await restrict(scene)
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/{way}", {field: words})
    assert answer.status_code == 422 and list(errors_of(answer)) == [field] and words in answer.text
    assert await opens(scene, "tom") == (404 if field == "lifting" else 200)


async def test_it_needs_a_fresh_touch(app: App) -> None:
    scene = await scene_of(app)
    ruth, root = await app.as_("ruth"), f"/families/{scene.family}"
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))
    assert (await ruth.get(f"{root}/restriction")).status_code == 403
    assert (await ruth.post(f"{root}/restrictions", {"reason": WHY})).status_code == 403
    assert await opens(scene, "tom") == 200


async def test_the_week_and_the_card_at_the_door_need_no_touch(app: App) -> None:
    """Beside the car there is no time for it; opening the record asks for one (facts of trust)."""
    scene = await scene_of(app)
    await findable(app)
    await restrict(scene)
    priya = await app.as_("priya")
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))
    assert "Okafor-Hill family" in (await priya.get("/week")).text
    assert "14 Cedar Close" in (await priya.get("/find?q=okafor")).text
    assert (await priya.get(f"/families/{scene.family}")).status_code == 403


@pytest.mark.parametrize("form", ["visits", "weekly-entries", "significant-events", "sessions", "tasks"])
async def test_a_form_that_comes_back_opens_it_no_more_than_a_page(app: App, form: str) -> None:
    """An empty form is refused with the names around it: without a fresh touch the touch is asked for instead."""
    scene = await scene_of(app)
    await restrict(scene)
    priya, path = await app.as_("priya"), f"/families/{scene.family}/{form}"
    refused = await priya.post(path, {"draft_id": str(uuid4())})
    assert refused.status_code == 422 and "Okafor-Hill" in refused.text
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=datetime.now(UTC) - timedelta(minutes=6)))
    refused = await priya.post(path, {"draft_id": str(uuid4())})
    assert refused.status_code == 403 and "Okafor" not in refused.text and "Leo" not in refused.text


@pytest.mark.parametrize("who", ["priya", "sam", "tom", "joan", "helen", "colin", "mark", "hilary", "grace", "olu"])
async def test_for_everybody_but_the_manager_of_the_team_it_does_not_exist(app: App, who: str) -> None:
    scene = await scene_of(app)
    browser, root = await app.as_(who), f"/families/{scene.family}"
    assert (await browser.get(f"{root}/restriction")).status_code == 404
    assert (await browser.post(f"{root}/restrictions", {"reason": WHY})).status_code == 404
    assert (await browser.post(f"{root}/restriction/lifting", {"lifting": WHY})).status_code == 404
    assert "Restrict it" not in (await browser.get(f"{root}/people")).text
    assert await opens(scene, "ruth") == 200 and await acts(scene) == []


async def test_it_takes_at_most_eight_statements(app: App) -> None:
    scene = await scene_of(app)
    await restrict(scene)
    ruth = await app.as_("ruth")
    with counted(app.services.database) as statements:
        await ruth.get(f"/families/{scene.family}/restriction")
    assert len(statements) <= 8, statements
