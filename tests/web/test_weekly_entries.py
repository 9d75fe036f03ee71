"""Writing the week: what is kept, what is refused, and what nobody loses."""

import json
from uuid import UUID, uuid4

import pytest
from lxml import html
from sqlalchemy import func, select

from store.practice.entries import Visit, WeeklyEntry
from store.tables.entries import EntryRevision, Task, TaskOutcome
from tests.cast import TODAY
from tests.conftest import App
from tests.statements import counted
from tests.web.weekly import (
    HEADLINE,
    NOW_WEEK,
    entries_of,
    entry,
    family_id,
    form,
    open_task,
    person_id,
    practitioner_id,
    sign_off,
    stands,
    task,
    write,
    written,
)  # fmt: skip


async def test_the_form_asks_for_each_child_and_each_open_task(app: App) -> None:
    await open_task(app, "Ring the nursery", due=TODAY)
    sam = await app.as_("sam")
    page = (await sam.get(f"/families/{await family_id(app)}/weekly-entries/new")).text
    assert "What was the week like for Maya?" in page and "What was the week like for Leo?" in page
    assert "Ring the nursery" in page and "What difference did it make?" in page
    assert ">You<" in page and "Dawn Hill, mother" in page and "Priya Raman" in page


async def test_what_was_written_stands_on_the_record(app: App) -> None:
    maya, priya = await person_id(app, "Maya"), await app.as_("priya")
    words = {f"child_{maya}": "She slept through.", "worries": "Debt", "strengths": "Two buses, on time"}
    entry_id = await written(app, priya, **words)
    page = (await (await app.as_("sam")).get(f"/weekly-entries/{entry_id}")).text
    assert HEADLINE in page and "The week for Maya" in page and "She slept through." in page
    assert "Priya Raman, children’s social worker" in page and "Safety 6" in page


async def test_the_title_names_nobody(app: App) -> None:
    entry_id = await written(app, await app.as_("priya"))
    page = (await (await app.as_("sam")).get(f"/weekly-entries/{entry_id}")).text
    assert "<title>Weekly entry · Weekbook</title>" in page


async def test_the_same_post_again_gives_the_same_receipt(app: App) -> None:
    priya, draft = await app.as_("priya"), str(uuid4())
    first, again = [await write(app, priya, draft_id=draft) for _ in range(2)]
    assert first.headers["weekbook-receipt"] == again.headers["weekbook-receipt"]
    receipt = json.loads(first.headers["weekbook-receipt"])
    assert receipt["id"] == draft and receipt["href"] == f"/weekly-entries/{draft}"
    assert len(await entries_of(app, "priya")) == 1


async def test_the_same_draft_with_other_words_is_the_next_version(app: App) -> None:
    priya, draft = await app.as_("priya"), str(uuid4())
    await write(app, priya, draft_id=draft, new_title_1="Ring the school")
    await write(app, priya, draft_id=draft, headline="Leo was late twice.", new_title_1="Ring the school")
    assert (await entry(app, UUID(draft))).revision == 2
    page = (await (await app.as_("sam")).get(f"/weekly-entries/{draft}/revisions")).text
    assert HEADLINE in page and "Leo was late twice." in page and "Version 1" in page
    async with app.services.database.reading() as db:
        assert await db.scalar(select(func.count()).where(Task.title == "Ring the school")) == 1


async def test_opening_a_new_one_where_one_stands_opens_that(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    answer = await priya.get(f"/families/{await family_id(app)}/weekly-entries/new?week={NOW_WEEK}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/weekly-entries/{entry_id}/edit")


async def test_a_second_entry_of_the_week_shows_both_texts_and_keeps_the_first(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    answer = await write(app, priya, headline="Written on the other phone.")
    assert answer.status_code == 409
    assert HEADLINE in answer.text and "Written on the other phone." in answer.text
    assert f'action="/weekly-entries/{entry_id}/revisions"' in answer.text
    assert (await entry(app, entry_id)).content["headline"] == HEADLINE


async def test_a_stale_change_shows_both_texts_and_changes_nothing(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    address = f"/weekly-entries/{entry_id}/revisions"
    assert (await priya.post(address, form(opened_version=1, headline="Second."))).status_code == 303
    answer = await priya.post(address, form(opened_version=1, headline="From the old page."))
    assert answer.status_code == 409 and "Second." in answer.text and "From the old page." in answer.text
    assert 'name="opened_version" value="2"' in answer.text
    assert (await entry(app, entry_id)).content["headline"] == "Second."
    assert (await priya.post(address, form(opened_version=2, headline="Both."))).status_code == 303


async def test_only_the_author_changes_an_entry(app: App) -> None:
    entry_id = await written(app, await app.as_("priya"))
    for name in ("sam", "ruth", "helen"):
        browser = await app.as_(name)
        away = await browser.get(f"/weekly-entries/{entry_id}/edit")
        assert (away.status_code, away.headers.get("location")) == (303, f"/weekly-entries/{entry_id}")
        assert (await browser.post(f"/weekly-entries/{entry_id}/revisions", form())).status_code == 404
        assert (await write(app, browser, draft_id=str(entry_id))).status_code == 404
    assert (await entry(app, entry_id)).revision == 1


async def test_the_id_of_a_visit_cannot_be_used(app: App) -> None:
    visit = await stands(app, "priya", Visit(observed="All well"))
    priya = await app.as_("priya")
    assert (await write(app, priya, draft_id=str(visit))).status_code == 404
    for address in ("", "/edit", "/revisions"):
        assert (await priya.get(f"/weekly-entries/{visit}{address}")).status_code == 404
    assert (await entry(app, visit)).content["observed"] == "All well"


async def test_what_is_missing_is_said_and_every_word_stays(app: App) -> None:
    maya = await person_id(app, "Maya")
    task_id = await open_task(app, "Ring the nursery")
    words = {f"child_{maya}": "Slept — “well”. 🙂 שלום", f"task_{task_id}": "partly", f"difference_{task_id}": "Some",
             "new_title_1": "Draw a chart", "new_due_1": str(TODAY), "safety": "11"}  # fmt: skip
    answer = await write(app, await app.as_("priya"), headline="", worked_on="Kept words", **words)
    assert answer.status_code == 422
    assert "Write one line that says how the week was" in answer.text and "Choose a number from 0 to 10" in answer.text
    for kept in ("Kept words", "Slept — “well”. 🙂 שלום", "Some", "Draw a chart", str(TODAY)):
        assert kept in answer.text
    assert f'name="task_{task_id}" value="partly" checked' in answer.text
    assert await entries_of(app, "priya") == []


async def test_refused_words_are_on_no_page_of_others(app: App) -> None:
    await write(app, await app.as_("priya"), headline="", worked_on="Not on the record")
    sheet = await (await app.as_("sam")).get(f"/families/{await family_id(app)}/weeks/{NOW_WEEK}")
    assert "Not on the record" not in sheet.text


@pytest.mark.parametrize("safety", ["-1", "x", "1.5", "99999999999"])
async def test_safety_is_a_number_from_nought_to_ten_or_left_open(app: App, safety: str) -> None:
    priya = await app.as_("priya")
    assert (await write(app, priya, safety=safety)).status_code == 422
    assert (await entry(app, await written(app, priya, safety=""))).content["safety"] is None


async def test_more_rows_for_tasks_keep_what_was_typed_and_record_nothing(app: App) -> None:
    answer = await write(app, await app.as_("priya"), headline="", more_tasks="yes", new_title_3="Third")
    assert answer.status_code == 422 and 'name="new_title_6"' in answer.text and "Third" in answer.text
    assert "error-summary" not in answer.text and await entries_of(app, "priya") == []


async def test_another_familys_child_or_task_is_not_there(app: App) -> None:
    priya = await app.as_("priya")
    tobi, foreign = await person_id(app, "Tobi"), await open_task(app, "Theirs", family="Adeyemi")
    assert (await write(app, priya, **{f"child_{tobi}": "x"})).status_code == 404
    assert (await write(app, priya, **{f"task_{foreign}": "done"})).status_code == 404
    assert (await task(app, foreign)).closed_at is None and await entries_of(app, "priya") == []


@pytest.mark.parametrize("whose", ["grace", "nobody"])
async def test_a_new_task_goes_to_somebody_of_the_case(app: App, whose: str) -> None:
    owner = "nobody" if whose == "nobody" else f"practitioner-{await practitioner_id(app, whose)}"
    answer = await write(app, await app.as_("priya"), new_title_1="Chart", new_owner_1=owner)
    assert answer.status_code == 422 and "Choose who does this" in answer.text


async def test_outcomes_and_new_tasks_stand_with_the_entry(app: App) -> None:
    done, partly = await open_task(app, "Ring the nursery"), await open_task(app, "Find the letters")
    dawn = await person_id(app, "Dawn")
    entry_id = await written(
        app, await app.as_("priya"),
        **{f"task_{done}": "done", f"difference_{done}": "Leo has a place.", f"task_{partly}": "partly",
           "new_title_1": "Draw a chart", "new_owner_1": f"person-{dawn}", "new_due_1": str(TODAY)},
    )  # fmt: skip
    page = (await (await app.as_("sam")).get(f"/weekly-entries/{entry_id}")).text
    assert "Leo has a place." in page and "Draw a chart" in page and "Dawn Hill" in page
    assert (await task(app, done)).closed_at and not (await task(app, partly)).closed_at


async def test_a_change_takes_the_place_of_what_was_said_of_tasks(app: App) -> None:
    priya, ring = await app.as_("priya"), await open_task(app, "Ring the nursery")
    entry_id = await written(app, priya, **{f"task_{ring}": "done", "new_title_1": "Draw a chart"})
    page = (await priya.get(f"/weekly-entries/{entry_id}/edit")).text
    assert f'name="task_{ring}" value="done" checked' in page and 'name="new_title_2"' in page
    await priya.post(f"/weekly-entries/{entry_id}/revisions", form(opened_version=1, **{f"task_{ring}": "not_yet"}))
    assert (await task(app, ring)).closed_at is None
    async with app.services.database.reading() as db:
        said = list(await db.scalars(select(TaskOutcome.outcome).where(TaskOutcome.entry_id == entry_id)))
        made = await db.scalar(select(func.count()).where(Task.made_in_id == entry_id))
    assert (said, made) == (["not_yet"], 1)


async def test_each_version_says_of_the_tasks_what_it_said_then(app: App) -> None:
    ring, chart = await open_task(app, "Ring the nursery"), await open_task(app, "Draw a chart")
    priya = await app.as_("priya")
    first = {f"task_{ring}": "partly", f"difference_{ring}": "They rang back once."}
    entry_id = await written(app, priya, **first)
    second = {f"task_{ring}": "done", f"difference_{ring}": "Leo has a place.", f"task_{chart}": "not_yet"}
    third: dict[str, object] = {"headline": "Nothing of tasks."}
    for opened, changed in enumerate((second, third), 1):
        await priya.post(f"/weekly-entries/{entry_id}/revisions", form(opened_version=opened, **changed))
    page = (await (await app.as_("sam")).get(f"/weekly-entries/{entry_id}/revisions")).text
    newest, middle, oldest = (
        " ".join(version.text_content().split()) for version in html.fromstring(page).xpath("//details")
    )
    assert "nursery" not in newest and "chart" not in newest
    assert (
        "Ring the nursery" in middle and "done" in middle and "Leo has a place." in middle and "Draw a chart" in middle
    )
    assert "partly" in oldest and "They rang back once." in oldest and "chart" not in oldest and "Leo has" not in oldest


async def test_a_difference_without_an_outcome_is_not_lost(app: App) -> None:
    ring = await open_task(app, "Ring the nursery")
    answer = await write(app, await app.as_("priya"), **{f"difference_{ring}": "They rang us."})
    assert answer.status_code == 422 and "They rang us." in answer.text and "Choose done, partly" in answer.text


async def test_the_last_entry_stands_beside_the_form(app: App) -> None:
    await stands(app, "sam", WeeklyEntry(headline="Three weeks ago."), week=NOW_WEEK.after(-3))
    await stands(app, "priya", WeeklyEntry(headline="Somebody else's."), week=NOW_WEEK.previous)
    page = (await (await app.as_("sam")).get(f"/families/{await family_id(app)}/weekly-entries/new")).text
    assert "Three weeks ago." in page and f"What you wrote in week {NOW_WEEK.after(-3).number}" in page
    assert "Somebody else" not in page


async def test_an_old_week_is_marked_late_and_this_one_may_be_written_before_it_is_due(app: App) -> None:
    priya = await app.as_("priya")
    late = await written(app, priya, week=NOW_WEEK.after(-2))
    assert (await entry(app, late)).late
    assert "Written late" in (await priya.get(f"/weekly-entries/{late}")).text


async def test_a_week_to_come_or_before_the_case_is_not_there(app: App) -> None:
    priya = await app.as_("priya")
    for week in (NOW_WEEK.next, NOW_WEEK.after(-60)):
        assert (await write(app, priya, week=week)).status_code == 404
        address = f"/families/{await family_id(app)}/weekly-entries/new?week={week}"
        assert (await priya.get(address)).status_code == 404


@pytest.mark.parametrize("who", ["wendy", "grace", "mark", "hilary", "colin", "beth", "alan"])
async def test_whoever_does_not_work_with_the_family_cannot_write(app: App, who: str) -> None:
    browser = await app.as_(who)
    assert (await browser.get(f"/families/{await family_id(app)}/weekly-entries/new")).status_code == 404
    assert (await write(app, browser)).status_code == 404


@pytest.mark.parametrize("who", ["wendy", "grace", "fiona", "olu", "colin", "beth", "alan"])
async def test_whoever_may_not_see_the_case_finds_no_entry(app: App, who: str) -> None:
    entry_id = await written(app, await app.as_("priya"))
    browser = await app.as_(who)
    for address in ("", "/edit", "/revisions"):
        assert (await browser.get(f"/weekly-entries/{entry_id}{address}")).status_code == 404
    assert (await browser.post(f"/weekly-entries/{entry_id}/revisions", form())).status_code == 404


@pytest.mark.parametrize("who", ["tom", "ruth", "helen", "joan"])
async def test_the_team_the_manager_and_the_psychologist_write_their_own(app: App, who: str) -> None:
    assert (await write(app, await app.as_(who))).status_code == 303


async def test_who_has_handed_over_writes_about_their_own_time_only(app: App) -> None:
    fiona, held = await app.as_("fiona"), NOW_WEEK.after(-6)
    task_id = await open_task(app, "Something of today")
    address = f"/families/{await family_id(app)}/weekly-entries/new"
    last = await fiona.get(address)
    page = await fiona.get(last.headers["location"])
    assert page.status_code == 200 and "for Maya" in page.text and "Something of today" not in page.text
    answer = await write(app, fiona, week=held)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/week/{held}")
    assert (await entries_of(app, "fiona"))[0].late
    assert (await write(app, fiona, week=NOW_WEEK)).status_code == 404
    assert (await write(app, fiona, week=held.previous, **{f"task_{task_id}": "done"})).status_code == 404
    assert (await task(app, task_id)).closed_at is None


async def test_after_sign_off_a_change_becomes_an_amendment_with_its_words(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    await sign_off(app)
    assert "Add an amendment" in (await priya.get(f"/weekly-entries/{entry_id}/edit")).text
    for answer in (
        await priya.post(f"/weekly-entries/{entry_id}/revisions", form(opened_version=1, worked_on="Too late words")),
        await write(app, priya, worked_on="Too late words"),
    ):
        assert answer.status_code == 409 and "Too late words" in answer.text
        assert f'action="/entries/{entry_id}/amendments"' in answer.text
    assert (await entry(app, entry_id)).revision == 1


async def test_the_first_post_again_after_sign_off_still_gets_its_receipt(app: App) -> None:
    priya, draft = await app.as_("priya"), str(uuid4())
    first = await write(app, priya, draft_id=draft)
    await sign_off(app)
    again = await write(app, priya, draft_id=draft)
    assert again.headers["weekbook-receipt"] == first.headers["weekbook-receipt"]


async def test_each_screen_needs_eight_statements_at_most(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    await priya.get("/week")
    family = await family_id(app)
    before = NOW_WEEK.previous
    for address in (f"/families/{family}/weekly-entries/new?week={before}", f"/weekly-entries/{entry_id}",
                    f"/weekly-entries/{entry_id}/edit", f"/weekly-entries/{entry_id}/revisions"):  # fmt: skip
        with counted(app.services.database) as said:
            assert (await priya.get(address)).status_code == 200
        assert len(said) <= 8, address


async def test_every_version_is_kept(app: App) -> None:
    priya = await app.as_("priya")
    entry_id = await written(app, priya)
    for version in (1, 2):
        words = form(opened_version=version, headline=f"After version {version}")
        await priya.post(f"/weekly-entries/{entry_id}/revisions", words)
    async with app.services.database.reading() as db:
        kept = await db.scalar(select(func.count()).where(EntryRevision.entry_id == entry_id))
    assert kept == 3
    page = (await priya.get(f"/weekly-entries/{entry_id}")).text
    assert "Version 3" in page
