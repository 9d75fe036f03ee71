"""The modules: the council's to name, describe, order and put away; never deleted."""

import pytest
from sqlalchemy import select

from store.tables.trail import TrailRow
from tests.conftest import App
from tests.web.sessions import modules, recorded
from tests.web.visiting import errors_of, form_in, scene_of, text_of


async def titles(app: App) -> list[str]:
    return [module.title for module in await modules(app) if not module.put_away_at]


async def test_eight_to_begin_with_and_none_is_called_official(app: App) -> None:
    assert len(set(await titles(app))) == 8
    text = text_of(await (await app.as_("hilary")).get("/modules"))
    assert all(title in text for title in await titles(app)) and "official" not in text.lower()


@pytest.mark.parametrize(("who", "opens"), [
    ("hilary", True), ("mark", True), ("ruth", False), ("priya", False), ("helen", False), ("beth", False),
    ("alan", False),
])  # fmt: skip
async def test_who_leads_the_service_keeps_them(app: App, who: str, opens: bool) -> None:
    browser, before = await app.as_(who), await titles(app)
    first = (await modules(app))[0].id
    assert (await browser.get("/modules")).status_code == (200 if opens else 404)
    assert ('href="/modules"' in (await browser.get("/you")).text) is opens
    for path, fields in (
        ("", {"title": "Beginnings", "opened_version": "1"}),
        ("/moves", {"way": "down"}),
        ("/putting-away", {}),
    ):
        assert (await browser.post(f"/modules/{first}{path}", fields)).status_code == (303 if opens else 404)
    assert (await titles(app) == before) is not opens


async def test_a_new_name_stands_in_the_parents_way_and_the_form_and_what_was_written_keeps_the_old(app: App) -> None:
    scene = await scene_of(app)
    first = (await modules(app))[0]
    _, address = await recorded(app, scene, module=str(first.id))
    hilary = await app.as_("hilary")
    named = {"title": "  Who  we are ", "description": "Where the family comes from.", "opened_version": "1"}
    assert (await hilary.post(f"/modules/{first.id}", named)).headers["location"] == "/modules"
    sam = await app.as_("sam")
    for path in (f"/families/{scene.family}/sessions", f"/families/{scene.family}/sessions/new"):
        text = text_of(await sam.get(path))
        assert "Who we are" in text and first.title not in text
    text = text_of(await sam.get(address))
    assert first.title in text and "Who we are" not in text, "as it was called on that day"
    page = form_in((await sam.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await sam.post(f"{address}/revisions", page | {"did": "More."})).status_code == 303
    text = text_of(await sam.get(address))
    assert "More." in text and first.title in text and "Who we are" not in text
    assert "Where the family comes from." in text_of(await hilary.get("/modules"))


async def test_what_cannot_be_taken_is_said_at_its_field_and_stays_in_it(app: App) -> None:
    hilary, first = await app.as_("hilary"), (await modules(app))[0]
    answer = await hilary.post(f"/modules/{first.id}", {"title": "", "description": "Kept words"})
    assert answer.status_code == 422 and errors_of(answer) == {f"title-{first.id}": "Give the module a name"}
    assert "Kept words" in answer.text and (await modules(app))[0].title == first.title
    answer = await hilary.post(f"/modules/{first.id}", {"title": "x" * 81, "description": "y" * 501})
    assert list(errors_of(answer)) == [f"title-{first.id}", f"description-{first.id}"]


async def test_changed_by_two_at_once_none_overwrites_the_other(app: App) -> None:
    hilary, mark, first = await app.as_("hilary"), await app.as_("mark"), (await modules(app))[0]
    opened = {"opened_version": "1"}
    theirs = {"title": "Who we are", "description": "Marked by Mark."}
    assert (await mark.post(f"/modules/{first.id}", theirs | opened)).status_code == 303
    answer = await hilary.post(f"/modules/{first.id}", {"title": "Beginnings", "description": "Hers."} | opened)
    assert answer.status_code == 409 and (await modules(app))[0].title == "Who we are"
    assert all(
        words in text_of(answer) for words in ("changed this meanwhile", "Who we are", "Marked by Mark.", "Hers.")
    )
    again = {"title": "Beginnings", "description": "Hers and Mark’s."} | {"opened_version": "2"}
    assert (await hilary.post(f"/modules/{first.id}", again)).status_code == 303
    assert (await modules(app))[0].description == "Hers and Mark’s."


async def test_moved_up_and_down_and_no_further_than_the_ends(app: App) -> None:
    hilary, before = await app.as_("hilary"), await titles(app)
    first, second, *_, last = await modules(app)
    for module, way in ((second, "up"), (second, "up"), (last, "down")):
        assert (await hilary.post(f"/modules/{module.id}/moves", {"way": way})).status_code == 303
    assert await titles(app) == [before[1], before[0], *before[2:]]
    await hilary.post(f"/modules/{second.id}/moves", {"way": "down"})
    assert await titles(app) == before and first.title == before[0]


async def test_put_away_it_is_offered_no_more_and_can_come_back(app: App) -> None:
    scene = await scene_of(app)
    hilary, sam, (first, *_) = await app.as_("hilary"), await app.as_("sam"), await modules(app)
    _, address = await recorded(app, scene, module=str(first.id))
    assert (await hilary.post(f"/modules/{first.id}/putting-away")).status_code == 303
    assert (await hilary.post(f"/modules/{first.id}/putting-away")).status_code == 303, "tapped twice"
    assert first.title not in (await sam.get(f"/families/{scene.family}/sessions/new")).text
    assert first.title in (await sam.get(address)).text
    assert f"{first.title} (put away)" in text_of(await sam.get(f"/families/{scene.family}/sessions"))
    assert (await hilary.post(f"/modules/{first.id}/return")).status_code == 303
    assert (await titles(app))[-1] == first.title
    assert (await hilary.post(f"/modules/{first.id}/return")).status_code == 303
    assert (await titles(app))[-1] == first.title
    async with app.services.database.reading() as db:
        acts = list(await db.scalars(select(TrailRow.act).where(TrailRow.act.like("module %"))))
    assert sorted(acts) == ["module brought back", "module put away"]


async def test_with_none_in_use_a_session_is_written_without(app: App) -> None:
    scene = await scene_of(app)
    hilary = await app.as_("hilary")
    for module in await modules(app):
        await hilary.post(f"/modules/{module.id}/putting-away")
    assert "No module is in use" in text_of(await hilary.get("/modules"))
    page = (await (await app.as_("sam")).get(f"/families/{scene.family}/sessions/new")).text
    assert 'name="module"' not in page
    await recorded(app, scene)


async def test_each_change_leaves_its_line_on_the_trail(app: App) -> None:
    hilary, (first, *_) = await app.as_("hilary"), await modules(app)
    await hilary.post(f"/modules/{first.id}", {"title": "Beginnings", "description": "", "opened_version": "1"})
    await hilary.post(f"/modules/{first.id}/moves", {"way": "down"})
    await hilary.post(f"/modules/{first.id}/putting-away")
    await hilary.post(f"/modules/{first.id}/return")
    async with app.services.database.reading() as db:
        acts = [(row.act, row.subject) for row in await db.scalars(select(TrailRow).order_by(TrailRow.number))]
    made = [act for act, subject in acts if act.startswith("module") and subject == str(first.id)]
    assert made == ["module changed", "module moved", "module put away", "module brought back"]


@pytest.mark.parametrize("path", ["", "/moves", "/putting-away", "/return"])
async def test_one_that_is_not_there(app: App, path: str) -> None:
    answer = await (await app.as_("hilary")).post(f"/modules/999{path}", {"title": "x"})
    assert answer.status_code == 404
    assert (await (await app.as_("hilary")).post("/modules/999", {"title": ""})).status_code == 404
