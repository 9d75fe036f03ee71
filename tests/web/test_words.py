"""The words list: read by everybody, edited by those who answer for several teams, fetched by phones."""

import json
from html import unescape

import pytest
from sqlalchemy import select

from store.migrating import migrate
from store.practice.words import first_hints
from store.tables.trail import TrailRow
from store.tables.words import Word
from store.words import list_hints
from tests.cast import PEOPLE
from tests.conftest import App, Browser
from tests.statements import counted
from tests.web.visiting import errors_of, text_of

EDITORS = ("mark", "hilary")
LATE = {
    "phrase": "Late again",
    "also": "late once more\nLate as usual, late as ever",
    "why": "It counts and does not ask.",
    "instead": "say when they came, and what had held them up.",
}


async def id_of(app: App, phrase: str) -> int:
    async with app.services.database.reading() as db:
        return (await db.scalars(select(Word.id).where(Word.phrase == phrase))).one()


async def listed(app: App) -> dict[str, tuple[str, ...]]:
    async with app.services.database.reading() as db:
        return {one.hint.phrase: one.hint.also for one in await list_hints(db)}


async def acts(app: App) -> list[tuple[str, dict[str, object]]]:
    async with app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow).where(TrailRow.act.startswith("word ")).order_by(TrailRow.number))
        return [(row.act, row.facts) for row in rows]


async def edited(app: App, phrase: str) -> tuple[Browser, str, dict[str, str]]:
    """Hilary's browser, the entry's address, and its fields as they stand in the form."""
    hilary, way = await app.as_("hilary"), f"/words/{await id_of(app, phrase)}"
    async with app.services.database.reading() as db:
        word = (await db.scalars(select(Word).where(Word.phrase == phrase))).one()
        fields = {"phrase": phrase, "also": "\n".join(word.also), "why": word.why, "instead": word.instead}
        return hilary, way, fields | {"opened_version": str(word.version)}


async def test_a_council_begins_with_the_first_list(app: App) -> None:
    assert await listed(app) == {hint.phrase: hint.also for hint in first_hints()}


@pytest.mark.parametrize("who", PEOPLE)
async def test_everybody_reads_it_and_few_change_it(app: App, who: str) -> None:
    browser = await app.as_(who)
    page = text_of(await browser.get("/words?letter=r"))
    assert "“refused”" in page and "nor of the reason that was given" in page and "Instead:" in page
    assert "Words" in (await browser.get("/you")).text
    may = who in EDITORS
    assert ("Add a phrase" in page, "Change" in page) == (may, may)
    assert ("The head of service and the service managers keep the list." in page) is not may
    word = await id_of(app, "refused")
    for path in ("/words/new", f"/words/{word}/edit"):
        assert (await browser.get(path)).status_code == (200 if may else 404)
    for path in ("/words", f"/words/{word}/revisions", f"/words/{word}/removal", f"/words/{word}/return"):
        body = LATE if path == "/words" else LATE | {"phrase": "said no", "also": "", "opened_version": "1"}
        assert (await browser.post(path, body)).status_code == (303 if may else 404), path
    assert ("late again" in await listed(app)) is may


async def test_it_is_leafed_through_by_letter(app: App) -> None:
    priya = await app.as_("priya")
    page = text_of(await priya.get("/words"))
    assert "“abusive”" in page and "“refused”" not in page and "beginning with A" in page
    assert "“refused”" in text_of(await priya.get("/words?letter=r"))
    whole = text_of(await priya.get("/words?letter=all"))
    assert all(f"“{phrase}”" in whole for phrase in await listed(app))
    assert "beginning with A" in text_of(await priya.get("/words?letter=q%22"))


async def test_searching_while_typing_swaps_the_list_alone(app: App) -> None:
    answer = await (await app.as_("priya")).fragment("/words?part=list&words=Failing+to+eng")
    assert "“failed to engage”" in answer.text and "<h1" not in answer.text and "“refused”" not in answer.text
    nothing = await (await app.as_("priya")).fragment("/words?part=list&words=zzqq")
    assert "No such phrase" in nothing.text and "0 phrases with “zzqq”" in nothing.text


async def test_one_is_added_as_it_is_kept(app: App) -> None:
    hilary = await app.as_("hilary")
    answer = await hilary.post("/words", LATE)
    assert answer.status_code == 303 and answer.headers["location"] == "/words?letter=l"
    page = text_of(await hilary.get("/words?letter=l"))
    assert "“late again”" in page and "Also for: late once more, late as usual, late as ever" in page
    assert "Hilary Stone, " in page and "As it came with Weekbook" in page
    assert await acts(app) == [("word added", {"phrase": "late again"})]


async def test_one_is_changed_and_it_is_said_who_did(app: App) -> None:
    hilary, way, fields = await edited(app, "refused")
    form = (await hilary.get(f"{way}/edit")).text
    assert 'value="refused"' in form and "refuses\nrefusing\nrefusal</textarea>" in form
    answer = await hilary.post(f"{way}/revisions", fields | {"phrase": "Said no", "also": "says no"})
    assert answer.status_code == 303
    assert "refused" not in await listed(app) and (await listed(app))["said no"] == ("says no",)
    assert "Hilary Stone, " in text_of(await hilary.get("/words?letter=s"))
    assert await acts(app) == [("word changed", {"phrase": "said no", "before": "refused"})]


async def test_saved_without_a_change_nothing_is_changed(app: App) -> None:
    hilary, way, fields = await edited(app, "refused")
    assert (await hilary.post(f"{way}/revisions", fields)).status_code == 303
    assert await acts(app) == []
    assert "Hilary Stone" not in text_of(await hilary.get("/words?letter=r"))


async def test_one_that_was_changed_meanwhile_is_not_overwritten_unseen(app: App) -> None:
    hilary, way, fields = await edited(app, "refused")
    mark = await app.as_("mark")
    await mark.post(f"{way}/revisions", fields | {"why": "Mark’s reason."})
    answer = await hilary.post(f"{way}/revisions", fields | {"why": "Hilary’s reason."})
    page = text_of(answer)
    assert answer.status_code == 409 and "Mark Dyer changed it meanwhile" in page
    assert "Mark’s reason." in page and "Hilary’s reason." in page
    assert 'name="opened_version" value="2"' in answer.text
    again = await hilary.post(f"{way}/revisions", fields | {"why": "Hilary’s reason.", "opened_version": "2"})
    assert again.status_code == 303
    assert "Hilary’s reason." in text_of(await hilary.get("/words?letter=r"))


async def test_taken_out_it_is_offered_to_be_put_back(app: App) -> None:
    hilary, way, _ = await edited(app, "refused")
    answer = await hilary.post(f"{way}/removal")
    assert "refused" not in await listed(app)
    page = text_of(await hilary.get(answer.headers["location"]))
    assert "“refused” is not in the list any more" in page and "Put it back" in page and "Taken out (1)" in page
    others = text_of(await (await app.as_("priya")).get(answer.headers["location"]))
    assert "“refused”" not in others and "Taken out" not in others
    assert (await hilary.post(f"{way}/return")).status_code == 303
    assert "refused" in await listed(app)
    assert [act for act, _ in await acts(app)] == ["word taken out", "word put back"]


async def test_a_second_tap_takes_out_nothing_more(app: App) -> None:
    hilary, way, _ = await edited(app, "refused")
    for path in ("removal", "removal", "return", "return"):
        assert (await hilary.post(f"{way}/{path}")).status_code == 303
    assert [act for act, _ in await acts(app)] == ["word taken out", "word put back"]


async def test_added_anew_it_comes_back_with_the_new_words(app: App) -> None:
    hilary, way, fields = await edited(app, "refused")
    await hilary.post(f"{way}/removal")
    assert (await hilary.post("/words", fields | {"also": "refuses", "why": "New."})).status_code == 303
    assert (await listed(app))["refused"] == ("refuses",)
    assert "Taken out" not in text_of(await hilary.get("/words"))


async def test_no_start_brings_back_what_a_council_took_out_or_changed(app: App) -> None:
    hilary, way, fields = await edited(app, "chaotic")
    await hilary.post(f"/words/{await id_of(app, 'refused')}/removal")
    await hilary.post(f"{way}/revisions", fields | {"phrase": "hectic", "also": ""})
    await migrate(app.services.database)
    after = await listed(app)
    assert not {"refused", "chaotic"} & after.keys() and "hectic" in after
    assert len(after) == len(first_hints()) - 1


@pytest.mark.parametrize(("change", "field", "says"), [
    ({"phrase": ""}, "phrase", "Enter the phrase"),
    ({"why": " "}, "why", "Say why"),
    ({"instead": ""}, "instead", "Say what to write instead"),
    ({"instead": "write “late again” and why"}, "instead", "“late again” stands in it"),
    ({"phrase": "Refuses"}, "phrase", "“refuses” is in the list already, under “refused”"),
    ({"also": "fails to engage"}, "also", "under “failed to engage”"),
    ({"phrase": "<b>late</b>"}, "phrase", "only letters"),
    ({"why": "x" * 301}, "why", "301 characters long; the most is 300"),
])  # fmt: skip
async def test_what_is_wrong_stands_at_its_field_and_the_words_stay(
    app: App, change: dict[str, str], field: str, says: str
) -> None:
    hilary, way, _ = await edited(app, "chaotic")
    before = await listed(app)
    for path in ("/words", f"{way}/revisions"):
        answer = await hilary.post(path, LATE | change)
        assert answer.status_code == 422 and list(errors_of(answer)) == [field]
        assert says in text_of(answer)
        assert all(str(typed).strip() in unescape(answer.text) for typed in (LATE | change).values())
    assert await listed(app) == before and await acts(app) == []


async def test_a_phrase_that_was_taken_out_is_not_taken_by_another_entry(app: App) -> None:
    hilary, way, fields = await edited(app, "chaotic")
    await hilary.post(f"/words/{await id_of(app, 'refused')}/removal")
    answer = await hilary.post(f"{way}/revisions", fields | {"phrase": "refused", "also": ""})
    assert answer.status_code == 422 and "“refused” was taken out of the list" in text_of(answer)


async def test_what_cannot_come_back_as_it_was_comes_back_by_its_form(app: App) -> None:
    hilary, way, _ = await edited(app, "refused")
    await hilary.post(f"{way}/removal")
    await hilary.post("/words", LATE | {"also": "refuses"})
    answer = await hilary.post(f"{way}/return")
    page = text_of(answer)
    assert answer.status_code == 422 and "“refuses” is in the list already, under “late again”" in page
    assert "It was taken out by Hilary Stone" in page and "refused" not in await listed(app)
    _, _, fields = await edited(app, "refused")
    assert (await hilary.post(f"{way}/revisions", fields | {"also": "refusal"})).status_code == 303
    assert (await listed(app))["refused"] == ("refusal",)


async def test_one_that_is_not_there_is_not_there(app: App) -> None:
    hilary = await app.as_("hilary")
    assert (await hilary.get("/words/999999/edit")).status_code == 404
    for path in ("revisions", "removal", "return"):
        assert (await hilary.post(f"/words/999999/{path}", LATE)).status_code == 404


async def test_phones_get_the_list_once(app: App) -> None:
    priya = await app.as_("priya")
    answer = await priya.get("/words/hints", headers={"Accept": "application/json"})
    said = {one[0]: one[1:] for one in answer.json()["words"]}
    assert said["refused"][0] == ["refuses", "refusing", "refusal"] and said["refused"][2].startswith("say what was")
    assert len(said) == len(first_hints()) and answer.headers["cache-control"] == "no-store"
    tag = answer.headers["etag"]
    again = await priya.get("/words/hints", headers={"Accept": "application/json", "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    await (await app.as_("hilary")).post(f"/words/{await id_of(app, 'refused')}/removal")
    later = await priya.get("/words/hints", headers={"Accept": "application/json", "If-None-Match": tag})
    assert later.status_code == 200 and "refused" not in [one[0] for one in later.json()["words"]]
    assert "refused" not in json.dumps(later.json()["words"][0])


async def test_the_list_is_light_enough_for_a_bad_line(app: App) -> None:
    answer = await (await app.as_("priya")).get("/words/hints", headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) < 30_000


async def test_reading_takes_at_most_eight_statements(app: App) -> None:
    hilary = await app.as_("hilary")
    with counted(app.services.database) as statements:
        await hilary.get("/words?letter=all")
    assert len(statements) <= 8, statements
