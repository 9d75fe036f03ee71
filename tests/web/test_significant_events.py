"""Significant events: two fields and a time, for what cannot wait."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from store.practice.calendar import LONDON
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import Fields, Scene, errors_of, form_in, scene_of, text_of


def event(scene: Scene, *, hours_ago: float = 1, **changed: object) -> Fields:
    here = datetime.now(UTC).astimezone(LONDON) - timedelta(hours=hours_ago)
    return {
        "draft_id": str(uuid4()), "opened_version": "0", "on": here.date().isoformat(), "at": here.strftime("%H:%M"),
        "what": "Chris came to the door and shouted.", "about": [str(scene.people["Maya"])],
        "impact": "Maya hid in her room.",
    } | changed  # fmt: skip


async def recorded(app: App, scene: Scene, **changed: object) -> tuple[Fields, str]:
    fields = event(scene, **changed)
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/significant-events", fields)
    assert answer.status_code == 303, answer.text
    return fields, answer.headers["location"]


async def test_an_event_is_on_the_record_and_significant(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    read = text_of(await (await app.as_("sam")).get(address))
    assert "Chris came to the door" in read and "What it means for Maya" in read and "Written late" not in read
    (entry,) = await scene.entries()
    assert entry.significant and not entry.late


async def test_the_day_after_tomorrow_it_would_have_been_late(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, hours_ago=26)
    assert "Written late" in text_of(await (await app.as_("priya")).get(address))


@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [("priya", 200, 200), ("tom", 200, 200), ("ruth", 200, 200), ("helen", 200, 200), ("mark", 200, 404),
     ("hilary", 200, 404), ("wendy", 404, 404), ("grace", 404, 404), ("fiona", 404, 404), ("colin", 404, 404)],
)  # fmt: skip
async def test_who_may_read_and_record(app: App, who: str, reads: int, records: int) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, what="Zebra-4711")
    browser = await app.as_(who)
    for path in (address, f"{address}/revisions"):
        answer = await browser.get(path)
        assert answer.status_code == reads and ("Zebra-4711" in answer.text) is (reads == 200)
    assert (await browser.get(f"/families/{scene.family}/significant-events/new")).status_code == (
        200 if who == "fiona" else records
    )
    posted = await browser.post(f"/families/{scene.family}/significant-events", event(scene))
    assert posted.status_code == (303 if records == 200 else 404)


async def test_posted_twice_it_is_one(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), event(scene)
    path = f"/families/{scene.family}/significant-events"
    one, two = [json.loads((await priya.post(path, fields)).headers["weekbook-receipt"]) for _ in range(2)]
    assert one == two and len(await scene.entries()) == 1


async def test_an_empty_form_comes_back_with_what_is_missing(app: App) -> None:
    scene = await scene_of(app)
    fields = event(scene, what="", impact="", about=[])
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/significant-events", fields)
    assert answer.status_code == 422
    assert errors_of(answer) == {"what": "Write what happened", "impact": "Say what it means for the children"}


async def test_a_child_of_another_family_cannot_be_named(app: App) -> None:
    scene = await scene_of(app)
    fields = event(scene, about=[str(scene.people["Tobi"])])
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/significant-events", fields)
    assert answer.status_code == 422 and list(errors_of(answer)) == ["about"] and "Tobi" not in answer.text


async def test_the_author_changes_it_and_the_earlier_words_stay(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await priya.post(f"{address}/revisions", {**form, "impact": "Both hid."})).status_code == 303
    versions = text_of(await priya.get(f"{address}/revisions"))
    assert "Both hid." in versions and "Maya hid in her room." in versions
    stale = await priya.post(f"{address}/revisions", {**form, "impact": "From the phone."})
    assert stale.status_code == 409
    assert "Both hid." in stale.text and "From the phone." in stale.text
    assert (await (await app.as_("sam")).post(f"{address}/revisions", dict(form))).status_code == 404


async def test_after_sign_off_the_words_are_kept_for_an_amendment(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    await scene.sign_off()
    answer = await priya.post(f"{address}/revisions", {**form, "impact": "Too late."})
    assert answer.status_code == 409 and "Too late." in answer.text and "/amendments/new" in answer.text


async def test_a_visit_is_not_a_significant_event(app: App) -> None:
    scene = await scene_of(app)
    _, visit = await scene.record()
    _, address = await recorded(app, scene)
    priya = await app.as_("priya")
    visit_id, event_id = visit.rsplit("/", 1)[1], address.rsplit("/", 1)[1]
    for path in (f"/significant-events/{visit_id}", f"/visits/{event_id}", f"/visits/{event_id}/edit"):
        assert (await priya.get(path)).status_code == 404
    assert (await priya.get(f"/entries/{event_id}")).headers["location"] == address
    assert (await priya.get(f"/entries/{visit_id}")).headers["location"] == visit


@pytest.mark.parametrize("page", ["", "/edit", "/revisions"])
async def test_each_screen_takes_at_most_eight_statements(app: App, page: str) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    priya = await app.as_("priya")
    await priya.get(address)
    with counted(app.services.database) as statements:
        assert (await priya.get(address + page)).status_code == 200
    assert len(statements) <= 8, statements


async def test_the_form_says_by_when_it_is_to_be_written(app: App) -> None:
    scene = await scene_of(app)
    page = text_of(await (await app.as_("priya")).get(f"/families/{scene.family}/significant-events/new"))
    assert "Write it within 24 hours of when it happened" in page
