"""Group supervision: blind views, their opening, what is written down; nobody sees a view before the others' do."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.calendar import LONDON
from store.practice.entries import SIGNIFICANT_EVENT, SignificantEvent, WeeklyEntry, content_of
from store.practice.group_supervision import AFTERWARDS, IN_THE_ROOM, ON_THE_DAY
from store.practice.weeks import Week
from store.tables.cases import Case
from store.tables.entries import Entry, Task
from store.tables.supervision import SupervisionView, SupervisionViewRevision
from store.tables.trail import TrailRow
from tests.cast import LONG_AGO, PEOPLE, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.supervising import Sitting, about_the_form, given, sitting
from tests.web.test_carried import etags_of
from tests.web.test_sent_again import WEEK
from tests.web.visiting import errors_of, form_in, text_of

SECRET = "Zebrafish under the sink"


async def test_the_manager_sets_a_date_and_those_due_first_are_proposed(app: App) -> None:
    ruth = await app.as_("ruth")
    page = await ruth.get("/supervisions/new")
    assert "Okafor-Hill" in page.text and "Brennan" in page.text and "never yet" in page.text
    assert "Adeyemi" not in page.text, "another team's"
    one = await sitting(app)
    room = text_of(await ruth.get(one.room))
    assert "Okafor-Hill" in room and "Brennan" in room and "Your view is not in" in room
    assert "to come" in text_of(await (await app.as_("priya")).get("/supervision"))


async def test_what_is_missing_is_said_beside_its_field(app: App) -> None:
    ruth = await app.as_("ruth")
    wrong = await ruth.post("/supervisions", about_the_form() | {"on": ""})
    assert wrong.status_code == 422 and set(errors_of(wrong)) == {"on", "case"}
    one = await sitting(app)
    wrong = await one.gives("priya", "", "")
    assert wrong.status_code == 422 and list(errors_of(wrong)) == ["safety", "evidence"]
    assert (await one.gives("priya", 11, "x")).status_code == 422


async def test_a_view_is_a_number_and_what_was_agreed_may_be_left_open(app: App) -> None:
    """The form does not offer what it would refuse."""
    one = await sitting(app)
    own = await (await app.as_("priya")).get(f"{one.turn}/view")
    assert "Not said" not in text_of(own) and "safety" not in form_in(own.text, f"{one.turn}/views")
    unsaid = {name: value for name, value in given("", "The chart hangs there.").items() if name != "safety"}
    refused = await (await app.as_("priya")).post(f"{one.turn}/views", unsaid)
    assert refused.status_code == 422 and list(errors_of(refused)) == ["safety"]
    assert "Not said" not in text_of(refused) and "The chart hangs there." in refused.text
    await one.opens()
    assert "Not said" in text_of(await (await app.as_("ruth")).get(f"{one.turn}/record/new"))


async def test_the_same_plan_sent_again_makes_one_meeting(app: App) -> None:
    ruth = await app.as_("ruth")
    async with app.services.database.reading() as db:
        case_id = await Cast.case_id(db, "Brennan")
    fields = about_the_form() | {"on": datetime.now(LONDON).date().isoformat(), "case": str(case_id)}
    first, again = await ruth.post("/supervisions", fields), await ruth.post("/supervisions", fields)
    assert first.headers["location"] == again.headers["location"]
    assert text_of(await ruth.get("/supervision")).count("Hatfield · to come") == 1


async def test_only_a_manager_of_the_team_sets_or_changes_a_date(app: App) -> None:
    one = await sitting(app)
    for name in PEOPLE:
        if name == "ruth":
            continue
        browser = await app.as_(name)
        assert (await browser.get("/supervisions/new")).status_code == (200 if name == "olu" else 404), name
        assert (await browser.get(f"{one.room}/edit")).status_code == 404, name
        assert (await browser.post(one.room, about_the_form())).status_code == 404, name
        assert (await browser.post(f"{one.turn}/opening", about_the_form())).status_code == 404, name


async def test_who_may_read_none_of_its_families_does_not_find_the_meeting(app: App) -> None:
    one = await sitting(app)
    for name in ("grace", "wendy", "olu", "colin", "beth", "alan", "fiona"):
        browser = await app.as_(name)
        assert (await browser.get(one.room)).status_code == 404, name
        assert (await browser.get(f"{one.room}/events")).status_code == 404, name
        assert str(one.id) not in (await browser.get("/supervision")).text, name


@pytest.mark.parametrize("reader", ["sam", "ruth", "helen", "mark", "hilary", "tom"])
async def test_nobody_reads_anothers_view_before_the_opening(app: App, reader: str) -> None:
    """Not in a page, not by whether it is in: every page is the same, byte for byte, before and after it was given."""
    one = await sitting(app)
    browser = await app.as_(reader)
    pages = [one.room, one.turn, f"{one.turn}/view", "/supervision", f"/families/{one.family}",
             f"/families/{one.family}/story", f"/families/{one.family}/safety", f"/families/{one.family}/chronology",
             f"/families/{one.family}/tasks", f"/families/{one.family}/weeks/{WEEK}", f"/week/{WEEK}",
             "/find?q=Zebrafish", "/find/answers?q=Zebrafish"]  # fmt: skip

    async def all_of_it() -> list[str]:
        answers = [await browser.get(path) for path in pages]
        texts = (text_of(answer) for answer in answers if answer.status_code == 200)
        return [re.sub(r"Printed by .*? Case ", "", text) for text in texts]  # to the minute, which may turn over

    before, carried = await all_of_it(), etags_of(await browser.get("/carried"))
    assert (await one.gives("priya", 3, SECRET)).status_code == 303
    assert await all_of_it() == before
    assert etags_of(await browser.get("/carried")) == carried
    assert not any("Zebrafish under" in page for page in before)
    assert "Zebrafish" not in (await browser.get("/carried")).text
    own = text_of(await (await app.as_("priya")).get(one.turn))
    assert SECRET in own and "Only you can read it" in own


async def test_the_trail_says_that_it_was_given_and_not_what(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, SECRET)
    async with app.services.database.reading() as db:
        rows = list(await db.scalars(select(TrailRow).where(TrailRow.act == "supervision view given")))
    assert [(row.case_id, row.facts) for row in rows] == [(None, {"revision": 1})]
    assert "Zebrafish" not in (await (await app.as_("alan")).get("/trail")).text


async def test_after_the_opening_all_stand_side_by_side_with_the_spread(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, SECRET)
    await one.gives("sam", 7, "She came sober three times.")
    assert (await one.opens()).status_code == 303
    for reader in ("priya", "sam", "ruth", "tom", "helen"):
        for path in (one.turn, one.room):
            read = text_of(await (await app.as_(reader)).get(path))
            assert SECRET in read and "sober three times" in read and "From 3 to 7: 4 apart." in read, (reader, path)
            assert "Views differ" in read
    assert (await one.opens()).status_code == 303, "a second time changes nothing"


async def test_a_view_can_be_changed_until_the_others_were_seen(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, "As I saw it on Monday.")
    assert (await one.gives("priya", 4, "As I saw it on Tuesday.", opened_version="1")).status_code == 303
    await one.opens()
    refused = await one.gives("priya", 9, "Now that I see the others’.", opened_version="2")
    assert refused.status_code == 409 and "stands as it was" in refused.text and "Now that I see" in refused.text
    read = text_of(await (await app.as_("sam")).get(one.turn))
    assert "on Tuesday" in read and "on Monday" not in read and "Now that" not in read
    async with app.services.database.reading() as db:
        assert [row.safety for row in await db.scalars(select(SupervisionViewRevision))] == [3, 4]


async def test_two_phones_of_one_person_overwrite_nothing(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, "On the phone.")
    other = await one.gives("priya", 6, "On the tablet.")
    assert other.status_code == 409
    assert "On the phone." in other.text and "On the tablet." in other.text
    form = form_in(other.text, f"{one.turn}/views")
    assert form["opened_version"] == ["1"]
    assert (await (await app.as_("priya")).post(f"{one.turn}/views", {**form})).status_code == 303


async def test_the_same_view_sent_again_is_one(app: App) -> None:
    one, priya = await sitting(app), await app.as_("priya")
    fields = given(4, "The chart hangs.")
    first, again = [await priya.post(f"{one.turn}/views", fields) for _ in range(2)]
    assert (first.status_code, again.status_code) == (303, 303)
    async with app.services.database.reading() as db:
        assert [row.revision for row in await db.scalars(select(SupervisionView))] == [1]


async def test_when_a_view_came_is_marked(app: App) -> None:
    one = await sitting(app, in_days=0)
    await one.gives("priya", 3, "Before the first family.")
    ruth = await app.as_("ruth")
    await ruth.post(f"/families/{one.brennan}{one.room}/opening", about_the_form())
    await one.gives("sam", 6, "In the room.")
    await one.opens()
    await one.gives("tom", 5, "Afterwards.")
    read = text_of(await ruth.get(one.turn))
    for mark in (ON_THE_DAY, IN_THE_ROOM, AFTERWARDS):
        assert read.count(mark) == 1, mark


async def test_a_view_that_waited_for_signal_tells_when_the_phone_says_it_was_written(app: App) -> None:
    one = await sitting(app)
    await one.opens()
    wrote = datetime.now(UTC) - timedelta(hours=3)
    await one.gives("tom", 5, "From the car park.", written_on_phone_at=wrote.isoformat())
    await one.gives("sam", 6, "In the room.")
    read = text_of(await (await app.as_("ruth")).get(one.turn))
    assert read.count("by the phone’s clock") == 1
    assert f"{wrote.astimezone(LONDON):%H:%M} by the phone’s clock" in read


async def test_the_day_it_was_held_is_not_the_day_that_was_typed(app: App) -> None:
    one = await sitting(app, in_days=5)
    await one.opens()
    address = await one.written()
    today = datetime.now(LONDON)
    read = text_of(await (await app.as_("priya")).get(address))
    assert f"Happened{today.day} {today:%B %Y}" in read
    planned = today + timedelta(days=5)
    assert f"Planned for {planned.day} {planned:%B %Y}" in read
    assert "planned for" in text_of(await (await app.as_("priya")).get("/supervision"))


async def test_who_writes_it_down_later_says_the_day_on_which_they_met(app: App) -> None:
    one = await sitting(app)
    await one.opens()
    met = datetime.now(LONDON) - timedelta(days=1)
    address = await one.written(held_on=met.date().isoformat())
    priya, day = await app.as_("priya"), f"{met.day} {met:%B %Y}"
    assert f"Happened{day}" in text_of(await priya.get(address))
    assert f"Held on {day}" in text_of(await priya.get(one.room))
    form = html.fromstring((await (await app.as_("ruth")).get(f"{address}/edit")).text)
    assert form.xpath("//input[@name='held_on']/@value") == [met.date().isoformat()]


@pytest.mark.parametrize(("days", "said"), [(1, "This day is still to come"), (-9000, "The case was not open yet")])
async def test_a_day_on_which_nobody_can_have_met_is_refused(app: App, days: int, said: str) -> None:
    one = await sitting(app)
    await one.opens()
    on = (datetime.now(LONDON) + timedelta(days=days)).date().isoformat()
    answer = await (await app.as_("ruth")).post(f"{one.turn}/records", await one.record(held_on=on))
    assert answer.status_code == 422 and said in errors_of(answer)["held_on"] and on in answer.text


async def test_what_is_marked_significant_stands_in_the_chronology_with_what_it_meant(app: App) -> None:
    one = await sitting(app)
    await one.opens()
    refused = await (await app.as_("ruth")).post(f"{one.turn}/records", await one.record(significant="yes"))
    assert refused.status_code == 422 and list(errors_of(refused)) == ["impact"]
    address = await one.written(significant="yes", impact="Nobody leaves Maya alone on a Friday.")
    priya = await app.as_("priya")
    there = text_of(await priya.get(f"/families/{one.family}/chronology"))
    assert "Agreed: Safe in the week, not on Fridays." in there and "Nobody leaves Maya alone on a Friday." in there
    assert "Nobody leaves Maya alone on a Friday." in text_of(await priya.get(address))
    form = form_in((await (await app.as_("ruth")).get(f"{address}/edit")).text, f"{address}/revisions")
    assert form["significant"] == ["yes"]


async def test_an_action_says_who_does_it_and_by_when(app: App) -> None:
    one = await sitting(app)
    await one.opens()
    fields = await one.record(**{"owner-0": "", "due-0": ""})
    answer = await (await app.as_("ruth")).post(f"{one.turn}/records", fields)
    assert answer.status_code == 422
    assert errors_of(answer) == {"owner-0": "Choose who does it", "due-0": "Give the day by which it is done"}
    assert "Ring Dawn on Friday" in answer.text


@pytest.mark.parametrize(("in_days", "asks"), [(0, False), (5, True)])
async def test_views_of_another_day_than_the_planned_one_are_opened_only_after_asking(
    app: App, in_days: int, asks: bool
) -> None:
    one = await sitting(app, in_days=in_days)
    page = (await (await app.as_("ruth")).get(one.turn)).text
    assert ("Open the views today?" in page) is asks


async def test_the_room_says_once_what_was_planned_and_of_blind_views_while_some_are(app: App) -> None:
    one = await sitting(app, in_days=5)
    await one.opens()
    room = text_of(await (await app.as_("ruth")).get(one.room))
    assert room.count("planned for") == 1 and "Held on" in room and "Nobody sees another’s view" in room
    await replace(one, family=one.brennan).opens()
    assert "Nobody sees another’s view" not in text_of(await (await app.as_("ruth")).get(one.room))


async def test_what_was_agreed_stands_on_the_record_with_dissent_by_name_and_tasks(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, SECRET)
    early = await (await app.as_("ruth")).post(f"{one.turn}/records", await one.record())
    assert early.status_code == 404, "before the views are open nothing is agreed"
    await one.opens()
    address = await one.written()
    read = text_of(await (await app.as_("sam")).get(address))
    for words in ("Safe in the week, not on Fridays.", "5of 10, agreed", "Fridays are better than we say.",
                  "Sam Okoro, recovery worker sees it otherwise", "Visit on Fridays.", "Dr Lee", "Ring Dawn on Friday",
                  "Priya Raman", "A plan for Friday nights.", SECRET):  # fmt: skip
        assert words in read, words
    async with app.services.database.reading() as db:
        (task,) = await db.scalars(select(Task))
        assert task.title == "Ring Dawn on Friday" and str(task.due_on) == "2031-03-04"
        assert task.owner_id == await Cast.practitioner_id(db, "priya")
    for path in ("story", "story?show=group_supervision"):
        assert "Agreed: Safe in the week" in text_of(await (await app.as_("sam")).get(f"/families/{one.family}/{path}"))
    assert "Written down" in text_of(await (await app.as_("sam")).get(one.room))


async def test_it_is_revised_by_its_writer_and_both_texts_are_shown(app: App) -> None:
    one, ruth = await sitting(app), await app.as_("ruth")
    await one.opens()
    address = await one.written()
    form = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await ruth.post(f"{address}/revisions", {**form, "agreed": "Safe enough."})).status_code == 303
    stale = {**form, "draft_id": about_the_form()["draft_id"], "agreed": "Not safe."}
    both = await ruth.post(f"{address}/revisions", stale)
    assert both.status_code == 409 and "Safe enough." in both.text and "Not safe." in both.text
    assert "2 versions" in text_of(await ruth.get(address))
    assert "Safe in the week" in text_of(await ruth.get(f"{address}/revisions"))
    assert (await (await app.as_("priya")).post(f"{address}/revisions", form)).status_code == 404
    second = await ruth.post(f"{one.turn}/records", await one.record(agreed="Another one."))
    assert second.status_code == 409 and "Another one." in second.text


async def test_a_practitioner_writes_nothing_down_for_all(app: App) -> None:
    one = await sitting(app)
    await one.opens()
    answer = await (await app.as_("priya")).post(f"{one.turn}/records", await one.record())
    assert answer.status_code == 404


async def test_a_familys_page_takes_as_many_statements_however_much_there_is(app: App) -> None:
    one, priya = await sitting(app), await app.as_("priya")
    with counted(app.services.database) as few:
        await priya.get(one.turn)
    for who in ("priya", "sam", "tom", "joan"):
        await one.gives(who, 4, "x")
    await one.opens()
    await one.written()
    for weeks_ago in range(30):
        await weekly(app, weeks_ago, 4)
        await significant(app, weeks_ago)
    with counted(app.services.database) as many:
        page = text_of(await priya.get(one.turn))
    assert EVENT in page and len(few) == len(many) <= 8


EVENT = "The landlord changed the lock."


async def significant(app: App, weeks_ago: int) -> None:
    async with app.services.database.writing() as db:
        at = datetime.now(UTC) - timedelta(weeks=weeks_ago)
        case_id, author = await Cast.case_id(db, "Okafor-Hill"), await Cast.practitioner_id(db, "sam")
        db.add(Entry(id=uuid4(), case_id=case_id, kind=SIGNIFICANT_EVENT, author_id=author, week=Week.of(at).start,
                     happened_at=at, written_at=at, fingerprint="", significant=True,
                     content=content_of(SignificantEvent(EVENT, "They slept elsewhere."))))  # fmt: skip


async def weekly(app: App, weeks_ago: int, safety: int) -> None:
    async with app.services.database.writing() as db:
        at = datetime.now(UTC) - timedelta(weeks=weeks_ago)
        case_id, author = await Cast.case_id(db, "Okafor-Hill"), await Cast.practitioner_id(db, "priya")
        said = content_of(WeeklyEntry("x", "x", safety=safety))
        db.add(Entry(id=uuid4(), case_id=case_id, kind="weekly_entry", author_id=author, week=Week.of(at).start,
                     happened_at=at, written_at=at, fingerprint="", content=said))  # fmt: skip


async def test_it_is_a_mark_in_safety_over_time(app: App) -> None:
    one, priya = await sitting(app), await app.as_("priya")
    await one.opens()
    address = await one.written()
    for weeks_ago, safety in ((1, 4), (0, 5)):
        await weekly(app, weeks_ago, safety)
    page = (await priya.get(f"/families/{one.family}/safety")).text
    assert (
        'class="supervised"' in page
        and address in page
        and "Agreed: 5 of 10" in text_of(await priya.get(f"/families/{one.family}/safety"))
    )


async def test_a_restricted_family_is_named_to_its_own_alone_and_not_shown_without_a_touch(app: App) -> None:
    one = await sitting(app)
    await one.gives("priya", 3, SECRET)
    await one.opens()
    async with app.services.database.writing() as db:
        case_id = await Cast.case_id(db, "Okafor-Hill")
        await db.execute(update(Case).where(Case.id == case_id).values(restricted=True))
    tom = text_of(await (await app.as_("tom")).get(one.room))
    assert "Okafor-Hill" not in tom and "Zebrafish" not in tom and "Brennan" in tom
    assert (await (await app.as_("tom")).get(one.turn)).status_code == 404
    for name in ("priya", "ruth"):
        room = text_of(await (await app.as_(name)).get(one.room))
        assert "Okafor-Hill" in room and "Zebrafish" not in room, name


async def test_a_family_is_taken_out_until_it_was_opened_and_its_views_wait(app: App) -> None:
    one, ruth = await sitting(app), await app.as_("ruth")
    await one.gives("priya", 3, SECRET)
    form = form_in((await ruth.get(f"{one.room}/edit")).text, one.room)
    okafor, brennan = await cases_of(one)
    assert {*form["was"]} == {okafor, brennan}
    without = {**form, "case": brennan}
    assert (await ruth.post(one.room, without)).status_code == 303
    assert "Okafor-Hill" not in text_of(await ruth.get(one.room))
    for path in (one.turn, f"{one.turn}/view"):
        assert (await (await app.as_("priya")).get(path)).status_code == 404
    assert (await one.gives("sam", 7, "x")).status_code == (await one.opens()).status_code == 404
    assert (await ruth.post(one.room, {**without, "case": [okafor, brennan], "was": brennan})).status_code == 303
    assert SECRET in text_of(await (await app.as_("priya")).get(one.turn)), "it waited"
    await one.opens()
    assert (await ruth.post(one.room, without)).status_code == 303
    assert SECRET in text_of(await ruth.get(one.turn)), "what was opened stays"


async def test_those_that_are_in_it_stand_first_when_it_is_changed(app: App) -> None:
    one, ruth = await sitting(app), await app.as_("ruth")
    okafor, brennan = await cases_of(one)
    form = form_in((await ruth.get(f"{one.room}/edit")).text, one.room)
    for inside, first in ((okafor, "Okafor-Hill"), (brennan, "Brennan")):
        assert (await ruth.post(one.room, {**form, "case": inside})).status_code == 303
        assert families_in(await ruth.get(f"{one.room}/edit"))[0] == first
    refused = await ruth.post(one.room, {**form, "was": okafor, "case": brennan, "on": ""})
    assert refused.status_code == 422 and families_in(refused)[0] == "Okafor-Hill", "they do not change places"
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == int(okafor)).values(opened_on=LONG_AGO - timedelta(days=1)))
    assert families_in(await ruth.get("/supervisions/new"))[0] == "Okafor-Hill", "due first"


def families_in(page: httpx.Response) -> list[str]:
    """The families of the form, from above."""
    return [str(name) for name in html.fromstring(page.text).xpath("//input[@name='case']/../span/span[1]/text()")]


async def test_a_family_that_somebody_else_added_meanwhile_is_not_taken_out(app: App) -> None:
    one, ruth = await sitting(app), await app.as_("ruth")
    okafor, _ = await cases_of(one)
    opened_before = {**form_in((await ruth.get(f"{one.room}/edit")).text, one.room), "was": okafor, "case": okafor}
    assert (await ruth.post(one.room, opened_before)).status_code == 303
    assert "Brennan" in text_of(await ruth.get(one.room))


async def cases_of(one: Sitting) -> tuple[str, str]:
    async with one.app.services.database.reading() as db:
        return str(await Cast.case_id(db, "Okafor-Hill")), str(await Cast.case_id(db, "Brennan"))
