"""Photographs beside an entry: seen by whoever may read it, with nothing in them but the picture."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from lxml import html
from PIL import Image
from sqlalchemy import select

from store.photographs import NewPhotograph, NotTheirPhotograph, record_photograph
from store.practice.calendar import LONDON
from store.practice.entries import LABELS
from store.practice.weeks import Week
from store.tables.entries import Entry
from store.tables.photographs import Photograph
from store.tables.trail import TrailRow
from tests.conftest import App
from tests.web.consultations import asked
from tests.web.individual_supervision import recorded as supervised
from tests.web.photographing import MARK, jpeg, send, with_position, with_words_for_a_number
from tests.web.sessions import recorded
from tests.web.supervising import sitting
from tests.web.visiting import Scene, scene_of, text_of


def pictures_on(page: str) -> dict[str, str]:
    """What each is said to be → its address."""
    return {one.get("alt"): one.get("src") for one in html.fromstring(page).xpath("//figure//img")}


async def beside_a_session(app: App) -> tuple[Scene, str, str]:
    """Sam's session with a photograph; the addresses of both."""
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    sam = await app.as_("sam")
    assert (await send(sam, entry)).status_code == 201
    (picture,) = pictures_on((await sam.get(entry)).text).values()
    return scene, entry, picture


async def rows(app: App) -> list[Photograph]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(Photograph)))


async def test_it_stands_on_the_page_of_its_entry(app: App) -> None:
    _, entry, picture = await beside_a_session(app)
    page = (await (await app.as_("priya")).get(entry)).text
    assert list(pictures_on(page)) == ["Photograph: Maya’s drawing of her street"]
    answer = await (await app.as_("priya")).get(picture)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["cache-control"] == "no-store"
    assert Image.open(BytesIO(answer.content)).size == (64, 48)


async def test_the_weeks_sheet_says_that_it_is_there_and_leads_to_it(app: App) -> None:
    """On paper, which a parent may hold, it says only that there is one."""
    scene, entry, picture = await beside_a_session(app)
    sheet = f"/families/{scene.family}/weeks/{Week.of(datetime.now(LONDON).date())}"
    priya = await app.as_("priya")
    page = html.fromstring((await priya.get(sheet)).text)
    (way,) = page.xpath(f"//a[@href='{entry}#photographs']")
    assert "Maya’s drawing of her street" in way.text_content()
    assert way.xpath("ancestor::*[contains(@class, 'no-print')]")
    assert "1 photograph on the record, not printed." in page.text_content()
    await (await app.as_("sam")).post(f"{picture}/removal", {})
    gone = text_of(await priya.get(sheet))
    assert "Maya’s drawing" not in gone and "1 photograph" not in gone


@pytest.mark.parametrize("kind", ["visit", "significant_event", "weekly_entry"])
async def test_so_it_does_beside_entries_of_other_kinds(app: App, kind: str) -> None:
    scene, priya = await scene_of(app), await app.as_("priya")
    if kind == "visit":
        _, entry = await scene.record()
    else:
        fields = {"what": "A fall", "impact": "Leo was frightened", "headline": "Calm", "worked_on": "The chart"}
        moment = {key: scene.visit()[key] for key in ("draft_id", "opened_version", "on", "at")}
        noun = "significant-events" if kind == "significant_event" else "weekly-entries"
        assert (await priya.post(f"/families/{scene.family}/{noun}", fields | moment)).status_code == 303
        (found,) = await scene.entries()
        entry = f"/{noun}/{found.id}"
    assert (await send(priya, entry)).status_code == 201
    assert len(pictures_on((await priya.get(entry)).text)) == 1


async def test_every_opening_leaves_a_line_on_the_trail(app: App) -> None:
    _, _, picture = await beside_a_session(app)
    await (await app.as_("joan")).get(picture)
    async with app.services.database.reading() as db:
        acts = [(row.act, row.subject) for row in await db.scalars(select(TrailRow))]
    assert ("read", picture) in acts
    assert [act for act, _ in acts if "photograph" in act] == ["photograph recorded"]


async def test_where_and_with_what_it_was_taken_is_not_kept(app: App) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    sent = with_position(turned=6)
    assert MARK.encode() in sent
    sam = await app.as_("sam")
    assert (await send(sam, entry, sent + b"<script>" + MARK.encode())).status_code == 201
    (address,) = pictures_on((await sam.get(entry)).text).values()
    kept = (await sam.get(address)).content
    assert MARK.encode() not in kept and b"Exif" not in kept and b"script" not in kept
    picture = Image.open(BytesIO(kept))
    assert not picture.getexif() and picture.size == (48, 64)  # and it stands upright


async def test_the_receipt_names_what_came_and_the_same_again_gets_the_same(app: App) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    sam, id, picture = await app.as_("sam"), str(uuid4()), jpeg()
    first, again = [await send(sam, entry, picture, id=id) for _ in range(2)]
    receipt = json.loads(first.headers["weekbook-receipt"])
    assert (receipt["id"], receipt["sha256"]) == (id, sha256(picture).hexdigest())
    assert first.headers["weekbook-receipt"] == again.headers["weekbook-receipt"]
    assert len(await rows(app)) == 1
    assert (await send(sam, entry, jpeg(colour="red"), id=id)).status_code == 404


async def test_it_may_be_called_something_better_until_the_sign_off(app: App) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    sam, id = await app.as_("sam"), str(uuid4())
    for caption in ("A drawing", "Leo’s drawing"):
        assert (await send(sam, entry, caption=caption, id=id)).status_code == 201
    assert [row.caption for row in await rows(app)] == ["Leo’s drawing"]
    await scene.sign_off()
    assert (await send(sam, entry, caption="Something else", id=id)).status_code == 409
    assert [row.caption for row in await rows(app)] == ["Leo’s drawing"]


async def test_only_its_author_adds_to_an_entry(app: App) -> None:
    _, entry, _ = await beside_a_session(app)
    for who in ("priya", "ruth", "hilary", "grace", "fiona"):
        assert (await send(await app.as_(who), entry)).status_code == 404, who
    assert "Add a photograph" not in (await (await app.as_("priya")).get(entry)).text
    assert "Add a photograph" in (await (await app.as_("sam")).get(entry)).text


async def test_words_must_be_on_the_record_first(app: App) -> None:
    await scene_of(app)
    assert (await send(await app.as_("sam"), str(uuid4()))).status_code == 404
    assert not await rows(app)


async def test_six_are_the_most(app: App) -> None:
    _, entry, picture = await beside_a_session(app)
    sam = await app.as_("sam")
    for _ in range(5):
        assert (await send(sam, entry)).status_code == 201
    seventh = await send(sam, entry)
    assert (seventh.status_code, seventh.text) == (409, "There are 6 photographs already; take one out first.")
    assert (await sam.post(f"{picture}/removal")).status_code == 303
    assert (await send(sam, entry)).status_code == 201
    assert len(await rows(app)) == 7


@pytest.mark.parametrize(("picture", "status"), [
    (b"", 415), (b"not a picture", 415), (jpeg()[:300], 415), (b"GIF89a" + jpeg(), 415),
    (jpeg(1601, 10), 413), (jpeg() + bytes(300_000), 413), (jpeg(30_000, 4), 413),
    (jpeg() + b"\xff\xda" * 40, 415), (with_words_for_a_number(), 415),
])  # fmt: skip
async def test_what_is_no_small_picture_is_refused_in_plain_words(app: App, picture: bytes, status: int) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    answer = await send(await app.as_("sam"), entry, picture)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert answer.text.endswith(".") and not await rows(app)


async def test_pictures_of_other_kinds_are_refused(app: App) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    for kind in ("PNG", "GIF", "TIFF"):
        out = BytesIO()
        Image.new("RGB", (8, 8)).save(out, kind)
        assert (await send(await app.as_("sam"), entry, out.getvalue())).status_code == 415


@pytest.mark.parametrize("caption", ["", "   ", "x" * 201])
async def test_it_must_be_said_what_it_is(app: App, caption: str) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    assert (await send(await app.as_("sam"), entry, caption=caption)).status_code == 422
    assert not await rows(app)


async def test_its_author_takes_it_out_until_the_sign_off(app: App) -> None:
    _, entry, picture = await beside_a_session(app)
    for who in ("priya", "ruth", "grace"):
        assert (await (await app.as_(who)).post(f"{picture}/removal")).status_code == 404, who
    sam = await app.as_("sam")
    for _ in range(2):
        assert (await sam.post(f"{picture}/removal")).status_code == 303
    assert (await sam.get(picture)).status_code == 404
    page = await sam.get(entry)
    assert not pictures_on(page.text) and "drawing of her street” was taken out" in text_of(page)
    (row,) = await rows(app)
    assert row.picture is None and row.removed_at


async def test_after_the_sign_off_it_stays_and_a_late_one_says_so(app: App) -> None:
    scene, entry, picture = await beside_a_session(app)
    await scene.sign_off()
    sam = await app.as_("sam")
    answer = await sam.post(f"{picture}/removal")
    assert (answer.status_code, "amendment" in answer.text) == (409, True)
    page = await sam.get(entry)
    assert "Add a photograph" not in page.text and "Take this one out" not in page.text
    assert (await send(sam, entry, caption="It had no signal")).status_code == 201
    assert text_of(await sam.get(entry)).count("after the sign-off") == 1


async def test_a_picture_opens_beneath_its_own_entry_only(app: App) -> None:
    scene, _, picture = await beside_a_session(app)
    _, other = await recorded(app, scene, did="Another day.")
    sam, id = await app.as_("sam"), picture.rsplit("/", 1)[1]
    moved = f"/entries/{other.rsplit('/', 1)[1]}/photographs/{id}"
    assert (await sam.get(moved)).status_code == 404
    assert (await sam.post(f"{moved}/removal")).status_code == 404
    assert (await sam.get(picture)).status_code == 200


@pytest.mark.parametrize(("who", "status"), [
    ("priya", 200), ("sam", 200), ("tom", 200), ("ruth", 200), ("helen", 200), ("mark", 200), ("hilary", 200),
    ("grace", 404), ("fiona", 404), ("wendy", 404), ("olu", 404), ("colin", 404), ("beth", 404), ("alan", 404),
])  # fmt: skip
async def test_it_is_seen_by_those_who_may_read_its_entry(app: App, who: str, status: int) -> None:
    _, entry, picture = await beside_a_session(app)
    browser = await app.as_(who)
    assert (await browser.get(picture)).status_code == (await browser.get(entry)).status_code == status


async def test_what_it_is_called_is_nowhere_that_its_entry_is_not(app: App) -> None:
    scene = await scene_of(app)
    _, entry = await recorded(app, scene)
    await send(await app.as_("sam"), entry, caption="Zebraword zz")
    for who in ("grace", "wendy", "olu", "colin"):
        browser = await app.as_(who)
        for path in ("/find?q=Zebraword", f"/families/{scene.family}/story", entry, "/week"):
            assert "Zebraword zz" not in (await browser.get(path)).text


@pytest.mark.parametrize("kind", sorted(set(LABELS) - {"visit", "session", "significant_event", "weekly_entry"}))
async def test_nothing_with_a_marked_part_and_no_supervision_has_any(app: App, kind: str) -> None:
    """Whoever may read the entry would see the picture, and there not everybody reads every part."""
    _, entry, _ = await beside_a_session(app)
    id = UUID(entry.rsplit("/", 1)[1])
    async with app.services.database.writing() as db:
        found = await db.get_one(Entry, id)
        found.kind, author = kind, found.author_id
    new = NewPhotograph(uuid4(), id, author, "A drawing", "f", b"p", 1, 1, None)
    with pytest.raises(NotTheirPhotograph):
        async with app.services.database.writing() as db:
            await record_photograph(db, new, now=datetime.now(UTC))
    assert len(await rows(app)) == 1


async def test_their_authors_are_refused_too(app: App) -> None:
    scene = await scene_of(app)
    question = await asked(app, scene)
    _, supervision = await supervised(app, scene)
    meeting = await sitting(app)
    await meeting.opens()
    agreed = await meeting.written()
    for who, entry in (("priya", question), ("ruth", supervision), ("ruth", agreed)):
        assert (await send(await app.as_(who), entry)).status_code == 404, entry
        page = await (await app.as_(who)).get(entry)
        assert (page.status_code, "Add a photograph" in page.text) == (200, False)
    assert not await rows(app)
