"""Tasks made by themselves, closed, and opened again."""

from asyncio import gather
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from store.posts import SentForm, Taken, claim_post, keep_post
from store.tasks import NewTask, record_task
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import Fields, Scene, errors_of, form_in, scene_of
from web.pages import tasks as pages


def task(scene: Scene, **changed: object) -> Fields:
    owner = f"p{scene.practitioners['sam']}"
    return {"draft_id": str(uuid4()), "title": "Ring the nursery", "owner": owner, "due": "2031-03-04"} | changed


async def made(app: App, scene: Scene) -> str:
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/tasks", task(scene))
    assert answer.headers["location"] == f"/families/{scene.family}/tasks"
    (row,) = await scene.tasks()
    return f"/tasks/{row.id}"


async def test_a_task_is_made_once_however_often_it_is_posted(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), task(scene)
    one, two = [await priya.post(f"/families/{scene.family}/tasks", fields) for _ in range(2)]
    assert one.headers["weekbook-receipt"] == two.headers["weekbook-receipt"]
    (row,) = await scene.tasks()
    assert (row.title, row.owner_id, row.owner_person_id) == ("Ring the nursery", scene.practitioners["sam"], None)


async def test_a_task_posted_four_times_at_one_moment_is_one(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), task(scene)
    answers = await gather(*(priya.post(f"/families/{scene.family}/tasks", fields) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {303}
    assert len(await scene.tasks()) == 1


async def test_earlier_words_that_were_held_up_on_the_way_do_not_stand_over_later_ones(app: App) -> None:
    scene = await scene_of(app)
    priya, sent = await app.as_("priya"), task(scene, written_on_phone_at="2031-02-26T10:05:00.000Z")
    held_up = sent | {"title": "Ring", "written_on_phone_at": "2031-02-26T10:01:00.000Z"}
    assert (await priya.post(f"/families/{scene.family}/tasks", sent)).status_code == 303
    assert (await priya.post(f"/families/{scene.family}/tasks", held_up)).status_code == 409
    later = sent | {"title": "Ring the school", "written_on_phone_at": "2031-02-26T10:09:00.000Z"}
    assert (await priya.post(f"/families/{scene.family}/tasks", later)).status_code == 303
    assert [row.title for row in await scene.tasks()] == ["Ring the school"]


async def test_later_words_that_were_taken_while_earlier_ones_waited_for_the_task_stay(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await scene_of(app)
    priya, first = await app.as_("priya"), task(scene, written_on_phone_at="2031-02-26T10:00:00.000Z")
    assert (await priya.post(f"/families/{scene.family}/tasks", first)).status_code == 303

    async def record_after_waiting(db: AsyncSession, new: NewTask, **more: Any) -> datetime:
        made_at = await record_task(db, new, **more)
        later = SentForm(scene.practitioners["priya"], new.id, "/", "b" * 64, "2031-02-26T10:05:00.000Z")
        claim = await claim_post(db, later, now=made_at)
        assert isinstance(claim, int)
        await keep_post(db, claim, Taken("/", 1, made_at))
        return made_at

    monkeypatch.setattr(pages, "record_task", record_after_waiting)
    held_up = first | {"title": "Ring", "written_on_phone_at": "2031-02-26T10:01:00.000Z"}
    assert (await priya.post(f"/families/{scene.family}/tasks", held_up)).status_code == 409
    assert [row.title for row in await scene.tasks()] == ["Ring the nursery"]


async def test_a_grown_up_of_the_family_can_own_a_task(app: App) -> None:
    scene = await scene_of(app)
    fields = task(scene, owner=f"f{scene.people['Dawn']}", due="")
    await (await app.as_("priya")).post(f"/families/{scene.family}/tasks", fields)
    (row,) = await scene.tasks()
    assert (row.owner_id, row.owner_person_id, row.due_on) == (None, scene.people["Dawn"], None)


@pytest.mark.parametrize(
    ("field", "value"), [("title", " "), ("title", "x" * 301), ("due", "soon"), ("owner", "p999999"), ("owner", "x1")]
)
async def test_what_cannot_be_is_said_and_what_was_written_stays(app: App, field: str, value: str) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/tasks", task(scene, **{field: value}))
    assert answer.status_code == 422 and list(errors_of(answer)) == [field]
    back = form_in(answer.text, f"/families/{scene.family}/tasks")
    assert field == "title" or back["title"] == ["Ring the nursery"]


async def test_a_child_or_somebody_from_elsewhere_owns_no_task(app: App) -> None:
    scene = await scene_of(app)
    priya = await app.as_("priya")
    for owner in (f"f{scene.people['Maya']}", f"f{scene.people['Tobi']}", f"p{scene.practitioners['grace']}"):
        answer = await priya.post(f"/families/{scene.family}/tasks", task(scene, owner=owner))
        assert answer.status_code == 422


async def test_somebody_elses_task_is_not_made_over(app: App) -> None:
    scene = await scene_of(app)
    path = await made(app, scene)
    stolen = task(scene, draft_id=path.rsplit("/", 1)[1], title="Mine")
    assert (await (await app.as_("tom")).post(f"/families/{scene.family}/tasks", stolen)).status_code == 404
    assert (await scene.tasks())[0].title == "Ring the nursery"


async def test_closing_twice_keeps_the_first_time_and_reopening_undoes_it(app: App) -> None:
    scene = await scene_of(app)
    path, sam = await made(app, scene), await app.as_("sam")
    assert (await sam.post(f"{path}/closing")).headers["location"] == f"/families/{scene.family}/tasks"
    first = (await scene.tasks())[0].closed_at
    await sam.post(f"{path}/closing")
    assert first and (await scene.tasks())[0].closed_at == first
    await sam.post(f"{path}/reopening")
    assert (await scene.tasks())[0].closed_at is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("priya", 303), ("tom", 303), ("ruth", 303), ("helen", 303), ("mark", 404), ("hilary", 404), ("wendy", 404),
     ("grace", 404), ("fiona", 404), ("colin", 404)],
)  # fmt: skip
async def test_who_may_make_and_close(app: App, who: str, status: int) -> None:
    scene = await scene_of(app)
    path, browser = await made(app, scene), await app.as_(who)
    for act in (f"{path}/closing", f"{path}/reopening"):
        assert (await browser.post(act)).status_code == status
    assert (await browser.post(f"/families/{scene.family}/tasks", task(scene))).status_code == status
    assert (await browser.get(f"/families/{scene.family}/tasks/new")).status_code == (200 if status == 303 else 404)


async def test_the_form_takes_at_most_eight_statements(app: App) -> None:
    scene = await scene_of(app)
    priya = await app.as_("priya")
    await priya.get(f"/families/{scene.family}/tasks/new")
    with counted(app.services.database) as statements:
        await priya.get(f"/families/{scene.family}/tasks/new")
    assert len(statements) <= 8, statements
