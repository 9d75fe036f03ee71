"""Consultations: a question about a case, the queue of the area's psychologist, the answer and its tasks."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.consultations import Consultation
from store.tables.entries import Entry
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.consultations import answer, answered, asked, question
from tests.web.visiting import Scene, errors_of, form_in, scene_of, text_of


async def helen_is_not_tied(app: App) -> None:
    """What Helen may do then comes of the question alone."""
    async with app.services.database.writing() as db:
        helen = await Cast.practitioner_id(db, "helen")
        await db.execute(delete(Involvement).where(Involvement.practitioner_id == helen))


async def states(app: App) -> list[str]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(Consultation.state)))


async def acts(app: App) -> list[str]:
    async with app.services.database.reading() as db:
        return list(await db.scalars(select(TrailRow.act).order_by(TrailRow.number)))


async def test_a_question_is_asked_taken_on_and_answered(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    address = await asked(app, scene)
    helen, priya = await app.as_("helen"), await app.as_("priya")
    assert "Why does Leo wake at four?" in text_of(await helen.get("/consultations"))
    assert (await helen.post(f"{address}/taking", {"draft_id": str(uuid4())})).status_code == 303
    assert "Taken on by Helen Voss" in text_of(await priya.get(address))
    await answered(app, scene, address)
    shown = text_of(await priya.get(address))
    for said in ("He listens for the door.", "Sit with Leo until he sleeps", "Sam Okoro", "4 March 2031",
                 "To be looked at together again on 1 April 2031"):  # fmt: skip
        assert said in shown
    [task] = await scene.tasks()
    assert (task.title, task.owner_id) == ("Sit with Leo until he sleeps", scene.practitioners["sam"])
    assert str(task.due_on) == "2031-03-04" and task.made_by_id == scene.practitioners["helen"]
    assert "Sit with Leo" in text_of(await (await app.as_("sam")).get(f"/families/{scene.family}/tasks"))
    told = await acts(app)
    assert [act for act in told if "question" in act and "read" not in act] == [
        "question asked", "question taken on", "question answered",
    ]  # fmt: skip


async def test_the_psychologist_sees_the_case_through_the_question_only(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    helen, family = await app.as_("helen"), f"/families/{scene.family}"
    assert (await helen.get(family)).status_code == 404
    address = await asked(app, scene)
    assert (await helen.get(family)).status_code == 200 and (await helen.get(address)).status_code == 200
    for path in ("visits/new", "tasks/new", "sessions/new", "consultations/new"):
        assert (await helen.get(f"{family}/{path}")).status_code == 404, path
    back = await (await app.as_("priya")).post(f"{address}/taking-back", {"draft_id": str(uuid4())})
    assert back.status_code == 303 and await states(app) == ["taken_back"]
    assert (await helen.get(family)).status_code == 404 and (await helen.get(address)).status_code == 404


async def test_who_answered_sees_the_case_still(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    address = await asked(app, scene)
    await answered(app, scene, address)
    helen = await app.as_("helen")
    assert (await helen.get(address)).status_code == 200
    assert "to be looked at again" in text_of(await helen.get("/consultations"))
    assert (await helen.get(f"{address}/answers/new")).headers["location"] == address


async def test_of_another_area_nothing_is_seen(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    async with app.services.database.writing() as db:
        grace = await Cast.family(db, "Adeyemi")
    posted = await (await app.as_("grace")).post(f"/families/{grace.id}/consultations", question(question="Zebra?"))
    address, helen = posted.headers["location"], await app.as_("helen")
    assert "Zebra" not in (await helen.get("/consultations")).text
    assert (await helen.get(address)).status_code == 404
    assert (await helen.post(f"{address}/answers", answer(scene))).status_code == 404


async def test_not_now_says_why_and_closes_the_way(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    address, helen = await asked(app, scene), await app.as_("helen")
    empty = await helen.post(f"{address}/putting-off", {"reason": ""})
    assert empty.status_code == 422 and list(errors_of(empty)) == ["reason"]
    put_off = await helen.post(f"{address}/putting-off", {"reason": "Let the hospital see him first."})
    assert put_off.headers["location"] == "/consultations" and await states(app) == ["not_now"]
    assert "Let the hospital see him first." in text_of(await (await app.as_("priya")).get(address))
    assert (await helen.get(address)).status_code == 404


async def test_on_a_restricted_family_nothing_is_asked(app: App) -> None:
    async with app.services.database.reading() as db:
        vine = await Cast.family(db, "Vine")
    tom = await app.as_("tom")
    refused = await tom.post(f"/families/{vine.id}/consultations", question())
    assert refused.status_code == 422 and "speak with the psychologist yourself" in errors_of(refused)["question"]
    assert await states(app) == []


@pytest.mark.parametrize("who", ["priya", "sam", "ruth", "helen", "mark", "hilary", "wendy", "grace", "fiona", "olu",
                                 "colin", "beth", "alan"])  # fmt: skip
@pytest.mark.parametrize("mark", ["health", "closed"])
async def test_marked_words_turn_up_nowhere_else(app: App, who: str, mark: str) -> None:
    """Not on a page, on paper, in what is carried, in an answer to a search; the author's own words are theirs."""
    scene = await scene_of(app)
    marked = {"question": "Zebra1zz", "question_mark": mark, "background": "Zebra2zz", "background_mark": mark}
    address = await asked(app, scene, **marked)
    said = {"formulation": "Zebra3zz", "formulation_mark": mark, "further": "Zebra4zz", "further_mark": mark}
    fields = await answered(app, scene, address, **said)
    await _again(app, address, fields)
    await scene.sign_off()
    entry = address.rsplit("/", 1)[1]
    amended = {"draft_id": str(uuid4()), "text": "Zebra5zz", "mark": mark}
    helen = await app.as_("helen")
    assert (await helen.post(f"/entries/{entry}/amendments", amended)).status_code == 303
    assert (await helen.post(f"/entries/{fields['draft_id']}/amendments",
                             amended | {"draft_id": str(uuid4()), "text": "Zebra6zz"})).status_code == 303  # fmt: skip
    seen = await _everywhere(app, scene, who, address, str(fields["draft_id"]))
    every = {f"Zebra{number}zz" for number in range(1, 7)}
    allowed = {"helen": every, "ruth": every, "priya": {"Zebra1zz", "Zebra2zz"}}.get(who, set[str]())
    if who == "priya":
        allowed |= {"Zebra5zz"}  # beneath her own question
    assert seen == allowed


async def _again(app: App, address: str, fields: dict[str, object]) -> None:
    """The answer has a second version, so that there are two to be read."""
    helen = await app.as_("helen")
    answer_id = fields["draft_id"]
    once_more = form_in((await helen.get(f"/consultation-answers/{answer_id}/edit")).text,
                        f"/consultation-answers/{answer_id}/revisions")  # fmt: skip
    posted = await helen.post(f"/consultation-answers/{answer_id}/revisions", once_more | {"review_on": ["2031-05-01"]})
    assert posted.status_code == 303, posted.text


async def _everywhere(app: App, scene: Scene, who: str, address: str, answer_id: str) -> set[str]:
    browser, family = await app.as_(who), f"/families/{scene.family}"
    entry = address.rsplit("/", 1)[1]
    paths = [
        address, f"{address}/revisions", f"{address}/edit", f"{address}/answers/new", f"/entries/{entry}",
        f"/consultation-answers/{answer_id}", f"/consultation-answers/{answer_id}/revisions",
        f"/consultation-answers/{answer_id}/edit", f"/entries/{answer_id}", f"/entries/{entry}/amendments/new",
        f"/entries/{answer_id}/amendments/new", family, f"{family}/story", f"{family}/story?show=consultation",
        f"{family}/chronology", f"{family}/weeks/{Week.of(TODAY)}", f"{family}/consultations", f"{family}/tasks",
        f"{family}/people", f"{family}/plans", f"{family}/safety", f"{family}/showings/new", "/consultations", "/week",
        "/carried", "/record", "/find", "/find/answers?q=Zebra", "/find/answers?q=Okafor", "/trail", "/you/openings",
    ]  # fmt: skip
    found: set[str] = set()
    for path in paths:
        text = (await browser.get(path)).text
        found |= {f"Zebra{number}zz" for number in range(1, 7) if f"Zebra{number}zz" in text}
    return found


async def test_the_story_and_the_sheet_show_what_everyone_may_read(app: App) -> None:
    scene = await scene_of(app)
    address = await asked(app, scene)
    await answered(app, scene, address, further="Only a few.", further_mark="closed")
    sam, family = await app.as_("sam"), f"/families/{scene.family}"
    for path in (f"{family}/story", f"{family}/weeks/{Week.of(TODAY)}", address):
        shown = text_of(await sam.get(path))
        assert "Why does Leo wake at four?" in shown and "He listens for the door." in shown
    assert "Something is written here" in text_of(await sam.get(address))


async def test_posted_twice_it_is_one(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), question()
    path = f"/families/{scene.family}/consultations"
    one, two = [json.loads((await priya.post(path, fields)).headers["weekbook-receipt"]) for _ in range(2)]
    assert one == two and len(await scene.entries()) == 1
    helen, given = await app.as_("helen"), answer(scene)
    address = f"/consultations/{fields['draft_id']}/answers"
    one, two = [json.loads((await helen.post(address, given)).headers["weekbook-receipt"]) for _ in range(2)]
    assert one == two and len(await scene.entries()) == 2 and len(await scene.tasks()) == 1


async def test_what_is_missing_is_said_at_its_field(app: App) -> None:
    scene = await scene_of(app)
    address, helen = await asked(app, scene), await app.as_("helen")
    wrong = answer(scene, formulation="", review_on="", **{"due-0": "", "owner-0": f"f{scene.people['Dawn']}"})
    refused = await helen.post(f"{address}/answers", wrong)
    assert refused.status_code == 422
    assert set(errors_of(refused)) == {"formulation", "review_on", "due-0", "owner-0"}
    nothing = await (await app.as_("priya")).post(f"/families/{scene.family}/consultations", question(question=""))
    assert list(errors_of(nothing)) == ["question"]
    unknown = await helen.post(f"{address}/answers", answer(scene, formulation_mark="judge"))
    assert list(errors_of(unknown)) == ["formulation_mark"] and await states(app) == ["asked"]


async def test_who_answers_reads_beside_the_form_what_was_seen_and_tried(app: App) -> None:
    scene = await scene_of(app)
    address, helen = await asked(app, scene), await app.as_("helen")
    refused = await helen.post(f"{address}/answers", answer(scene, formulation=""))
    fields = await answered(app, scene, address)
    again = await helen.get(f"/consultation-answers/{fields['draft_id']}/edit")
    for page in (refused, again):
        assert "Priya Raman asked Why does Leo wake at four?" in text_of(page)
        assert "What was seen and tried so far We tried a chart." in text_of(page)


async def test_answered_by_somebody_else_meanwhile_nothing_is_lost(app: App) -> None:
    scene = await scene_of(app)
    address = await asked(app, scene)
    await answered(app, scene, address)
    late = await (await app.as_("helen")).post(f"{address}/answers", answer(scene, formulation="My own words."))
    assert late.status_code == 409 and "It was answered by Helen Voss" in text_of(late)
    assert "My own words." in late.text and len(await scene.entries()) == 2


async def test_the_question_can_be_changed_while_it_waits(app: App) -> None:
    scene = await scene_of(app)
    address, priya = await asked(app, scene), await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    assert form["question"] == ["Why does Leo wake at four?"]
    changed = await priya.post(f"{address}/revisions", form | {"question": ["Why at five?"]})
    assert changed.status_code == 303 and "2 versions" in text_of(await priya.get(address))
    stale = await priya.post(f"{address}/revisions", form | {"question": ["Six?"], "draft_id": [str(uuid4())]})
    assert stale.status_code == 409 and "Why at five?" in stale.text and "Six?" in stale.text
    assert (await (await app.as_("sam")).get(f"{address}/edit")).headers["location"] == address


async def test_asked_late_it_is_marked(app: App) -> None:
    scene = await scene_of(app)
    address = await asked(app, scene, on=str(TODAY.replace(year=TODAY.year - 1, day=1)))
    assert "Written late" in text_of(await (await app.as_("priya")).get(address))


async def test_a_closed_case_takes_no_question(app: App) -> None:
    scene = await scene_of(app)
    address = await asked(app, scene)
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == scene.case).values(closed_on=TODAY))
    assert (await (await app.as_("helen")).post(f"{address}/answers", answer(scene))).status_code == 404
    path = f"/families/{scene.family}/consultations"
    assert (await (await app.as_("priya")).post(path, question())).status_code == 404


async def test_what_was_taken_on_is_carried_until_it_is_answered(app: App) -> None:
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    address, helen = await asked(app, scene), await app.as_("helen")
    assert (await helen.get("/carried")).json()["families"] == []
    await helen.post(f"{address}/taking", {"draft_id": str(uuid4())})
    pages = (await helen.get("/carried")).json()
    assert [one["id"] for one in pages["families"]] == [scene.family]
    assert f"/families/{scene.family}/story" in pages["pages"]
    assert f"/families/{scene.family}/visits/new" not in pages["pages"]
    assert {"/consultations", address, f"{address}/answers/new"} <= set(pages["common"]["pages"])
    await answered(app, scene, address)
    assert (await helen.get("/carried")).json()["families"] == []


async def test_the_record_keeps_what_was_written_when(app: App) -> None:
    scene = await scene_of(app)
    await asked(app, scene)
    async with app.services.database.reading() as db:
        [entry] = await db.scalars(select(Entry))
    assert entry.kind == "consultation" and entry.written_at <= datetime.now(UTC)


@pytest.mark.parametrize("how", ["answered", "taken back"])
async def test_once_it_is_settled_the_question_stands_as_it_was_asked(app: App, how: str) -> None:
    """What the psychologist answered to must not change above the answer."""
    scene = await scene_of(app)
    address, priya = await asked(app, scene), await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    if how == "answered":
        await answered(app, scene, address)
    else:
        await priya.post(f"{address}/taking-back", {"draft_id": str(uuid4())})
    late = await priya.post(f"{address}/revisions", form | {"question": ["Why at five?"]})
    assert late.status_code == 409 and "Why at five?" in late.text
    assert ("It was answered by Helen Voss" if how == "answered" else "taken back") in text_of(late)
    assert "Why at five?" not in (await priya.get(address)).text


@pytest.mark.parametrize("who", ["sam", "tom", "priya"])
@pytest.mark.parametrize("mark", ["health", "closed"])
async def test_what_is_marked_later_is_closed_in_earlier_versions_too(app: App, who: str, mark: str) -> None:
    scene = await scene_of(app)
    address, priya = await asked(app, scene, question="Zebra1zz", background="Zebra2zz"), await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    marked = form | {"question": ["Shorter."], "question_mark": [mark], "background_mark": [mark]}
    assert (await priya.post(f"{address}/revisions", marked)).status_code == 303
    await answered(app, scene, address, formulation="Zebra3zz", further="Zebra4zz")
    helen = await app.as_("helen")
    given = f"/consultation-answers/{(await scene.entries())[-1].id}"
    form = form_in((await helen.get(f"{given}/edit")).text, f"{given}/revisions")
    marked = form | {"formulation_mark": [mark], "further_mark": [mark]}
    assert (await helen.post(f"{given}/revisions", marked)).status_code == 303
    reader = await app.as_(who)
    shown = [(await reader.get(f"{path}/revisions")).text for path in (address, given)]
    seen = {word for word in ("Zebra1zz", "Zebra2zz", "Zebra3zz", "Zebra4zz") if any(word in page for page in shown)}
    assert seen == ({"Zebra1zz", "Zebra2zz"} if who == "priya" else set())
    all_of_it = [(await helen.get(f"{path}/revisions")).text for path in (address, given)]
    assert "Zebra1zz" in all_of_it[0] and "Zebra3zz" in all_of_it[1]


async def test_ones_own_question_opens_nothing(app: App) -> None:
    """A psychologist who held the case and asked a question there does not keep it open by that."""
    scene = await scene_of(app)
    address = await asked(app, scene, "helen")
    await helen_is_not_tied(app)
    helen = await app.as_("helen")
    assert (await helen.get(f"/families/{scene.family}")).status_code == 404
    assert (await helen.post(f"{address}/answers", answer(scene))).status_code == 404


async def test_an_answer_is_one_questions_only(app: App) -> None:
    scene = await scene_of(app)
    first, second = await asked(app, scene), await asked(app, scene, question="And why at noon?")
    given = await answered(app, scene, first)
    again = await (await app.as_("helen")).post(f"{second}/answers", given | {"written_on_phone_at": "later"})
    assert again.status_code == 404 and sorted(await states(app)) == ["answered", "asked"]
