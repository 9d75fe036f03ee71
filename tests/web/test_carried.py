"""What a phone carries away: one's own families and nobody else's, only what changed, one deed for each."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, update

from store.find_index import rebuild_index
from store.tables.access import SignIn
from store.tables.cases import Case, Involvement
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App, Browser
from tests.statements import counted


async def carried(browser: Browser, *etags: str) -> httpx.Response:
    known = ", ".join(f'"{etag}"' for etag in etags)
    return await browser.get("/carried", headers={"If-None-Match": known} if known else {})


def etags_of(answer: httpx.Response) -> list[str]:
    said = answer.json()
    return [family["etag"] for family in said["families"]] + [said["common"]["etag"]]


async def acts(app: App) -> list[tuple[str, str]]:
    async with app.services.database.reading() as db:
        rows = await db.execute(select(TrailRow.act, TrailRow.subject).order_by(TrailRow.number))
        return [(row.act, row.subject) for row in rows]


async def id_of(app: App, name: str) -> int:
    async with app.services.database.reading() as db:
        return (await Cast.family(db, name)).id


@pytest.mark.parametrize(("who", "names"), [
    ("priya", ["Brennan", "Okafor-Hill"]), ("tom", ["Vine"]), ("sam", ["Okafor-Hill"]), ("grace", ["Adeyemi"]),
    ("fiona", []), ("ruth", []), ("helen", []), ("colin", []), ("beth", []), ("alan", []),
])  # fmt: skip
async def test_one_carries_ones_own_families_only(app: App, who: str, names: list[str]) -> None:
    answer = await carried(await app.as_(who))
    assert answer.status_code == 200
    assert [family["search"]["name"] for family in answer.json()["families"]] == names


@pytest.mark.parametrize(("who", "writes"), [("priya", True), ("ruth", True), ("mark", False), ("colin", False)])
async def test_the_forms_of_ones_practice_file_come_along_and_nothing_of_what_stands_in_it(
    app: App, who: str, writes: bool
) -> None:
    pages = (await carried(await app.as_(who))).json()["common"]["pages"]
    forms = {f"/practice-file/{kind}/new" for kind in ("training", "fidelity", "reflection")} if writes else set()
    assert {path for path in pages if path.startswith("/practice-file")} == forms
    assert ("/practice-file/reflection/new" in pages.get("/record", "")) is writes


async def test_each_family_comes_with_its_screens_as_fragments_and_what_finds_it(app: App) -> None:
    said = (await carried(await app.as_("sam"))).json()
    [family] = said["families"]
    at = f"/families/{family['id']}"
    paths = {path.removeprefix(at) for path in said["pages"]}
    assert {"", "/story", "/safety", "/plans", "/people", "/tasks", "/visits/new", "/weekly-entries/new",
            "/significant-events/new", "/sessions/new", "/sessions", "/consultations/new",
            "/consultations", "/tasks/new"} <= paths  # fmt: skip
    assert any(path.startswith("/weeks/") for path in paths)
    card = said["pages"][at]
    assert "Dawn" in card and "<here-is" in card and "<html" not in card
    assert family["search"]["postcode"] == "AL10 0ZZ"
    assert {"name": "Maya Okafor-Hill", "born": "2019-04-11", "phone": ""} in family["search"]["people"]
    assert {"/week", "/record", "/find"} <= said["common"]["pages"].keys()
    assert f'hx-nonce="{said["nonce"]}"' in said["common"]["pages"]["/find"]


async def test_find_shows_of_a_carried_family_what_it_shows_with_signal(app: App) -> None:
    """The card needed at the door, to the letter; folded where another family fits better."""
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    sam = await app.as_("sam")
    said = (await carried(sam)).json()
    [family] = said["families"]
    online = (await sam.get("/find/answers?q=okafor", headers={"HX-Request": "true"})).text
    door, card = (said["pages"][f"/find/{kind}?family={family['id']}"] for kind in ("door", "card"))
    assert door.strip() in online
    for mark in ("Visit in pairs.", 'href="tel:07700900123"', "CP · neglect", "Review conf."):
        assert mark in door, mark
    assert "card-link" in card and "Visit in pairs." not in card and "CP · neglect" in card


async def test_what_the_phone_has_is_not_sent_again(app: App) -> None:
    priya = await app.as_("priya")
    first = await carried(priya)
    before = await acts(app)
    again = await carried(priya, *etags_of(first))
    assert (again.status_code, again.content) == (304, b"")
    assert await acts(app) == before, "nothing was carried, nothing is on the trail"


async def test_only_the_family_that_changed_is_sent(app: App) -> None:
    priya = await app.as_("priya")
    etags = etags_of(await carried(priya))
    brennan, okafor = await id_of(app, "Brennan"), await id_of(app, "Okafor-Hill")
    made = await priya.post(f"/families/{brennan}/tasks", {"title": "Ring the school", "draft_id": ""})
    assert made.status_code < 400
    await priya.get(f"/families/{okafor}")  # read, not changed
    said = (await carried(priya, *etags)).json()
    assert [family["id"] for family in said["families"]] == [brennan]
    assert said["kept"] == [okafor]
    assert said["common"]["pages"]["/week"]


async def test_a_family_that_is_not_ones_own_any_more_is_neither_sent_nor_kept(app: App) -> None:
    priya = await app.as_("priya")
    etags = etags_of(await carried(priya))
    async with app.services.database.writing() as db:
        case_id, who = await Cast.case_id(db, "Brennan"), await Cast.practitioner_id(db, "priya")
        mine = (Involvement.case_id == case_id, Involvement.practitioner_id == who)
        await db.execute(update(Involvement).where(*mine).values(until=TODAY - timedelta(days=1)))
    said = (await carried(priya, *etags)).json()
    assert said["families"] == []
    assert said["kept"] == [await id_of(app, "Okafor-Hill")]


async def test_a_closed_case_is_dropped(app: App) -> None:
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Brennan")
        await db.execute(update(Case).where(Case.id == case_id).values(closed_on=TODAY))
    said = (await carried(await app.as_("priya"))).json()
    assert [family["search"]["name"] for family in said["families"]] == ["Okafor-Hill"]


async def test_the_trail_says_once_for_each_family_that_it_was_carried(app: App) -> None:
    await carried(await app.as_("priya"))
    brennan, okafor = await id_of(app, "Brennan"), await id_of(app, "Okafor-Hill")
    done = [deed for deed in await acts(app) if deed[0] in ("carried", "read", "week read")]
    assert done == [("carried", f"/families/{brennan}"), ("carried", f"/families/{okafor}"), ("carried", "/week")]


async def test_a_restricted_case_is_carried_after_a_fresh_touch_only(app: App) -> None:
    tom = await app.as_("tom")
    assert len((await carried(tom)).json()["families"]) == 1
    async with app.services.database.writing() as db:
        row = (await db.scalars(select(SignIn).order_by(SignIn.id.desc()).limit(1))).one()
        row.touched_at -= timedelta(minutes=6)
    said = (await carried(tom)).json()
    assert said["families"] == [] and said["kept"] == [await id_of(app, "Vine")]


async def test_asking_costs_four_statements_where_nothing_changed(app: App) -> None:
    priya = await app.as_("priya")
    etags = etags_of(await carried(priya))
    with counted(app.services.database) as statements:
        assert (await carried(priya, *etags)).status_code == 304
    assert len(statements) <= 4, statements


async def test_signed_out_nothing_is_carried(app: App) -> None:
    answer = await app.signed_out().get("/carried", headers={"HX-Request": "true"})
    assert answer.status_code == 401


async def test_many_phones_at_once_do_not_wait_for_each_others_connections(app: App) -> None:
    browsers = [await app.as_("priya") for _ in range(12)]
    answers = await asyncio.wait_for(asyncio.gather(*(carried(browser) for browser in browsers)), 60)
    assert {answer.status_code for answer in answers} == {200}
