"""The transaction around a handler: all of a change or nothing, and no reading without its trail."""

import pytest
from sqlalchemy import select
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from store.practice.permissions import Permission
from store.tables.people import CouncilSetting
from store.tables.trail import TrailRow
from tests.cast import Cast
from tests.conftest import App
from web.endpoint import Call, Endpoint, on_family, signed_in


def add(app: App, path: str, endpoint: Endpoint, method: str) -> None:
    app.asgi.router.routes.insert(0, Route(path, endpoint, methods=[method], name=path))  # type: ignore[attr-defined]


async def state(app: App) -> tuple[list[str], list[str]]:
    async with app.services.database.reading() as db:
        settings = (await db.scalars(select(CouncilSetting.key))).all()
        return list(settings), list((await db.scalars(select(TrailRow.act).order_by(TrailRow.number))).all())


async def change(call: Call) -> Response:
    call.db.add(CouncilSetting(key="rhythm_weeks", value=2))
    await call.db.flush()
    call.did("setting changed", subject="rhythm_weeks")
    return PlainTextResponse("changed")


async def fail(call: Call) -> Response:
    await change(call)
    raise RuntimeError("after the change")


async def test_a_change_and_its_trail_come_together(app: App) -> None:
    add(app, "/change", signed_in(change), "POST")
    assert (await (await app.as_("ruth")).post("/change")).text == "changed"
    assert await state(app) == (["rhythm_weeks"], ["setting changed"])


async def test_a_handler_that_fails_leaves_neither(app: App) -> None:
    add(app, "/fail", signed_in(fail), "POST")
    with pytest.raises(RuntimeError):
        await (await app.as_("ruth")).post("/fail")
    assert await state(app) == ([], [])


async def test_a_handler_that_names_no_deed_leaves_one_all_the_same(app: App) -> None:
    async def silent(call: Call) -> Response:
        return PlainTextResponse("done")

    add(app, "/silent", signed_in(silent), "POST")
    await (await app.as_("ruth")).post("/silent")
    assert (await state(app))[1] == ["post /silent"]


async def test_a_reading_whose_trail_cannot_be_written_is_not_shown(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    async def show(call: Call) -> Response:
        return PlainTextResponse(f"the {call.case.name} family")

    def full(*_: object) -> None:
        raise OSError("no space left")

    add(app, "/shown/{family_id:int}", on_family(Permission.READ, show), "GET")
    priya = await app.as_("priya")
    async with app.services.database.reading() as db:
        family = await Cast.family(db, "Okafor-Hill")
    assert (await priya.get(f"/shown/{family.id}")).text == "the Okafor-Hill family"
    for way in ("write", "write_in_one"):
        monkeypatch.setattr(app.services.keeper.trail, way, full)
    with pytest.raises(OSError, match="no space left"):
        await priya.get(f"/shown/{family.id}")
