"""The private part of individual supervision is read by the two who were there, and by nobody else."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from store.practice.weeks import Week
from store.tables.individual_supervision import OneToOne
from store.tables.people import Practitioner, Team
from store.tables.trail import TrailRow
from tests.cast import PEOPLE, TODAY
from tests.conftest import App
from tests.web.individual_supervision import HERE, held_on, id_of, private, written_privately
from tests.web.visiting import errors_of, form_in, scene_of, text_of

MARKED = {name: f"Zebra{number}zz" for number, name in enumerate(("wellbeing", "workload", "development", "agreed"))}
THE_TWO = {"ruth", "sam"}


async def read_it(app: App, address: str, who: str = "sam") -> None:
    browser = await app.as_(who)
    form = form_in((await browser.get(address)).text, f"{address}/reading")
    assert (await browser.post(f"{address}/reading", dict(form))).status_code == 303


async def moved(app: App, who: str, **where: object) -> None:
    async with app.services.database.writing() as db:
        if "team" in where:
            where = {"team_id": await db.scalar(select(Team.id).where(Team.name == where["team"]))}
        await db.execute(update(Practitioner).where(Practitioner.name == PEOPLE[who][0]).values(**where))


async def test_both_read_it_and_it_says_when_it_was_held_and_when_written(app: App) -> None:
    _, address = await written_privately(app, days_ago=1)
    for who, other in (("ruth", "Sam Okoro"), ("sam", "Ruth Calder")):
        text = text_of(await (await app.as_(who)).get(address))
        for words in (f"Supervision with {other}", "Sam sleeps badly.", "Nine families", "Wants to train others.",
                      "No new family before December.", "Between the two of you", "Not read yet"):  # fmt: skip
            assert words in text, (who, words)
        assert "Written late" not in text


@pytest.mark.parametrize("who", PEOPLE)
async def test_not_one_word_of_it_is_found_by_anybody_else(app: App, who: str) -> None:
    """Pages, Find, forms, what phones carry, the story, the chronology, the sheet, the trail."""
    scene = await scene_of(app)
    fields, address = await written_privately(app, **MARKED)
    ruth = await app.as_("ruth")
    form = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await ruth.post(f"{address}/revisions", {**form, "agreed": "Zebra8zz"})).status_code == 303
    added = {"draft_id": str(uuid4()), "text": "Zebra9zz"}
    assert (await (await app.as_("sam")).post(f"{address}/words", added)).status_code == 303
    browser, sam, family = await app.as_(who), await id_of(app, "sam"), f"/families/{scene.family}"
    for path in (address, f"{address}/revisions", f"{address}/edit"):
        answer = await browser.get(path)
        assert ("Zebra" in answer.text) is (who in THE_TWO and answer.status_code == 200), path
        assert answer.status_code == 404 or who in THE_TWO, path
    for path in (HERE, "/you", "/week", "/people", f"/people/{sam}", f"/people/{sam}/practice-file",
                 "/find?q=zebra1zz",
                 "/find/answers?q=zebra1zz", "/trail", "/you/openings", "/supervision", "/record", "/practice-file",
                 "/recovered", f"{HERE}/with/{sam}/new", family, f"{family}/story", f"{family}/chronology",
                 f"{family}/weeks/{Week.of(TODAY)}", f"{family}/tasks", f"/people/{sam}/unsent"):  # fmt: skip
        assert "Zebra" not in (await browser.get(path)).text, path
    carried = (await browser.get("/carried")).text
    assert ("Zebra" in carried) is (who in THE_TWO)
    if who not in THE_TWO:
        for post, said in (("revisions", dict(fields)), ("reading", {"opened_version": "2"}), ("words", added)):
            answer = await browser.post(f"{address}/{post}", {**said, "draft_id": str(uuid4())})
            assert answer.status_code == 404 and "Zebra" not in answer.text, post


async def test_nothing_of_it_stands_on_the_trail_but_that_it_was_done(app: App) -> None:
    _, address = await written_privately(app, **MARKED)
    await read_it(app, address)
    async with app.services.database.reading() as db:
        rows = list(await db.scalars(select(TrailRow).where(TrailRow.act.startswith("one-to-one"))))
    assert [row.act for row in rows] == ["one-to-one recorded", "one-to-one read", "one-to-one signed as seen"]
    assert all(row.case_id is None and "Zebra" not in json.dumps([row.subject, row.facts]) for row in rows)
    assert {row.subject for row in rows} == {address.rsplit("/", 1)[1]}, "by its number; nobody else is named"


@pytest.mark.parametrize(("who", "about", "status"), [
    ("ruth", "sam", 200), ("ruth", "priya", 200), ("ruth", "ruth", 404), ("ruth", "wendy", 404), ("ruth", "mark", 404),
    ("mark", "ruth", 200), ("mark", "helen", 200), ("mark", "sam", 404), ("mark", "olu", 404), ("hilary", "mark", 404),
    ("hilary", "sam", 404), ("priya", "sam", 404), ("sam", "sam", 404), ("beth", "sam", 404), ("alan", "sam", 404),
    ("colin", "sam", 404), ("helen", "sam", 404), ("olu", "grace", 200),
])  # fmt: skip
async def test_who_records_supervision_with_whom(app: App, who: str, about: str, status: int) -> None:
    browser, path = await app.as_(who), f"{HERE}/with/{await id_of(app, about)}"
    assert (await browser.get(f"{path}/new")).status_code == status
    assert (await browser.post(path, private())).status_code == (303 if status == 200 else 404)


async def test_posted_twice_it_is_one(app: App) -> None:
    ruth, fields, path = await app.as_("ruth"), private(), f"{HERE}/with/{await id_of(app, 'sam')}"
    one, two = [json.loads((await ruth.post(path, fields)).headers["weekbook-receipt"]) for _ in "12"]
    async with app.services.database.reading() as db:
        assert one == two and len(list(await db.scalars(select(OneToOne)))) == 1


async def test_bad_input_is_said_at_its_field_and_nothing_is_lost(app: App) -> None:
    ruth, path = await app.as_("ruth"), f"{HERE}/with/{await id_of(app, 'sam')}"
    empty = await ruth.post(path, private(wellbeing="", workload="", development="", agreed="", on=held_on(-2)))
    assert empty.status_code == 422 and set(errors_of(empty)) == {"on", "wellbeing"}
    answer = await ruth.post(path, private(on="", agreed="Kept words"))
    assert answer.status_code == 422 and "Kept words" in answer.text and list(errors_of(answer)) == ["on"]


async def test_written_a_fortnight_later_it_is_late(app: App) -> None:
    _, address = await written_privately(app, days_ago=16)
    assert "Written late" in text_of(await (await app.as_("sam")).get(address))


async def test_changed_on_another_phone_both_texts_are_shown_and_none_is_overwritten(app: App) -> None:
    _, address = await written_privately(app)
    ruth, where = await app.as_("ruth"), f"{address}/revisions"
    here, there = [{**form_in((await ruth.get(f"{address}/edit")).text, where), "draft_id": str(uuid4())} for _ in "12"]
    assert (await ruth.post(where, {**there, "workload": "Written on the tablet."})).status_code == 303
    refused = await ruth.post(where, {**here, "workload": "Written on the phone."})
    assert refused.status_code == 409
    assert "Written on the tablet." in text_of(refused) and "Written on the phone." in text_of(refused)
    versions = text_of(await (await app.as_("sam")).get(where))
    assert "Written on the tablet." in versions and "Nine families" in versions and "on the phone" not in versions
    again = {**form_in(refused.text, where), "draft_id": here["draft_id"], "workload": "Both."}
    assert (await ruth.post(where, again)).status_code == 303


async def test_what_comes_late_on_a_bad_line_does_not_stand_over_later_words(app: App) -> None:
    ruth, path, at = await app.as_("ruth"), f"{HERE}/with/{await id_of(app, 'sam')}", datetime.now(UTC)
    first = private(agreed="First.", written_on_phone_at=at.isoformat())
    more = first | {"agreed": "First, and more.", "written_on_phone_at": (at + timedelta(minutes=1)).isoformat()}
    last = first | {"agreed": "All of it.", "written_on_phone_at": (at + timedelta(minutes=2)).isoformat()}
    for fields in (first, more, last):
        assert (await ruth.post(path, fields)).status_code == 303
    assert (await ruth.post(path, more | {"agreed": "Held up."})).status_code == 409
    address = f"{HERE}/{first['draft_id']}"
    assert "All of it." in (await ruth.get(address)).text and "Held up." not in (await ruth.get(address)).text


async def test_once_the_practitioner_has_read_it_it_is_closed_and_both_add_words(app: App) -> None:
    _, address = await written_privately(app)
    ruth, sam = await app.as_("ruth"), await app.as_("sam")
    form = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await ruth.post(f"{address}/reading", {"opened_version": "1"})).status_code == 404, "not by its writer"
    await read_it(app, address)
    refused = await ruth.post(f"{address}/revisions", {**form, "draft_id": str(uuid4()), "agreed": "Too late."})
    assert refused.status_code == 409 and "Too late." in refused.text and "has read it meanwhile" in text_of(refused)
    assert (await ruth.get(f"{address}/edit")).headers["location"] == address
    for browser, words in ((sam, "I sleep better now."), (ruth, "Good.")):
        fields = {"draft_id": str(uuid4()), "text": words}
        for _ in "12":
            assert (await browser.post(f"{address}/words", fields)).status_code == 303
    text = text_of(await sam.get(address))
    assert text.count("I sleep better now.") == 1 and "Good." in text and "Too late." not in text
    empty = await sam.post(f"{address}/words", {"text": " "})
    assert empty.status_code == 422 and list(errors_of(empty)) == ["text"]


async def test_only_what_was_seen_is_said_to_be_read(app: App) -> None:
    _, address = await written_privately(app)
    ruth, sam = await app.as_("ruth"), await app.as_("sam")
    seen = form_in((await sam.get(address)).text, f"{address}/reading")
    form = form_in((await ruth.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await ruth.post(f"{address}/revisions", {**form, "agreed": "Something else."})).status_code == 303
    answer = await sam.post(f"{address}/reading", dict(seen))
    assert answer.status_code == 409 and "changed it since you opened it" in text_of(answer)
    assert "Something else." in text_of(answer) and "Not read yet" in text_of(answer)


async def test_the_list_has_each_of_those_whom_one_supervises_with_the_day_it_was_last_held(app: App) -> None:
    await written_privately(app, days_ago=2)
    await written_privately(app, days_ago=70, about="joan")
    text = text_of(await (await app.as_("ruth")).get(HERE))
    for name in ("Priya Raman", "Tom Ashdown", "Sam Okoro", "Joan Tierney"):
        assert name in text
    assert "Grace Mensah" not in text and "Not held with you yet." in text
    assert text.count("Supervision overdue since") == 1
    sams = text_of(await (await app.as_("sam")).get(HERE))
    assert "Ruth Calder" in sams and "waits to be read by you" in sams and "Joan" not in sams
    assert "Nothing is written yet" in text_of(await (await app.as_("priya")).get(HERE))
    for who in ("ruth", "sam", "mark"):
        assert f'href="{HERE}"' in (await (await app.as_(who)).get("/you")).text
    for who in ("beth", "alan", "colin"):
        assert f'href="{HERE}"' not in (await (await app.as_(who)).get("/you")).text


async def test_a_new_supervisor_begins_anew_and_the_old_two_keep_what_is_theirs(app: App) -> None:
    _, address = await written_privately(app, **MARKED)
    await moved(app, "sam", team="Stevenage")
    olu, ruth, sam = [await app.as_(name) for name in ("olu", "ruth", "sam")]
    assert (await olu.get(address)).status_code == 404
    assert "Zebra" not in (await olu.get("/carried")).text
    text = text_of(await olu.get(HERE))
    assert "Sam Okoro" in text and str(TODAY.year) not in text.split("Sam Okoro")[1].split("Write")[0]
    for browser in (ruth, sam):
        assert "Zebra0zz" in (await browser.get(address)).text
    assert "With those whom you do not supervise any more." in text_of(await ruth.get(HERE))
    assert (await ruth.get(f"{HERE}/with/{await id_of(app, 'sam')}/new")).status_code == 404


async def test_when_either_leaves_the_other_still_reads_it_and_nobody_comes_in_their_place(app: App) -> None:
    _, address = await written_privately(app, **MARKED)
    await moved(app, "ruth", left_on=TODAY)
    assert "Zebra0zz" in (await (await app.as_("sam")).get(address)).text
    await moved(app, "tom", role="team_manager")
    assert (await (await app.as_("tom")).get(address)).status_code == 404, "who follows in the post"
    await moved(app, "ruth", left_on=None)
    await moved(app, "sam", left_on=TODAY)
    ruth = await app.as_("ruth")
    assert "Zebra0zz" in (await ruth.get(address)).text and "Earlier" in text_of(await ruth.get(HERE))
    assert (await ruth.get(f"{HERE}/with/{await id_of(app, 'sam')}/new")).status_code == 404
    assert (await (await app.as_("mark")).get(address)).status_code == 404


async def test_the_id_of_somebody_elses_is_not_taken_over(app: App) -> None:
    fields, address = await written_privately(app)
    mark, ruth = await app.as_("mark"), await app.as_("ruth")
    same = private(draft_id=str(fields["draft_id"]), agreed="Taken over.")
    assert (await mark.post(f"{HERE}/with/{await id_of(app, 'helen')}", same)).status_code == 404
    assert (await ruth.post(f"{HERE}/with/{await id_of(app, 'joan')}", same)).status_code == 404
    assert "Taken over." not in (await ruth.get(address)).text
