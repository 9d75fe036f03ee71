"""The visit's form when it comes back: every word, every pill, the reason beside its field; nothing is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import TODAY
from tests.conftest import App
from tests.web.visiting import as_posted, errors_of, fingerprint_of, form_in, scene_of, text_of

KEPT = "Mum said: “nie chcę” · עברית · العربية · naïve café · 👩‍👧 🏠 · tab\there · <b>& \"quotes\" 'single'"


async def test_every_word_and_every_pill_comes_back(app: App) -> None:
    scene = await scene_of(app)
    maya, leo = scene.people["Maya"], scene.people["Leo"]
    fields = scene.visit(
        observed="", planned="no", carried_out="yes", seen=[str(maya), str(leo)], kept=[str(maya)],
        significant="yes", impact=KEPT, received="Wary", received_more=KEPT, parent_words=KEPT,
        **{f"why-{leo}": "Too young", f"why_more-{leo}": KEPT, f"words-{maya}": KEPT, f"meaning-{leo}": KEPT,
           "agreed-1": "Second thing", "owner-1": f"p{scene.practitioners['sam']}", "due-1": "2031-01-02"},
    )  # fmt: skip
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", fields)
    assert answer.status_code == 422
    assert errors_of(answer) == {"observed": "Write what you saw and heard"}
    back = form_in(answer.text, f"/families/{scene.family}/visits")
    for name, values in as_posted(fields).items():
        if name != "written_on_phone_at":
            assert back.get(name) == values, name
    assert await scene.entries() == []


async def test_letters_of_every_script_are_kept_as_they_were_written(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(observed=KEPT)
    (entry,) = await scene.entries()
    assert entry.content["observed"] == KEPT
    priya = await app.as_("priya")
    assert form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")["observed"] == [KEPT]
    assert "<b>&" not in (await priya.get(address)).text, "words are never markup"


async def test_control_characters_go_and_the_receipt_still_fits_what_was_posted(app: App) -> None:
    import json

    scene = await scene_of(app)
    fields = scene.visit(observed="Before\x00\x07 after\r\nnext\x1b line")
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", fields)
    (entry,) = await scene.entries()
    assert entry.content["observed"] == "Before after\nnext line"
    assert json.loads(answer.headers["weekbook-receipt"])["sha256"] == fingerprint_of(fields)


async def test_too_long_a_text_comes_back_whole(app: App) -> None:
    scene = await scene_of(app)
    long = "ß" * 20_001
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", scene.visit(observed=long))
    assert answer.status_code == 422
    assert errors_of(answer) == {"observed": "This is 20,001 characters long; the most is 20,000"}
    assert form_in(answer.text, f"/families/{scene.family}/visits")["observed"] == [long]


async def test_the_longest_text_is_taken(app: App) -> None:
    scene = await scene_of(app)
    await scene.record(observed="ß" * 20_000)
    assert len((await scene.entries())[0].content["observed"]) == 20_000


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("on", "2026-02-30", "on"), ("on", "yesterday", "on"), ("on", "0202-11-21", "on"), ("at", "25:00", "at"),
        ("on", (TODAY + timedelta(days=3)).isoformat(), "on"), ("due-0", "31.12.2026", "due-0"),
        ("planned", "perhaps", "planned"), ("owner-0", "p999999", "owner-0"), ("owner-0", "x", "owner-0"),
        ("received", "Hungry", "received"), ("agreed-0", "x" * 301, "agreed-0"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_said_beside_its_field(app: App, field: str, value: str, where: str) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", scene.visit(**{field: value}))
    assert answer.status_code == 422 and list(errors_of(answer)) == [where]
    assert await scene.entries() == []


async def test_a_phone_whose_clock_is_a_little_fast_is_believed(app: App) -> None:
    scene = await scene_of(app)
    await scene.record(on=(TODAY + timedelta(days=1)).isoformat(), at="00:00")
    assert len(await scene.entries()) == 1


@pytest.mark.parametrize(
    ("field", "who"), [("seen", "Tobi"), ("adults", "Aoife"), ("seen", "Dawn"), ("went", "tom"), ("went", "grace"),
                       ("went", "colin")],
)  # fmt: skip
async def test_nobody_from_outside_the_case_can_be_named(app: App, field: str, who: str) -> None:
    scene = await scene_of(app)
    number = scene.people.get(who) or scene.practitioners[who]
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", scene.visit(**{field: [number]}))
    assert answer.status_code == 422 and list(errors_of(answer)) == [field.replace("adults", "seen")]
    assert who == "Dawn" or who not in answer.text
    assert await scene.entries() == [] and await scene.signatures() == {}


async def test_words_about_a_child_who_is_not_on_the_case_are_shown_to_be_moved(app: App) -> None:
    scene = await scene_of(app)
    stranger = scene.visit(**{f"words-{scene.people['Tobi']}": "I saw the dog."})
    priya = await app.as_("priya")
    answer = await priya.post(f"/families/{scene.family}/visits", stranger)
    assert answer.status_code == 422 and "I saw the dog." in answer.text and "Tobi" not in answer.text
    moved = {**form_in(answer.text, f"/families/{scene.family}/visits"), "observed": "I saw the dog."}
    assert (await priya.post(f"/families/{scene.family}/visits", moved)).status_code == 303


async def test_an_empty_form_says_what_is_missing_and_keeps_its_id(app: App) -> None:
    scene = await scene_of(app)
    draft = str(uuid4())
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", {"draft_id": draft})
    assert answer.status_code == 422 and "Nothing you wrote has been lost" in text_of(answer)
    assert form_in(answer.text, f"/families/{scene.family}/visits")["draft_id"] == [draft]


async def test_htmx_gets_the_form_back_as_a_fragment_and_the_way_on_with_its_receipt(app: App) -> None:
    scene = await scene_of(app)
    priya, path = await app.as_("priya"), f"/families/{scene.family}/visits"
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}
    wrong = await priya.post(path, scene.visit(observed=""), headers=asked)
    assert wrong.status_code == 422 and "<!doctype" not in wrong.text and "draft-form" in wrong.text
    right = await priya.post(path, scene.visit(), headers=asked)
    assert (
        right.status_code == 201 and "weekbook-receipt" in right.headers and "/visits/" in right.headers["hx-location"]
    )


async def test_two_things_agreed_in_the_same_words_are_two_tasks(app: App) -> None:
    scene = await scene_of(app)
    await scene.record(**{"agreed-1": "Gate and morning plan", "owner-1": f"p{scene.practitioners['sam']}"})
    assert [task.title for task in await scene.tasks()] == ["Gate and morning plan"] * 2


async def test_twenty_things_can_be_agreed_and_one_taken_back(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(**{f"agreed-{n}": f"Thing {n:02}" for n in range(20)})
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    assert sum(bool(values[0]) for name, values in form.items() if name.startswith("agreed-")) == 20
    first = next(name for name, values in form.items() if name.startswith("agreed-") and values == ["Thing 00"])
    await priya.post(f"{address}/revisions", {**form, first: ""})
    assert [task.title for task in await scene.tasks()] == [f"Thing {n:02}" for n in range(1, 20)]
    assert "Thing 00" in (await priya.get(f"{address}/revisions")).text
