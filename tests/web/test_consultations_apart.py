"""What is marked for a few stays out of what is made for many: meetings, showings, unsent words, old amendments."""

from uuid import uuid4

import pytest
from sqlalchemy import update

from store.find_index import rebuild_index
from store.tables.people import Practitioner
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.phone_in_hand import Draft
from tests.web.consultations import answer, answered, asked, question
from tests.web.individual_supervision import HERE, id_of, recorded
from tests.web.photographing import send
from tests.web.supervising import sitting
from tests.web.test_consultations import helen_is_not_tied
from tests.web.test_envelopes import asleep
from tests.web.test_find import families, found
from tests.web.test_recovered import two
from tests.web.visiting import Scene, scene_of

ZEBRA = "Zebra"


async def all_marked(app: App, scene: Scene, mark: str) -> str:
    """A question and an answer, every part kept to a few; the question's address."""
    words = {"question": "Zebra1zz", "question_mark": mark, "background": "Zebra2zz", "background_mark": mark}
    address = await asked(app, scene, **words)
    said = {"formulation": "Zebra3zz", "formulation_mark": mark, "further": "Zebra4zz", "further_mark": mark}
    await answered(app, scene, address, **said)
    return address


@pytest.mark.parametrize("who", ["priya", "sam", "ruth", "helen"])
@pytest.mark.parametrize("mark", ["health", "closed"])
async def test_marked_words_are_on_no_screen_that_is_looked_at_together(app: App, who: str, mark: str) -> None:
    """Whoever holds the phone in a meeting or beside a family: even one who may read them elsewhere."""
    scene, meeting = await scene_of(app), await sitting(app)
    address = await all_marked(app, scene, mark)
    _, supervised = await recorded(app, scene)
    for giver in ("priya", "sam", "ruth"):
        await meeting.gives(giver, 5, "As before.")
    paths = [
        meeting.room, meeting.turn, f"{meeting.turn}/view", f"/families/{scene.family}/individual-supervisions/new",
        supervised, f"{supervised}/edit", HERE, f"{HERE}/with/{await id_of(app, 'sam')}/new",
        f"/families/{scene.family}/tasks", f"/families/{scene.family}/showings/new", "/week",
    ]  # fmt: skip
    browser = await app.as_(who)
    shown = [path for path in paths if ZEBRA in (await browser.get(path)).text]
    assert (await meeting.opens()).status_code == 303
    agreed = await meeting.written()
    after = [meeting.turn, f"{meeting.turn}/record/new", agreed, f"{agreed}/edit", f"{agreed}/revisions"]
    shown += [path for path in after if ZEBRA in (await browser.get(path)).text]
    assert shown == [] and ZEBRA not in address


async def test_the_meeting_says_that_a_question_was_asked(app: App) -> None:
    scene, meeting = await scene_of(app), await sitting(app)
    await all_marked(app, scene, "health")
    page = (await (await app.as_("sam")).get(meeting.turn)).text
    assert "kept to a few" in page and ZEBRA not in page


@pytest.mark.parametrize("who", ["priya", "sam", "helen"])
async def test_a_picture_goes_beneath_no_question_and_no_answer(app: App, who: str) -> None:
    """A photograph is read by all who read the case; what is kept to a few has none."""
    scene = await scene_of(app)
    address, browser = await all_marked(app, scene, "health"), await app.as_(who)
    asked_in, given = [entry.id for entry in await scene.entries()]
    sent = [await send(browser, str(entry)) for entry in (asked_in, given)]
    assert [one.status_code for one in sent] == [404, 404] and not any(ZEBRA in one.text for one in sent)
    for path in (address, f"{address}/edit", f"/families/{scene.family}/consultations/new"):
        assert "<entry-photos" not in (await browser.get(path)).text


def _draft(scene: Scene, mark: str) -> Draft:
    path = f"/families/{scene.family}/consultations"
    fields = question(question="Zebra1zz", question_mark=mark, background="")
    about = {"draft_id", "opened_version"}
    named = [(name, str(value)) for name, value in fields.items() if name not in about]
    return Draft(f"{path}/new", path, named, submitted=False)


@pytest.mark.parametrize(("mark", "readers"), [("", {"ruth", "mark"}), ("health", {"ruth"}), ("closed", {"ruth"})])
async def test_unsent_words_kept_to_a_few_are_read_by_those_of_the_two_who_may(
    app: App, mark: str, readers: set[str]
) -> None:
    """Ruth manages the team of the case and reads what is marked; Mark manages another team and does not."""
    scene, sam = await scene_of(app), await asleep(app, "sam")
    await sam.deposit(_draft(scene, mark))
    async with app.services.database.writing() as db:
        who = await Cast.practitioner_id(db, "sam")
        await db.execute(update(Practitioner).where(Practitioner.id == who).values(left_on=TODAY))
    managers = dict(zip(("ruth", "mark"), await two(app, who), strict=True))
    pages = {name: (await browser.get(f"/people/{who}/unsent")).text for name, browser in managers.items()}
    assert {name for name, page in pages.items() if "Zebra1zz" in page} == readers


async def test_the_psychologist_finds_a_family_only_while_something_is_asked(app: App) -> None:
    """What waits, or what she answered, opens the family in Find; before, and once it is taken back, it does not."""
    scene = await scene_of(app)
    await helen_is_not_tied(app)
    async with app.services.database.writing() as db:
        await rebuild_index(db)

    async def opens() -> bool:
        return f'href="/families/{scene.family}"' in await found(app, "helen", "Okafor-Hill")

    assert not await opens()
    address = await asked(app, scene)
    assert await opens()
    await (await app.as_("priya")).post(f"{address}/taking-back", {"draft_id": str(uuid4())})
    assert not await opens()
    await answered(app, scene, await asked(app, scene))
    assert await opens()
    assert "Vine" not in families(await found(app, "helen", "Vine"))


@pytest.mark.parametrize("tied", [True, False], ids=["works with the case", "through the question alone"])
@pytest.mark.parametrize("deed", ["putting-off", "taking-back"])
async def test_an_answer_to_what_waits_no_more_is_not_recorded_and_says_so(app: App, tied: bool, deed: str) -> None:
    scene = await scene_of(app)
    if not tied:
        await helen_is_not_tied(app)
    address, helen, fields = await asked(app, scene), await app.as_("helen"), answer(scene, formulation="Mine.")
    who = await app.as_("helen" if deed == "putting-off" else "priya")
    settled = await who.post(f"{address}/{deed}", {"draft_id": str(uuid4()), "reason": "Later."})
    assert settled.status_code == 303
    late = await helen.post(f"{address}/answers", fields)
    assert late.status_code == (409 if tied else 404) and len(await scene.entries()) == 1
    if tied:
        assert "It does not wait any more" in late.text and "Mine." in late.text
