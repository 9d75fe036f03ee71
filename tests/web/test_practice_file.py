"""The practice file: a practitioner's own; the supervisor reads what its owner shares, and nobody anything else."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from store.tables.practice import PracticeNote
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.web.visiting import Fields, errors_of, form_in, text_of

MARKED = "Zebra-4711"


def note(kind: str, **changed: object) -> Fields:
    of_kind: dict[str, Fields] = {
        "training": {"what": "MI: the spirit of it", "level": "introductory"},
        "fidelity": {"coder": "Joan", "cultivating": "4", "softening": "4", "partnership": "3", "empathy": "4",
                     "question": "8", "simple": "4", "complex": "6", "remark": "Fewer questions."},
        "reflection": {"text": "I talked too much."},
    }  # fmt: skip
    known = {"draft_id": str(uuid4()), "opened_version": "0", "on": TODAY.isoformat()}
    return known | of_kind[kind] | changed


async def written(app: App, kind: str, who: str = "sam", **changed: object) -> str:
    fields = note(kind, **changed)
    answer = await (await app.as_(who)).post(f"/practice-file/{kind}", fields)
    assert answer.status_code == 303, answer.text
    return str(fields["draft_id"])


async def file_of(app: App, who: str = "sam") -> str:
    return text_of(await (await app.as_(who)).get("/practice-file"))


async def shared_with(app: App, reader: str, owner: str = "sam") -> tuple[int, str]:
    async with app.services.database.reading() as db:
        owner_id = await Cast.practitioner_id(db, owner)
    answer = await (await app.as_(reader)).get(f"/people/{owner_id}/practice-file")
    return answer.status_code, text_of(answer)


async def share(app: App, note_id: str, yes: str = "yes", who: str = "sam") -> int:
    fields = {"share": yes, "opened_version": "1"}
    return (await (await app.as_(who)).post(f"/practice-file/notes/{note_id}/sharing", fields)).status_code


async def test_each_kind_stands_in_the_file_with_its_measures(app: App) -> None:
    assert "No training yet" in await file_of(app)
    for kind in ("training", "fidelity", "reflection"):
        await written(app, kind)
    text = await file_of(app)
    assert "MI: the spirit of it" in text and "Introductory" in text
    assert "Technical" in text and "60 %" in text and "Fewer questions." in text
    assert "I talked too much." in text


@pytest.mark.parametrize("kind", ["training", "fidelity", "reflection"])
async def test_bad_input_is_said_at_its_field_and_nothing_is_lost(app: App, kind: str) -> None:
    wrong = {"training": {"what": ""}, "fidelity": {"empathy": "7"}, "reflection": {"text": " "}}[kind]
    tomorrow = (TODAY + timedelta(days=2)).isoformat()
    answer = await (await app.as_("sam")).post(f"/practice-file/{kind}", note(kind, **wrong, on=tomorrow))
    assert answer.status_code == 422
    errors = errors_of(answer)
    assert next(iter(wrong)) in errors and "on" in errors
    assert "Name no family here" in text_of(answer) and "No training yet" in await file_of(app)


async def test_a_note_is_changed_in_its_place(app: App) -> None:
    written_id = await written(app, "reflection")
    browser = await app.as_("sam")
    assert "I talked too much." in (await browser.get(f"/practice-file/notes/{written_id}/edit")).text
    answer = await browser.post(
        f"/practice-file/notes/{written_id}", note("reflection", opened_version="1", text="Better today.")
    )
    assert answer.status_code == 303
    text = await file_of(app)
    assert "Better today." in text and "I talked too much." not in text and "changed" in text


async def test_changed_on_another_phone_both_texts_are_shown_and_none_is_overwritten(app: App) -> None:
    own = await written(app, "reflection")
    where, browser = f"/practice-file/notes/{own}", await app.as_("sam")
    here, there = [
        {**form_in((await browser.get(f"{where}/edit")).text, where), "draft_id": str(uuid4())} for _ in "12"
    ]
    assert (await browser.post(where, {**there, "text": "Written on the tablet."})).status_code == 303
    refused = await browser.post(where, {**here, "text": "Written on the phone."})
    assert refused.status_code == 409 and "In your file now" in text_of(refused)
    assert "Written on the tablet." in text_of(refused) and "Written on the phone." in text_of(refused)
    assert "Written on the tablet." in await file_of(app) and "Written on the phone." not in await file_of(app)
    both = {**form_in(refused.text, where), "draft_id": here["draft_id"], "text": "On the tablet, and on the phone."}
    assert (await browser.post(where, both)).status_code == 303
    assert "On the tablet, and on the phone." in await file_of(app)


async def test_typed_on_after_a_lost_answer_the_later_words_stand(app: App) -> None:
    browser, at = await app.as_("sam"), datetime.now(UTC)
    form = note("reflection", text="First words.", written_on_phone_at=at.isoformat())
    on = form | {"text": "First words, and more.", "written_on_phone_at": (at + timedelta(minutes=1)).isoformat()}
    more = on | {"text": "And more still.", "written_on_phone_at": (at + timedelta(minutes=2)).isoformat()}
    for fields in (form, on, more):
        assert (await browser.post("/practice-file/reflection", fields)).status_code == 303
    late = on | {"text": "Held up on the line."}
    assert (await browser.post("/practice-file/reflection", late)).status_code == 409
    assert "And more still." in await file_of(app) and "Held up" not in await file_of(app)


async def test_two_browsers_without_script_overwrite_nothing(app: App) -> None:
    own = await written(app, "reflection")
    where, browser = f"/practice-file/notes/{own}", await app.as_("sam")
    here, there = [form_in((await browser.get(f"{where}/edit")).text, where) for _ in "12"]
    assert (await browser.post(where, {**there, "text": "On the tablet."})).status_code == 303
    assert (await browser.post(where, {**here, "text": "On the phone."})).status_code == 409


async def test_words_saved_for_a_note_that_was_taken_out_meanwhile_bring_it_back_to_its_owner_alone(app: App) -> None:
    own = await written(app, "reflection")
    await share(app, own)
    browser, where = await app.as_("sam"), f"/practice-file/notes/{own}"
    form = {**form_in((await browser.get(f"{where}/edit")).text, where), "draft_id": str(uuid4())}
    assert (await browser.post(f"{where}/removal", {})).status_code == 303
    assert (await browser.post(where, {**form, "text": "A long evening’s thoughts."})).status_code == 303
    assert "A long evening’s thoughts." in await file_of(app)
    assert "A long evening’s thoughts." not in (await shared_with(app, "ruth"))[1]


async def test_only_words_that_were_seen_are_shared(app: App) -> None:
    own = await written(app, "reflection", text="Seen.")
    browser, where = await app.as_("sam"), f"/practice-file/notes/{own}"
    changed = {**form_in((await browser.get(f"{where}/edit")).text, where), "draft_id": str(uuid4())}
    assert (await browser.post(where, {**changed, "text": "Written on the tablet."})).status_code == 303
    answer = await browser.post(f"{where}/sharing", {"share": "yes", "opened_version": "1"})
    assert answer.status_code == 409 and "It was not shared" in text_of(answer)
    assert "Written on the tablet." in text_of(answer), "to be read before it is shared"
    assert "Written on the tablet." not in (await shared_with(app, "ruth"))[1]


async def test_what_was_taken_out_cannot_be_shared_and_leaves_one_line_on_the_trail(app: App) -> None:
    own = await written(app, "reflection")
    browser = await app.as_("sam")
    for _ in "12":
        assert (await browser.post(f"/practice-file/notes/{own}/removal", {})).status_code == 303
    assert await share(app, own) == 404
    for _ in "12":
        assert (await browser.post(f"/practice-file/notes/{own}/return", {})).status_code == 303
    async with app.services.database.reading() as db:
        acts = list(await db.scalars(select(TrailRow.act).where(TrailRow.subject == own).order_by(TrailRow.number)))
    assert acts == ["practice note written", "practice note taken out", "practice note brought back"]


async def test_the_form_of_a_shared_note_says_who_reads_it(app: App) -> None:
    own = await written(app, "reflection")
    browser, alone, shared = await app.as_("sam"), "Yours alone until", "your supervisor reads what you save"
    said = text_of(await browser.get(f"/practice-file/notes/{own}/edit"))
    assert alone in said and shared not in said
    await share(app, own)
    said = text_of(await browser.get(f"/practice-file/notes/{own}/edit"))
    assert shared in said and alone not in said


async def test_a_year_that_cannot_be_is_asked_about(app: App) -> None:
    answer = await (await app.as_("sam")).post("/practice-file/reflection", note("reflection", on="0026-11-20"))
    assert answer.status_code == 422 and "The year is 26" in errors_of(answer)["on"]


async def test_the_same_form_again_is_one_note(app: App) -> None:
    fields = note("reflection")
    browser = await app.as_("sam")
    for _ in range(2):
        assert (await browser.post("/practice-file/reflection", fields)).status_code == 303
    async with app.services.database.reading() as db:
        assert len((await db.scalars(select(PracticeNote))).all()) == 1


async def test_taken_out_it_can_be_brought_back(app: App) -> None:
    written_id = await written(app, "reflection")
    await share(app, written_id)
    browser = await app.as_("sam")
    answer = await browser.post(f"/practice-file/notes/{written_id}/removal", {})
    after = text_of(await browser.get(answer.headers["location"]))
    assert "I talked too much." not in after and "Bring it back" in after
    assert "I talked too much." not in (await shared_with(app, "ruth"))[1]
    await browser.post(f"/practice-file/notes/{written_id}/return", {})
    assert "I talked too much." in await file_of(app)


async def test_only_what_is_shared_is_read_by_the_supervisor(app: App) -> None:
    shown = await written(app, "reflection", text="For Ruth too.")
    await written(app, "training", what=MARKED)
    assert await share(app, shown) == 303
    status, text = await shared_with(app, "ruth")
    assert status == 200 and "For Ruth too." in text and MARKED not in text
    await share(app, shown, "no")
    assert "For Ruth too." not in (await shared_with(app, "ruth"))[1]


@pytest.mark.parametrize(
    ("reader", "status"),
    [("ruth", 200), ("priya", 404), ("sam", 404), ("olu", 404), ("mark", 404), ("hilary", 404), ("helen", 404),
     ("beth", 404), ("alan", 404), ("colin", 404)],
)  # fmt: skip
async def test_nobody_but_the_supervisor(app: App, reader: str, status: int) -> None:
    await share(app, await written(app, "reflection", text=MARKED))
    seen, text = await shared_with(app, reader)
    assert seen == status and (MARKED in text) is (status == 200)


@pytest.mark.parametrize(("owner", "reader"), [("helen", "mark"), ("ruth", "mark")])
async def test_psychologist_and_manager_have_the_areas_manager(app: App, owner: str, reader: str) -> None:
    await share(app, await written(app, "reflection", owner, text=MARKED), who=owner)
    status, text = await shared_with(app, reader, owner)
    assert status == 200 and MARKED in text


@pytest.mark.parametrize("who", ["ruth", "priya"])
async def test_somebody_elses_note_does_not_exist(app: App, who: str) -> None:
    theirs = await written(app, "reflection", text=MARKED)
    await share(app, theirs)
    browser = await app.as_(who)
    where = f"/practice-file/notes/{theirs}"
    assert (await browser.get(f"{where}/edit")).status_code == 404
    for action in ("", "/sharing", "/removal", "/return"):
        assert (await browser.post(where + action, note("reflection"))).status_code == 404
    assert (await browser.post("/practice-file/reflection", note("reflection", draft_id=theirs))).status_code == 404
    assert (await browser.post("/practice-file/training", note("training", draft_id=theirs))).status_code == 404
    assert MARKED in await file_of(app), "as it was"


async def test_a_note_keeps_its_kind(app: App) -> None:
    own = await written(app, "reflection")
    assert (
        await (await app.as_("sam")).post("/practice-file/training", note("training", draft_id=own))
    ).status_code == 404


@pytest.mark.parametrize("who", ["mark", "colin", "beth", "alan", "hilary"])
async def test_who_works_with_no_family_has_none(app: App, who: str) -> None:
    assert (await (await app.as_(who)).get("/practice-file")).status_code == 404


async def test_it_is_on_the_trail_without_its_words(app: App) -> None:
    own = await written(app, "reflection", text=MARKED)
    await share(app, own)
    await shared_with(app, "ruth")
    async with app.services.database.reading() as db:
        rows = (await db.scalars(select(TrailRow).order_by(TrailRow.number))).all()
    acts = [row.act for row in rows]
    assert {"practice note written", "practice note shared", "practice file read"} <= set(acts)
    assert not any(MARKED in f"{row.subject} {row.facts}" for row in rows)
    assert all(row.case_id is None for row in rows if row.act.startswith("practice"))


async def test_the_way_there_is_on_you_and_on_the_colleagues_page(app: App) -> None:
    assert 'href="/practice-file"' in (await (await app.as_("sam")).get("/you")).text
    async with app.services.database.reading() as db:
        sam = await Cast.practitioner_id(db, "sam")
    assert f"/people/{sam}/practice-file" in (await (await app.as_("ruth")).get(f"/people/{sam}")).text
    assert f"/people/{sam}/practice-file" not in (await (await app.as_("hilary")).get(f"/people/{sam}")).text


@pytest.mark.parametrize("path", ["/practice-file/notes/new", "/practice-file/secrets/new", "/practice-file?removed=x"])
async def test_addresses_that_mean_nothing(app: App, path: str) -> None:
    answer = await (await app.as_("sam")).get(path)
    assert answer.status_code == (200 if "removed" in path else 404)
