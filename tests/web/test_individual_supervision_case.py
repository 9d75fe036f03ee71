"""The case part of individual supervision stands on the family's record, for those who may see the case."""

import json

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import read_content
from store.practice.individual_supervision import CasePart
from store.practice.weeks import Week
from store.tables.entries import Task
from store.tables.people import Practitioner
from tests.cast import PEOPLE, TODAY, Cast
from tests.conftest import App
from tests.web.individual_supervision import HERE, case_part, held_on, recorded, written_privately
from tests.web.visiting import Scene, errors_of, form_in, scene_of, text_of
from tests.web.weekly import shown_on

WORDS = ("talked", "worries", "decided", "why", "agreed-0")
FAMILY_READERS = {"priya", "tom", "sam", "joan", "ruth", "helen", "mark", "hilary"}


def marked(scene: Scene) -> dict[str, str]:
    return {name: f"Zebra{number}zz" for number, name in enumerate((*WORDS, f"meaning-{scene.people['Maya']}"))}


async def test_what_was_said_stands_on_the_record_and_its_actions_are_tasks_at_once(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    read = text_of(await (await app.as_("priya")).get(address))
    for words in ("WithSam Okoro", "The Fridays, and who sees them.", "Nobody sees Leo alone.", "Sam goes on Fridays.",
                  "Why: That is when Dawn drinks.", "Maya: Maya acts as parent.", "See Leo at nursery", "Ruth Calder",
                  "asked to sign"):  # fmt: skip
        assert words in read, words
    assert "Written late" not in read
    (entry,) = await scene.entries()
    assert (entry.kind, entry.late, entry.significant) == ("individual_supervision", False, False)
    sam, maya = scene.practitioners["sam"], scene.people["Maya"]
    assert read_content(entry.kind, entry.content) == CasePart(
        sam, "Sam Okoro", "The Fridays, and who sees them.", "Nobody sees Leo alone.", "Sam goes on Fridays.",
        "That is when Dawn drinks.", {str(maya): "Maya acts as parent."}, ("See Leo at nursery",),
    )  # fmt: skip
    (task,) = await scene.tasks()
    assert (task.title, task.owner_id, str(task.due_on), task.made_in_id) == (
        "See Leo at nursery", sam, "2031-03-04", entry.id,
    )  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_read_and_record(app: App, who: str) -> None:
    """Not one word of any field is seen by who may not see the case."""
    scene = await scene_of(app)
    said = marked(scene)
    _, address = await recorded(app, scene, **said)
    browser, family, reads = await app.as_(who), f"/families/{scene.family}", who in FAMILY_READERS
    for path in (address, f"{address}/revisions"):
        answer = await browser.get(path)
        assert answer.status_code == (200 if reads else 404)
        found = {name for name, word in said.items() if word in answer.text}
        assert found >= (set(said) - {"agreed-0"} if reads else set()) and (reads or not found)
    for path in (family, f"{family}/story", f"{family}/chronology", f"{family}/weeks/{Week.of(TODAY)}", "/week", HERE,
                 f"{family}/tasks", f"/entries/{address.rsplit('/', 1)[1]}", "/carried", "/find?q=zebra0zz",
                 "/find/answers?q=zebra0zz", "/trail", f"{address}/edit", "/supervision", "/you"):  # fmt: skip
        assert reads or "Zebra" not in (await browser.get(path)).text, path
    may_write = who == "ruth"
    assert (await browser.get(f"{family}/individual-supervisions/new")).status_code == (200 if may_write else 404)
    posted = await browser.post(f"{family}/individual-supervisions", case_part(scene))
    assert posted.status_code == (303 if may_write else 404)


async def test_it_stands_in_the_story_and_the_weeks_sheet_and_is_closed_with_its_week(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    ruth, family = await app.as_("ruth"), f"/families/{scene.family}"
    for path in ("/story", "/story?show=individual_supervision"):
        page = await ruth.get(family + path)
        assert "Sam goes on Fridays." in text_of(page) and f'href="{address}"' in page.text
    assert "Sam goes on Fridays." not in text_of(await ruth.get(f"{family}/story?show=visit"))
    (entry,) = await scene.entries()
    week = Week(entry.week)
    sheet = text_of(await ruth.get(f"{family}/weeks/{week}"))
    for words in ("Individual supervision", "With Sam Okoro", "That is when Dawn drinks.", "See Leo at nursery"):
        assert words in sheet, words
    shown = await shown_on(ruth, f"{family}/weeks/{week}")
    assert (await ruth.post(f"{family}/weeks/{week}/sign-off", {"shown": shown, "remark": ""})).status_code == 303
    assert "Signed off" in text_of(await ruth.get(address))
    assert (await ruth.get(f"{address}/edit")).headers["location"].endswith("/amendments/new")
    amended = await ruth.post(f"/entries/{entry.id}/amendments", {"text": "It was a Thursday."})
    assert amended.status_code == 303 and "It was a Thursday." in text_of(await ruth.get(address))
    assert "It was a Thursday." in text_of(await ruth.get(address))


async def test_the_practitioner_is_asked_to_sign_and_adds_their_own_view(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    sam = await app.as_("sam")
    week = await sam.get("/week")
    assert "A record waits for your signature" in text_of(week) and f'href="{address}"' in week.text
    form = form_in((await sam.get(address)).text, f"{address}/signatures")
    signed = await sam.post(f"{address}/signatures", {**form, "account": "I would rather go on Saturdays."})
    assert signed.status_code == 303
    read = text_of(await (await app.as_("priya")).get(address))
    assert "signed" in read and "I would rather go on Saturdays." in read
    assert "waits for your signature" not in text_of(await sam.get("/week"))
    assert (await (await app.as_("priya")).post(f"{address}/signatures", dict(form))).status_code == 404


async def test_signing_what_was_changed_meanwhile_shows_it_first(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    sam, ruth = await app.as_("sam"), await app.as_("ruth")
    form = form_in((await sam.get(address)).text, f"{address}/signatures")
    mine = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await ruth.post(f"{address}/revisions", {**mine, "decided": "Sam goes on Mondays."})).status_code == 303
    answer = await sam.post(f"{address}/signatures", {**form, "account": "My words."})
    assert answer.status_code == 409 and "There is a newer version" in text_of(answer)
    assert "Sam goes on Mondays." in answer.text and "My words." in answer.text
    await scene.sign_off()
    again = {**form_in(answer.text, f"{address}/signatures"), "account": "My words."}
    closed = await sam.post(f"{address}/signatures", again)
    assert closed.status_code == 409 and "The week was signed off meanwhile" in text_of(closed)


async def test_changed_on_another_phone_both_texts_are_shown(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    ruth = await app.as_("ruth")
    form = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert form["agreed-0"] == ["See Leo at nursery"]
    assert (await ruth.post(f"{address}/revisions", dict(form))).status_code == 303
    assert len(await scene.revisions()) == 1, "saved as it is it stays the same version"
    assert (await ruth.post(f"{address}/revisions", {**form, "why": "On the tablet."})).status_code == 303
    stale = await ruth.post(f"{address}/revisions", {**form, "why": "On the phone."})
    assert stale.status_code == 409
    for words in ("On the tablet.", "On the phone."):
        assert words in stale.text
    assert "That is when Dawn drinks." in text_of(await ruth.get(f"{address}/revisions"))
    assert (await (await app.as_("priya")).post(f"{address}/revisions", dict(form))).status_code == 404
    assert [task.title for task in await scene.tasks()] == ["See Leo at nursery"]


async def test_posted_twice_it_is_one_with_one_task(app: App) -> None:
    scene = await scene_of(app)
    ruth, fields = await app.as_("ruth"), case_part(scene)
    path = f"/families/{scene.family}/individual-supervisions"
    one, two = [json.loads((await ruth.post(path, fields)).headers["weekbook-receipt"]) for _ in "12"]
    assert one == two and len(await scene.entries()) == 1 and len(await scene.tasks()) == 1


async def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(app: App) -> None:
    scene = await scene_of(app)
    ruth, path = await app.as_("ruth"), f"/families/{scene.family}/individual-supervisions"
    answer = await ruth.post(path, case_part(scene, practitioner="", talked="", why="", worries="Kept words"))
    assert answer.status_code == 422 and list(errors_of(answer)) == ["practitioner", "talked", "why"]
    assert "Kept words" in answer.text
    for nobody in ("priya's colleague", str(scene.practitioners["grace"]), str(scene.practitioners["helen"])):
        answer = await ruth.post(path, case_part(scene, practitioner=nobody))
        assert answer.status_code == 422 and list(errors_of(answer)) == ["practitioner"]
        assert "Grace" not in answer.text
    answer = await ruth.post(path, case_part(scene, **{f"meaning-{scene.people['Tobi']}": "Homeless words"}))
    assert answer.status_code == 422 and "Homeless words" in answer.text and "Tobi" not in answer.text


async def test_after_five_working_days_it_is_late(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, days_ago=16)
    assert "Written late" in text_of(await (await app.as_("ruth")).get(address))


async def test_those_who_can_be_chosen_work_with_the_family_and_are_ones_own(app: App) -> None:
    scene = await scene_of(app)
    sam = scene.practitioners["sam"]
    new = f"/families/{scene.family}/individual-supervisions/new?with={sam}&on={held_on(1)}"
    page = html.fromstring((await (await app.as_("ruth")).get(new)).text)
    chosen = page.xpath("//input[@name='practitioner'][@checked]/@value")
    offered = {int(value) for value in page.xpath("//input[@name='practitioner']/@value")}
    assert chosen == [str(sam)] and offered == {scene.practitioners["priya"], sam}
    assert page.xpath("string(//input[@name='on']/@value)") == held_on(1)


async def test_from_the_private_part_the_two_find_what_was_said_of_families_that_day(app: App) -> None:
    scene = await scene_of(app)
    _, privately = await written_privately(app)
    ruth, sam = await app.as_("ruth"), await app.as_("sam")
    before = await ruth.get(privately)
    assert f"/families/{scene.family}/individual-supervisions/new?with={scene.practitioners['sam']}" in before.text
    _, address = await recorded(app, scene, on=held_on(), at="00:01")
    _, another = await recorded(app, scene, on=held_on(3))
    for browser in (ruth, sam):
        text = (await browser.get(privately)).text
        assert f'href="{address}"' in text and another not in text
    async with app.services.database.writing() as db:
        await db.execute(update(Practitioner).where(Practitioner.name == "Sam Okoro").values(team_id=None))
    assert address in (await sam.get(privately)).text, "he is allocated still"


async def test_a_restricted_family_stays_with_its_own(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        vine = (await Cast.family(db, "Vine")).id
    fields = case_part(
        scene, practitioner=str(scene.practitioners["tom"]), talked="Zebra0zz", **{"agreed-0": "", "due-0": ""}
    )
    fields.pop(f"meaning-{scene.people['Maya']}")
    fields |= {"owner-0": ""}
    answer = await (await app.as_("ruth")).post(f"/families/{vine}/individual-supervisions", fields)
    assert answer.status_code == 303
    for who, status in (("tom", 200), ("ruth", 200), ("priya", 404), ("mark", 404), ("hilary", 404)):
        read = await (await app.as_(who)).get(answer.headers["location"])
        assert (read.status_code, "Zebra0zz" in read.text) == (status, status == 200), who
    async with app.services.database.reading() as db:
        assert not list(await db.scalars(select(Task)))


async def test_what_is_marked_significant_stands_in_the_chronology_with_what_it_meant(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, significant="yes", impact="Leo has somebody on Saturdays.")
    priya = await app.as_("priya")
    for where in (f"/families/{scene.family}/chronology", address):
        assert "Leo has somebody on Saturdays." in text_of(await priya.get(where))
