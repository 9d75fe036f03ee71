"""What a meeting comes to is recorded once; the children's plans and everything that is due follow from it."""

from datetime import date, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, update

from store.find_index import rebuild_index
from store.practice.calendar import add_months
from store.tables.access import SignIn
from store.tables.cases import Case, CaseDate, Plan
from store.tables.conferences import Conference
from store.tables.families import Person
from store.tables.trail import TrailRow
from tests.cast import TODAY
from tests.conftest import App
from tests.past import days_ago
from tests.statements import counted
from tests.web.visiting import Scene, errors_of, scene_of, text_of

IN_A_WEEK = TODAY + timedelta(days=7)


async def set_for(scene: Scene, kind: str, on: date, who: str = "priya", **more: str) -> httpx.Response:
    path = f"/families/{scene.family}/conferences"
    return await (await scene.app.as_(who)).post(path, {"kind": kind, "on": on.isoformat()} | more)


async def conference(scene: Scene, kind: str = "review", on: date = IN_A_WEEK) -> str:
    """Set; its address."""
    answer = await set_for(scene, kind, on)
    assert answer.status_code == 303, errors_of(answer)
    return answer.headers["location"]


def decided(scene: Scene, maya: str, leo: str, category: str = "neglect", **more: str) -> dict[str, str]:
    children = {"Maya": maya, "Leo": leo}
    fields = {f"outcome-{scene.people[name]}": outcome for name, outcome in children.items()}
    fields |= {f"category-{scene.people[name]}": category for name in children}
    return fields | {"on": TODAY.isoformat(), "dissent": ""} | more


async def hold(scene: Scene, place: str, fields: dict[str, str], who: str = "priya") -> httpx.Response:
    return await (await scene.app.as_(who)).post(f"{place}/holding", fields)


async def plans(scene: Scene) -> set[tuple[str, str, str, date, date | None]]:
    names = {id: name for name, id in scene.people.items()}
    async with scene.app.services.database.reading() as db:
        rows = list(await db.scalars(select(Plan).where(Plan.case_id == scene.case)))
    return {(names[row.person_id], row.kind, row.category, row.started_on, row.ended_on) for row in rows}


async def without_plans(scene: Scene) -> None:
    async with scene.app.services.database.writing() as db:
        await db.execute(update(Plan).where(Plan.case_id == scene.case).values(ended_on=TODAY - timedelta(days=90)))
        await db.execute(update(Case).where(Case.id == scene.case).values(next_conference_on=None))


async def page(scene: Scene, path: str = "/plans", who: str = "priya") -> str:
    return text_of(await (await scene.app.as_(who)).get(f"/families/{scene.family}{path}"))


async def acts(scene: Scene) -> list[str]:
    async with scene.app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow.act).where(TrailRow.case_id == scene.case).order_by(TrailRow.number))
        return [act for act in rows if act.startswith("conference")]


async def test_a_day_that_is_set_stands_wherever_dates_do(app: App) -> None:
    scene = await scene_of(app)
    on = TODAY + timedelta(days=3)
    await conference(scene, on=on)
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    said = f"Review conf. {on:%-d %b}"
    assert said in await page(scene) and said in await page(scene, "")
    priya = await app.as_("priya")
    assert said in text_of(await priya.get("/week")) and said in text_of(await priya.get("/find?q=okafor"))
    assert said in text_of(await (await app.as_("ruth")).get("/week?show=all"))
    assert (TODAY + timedelta(days=12)).strftime("%-d %b") not in await page(scene, ""), "the day before it is replaced"


async def test_an_initial_conference_makes_the_plans_begin_and_says_what_is_due_next(app: App) -> None:
    scene = await scene_of(app)
    await without_plans(scene)
    place = await conference(scene, "initial_conference", TODAY)
    answer = await hold(scene, place, decided(scene, "begins", "in_need", "emotional_abuse"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/families/{scene.family}/plans")
    begun = {plan[:4] for plan in await plans(scene) if plan[4] is None}
    assert begun == {("Maya", "child_protection", "emotional_abuse", TODAY), ("Leo", "child_in_need", "", TODAY)}
    text = await page(scene)
    review = add_months(TODAY, 3)
    assert "10 working days after the initial conference" in text and "Core group" in text
    assert f"Review by {review:%-d %b}" in text and "Child protection plan: emotional abuse" in text
    assert (
        "Child protection plan begins: emotional abuse" in text and "No child protection plan; a child in need" in text
    )
    assert "emotional abuse" in (await (await app.as_("priya")).get("/week")).text.lower()
    assert await acts(scene) == ["conference set", "conference held"]


async def test_a_review_goes_on_for_one_child_and_ends_for_another(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    dissent = "The school thought that it was too early."
    answer = await hold(scene, place, decided(scene, "goes_on", "in_need", "multiple", dissent=dissent))
    assert answer.status_code == 303
    by_child = {(plan[0], plan[1]): (plan[2], plan[4]) for plan in await plans(scene)}
    assert by_child == {
        ("Maya", "child_protection"): ("multiple", None),
        ("Leo", "child_protection"): ("neglect", TODAY),
        ("Leo", "child_in_need"): ("", None),
    }
    shown = text_of(await (await app.as_("joan")).get(place))
    assert dissent in shown and "Child protection plan goes on: multiple" in shown and "Priya Raman" in shown
    assert f"Review by {add_months(TODAY, 6):%-d %b}" in await page(scene)


@pytest.mark.parametrize("kind", ["core_group", "child_in_need_review"])
async def test_what_was_held_says_when_the_next_is_due(app: App, kind: str) -> None:
    scene = await scene_of(app)
    if kind == "child_in_need_review":
        async with app.services.database.writing() as db:
            await db.execute(update(Plan).where(Plan.case_id == scene.case).values(kind="child_in_need"))
    label, months = {"core_group": ("Core group", 1), "child_in_need_review": ("Child in need review", 3)}[kind]
    assert f"{label} by" not in await page(scene) and f"{label} in" not in await page(scene), "nothing is known of any"
    place = await conference(scene, kind, TODAY)
    fields = decided(scene, "goes_on", "goes_on") if kind != "core_group" else {"on": TODAY.isoformat()}
    assert (await hold(scene, place, fields)).status_code == 303
    assert f"{label} by {add_months(TODAY, months):%-d %b}" in await page(scene) or months == 1
    if months == 1:
        assert "after the last core group" in await page(scene)


async def test_pre_proceedings_begin_and_end(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene, "pre_proceedings_meeting", TODAY)
    assert "Pre-proceedings meeting today" in await page(scene)
    assert (await hold(scene, place, decided(scene, "begins", "none"))).status_code == 303
    assert ("Maya", "pre_proceedings", "", TODAY, None) in await plans(scene)
    assert "End of pre-proceedings" in await page(scene)
    place = await conference(scene, "pre_proceedings_meeting", TODAY)
    assert (await hold(scene, place, decided(scene, "ends", "none"))).status_code == 303
    assert ("Maya", "pre_proceedings", "", TODAY, TODAY) in await plans(scene)
    assert "End of pre-proceedings" not in await page(scene)


async def test_a_plan_that_an_import_knows_is_not_begun_twice(app: App) -> None:
    scene = await scene_of(app)
    before = await plans(scene)
    place = await conference(scene, on=TODAY)
    await hold(scene, place, decided(scene, "goes_on", "goes_on"))
    assert await plans(scene) == before


async def test_it_is_moved_and_the_day_before_is_kept(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene)
    later = IN_A_WEEK + timedelta(days=2)
    moved = {"on": later.isoformat(), "moved_why": "Dawn has a hospital appointment.", "opened_version": "1"}
    priya = await app.as_("priya")
    assert (await priya.post(f"{place}/bookings", moved)).status_code == 303
    shown = text_of(await priya.get(place))
    assert "Moved once" in shown and "hospital appointment" in shown and f"{IN_A_WEEK:%-d %B}" in shown
    assert f"Review conf. {later:%-d %b}" in await page(scene)
    stale = moved | {"moved_why": "The chair is away.", "draft_id": str(uuid4())}
    answer = await (await app.as_("ruth")).post(f"{place}/bookings", stale)
    assert answer.status_code == 409 and "The chair is away." in answer.text and "hospital appointment" in answer.text
    assert await acts(scene) == ["conference set", "conference moved"]


async def test_a_page_from_before_the_move_does_not_cancel_the_moved_meeting(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene)
    later = IN_A_WEEK + timedelta(days=14)
    moved = {"on": later.isoformat(), "moved_why": "The chair is ill.", "opened_version": "1"}
    assert (await (await app.as_("ruth")).post(f"{place}/bookings", moved)).status_code == 303
    stale = {"why_not": "Chair ill that day.", "opened_version": "1"}
    priya = await app.as_("priya")
    answer = await priya.post(f"{place}/cancellation", stale)
    assert answer.status_code == 409 and "Chair ill that day." in answer.text and "The chair is ill." in answer.text
    assert f"Review conf. {later:%-d %b}" in await page(scene)
    assert await acts(scene) == ["conference set", "conference moved"]
    assert (await priya.post(f"{place}/cancellation", stale | {"opened_version": "2"})).status_code == 303


async def test_what_was_held_on_another_day_keeps_the_one_for_which_it_was_set(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene)
    assert (await hold(scene, place, decided(scene, "goes_on", "goes_on"))).status_code == 303
    shown = text_of(await (await app.as_("priya")).get(place))
    assert "held on another day, recorded by Priya Raman" in shown and f"{IN_A_WEEK.day} {IN_A_WEEK:%B}" in shown


async def test_what_did_not_take_place_leaves_what_was_due(app: App) -> None:
    scene = await scene_of(app)
    await without_plans(scene)
    async with app.services.database.writing() as db:
        on = TODAY - timedelta(days=40)
        db.add(CaseDate(case_id=scene.case, kind="section_47", on=on, facts={}))
    place = await conference(scene, "initial_conference", TODAY)
    priya = await app.as_("priya")
    answer = await priya.post(f"{place}/cancellation", {"why_not": "No police officer came.", "opened_version": "1"})
    assert answer.status_code == 303
    text = await page(scene)
    assert "Initial conf. overdue" in text and "did not take place" in text and "No police officer came." in text
    assert not [step for step in text.split("Steps so far")[1:] if "Initial child protection conference" in step]
    assert (await hold(scene, place, decided(scene, "begins", "begins"))).status_code == 409
    assert await acts(scene) == ["conference set", "conference not held"]


async def test_of_two_who_record_it_the_second_reads_what_stands(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    assert (await hold(scene, place, decided(scene, "goes_on", "ends"))).status_code == 303
    second = await hold(scene, place, decided(scene, "ends", "ends", dissent="The police saw it otherwise."), "ruth")
    assert second.status_code == 409 and "The police saw it otherwise." in second.text
    standing = text_of(second).split("What stands on the record")[1].split("Held on")[0]
    assert "Child protection plan goes on: neglect" in standing and "Priya Raman" in standing
    assert ("Maya", "child_protection", "neglect") in {plan[:3] for plan in await plans(scene) if plan[4] is None}


async def test_the_same_form_sent_again_records_nothing_twice(app: App) -> None:
    scene = await scene_of(app)
    form = {"draft_id": str(uuid4()), "written_on_phone_at": "2026-11-23T10:00:00+00:00"}
    for _ in range(2):
        assert (await set_for(scene, "core_group", IN_A_WEEK, **form)).status_code == 303
    async with app.services.database.reading() as db:
        assert len(list(await db.scalars(select(Conference)))) == 1
    refused = await set_for(scene, "core_group", IN_A_WEEK + timedelta(days=1))
    assert refused.status_code == 422 and "set already" in errors_of(refused)["kind"]


async def test_what_was_decided_is_reckoned_by_the_day_on_which_it_was_held(app: App) -> None:
    scene = await scene_of(app)
    place, began, held_on = await conference(scene, on=TODAY), TODAY - timedelta(days=5), TODAY - timedelta(days=9)
    async with app.services.database.writing() as db:
        theirs = (Plan.case_id == scene.case, Plan.person_id == scene.people["Maya"])
        await db.execute(update(Plan).where(*theirs).values(started_on=began))
    before = await plans(scene)
    wrong = await hold(scene, place, decided(scene, "ends", "goes_on", on=held_on.isoformat()))
    said = errors_of(wrong)
    assert wrong.status_code == 422 and list(said) == [f"outcome-{scene.people['Maya']}"]
    assert f"On {held_on:%-d %B %Y} it could not be “Child protection plan ends”" in next(iter(said.values()))
    wrong = await hold(scene, place, decided(scene, "begins", "goes_on", on=held_on.isoformat()))
    assert f"began on {began:%-d %B %Y}" in next(iter(errors_of(wrong).values()))
    assert await plans(scene) == before


async def test_a_meeting_that_was_not_about_a_child_leaves_that_childs_plan(app: App) -> None:
    scene = await scene_of(app)
    before, place = await plans(scene), await conference(scene, on=TODAY)
    assert (await hold(scene, place, decided(scene, "not_part", "goes_on"))).status_code == 303
    assert await plans(scene) == before
    assert "Not part of this meeting" in await page(scene)


async def test_a_childs_death_ends_the_plan_and_what_was_decided_before_it_is_recorded(app: App) -> None:
    scene = await scene_of(app)
    place, maya, died = await conference(scene, on=TODAY - timedelta(days=4)), scene.people["Maya"], TODAY
    async with app.services.database.writing() as db:
        await db.execute(update(Person).where(Person.id == maya).values(died_on=died - timedelta(days=2)))
    running, ended = (await page(scene)).split("Plans that have ended")
    running = running.split("Plans of the children")[1]
    assert "Maya" not in running and "Leo" in running
    assert f"until {died - timedelta(days=2):%-d %B %Y}" in ended
    priya = await app.as_("priya")
    assert f"outcome-{maya}" in (await priya.get(f"{place}/holding/new")).text
    sent = decided(scene, "goes_on", "goes_on")
    del sent[f"outcome-{maya}"]
    on = {"on": (TODAY - timedelta(days=4)).isoformat()}
    assert list(errors_of(await hold(scene, place, sent | on))) == [f"outcome-{maya}"], "alive on that day"
    assert (await hold(scene, place, sent)).status_code == 303, "not any more on this one"


async def test_the_same_form_with_another_choice_gets_both_and_no_receipt(app: App) -> None:
    scene = await scene_of(app)
    form = {"draft_id": str(uuid4()), "written_on_phone_at": "2026-11-23T10:00:00+00:00"}
    place = (await set_for(scene, "core_group", IN_A_WEEK, **form)).headers["location"]
    later = {"on": (IN_A_WEEK + timedelta(days=1)).isoformat(), "moved_why": "The chair is ill.", "opened_version": "1"}
    assert (await (await app.as_("priya")).post(f"{place}/bookings", later)).status_code == 303
    again = form | {"written_on_phone_at": "2026-11-23T10:05:00+00:00"}
    assert (await set_for(scene, "core_group", IN_A_WEEK, **again)).status_code == 303, "the same, in spite of the move"
    other = form | {"written_on_phone_at": "2026-11-23T10:10:00+00:00"}
    answer = await set_for(scene, "child_in_need_review", IN_A_WEEK + timedelta(days=7), **other)
    assert answer.status_code == 409 and "weekbook-receipt" not in answer.headers
    assert "Core group, " in text_of(answer) and (IN_A_WEEK + timedelta(days=7)).isoformat() in answer.text
    assert await acts(scene) == ["conference set", "conference moved"]


async def test_two_who_are_not_born_are_told_apart(app: App) -> None:
    scene = await scene_of(app)
    async with app.services.database.writing() as db:
        facts = {"family_id": scene.family, "kind": "child", "given_name": "", "family_name": "Hill"}
        db.add_all(Person(expected_on=IN_A_WEEK, **facts) for _ in range(2))
    place = await conference(scene, on=TODAY)
    text = text_of(await (await app.as_("priya")).get(f"{place}/holding/new"))
    assert "for the unborn child (1 of 2)" in text and "for the unborn child (2 of 2)" in text


async def test_a_new_category_leaves_the_one_with_which_the_plan_began(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    assert (await hold(scene, place, decided(scene, "goes_on", "goes_on", "physical_abuse"))).status_code == 303
    assert "Category at firstneglect" in await page(scene)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": ""}, "on"),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "on"),
        ({"on": "2001-01-01"}, "on"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "begins"}, "outcome"),
        ({"category": ""}, "category"),
        ({"dissent": "x" * 5001}, "dissent"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_is_lost(app: App, changed: dict[str, str], field: str) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    maya = scene.people["Maya"]
    wrong = {f"{key}-{maya}" if key in ("outcome", "category") else key: value for key, value in changed.items()}
    answer = await hold(scene, place, decided(scene, "goes_on", "ends", dissent="As the school said.") | wrong)
    name = f"{field}-{maya}" if field in ("outcome", "category") else field
    assert answer.status_code == 422 and list(errors_of(answer)) == [name]
    assert "As the school said." in answer.text or field == "dissent"
    assert not [plan for plan in await plans(scene) if plan[4]]


@pytest.mark.parametrize(
    ("kind", "on", "field"),
    [
        ("", IN_A_WEEK.isoformat(), "kind"),
        ("review", "", "on"),
        ("tea", IN_A_WEEK.isoformat(), "kind"),
        ("review", "1999-01-01", "on"),
        ("review", "2206-12-03", "on"),
        ("review", "9999-12-31", "on"),
    ],
)
async def test_a_day_cannot_be_set_without_what_and_when(app: App, kind: str, on: str, field: str) -> None:
    scene = await scene_of(app)
    path = f"/families/{scene.family}/conferences"
    answer = await (await app.as_("priya")).post(path, {"kind": kind, "on": on})
    assert answer.status_code == 422 and list(errors_of(answer)) == [field]


async def test_plans_begin_and_end_only_after_a_fresh_touch(app: App) -> None:
    """A phone's sealed forms are filed without one: they cannot do it."""
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    priya = await app.as_("priya")
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=days_ago(1)))
    assert (await priya.get(f"{place}/holding/new")).status_code == 403
    assert (await priya.post(f"{place}/holding", decided(scene, "ends", "ends"))).status_code == 403
    assert not [plan for plan in await plans(scene) if plan[4]]


@pytest.mark.parametrize("who", ["colin", "grace", "olu", "fiona"])
async def test_for_others_it_is_not_there(app: App, who: str) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    other = await app.as_(who)
    assert (await other.get(place)).status_code == 404
    for form in ("bookings", "cancellation", "holding"):
        assert (await other.post(f"{place}/{form}", decided(scene, "ends", "ends"))).status_code == 404
    assert await acts(scene) == ["conference set"]


async def test_who_is_consulted_sets_a_meeting_and_settles_none(app: App) -> None:
    """A consultation makes no plan begin or end: those who work with the family do, and their manager."""
    scene = await scene_of(app)
    place, helen = await conference(scene, on=TODAY), await app.as_("helen")
    shown = (await helen.get(place)).text
    assert "/holding/new" not in shown and "/cancellation" not in shown and "/bookings" not in shown
    assert (await helen.get(f"{place}/holding/new")).status_code == 404
    sent = decided(scene, "ends", "ends", moved_why="x", why_not="x", opened_version="1")
    for form in ("bookings", "cancellation", "holding"):
        assert (await helen.post(f"{place}/{form}", sent)).status_code == 404
    assert not [plan for plan in await plans(scene) if plan[4]]
    assert (await set_for(scene, "core_group", IN_A_WEEK, "helen")).status_code == 303
    assert (await hold(scene, place, decided(scene, "goes_on", "ends"), "ruth")).status_code == 303


async def test_the_trail_says_nothing_of_what_was_decided(app: App) -> None:
    scene = await scene_of(app)
    place = await conference(scene, on=TODAY)
    await hold(scene, place, decided(scene, "goes_on", "ends", dissent="The school"))
    async with app.services.database.reading() as db:
        rows = [f"{row.facts}{row.subject}" for row in await db.scalars(select(TrailRow))]
    assert not [row for row in rows if "school" in row or "neglect" in row or "ends" in row]


async def test_the_pages_take_at_most_eight_statements(app: App) -> None:
    scene = await scene_of(app)
    place, priya = await conference(scene, on=TODAY), await app.as_("priya")
    for path in (place, f"{place}/holding/new", f"/families/{scene.family}/plans",
                 f"/families/{scene.family}/conferences/new"):  # fmt: skip
        with counted(app.services.database) as statements:
            assert (await priya.get(path)).status_code == 200
        assert len(statements) <= 8, (path, statements)


async def test_what_was_set_and_held_before_a_closing_is_read_and_no_longer_changed(app: App) -> None:
    scene = await scene_of(app)
    coming, held = await conference(scene, "core_group"), await conference(scene, on=TODAY)
    assert (await hold(scene, held, decided(scene, "goes_on", "ends", dissent="Zebra."))).status_code == 303
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == scene.case).values(closed_on=TODAY - timedelta(days=1)))
    for who in ("priya", "tom", "ruth", "helen", "hilary"):
        browser = await app.as_(who)
        assert "Zebra." in text_of(await browser.get(held)), who
        shown = await browser.get(coming)
        assert shown.status_code == 200 and "Record what it came to" not in shown.text, who
        assert "Move it to another day" not in shown.text, who
    for path, fields in ((f"{coming}/bookings", {"on": IN_A_WEEK.isoformat(), "moved_why": "x"}),
                         (f"{coming}/cancellation", {"why_not": "x"}),
                         (f"{coming}/holding", decided(scene, "", ""))):  # fmt: skip
        assert (await (await app.as_("priya")).post(path, fields)).status_code == 404
