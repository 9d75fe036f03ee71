"""Who is related to whom: who may say it, what cannot be, what stays on the record, and the drawing of it."""

from datetime import date, timedelta
from uuid import uuid4

from lxml import html
from sqlalchemy import select, update

from store.relationships import Related, list_relationships, ties_of, version_of
from store.tables.cases import Case
from store.tables.trail import TrailRow
from tests.cast import PEOPLE, TODAY
from tests.conftest import App
from tests.statements import counted
from tests.web.visiting import Fields, Scene, errors_of, scene_of, text_of

RECORDERS = {"priya", "tom", "sam", "joan", "ruth", "helen"}
READERS = RECORDERS | {"mark", "hilary"}


def form(scene: Scene, kind: str, one: str, other: str, **changed: object) -> Fields:
    people = {"person": str(scene.people[one]), "other": str(scene.people[other])}
    return {"draft_id": str(uuid4()), "kind": kind, "since": "", **people} | changed


async def said(scene: Scene, kind: str, one: str, other: str, who: str = "priya", **changed: object) -> None:
    fields = form(scene, kind, one, other, opened_version=str(version_of(await known(scene)))) | changed
    answer = await (await scene.app.as_(who)).post(way(scene), fields)
    assert (answer.status_code, answer.headers.get("location")) == (303, way(scene)), answer.text


async def refused(scene: Scene, kind: str, one: str, other: str, **changed: object) -> dict[str, str]:
    answer = await (await scene.app.as_("priya")).post(way(scene), form(scene, kind, one, other, **changed))
    assert answer.status_code == 422
    return errors_of(answer)


def way(scene: Scene, *more: object) -> str:
    return "/".join(map(str, (f"/families/{scene.family}/relationships", *more)))


async def known(scene: Scene) -> list[Related]:
    async with scene.app.services.database.reading() as db:
        return list(await list_relationships(db, family_id=scene.family))


async def acts(scene: Scene) -> list[str]:
    async with scene.app.services.database.reading() as db:
        rows = await db.scalars(select(TrailRow.act).where(TrailRow.case_id == scene.case).order_by(TrailRow.number))
        return [act for act in rows if act.startswith("relationship")]


async def people_page(scene: Scene, who: str = "priya") -> str:
    return (await (await scene.app.as_(who)).get(f"/families/{scene.family}/people")).text


async def test_those_who_record_say_who_is_related_and_for_all_others_none_of_it_exists(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "step", "Chris", "Maya")
    [other] = await known(scene)
    for who in PEOPLE:
        browser, seen = await app.as_(who), str(version_of(await known(scene)))
        fields = form(scene, "birth", "Dawn", "Maya", opened_version=seen)
        opened, sent = await browser.get(way(scene)), await browser.post(way(scene), fields)
        mine = [one for one in await known(scene) if one.holds and one.id != other.id]
        ways = [way(scene, one.id, noun) for one in (mine or [other]) for noun in ("ending", "withdrawal")]
        ended = [(await browser.post(path, {})).status_code for path in ways]
        expected = (200, 303, [404, 303]) if who in RECORDERS else (404, 404, [404, 404])
        assert (opened.status_code, sent.status_code, ended) == expected, who
    assert [one.id for one in await known(scene) if one.holds] == [other.id]


async def test_the_drawing_is_for_whoever_reads_the_family_and_the_form_for_whoever_records(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "birth", "Dawn", "Maya")
    for who in PEOPLE:
        page = await people_page(scene, who)
        assert ("tree-drawing" in page) == (who in READERS), who
        assert (f'href="{way(scene)}"' in page) == (who in RECORDERS), who


async def test_what_was_said_is_drawn_and_stands_in_words(app: App) -> None:
    scene = await scene_of(app)
    assert "It is not on the record yet who is related to whom" in await people_page(scene)
    for parent in ("Dawn", "Chris"):
        await said(scene, "birth", parent, "Maya")
    await said(scene, "separated", "Chris", "Dawn", since="2025-05-03")
    page = await people_page(scene)
    assert "is the daughter of Dawn Hill and Chris Okafor, who have been separated since 3 May 2025." in page
    assert "It is not on the record how Leo Okafor-Hill is related." in page
    [drawing] = html.fromstring(page).xpath("//svg[starts-with(@class, 'tree-drawing')]")
    assert drawing.xpath(".//text[@class='name']/text()") == ["Dawn", "Chris", "Maya", "Leo"]
    assert len(drawing.xpath(".//use[@class='child']")) == 2
    assert len(drawing.xpath(".//use[@class='strokes']")) == 1


async def test_it_is_on_the_trail_and_said_once_however_often_it_is_posted(app: App) -> None:
    scene = await scene_of(app)
    fields = form(scene, "birth", "Dawn", "Maya")
    priya = await app.as_("priya")
    one, two = [await priya.post(way(scene), fields) for _ in range(2)]
    assert one.headers["weekbook-receipt"] == two.headers["weekbook-receipt"]
    assert [(row.tie.kind, row.recorded_by) for row in await known(scene)] == [("birth", "Priya Raman")]
    assert await acts(scene) == ["relationship recorded"]


async def test_the_same_form_with_another_answer_shows_both_and_is_taken_once_that_was_seen(app: App) -> None:
    scene = await scene_of(app)
    fields, priya = form(scene, "birth", "Dawn", "Maya"), await app.as_("priya")
    assert (await priya.post(way(scene), fields)).status_code == 303
    other = fields | {"other": str(scene.people["Leo"])}
    answer = await priya.post(way(scene), other)
    assert answer.status_code == 409 and len(await known(scene)) == 1
    [both] = html.fromstring(answer.text).xpath("//*[@class='both']")
    assert "Dawn Hill is a parent of Maya" in both.text_content()
    assert "Dawn Hill is a parent of Leo" in both.text_content()
    [seen] = html.fromstring(answer.text).xpath("//*[@data-unsaved]//input[@name='opened_version']/@value")
    for at in ("2026-11-23T09:00:00+00:00", "2026-11-23T09:05:00+00:00"):
        sent = other | {"opened_version": seen, "written_on_phone_at": at}
        assert (await priya.post(way(scene), sent)).status_code == 303
    assert [one.holds for one in await known(scene)] == [True, True]


async def test_what_was_written_before_a_colleague_recorded_the_same_two_ends_nothing_of_theirs(app: App) -> None:
    scene = await scene_of(app)
    fields, priya = form(scene, "together", "Dawn", "Chris", opened_version="0"), await app.as_("priya")
    await said(scene, "separated", "Chris", "Dawn", who="ruth")
    answer = await priya.post(way(scene), fields)
    assert answer.status_code == 409 and "Ruth Calder" in text_of(answer)
    assert [one.holds for one in await known(scene)] == [True]
    assert (await priya.post(way(scene), fields | {"opened_version": "1"})).status_code == 303
    [separated, together] = await known(scene)
    assert (separated.ended_as, together.holds) == ("over", True)


async def test_what_ended_as_something_else_meanwhile_is_shown(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "together", "Dawn", "Chris")
    [one] = await known(scene)
    priya, ruth = await app.as_("priya"), await app.as_("ruth")
    assert (await ruth.post(way(scene, one.id, "ending"), {"draft_id": str(uuid4())})).status_code == 303
    answer = await priya.post(way(scene, one.id, "withdrawal"), {"draft_id": str(uuid4())})
    assert answer.status_code == 409 and "ended by Ruth Calder" in text_of(answer)
    assert [one.ended_as for one in await known(scene)] == ["over"]


async def test_a_form_that_comes_again_undoes_nothing_that_a_colleague_recorded_since(app: App) -> None:
    scene = await scene_of(app)
    fields = form(scene, "together", "Dawn", "Chris", written_on_phone_at="2026-11-23T09:00:00+00:00")
    priya = await app.as_("priya")
    assert (await priya.post(way(scene), fields)).status_code == 303
    await said(scene, "separated", "Dawn", "Chris", who="ruth")
    before, told = await known(scene), await acts(scene)
    again = await priya.post(way(scene), fields | {"written_on_phone_at": "2026-11-23T11:00:00+00:00"})
    assert again.status_code == 303 and again.headers["weekbook-receipt"]
    assert await known(scene) == before and before[1].holds
    assert await acts(scene) == told


async def test_what_cannot_be_comes_back_with_what_was_chosen(app: App) -> None:
    scene = await scene_of(app)
    for parent in ("Dawn", "Chris"):
        await said(scene, "birth", parent, "Maya")
    assert await refused(scene, "birth", "Dawn", "Dawn") == {"other": "Choose two different people"}
    assert await refused(scene, "birth", "Dawn", "Maya") == {"kind": "This is on the record already"}
    assert await refused(scene, "birth", "Leo", "Maya") == {
        "person": "Leo is not older than Maya: are the two the other way round?"
    }
    assert await refused(scene, "birth", "Leo", "Maya", person="") == {"person": "Choose one of the two"}
    assert await refused(scene, "carer", "Maya", "Dawn") == {
        "person": "Maya stands below Dawn in the family: a circle is not possible"
    }
    assert await refused(scene, "", "Dawn", "Leo") == {"kind": "Say how they are related"}
    assert await refused(scene, "cousin", "Dawn", "Leo") == {"kind": "Choose one of the answers"}
    assert await refused(scene, "together", "Dawn", "Chris", since="2999-01-01") == {
        "since": "This day is still to come"
    }
    assert await refused(scene, "together", "Dawn", "Chris", since="0001-01-01") == {
        "since": "The year is 1: look at the date again"
    }
    assert await refused(scene, "birth", "Dawn", "Leo", since="2025-01-01") == {
        "since": "Only of partners is it said since when: leave this empty"
    }
    assert len(await known(scene)) == 2


async def test_a_third_parent_by_birth_is_one_too_many(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "birth", "Dawn", "Leo")
    await said(scene, "birth", "Chris", "Leo")
    answer = await refused(scene, "birth", "Maya", "Leo")
    assert answer == {"kind": "Leo has two parents on the record: Dawn and Chris"}


async def test_people_of_another_family_cannot_be_chosen(app: App) -> None:
    scene = await scene_of(app)
    assert await refused(scene, "birth", "Dawn", "Aoife") == {"other": "Choose the other of the two"}
    assert await refused(scene, "birth", "Tobi", "Maya") == {"person": "Choose one of the two"}


async def test_a_couple_that_separates_is_together_no_more(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "together", "Dawn", "Chris")
    await said(scene, "separated", "Chris", "Dawn", who="sam", since="2025-05-03")
    before, now = await known(scene)
    assert (before.ended_as, before.ended_by, now.holds) == ("over", "Sam Okoro", True)
    assert now.tie.since == date(2025, 5, 3)
    assert await acts(scene) == ["relationship recorded", "relationship recorded", "relationship ended"]


async def test_what_was_wrong_or_is_over_stays_on_the_record_with_whoever_said_so(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "birth", "Chris", "Maya")
    await said(scene, "carer", "Dawn", "Leo")
    parent, carer = await known(scene)
    sam = await app.as_("sam")
    for path in (way(scene, parent.id, "withdrawal"), way(scene, carer.id, "ending"), way(scene, carer.id, "ending")):
        assert (await sam.post(path, {"draft_id": str(uuid4())})).status_code == 303
    assert [(one.ended_as, one.ended_by) for one in await known(scene)] == [
        ("wrong", "Sam Okoro"), ("over", "Sam Okoro"),
    ]  # fmt: skip
    assert ties_of(await known(scene)) == ()
    page = text_of(await sam.get(way(scene)))
    assert "Chris Okafor is a parent of Maya Okafor-Hill: was wrong" in page
    assert "Dawn Hill is, or was, a carer of Leo Okafor-Hill: no longer so" in page
    assert (await acts(scene))[2:] == ["relationship ended", "relationship ended"]
    await said(scene, "birth", "Chris", "Maya")


async def test_a_parent_is_not_over_and_what_is_not_there_cannot_be_ended(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "birth", "Dawn", "Maya")
    [parent] = await known(scene)
    priya, grace = await app.as_("priya"), await app.as_("grace")
    assert (await priya.post(way(scene, parent.id, "ending"), {})).status_code == 404
    assert (await priya.post(way(scene, uuid4(), "withdrawal"), {})).status_code == 404
    assert (await grace.post(way(scene, parent.id, "withdrawal"), {})).status_code == 404
    assert "No longer so" not in text_of(await priya.get(way(scene)))
    assert (await known(scene))[0].holds


async def test_the_pages_take_the_same_few_statements_however_large_the_family(app: App) -> None:
    scene = await scene_of(app)
    priya, people = await app.as_("priya"), f"/families/{scene.family}/people"
    found = []
    for fields in ([], [("birth", "Dawn", "Maya"), ("birth", "Dawn", "Leo"), ("together", "Dawn", "Chris")]):
        for facts in fields:
            await said(scene, *facts)
        for path in (people, way(scene)):
            await priya.get(path)
            with counted(app.services.database) as asked:
                await priya.get(path)
            found.append(len(asked))
    assert found[:2] == found[2:] and max(found) <= 8


async def test_on_a_closed_case_it_is_read_who_said_what_and_nothing_is_changed(app: App) -> None:
    scene = await scene_of(app)
    await said(scene, "birth", "Dawn", "Maya")
    [tie], closed = await known(scene), TODAY - timedelta(days=1)
    async with app.services.database.writing() as db:
        await db.execute(update(Case).where(Case.id == scene.case).values(closed_on=closed))
    for who in PEOPLE:
        answer = await (await app.as_(who)).get(way(scene))
        assert answer.status_code == (200 if who in RECORDERS else 404), who
        assert (f'href="{way(scene)}"' in await people_page(scene, who)) == (who in RECORDERS), who
    priya = await app.as_("priya")
    shown = html.fromstring((await priya.get(way(scene))).text)
    assert "Priya Raman" in text_of(await priya.get(way(scene))) and not shown.xpath("//main//form")
    for path in (way(scene), way(scene, tie.id, "withdrawal"), way(scene, tie.id, "ending")):
        assert (await priya.post(path, form(scene, "birth", "Dawn", "Leo"))).status_code == 404
    assert await known(scene) == [tie]
