"""A visit from the form to the record: what the one beside the car sees, and what others do."""

import json
from asyncio import gather
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from store.practice.calendar import LONDON
from store.practice.entries import Visit, read_content
from store.practice.weeks import Week
from store.tables.cases import Case, Involvement
from store.tables.entries import Amendment
from store.tables.families import Person
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import errors_of, fingerprint_of, form_in, scene_of, text_of


async def test_the_form_opens_with_today_and_now_and_knows_who_could_be_chosen(app: App) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("priya")).get(f"/families/{scene.family}/visits/new")
    form = form_in(answer.text, f"/families/{scene.family}/visits")
    assert form["on"] == [TODAY.isoformat()] and form["planned"] == ["yes"] and form["carried_out"] == ["yes"]
    read = text_of(answer)
    assert "Maya · 7" in read and "Dawn (mother)" in read and "Sam Okoro · DR" in read
    assert "Helen Voss" in read, "who was consulted can have come along"
    assert "Colin Marsh" not in read, "a chair visits nobody"
    assert "Fiona Reid" not in read, "who has left the case did not go"


async def test_a_visit_stands_on_the_record_as_it_was_written(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    read = text_of(await (await app.as_("priya")).get(address))
    for words in (
        "Joint visit", "Planned, carried out", "Maya", "Dawn", "Wary: Dawn let us in.",
        "The chart hangs in the kitchen.", "Seen alone, bedroom seen", "I like the chart.", "Whether seen was not said",
        "He was asleep.", "I can do mornings now.", "Gate and morning plan", "by Tue 4 Mar", "asked to sign",
        "Change this visit",
    ):  # fmt: skip
        assert words in read, words
    (task,) = await scene.tasks()
    assert (task.title, task.owner_person_id, task.due_on) == (
        "Gate and morning plan", scene.people["Dawn"], date(2031, 3, 4),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [("priya", 200), ("sam", 200), ("tom", 200), ("ruth", 200), ("helen", 200), ("mark", 200), ("hilary", 200),
     ("wendy", 404), ("grace", 404), ("fiona", 404), ("colin", 404), ("beth", 404), ("alan", 404)],
)  # fmt: skip
async def test_who_may_read_a_visit(app: App, who: str, status: int) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(observed="Zebra-4711 stood in the yard.")
    browser = await app.as_(who)
    for page in (address, f"{address}/revisions", f"/entries/{address.rsplit('/', 1)[1]}"):
        answer = await browser.http.get(page, follow_redirects=True)
        assert answer.status_code == status, page
        assert ("Zebra-4711" in answer.text) is (status == 200), page


@pytest.mark.parametrize(
    ("who", "status"),
    [("priya", 200), ("tom", 200), ("ruth", 200), ("helen", 200), ("mark", 404), ("wendy", 404), ("fiona", 404),
     ("colin", 404)],
)  # fmt: skip
async def test_who_may_record_a_visit(app: App, who: str, status: int) -> None:
    scene = await scene_of(app)
    browser = await app.as_(who)
    may_finish_theirs = who == "fiona"  # tests/web/test_their_time.py
    form = await browser.get(f"/families/{scene.family}/visits/new")
    assert form.status_code == (200 if may_finish_theirs else status)
    answer = await browser.post(f"/families/{scene.family}/visits", scene.visit(went=[]))
    assert answer.status_code == (303 if status == 200 else 404)
    assert len(await scene.entries()) == (status == 200)


async def test_only_the_author_changes_a_visit(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    sam = await app.as_("sam")
    assert (await sam.get(f"{address}/edit")).headers["location"] == address
    assert (await sam.post(f"{address}/revisions", scene.visit())).status_code == 404
    assert "Change this visit" not in (await sam.get(address)).text


async def test_the_same_draft_posted_twice_is_one_visit_with_one_receipt(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), scene.visit()
    one, two = [await priya.post(f"/families/{scene.family}/visits", fields) for _ in range(2)]
    receipt = json.loads(one.headers["weekbook-receipt"])
    assert receipt == json.loads(two.headers["weekbook-receipt"])
    assert receipt["id"] == fields["draft_id"] and receipt["sha256"] == fingerprint_of(fields)
    assert (len(await scene.entries()), len(await scene.tasks()), len(await scene.signatures())) == (1, 1, 1)


async def test_the_same_draft_posted_at_one_moment_is_one_visit(app: App) -> None:
    scene = await scene_of(app)
    priya, fields = await app.as_("priya"), scene.visit()
    answers = await gather(*(priya.post(f"/families/{scene.family}/visits", fields) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["weekbook-receipt"] for answer in answers}) == 1
    assert (len(await scene.entries()), len(await scene.tasks())) == (1, 1)


async def test_an_edit_after_a_lost_answer_is_the_next_version_of_the_one_visit(app: App) -> None:
    scene = await scene_of(app)
    fields, address = await scene.record()
    more = fields | {"observed": "The chart hangs in the kitchen. Maya read it out.", "agreed-0": "Gate and mornings"}
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", more)
    assert answer.headers["location"] == address
    first, second = await scene.revisions()
    assert first.content["observed"] == "The chart hangs in the kitchen."
    assert second.content["observed"] == more["observed"]
    assert [task.title for task in await scene.tasks()] == ["Gate and mornings"], "no task stands twice"


async def test_changing_a_visit_keeps_what_it_said(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    answer = await priya.post(f"{address}/revisions", {**form, "observed": "Two charts.", "agreed-0": "Gate only"})
    assert answer.headers["location"] == address
    read = text_of(await priya.get(address))
    assert "Two charts." in read and "2 versions" in read
    versions = text_of(await priya.get(f"{address}/revisions"))
    assert "The chart hangs in the kitchen." in versions and "Two charts." in versions
    (entry,) = await scene.entries()
    visit = read_content(entry.kind, entry.content)
    assert isinstance(visit, Visit)
    assert (visit.received, visit.children[str(scene.people["Maya"])].words) == (
        "Wary: Dawn let us in.", "I like the chart.",
    )  # fmt: skip
    (task,) = await scene.tasks()
    assert (task.title, task.owner_person_id) == ("Gate only", scene.people["Dawn"])


async def test_saving_without_a_change_makes_no_version_and_asks_nobody_again(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    answer = await priya.post(f"{address}/revisions", dict(form))
    assert answer.status_code == 303 and "weekbook-receipt" in answer.headers
    assert len(await scene.revisions()) == 1


async def test_going_back_to_earlier_words_is_a_version_too(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(went=[])
    priya = await app.as_("priya")
    for words in ("Other words.", "The chart hangs in the kitchen."):
        form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
        await priya.post(f"{address}/revisions", {**form, "observed": words})
    (entry,) = await scene.entries()
    assert (entry.revision, entry.content["observed"]) == (3, "The chart hangs in the kitchen.")


async def test_a_stale_form_comes_back_with_both_texts_and_overwrites_nothing(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    phone, desk = await app.as_("priya"), await app.as_("priya")
    opened = form_in((await phone.get(f"{address}/edit")).text, f"{address}/revisions")
    await desk.post(f"{address}/revisions", {**opened, "observed": "Written at the desk."})
    answer = await phone.post(f"{address}/revisions", {**opened, "observed": "Written on the phone."})
    assert answer.status_code == 409
    read = text_of(answer)
    assert "Written at the desk." in read and "Written on the phone." in read and "Version 2" in read
    (entry,) = await scene.entries()
    assert entry.content["observed"] == "Written at the desk."
    together = form_in(answer.text, f"{address}/revisions")
    saved = await phone.post(f"{address}/revisions", {**together, "observed": "Both."})
    assert saved.status_code == 303 and len(await scene.revisions()) == 3


async def test_a_change_that_comes_after_sign_off_keeps_its_words_and_shows_the_way_to_an_amendment(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    priya = await app.as_("priya")
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    await scene.sign_off()
    answer = await priya.post(f"{address}/revisions", {**form, "observed": "Too late for this."})
    assert answer.status_code == 409
    entry_id = address.rsplit("/", 1)[1]
    assert "Too late for this." in answer.text and f"/entries/{entry_id}/amendments/new" in answer.text
    assert (await priya.get(f"{address}/edit")).headers["location"] == f"/entries/{entry_id}/amendments/new"
    shown = text_of(await priya.get(address))
    assert "Add an amendment" in shown and "Change this visit" not in shown


async def test_somebody_elses_draft_id_is_refused(app: App) -> None:
    scene = await scene_of(app)
    fields, _ = await scene.record()
    answer = await (await app.as_("tom")).post(f"/families/{scene.family}/visits", fields | {"observed": "Mine now."})
    assert answer.status_code == 404
    assert len(await scene.revisions()) == 1


async def test_the_id_of_an_entry_on_another_case_is_refused(app: App) -> None:
    scene = await scene_of(app)
    fields, _ = await scene.record(went=[])
    async with app.services.database.reading() as db:
        other = (await db.scalars(select(Case.family_id).join(Person, Person.family_id == Case.family_id)
                                  .where(Person.given_name == "Aoife"))).one()  # fmt: skip
    answer = await (await app.as_("priya")).post(
        f"/families/{other}/visits", {"draft_id": fields["draft_id"], "on": fields["on"], "observed": "x"}
    )
    assert answer.status_code == 404


async def test_a_task_of_another_case_cannot_be_changed_through_a_visit(app: App) -> None:
    scene = await scene_of(app)
    stolen = str(uuid4())
    _, address = await scene.record(**{"task-0": stolen})
    (task,) = await scene.tasks()
    assert task.id != UUID(stolen) and address


async def test_a_visit_that_did_not_happen_says_why_and_counts_nobody_as_seen(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(
        carried_out="no", why_not="Nobody came to the door", why_not_more="The lights were on.", observed=""
    )
    (entry,) = await scene.entries()
    visit = read_content(entry.kind, entry.content)
    assert isinstance(visit, Visit)
    assert visit.why_not == "Nobody came to the door: The lights were on."
    assert not any(child.seen for child in visit.children.values()) and visit.adults == ()
    assert visit.children[str(scene.people["Maya"])].words == "I like the chart.", "no words are lost"
    assert "Visit overdue" in (await (await app.as_("priya")).get(f"/families/{scene.family}")).text
    assert "did not happen" in text_of(await (await app.as_("priya")).get(address))


async def test_a_slip_in_the_year_is_seen_where_it_was_made(app: App) -> None:
    scene = await scene_of(app)
    _, old = await scene.record(on="2019-01-01", at="12:00")
    _, recent = await scene.record()
    priya = await app.as_("priya")
    assert "Tue 1 Jan 2019, 12:00" in text_of(await priya.get(old))
    now = datetime.now(LONDON)
    assert f"{now:%b}, " in text_of(await priya.get(recent)), "and not where nobody could mistake it"


async def test_an_unborn_child_is_thought_of_and_never_seen(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        born = update(Person).where(Person.id == scene.people["Leo"])
        await db.execute(born.values(birth_date=None, expected_on=TODAY + timedelta(days=60), given_name=""))
    priya = await app.as_("priya")
    blank = await priya.get(f"/families/{scene.family}/visits/new")
    assert "What it means for the unborn child" in blank.text
    leo = scene.people["Leo"]
    assert f'name="seen" value="{leo}"' not in blank.text
    _, address = await scene.record(seen=[str(leo)], alone=[str(leo)])
    (entry,) = await scene.entries()
    assert entry.content["children"][str(leo)]["seen"] is False
    assert "He was asleep." in (await priya.get(address)).text


async def test_the_child_decides_what_a_parent_may_not_read(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record(kept=[str(scene.people["Maya"])])
    assert "Maya does not want a parent to read this" in text_of(await (await app.as_("sam")).get(address))


async def test_a_significant_visit_brings_its_line_to_the_chronology(app: App) -> None:
    scene = await scene_of(app)
    await scene.record(significant="yes", impact="Mornings are calm.")
    (entry,) = await scene.entries()
    assert entry.significant and entry.content["impact"] == "Mornings are calm."


async def test_late_is_marked_and_a_corrected_day_marks_it_too(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    priya = await app.as_("priya")
    assert "Written late" not in text_of(await priya.get(address))
    form = form_in((await priya.get(f"{address}/edit")).text, f"{address}/revisions")
    long_ago = (TODAY - timedelta(days=20)).isoformat()
    await priya.post(f"{address}/revisions", {**form, "on": long_ago})
    assert "Written late" in text_of(await priya.get(address))


async def test_a_former_worker_may_still_record_a_visit_of_their_time(app: App) -> None:
    scene = await scene_of(app)
    fiona = await app.as_("fiona")
    then, since = (TODAY - timedelta(days=40)).isoformat(), TODAY.isoformat()
    answer = await fiona.post(f"/families/{scene.family}/visits", scene.visit(on=then, went=[]))
    assert (answer.status_code, answer.headers["location"]) == (303, "/record")
    (entry,) = await scene.entries()
    assert entry.late
    assert (await fiona.get(f"/visits/{entry.id}")).status_code == 404
    late = await fiona.post(f"/families/{scene.family}/visits", scene.visit(on=since, went=[]))
    assert late.status_code == 404 and len(await scene.entries()) == 1


async def test_a_former_workers_form_comes_back_with_nobody_they_did_not_name(app: App) -> None:
    scene = await scene_of(app)
    then = (TODAY - timedelta(days=40)).isoformat()
    fields = scene.visit(on=then, went=[], observed="", **{f"meaning-{scene.people['Leo']}": ""})
    del fields[f"meaning-{scene.people['Leo']}"]
    answer = await (await app.as_("fiona")).post(f"/families/{scene.family}/visits", fields)
    assert answer.status_code == 422
    assert "Maya" in answer.text and "Leo" not in answer.text and "Sam Okoro" not in answer.text


async def test_a_former_worker_learns_of_nobody_who_came_later(app: App) -> None:
    """Not by guessing numbers: neither a baby, nor a new partner, nor today's colleagues are named."""
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        family = await Cast.family(db, "Okafor-Hill")
        db.add(Person(family_id=family.id, kind="child", given_name="Newborn", family_name="Hill", birth_date=TODAY))
        db.add(Person(family_id=family.id, kind="adult", given_name="Newpartner", family_name="Smith"))
        tom = Involvement(case_id=await Cast.case_id(db, "Okafor-Hill"), since=TODAY,
                          practitioner_id=await Cast.practitioner_id(db, "tom"))  # fmt: skip
        db.add(tom)
    then = (TODAY - timedelta(days=40)).isoformat()
    guesses = {"went": list(range(1, 30)), "adults": list(range(1, 60)), "seen": list(range(1, 60)), "observed": ""}
    answer = await (await app.as_("fiona")).post(f"/families/{scene.family}/visits", scene.visit(on=then) | guesses)
    assert answer.status_code == 422
    assert not [name for name in ("Newborn", "Newpartner", "Tom Ashdown") if name in answer.text]
    week = Week.of(TODAY - timedelta(days=40))
    form = await (await app.as_("fiona")).post(f"/families/{scene.family}/weekly-entries", {"week": str(week)})
    assert form.status_code == 422 and "Newborn" not in form.text and "Maya" in form.text


async def test_on_a_closed_case_only_its_own_time_can_be_recorded(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        closed = update(Case).where(Case.id == scene.case).values(closed_on=TODAY - timedelta(days=10))
        await db.execute(closed)
    priya = await app.as_("priya")
    assert (await priya.get(f"/families/{scene.family}/visits/new")).status_code == 404
    before, after = ((TODAY - timedelta(days=days)).isoformat() for days in (12, 2))
    path = f"/families/{scene.family}/visits"
    assert (await priya.post(path, scene.visit(on=after))).status_code == 404
    answer = await priya.post(path, scene.visit(on=before))
    assert answer.status_code == 303
    assert "Change this visit" not in (await priya.get(answer.headers["location"])).text


async def test_the_trail_says_who_recorded_and_who_changed(app: App) -> None:
    scene = await scene_of(app)
    fields, address = await scene.record()
    await (await app.as_("priya")).post(f"{address}/revisions", fields | {"opened_version": "1", "observed": "More."})
    async with app.services.database.reading() as db:
        acts = select(TrailRow.act, TrailRow.case_id).where(TrailRow.act.startswith("visit")).order_by(TrailRow.number)
        rows = (await db.execute(acts)).all()
    assert [tuple(row) for row in rows] == [("visit recorded", scene.case), ("visit revised", scene.case)]


async def test_amendments_stand_beneath_the_visit(app: App) -> None:
    scene = await scene_of(app)
    _, address = await scene.record()
    await scene.sign_off()
    async with app.services.database.writing() as db:
        at = datetime.now(UTC)
        about = {"entry_id": UUID(address.rsplit("/", 1)[1]), "author_id": scene.practitioners["tom"]}
        db.add(Amendment(id=uuid4(), written_at=at, text="The gate was mended.", fingerprint="", **about))
    read = text_of(await (await app.as_("priya")).get(address))
    assert "The gate was mended." in read and "Added by Tom Ashdown" in read


@pytest.mark.parametrize("page", ["/visits/new", "", "/edit", "/revisions"])
async def test_each_screen_takes_at_most_eight_statements(app: App, page: str) -> None:
    scene = await scene_of(app)
    many = [str(scene.practitioners[name]) for name in ("sam", "helen")]
    taken = []
    for size in (1, 3):
        extra = {f"agreed-{n}": f"Task {n}" for n in range(size)}
        _, address = await scene.record(went=many[:size], **extra)
        priya = await app.as_("priya")
        path = f"/families/{scene.family}{page}" if page == "/visits/new" else address + page
        await priya.get(path)
        with counted(app.services.database) as statements:
            assert (await priya.get(path)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8, statements


async def test_errors_lead_to_their_fields(app: App) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("priya")).post(f"/families/{scene.family}/visits", {"draft_id": str(uuid4())})
    assert answer.status_code == 422
    assert errors_of(answer) == {
        "on": "Give the day on which it happened", "observed": "Write what you saw and heard",
    }  # fmt: skip
