"""Sessions: one-to-one work with a parent, and half a minute of motivational interviewing."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from lxml import html
from sqlalchemy import update

from store.practice.dates_in_words import day_and_month
from store.practice.entries import read_content
from store.practice.sessions import OwnWords, Session, Talk
from store.practice.weeks import Week
from store.tables.cases import Involvement
from store.tables.entries import WeekSignOff
from store.tables.families import Person
from store.tables.modules import Module
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.sessions import DRINKING, modules, recorded, session
from tests.web.visiting import Scene, as_posted, errors_of, form_in, scene_of, text_of
from tests.web.weekly import shown_on
from web.pages.sessions import MOST_OFFERED

WORDS = ("did", "showed", "behaviour-0", "quote-0-0", "quote-0-1", "why_not_lower-0", "next_step-0", "impact")


def marked(scene: Scene) -> dict[str, str]:
    """A word in every field that takes words, to be looked for where it must not be."""
    names = [*WORDS, f"meaning-{scene.people['Maya']}"]
    words = {name: f"Zebra{number}zz" for number, name in enumerate(names)}
    return words | {"significant": "yes", "mark-0-0": "desire", "mark-0-1": "sustain", "importance-0": "3"}


async def test_what_was_done_and_said_stands_on_the_record(app: App) -> None:
    scene = await scene_of(app)
    first = (await modules(app))[0]
    _, address = await recorded(app, scene, **DRINKING, module=str(first.id))
    read = text_of(await (await app.as_("priya")).get(address))
    for words in ("Session with Dawn", first.title, "We drew the week as a line.", "Fridays are the hardest",
                  "Maya: Maya puts Leo to bed then.", "“I want to be up for them” Change talk: wants to",
                  "switches my head off” Sustain talk", "Importance7 of 10", "Confidence4 of 10",
                  "Why not lowerShe did two Fridays", "StageThinking about it", "Next stepRing her sister",
                  ):  # fmt: skip
        assert words in read, words
    assert "Written late" not in read
    (entry,) = await scene.entries()
    assert (entry.kind, entry.late, entry.significant) == ("session", False, False)
    assert read_content("session", entry.content) == Session(
        scene.people["Dawn"], first.id, "We drew the week as a line.",
        "Dawn sees for herself that Fridays are the hardest.",
        {str(scene.people["Maya"]): "Maya puts Leo to bed then."},
        (Talk("Drinking on Fridays",
              (OwnWords("I want to be up for them", "desire"),
               OwnWords("It is the only thing that switches my head off", "sustain")),
              7, 4, "She did two Fridays in June.", "contemplation", "Ring her sister on Friday at five"),),
        module_title=first.title,
    )  # fmt: skip


async def test_what_was_left_open_is_not_spoken_of(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, showed="")
    read = text_of(await (await app.as_("priya")).get(address))
    for words in ("Module", "Talking about change", "Importance", "What it showed", "Not known"):
        assert words not in read


async def test_several_behaviours_with_more_words_than_the_form_begins_with(app: App) -> None:
    scene = await scene_of(app)
    more = {
        "behaviour-1": "Smoking indoors",
        "quote-1-3": "We go out now",
        "mark-1-3": "commitment",
        "importance-1": "0",
    }
    _, address = await recorded(app, scene, **DRINKING, **more)
    sam = await app.as_("sam")
    form = form_in((await sam.get(f"{address}/edit")).text, f"{address}/revisions")
    assert form["behaviour-1"] == ["Smoking indoors"] and form["quote-1-0"] == ["We go out now"]
    assert form["mark-1-0"] == ["commitment"] and form["importance-1"] == ["0"] and form["behaviour-2"] == [""]
    assert (await sam.post(f"{address}/revisions", {**form, "quote-1-1": "Mostly"})).status_code == 303
    assert "“Mostly”" in text_of(await sam.get(address))


@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [("priya", 200, 200), ("tom", 200, 200), ("ruth", 200, 200), ("helen", 200, 200), ("mark", 200, 404),
     ("hilary", 200, 404), ("wendy", 404, 404), ("grace", 404, 404), ("fiona", 404, 404), ("colin", 404, 404),
     ("beth", 404, 404), ("alan", 404, 404)],
)  # fmt: skip
async def test_who_may_read_and_record(app: App, who: str, reads: int, records: int) -> None:
    """Not one word of any field is seen by who may not see the case."""
    scene = await scene_of(app)
    said = marked(scene)
    _, address = await recorded(app, scene, **said)
    browser, family = await app.as_(who), f"/families/{scene.family}"
    everything = {word for word in said.values() if word.startswith("Zebra")}
    for path in (address, f"{address}/revisions"):
        answer = await browser.get(path)
        assert answer.status_code == reads
        assert {word for word in everything if word in answer.text} == (everything if reads == 200 else set())
    for path in (f"{family}/sessions", f"{family}/story", f"{family}/chronology", f"{family}/weeks/{Week.of(TODAY)}",
                 family, f"{address}/edit", f"/entries/{address.rsplit('/', 1)[1]}", "/week", "/carried"):  # fmt: skip
        answer = await browser.get(path)
        assert reads == 200 or "Zebra" not in answer.text, path
    assert (await browser.get(f"{family}/sessions")).status_code == reads
    assert (await browser.get(f"{family}/sessions/new")).status_code == (200 if who == "fiona" else records)
    posted = await browser.post(f"{family}/sessions", session(scene))
    assert posted.status_code == (303 if records == 200 else 404)


async def test_posted_twice_it_is_one(app: App) -> None:
    scene = await scene_of(app)
    sam, fields = await app.as_("sam"), session(scene, **DRINKING)
    path = f"/families/{scene.family}/sessions"
    one, two = [json.loads((await sam.post(path, fields)).headers["weekbook-receipt"]) for _ in range(2)]
    assert one == two and len(await scene.entries()) == 1


async def test_an_empty_form_comes_back_with_what_is_missing(app: App) -> None:
    scene = await scene_of(app)
    fields = session(scene, parent="", did="", showed="", significant="yes")
    answer = await (await app.as_("sam")).post(f"/families/{scene.family}/sessions", fields)
    assert answer.status_code == 422
    assert errors_of(answer) == {
        "parent": "Choose whom you worked with",
        "did": "Write what you did together, or what it showed",
        "impact": "Say what it meant for the children; the chronology shows it",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("importance-1", "11"), ("confidence-0", "-1"), ("stage-0", "relapse"), ("mark-0-2", "change"), ("module", "999"),
     ("behaviour-0", "x" * 121)],
)  # fmt: skip
async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(app: App, field: str, value: str) -> None:
    scene = await scene_of(app)
    fields = session(scene, **(DRINKING | {"quote-1-0": "We go out now", field: value}))
    path = f"/families/{scene.family}/sessions"
    answer = await (await app.as_("sam")).post(path, fields)
    assert answer.status_code == 422 and list(errors_of(answer)) == [field]
    form, kept = form_in(answer.text, path), as_posted(fields)
    assert {name: kept[name] for name in kept if name != field} == {
        name: form.get(name) for name in kept if name != field
    }
    assert html.fromstring(answer.text).xpath("boolean(//details[@id='talk'][@open])")


async def test_nobody_of_another_family_can_be_named(app: App) -> None:
    scene = await scene_of(app)
    sam, path = await app.as_("sam"), f"/families/{scene.family}/sessions"
    answer = await sam.post(path, session(scene, parent=str(scene.people["Tobi"])))
    assert answer.status_code == 422 and list(errors_of(answer)) == ["parent"] and "Tobi" not in answer.text
    answer = await sam.post(path, session(scene, **{f"meaning-{scene.people['Tobi']}": "Kept words"}))
    assert answer.status_code == 422 and list(errors_of(answer)) == ["homeless"] and "Kept words" in answer.text


async def test_a_child_is_no_parent(app: App) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("sam")).post(
        f"/families/{scene.family}/sessions", session(scene, parent=str(scene.people["Maya"]))
    )
    assert answer.status_code == 422 and list(errors_of(answer)) == ["parent"]


async def test_the_author_changes_it_and_the_earlier_words_stay(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, **DRINKING)
    sam = await app.as_("sam")
    form = form_in((await sam.get(f"{address}/edit")).text, f"{address}/revisions")
    changed = {**form, "showed": "Fridays, and pay day.", "quote-0-0": "I will not today"}
    assert (await sam.post(f"{address}/revisions", changed)).status_code == 303
    versions = text_of(await sam.get(f"{address}/revisions"))
    for words in ("Fridays, and pay day.", "Fridays are the hardest", "I will not today", "I want to be up for them"):
        assert words in versions
    stale = await sam.post(
        f"{address}/revisions", {**form, "showed": "From the phone.", "parent": str(scene.people["Chris"])}
    )
    assert stale.status_code == 409
    for words in ("Fridays, and pay day.", "From the phone.", "I will not today", "Dawn Hill", "Chris Okafor"):
        assert words in stale.text, words
    assert (await (await app.as_("priya")).post(f"{address}/revisions", dict(form))).status_code == 404


async def test_opened_and_saved_as_it_is_it_stays_the_same_version(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, **DRINKING)
    sam = await app.as_("sam")
    form = form_in((await sam.get(f"{address}/edit")).text, f"{address}/revisions")
    assert (await sam.post(f"{address}/revisions", dict(form))).status_code == 303
    assert len(await scene.revisions()) == 1


async def test_after_sign_off_the_words_are_kept_for_an_amendment(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene)
    sam = await app.as_("sam")
    form = form_in((await sam.get(f"{address}/edit")).text, f"{address}/revisions")
    await scene.sign_off()
    answer = await sam.post(f"{address}/revisions", {**form, "showed": "Too late."})
    assert answer.status_code == 409 and "Too late." in answer.text and "/amendments/new" in answer.text
    assert (await sam.get(f"{address}/edit")).headers["location"].endswith("/amendments/new")
    amended = await sam.post(f"/entries/{address.rsplit('/', 1)[1]}/amendments", {"text": "It was a Thursday."})
    assert amended.status_code == 303 and "It was a Thursday." in text_of(await sam.get(address))


async def test_after_five_working_days_it_is_late(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, days_ago=16)
    assert "Written late" in text_of(await (await app.as_("sam")).get(address))
    page = text_of(await (await app.as_("sam")).get(f"/families/{scene.family}/sessions/new"))
    assert "Write it within 5 working days" in page


async def test_it_stands_in_the_story_and_the_weeks_sheet_and_is_closed_with_its_week(app: App) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, **DRINKING)
    ruth, family = await app.as_("ruth"), f"/families/{scene.family}"
    for path in ("/story", "/story?show=session"):
        assert "Fridays are the hardest" in text_of(await ruth.get(family + path))
    assert "Fridays are the hardest" not in text_of(await ruth.get(f"{family}/story?show=visit"))
    (entry,) = await scene.entries()
    week = Week(entry.week)
    sheet = await ruth.get(f"{family}/weeks/{week}")
    for words in ("Sessions with parents", "With Dawn", "We drew the week", "Maya puts Leo to bed", "I want to be up"):
        assert words in text_of(sheet), words
    on_paper = html.fromstring(sheet.text)
    for unseen in on_paper.xpath("//*[contains(@class, 'no-print')]"):
        unseen.drop_tree()
    assert "I want to be up" not in on_paper.text_content(), "the other parent may hold the paper"
    shown = await shown_on(ruth, f"{family}/weeks/{week}")
    assert (await ruth.post(f"{family}/weeks/{week}/sign-off", {"shown": shown, "remark": ""})).status_code == 303
    assert "Signed off" in text_of(await ruth.get(address))


async def test_significant_it_stands_in_the_chronology_with_what_it_meant(app: App) -> None:
    scene = await scene_of(app)
    await recorded(app, scene)
    await recorded(app, scene, showed="Dawn rang for help.", significant="yes", impact="Both slept.")
    ruth, path = await app.as_("ruth"), f"/families/{scene.family}/chronology"
    for query in ("", "?what=session", f"?child={scene.people['Maya']}"):
        text = text_of(await ruth.get(path + query))
        assert "Dawn rang for help." in text and "Both slept." in text and "Fridays are the hardest" not in text
    assert "Dawn rang for help." not in text_of(await ruth.get(f"{path}?what=visit"))


async def test_a_visit_is_no_session(app: App) -> None:
    scene = await scene_of(app)
    _, visit = await scene.record()
    _, address = await recorded(app, scene)
    sam = await app.as_("sam")
    visit_id, session_id = visit.rsplit("/", 1)[1], address.rsplit("/", 1)[1]
    for path in (f"/sessions/{visit_id}", f"/sessions/{visit_id}/edit", f"/visits/{session_id}"):
        assert (await sam.get(path)).status_code == 404
    assert (await sam.get(f"/entries/{session_id}")).headers["location"] == address


@pytest.mark.parametrize("page", ["", "/edit", "/revisions"])
async def test_each_screen_takes_at_most_eight_statements(app: App, page: str) -> None:
    scene = await scene_of(app)
    _, address = await recorded(app, scene, **DRINKING)
    sam = await app.as_("sam")
    await sam.get(address)
    for path in (address + page, f"/families/{scene.family}/sessions"):
        with counted(app.services.database) as statements:
            assert (await sam.get(path)).status_code == 200
        assert len(statements) <= 8, statements


def chosen(text: str, name: str) -> list[str]:
    return [str(one) for one in html.fromstring(text).xpath(f"//input[@name='{name}'][@checked]/@value")]


async def test_the_parent_is_chosen_where_it_is_known(app: App) -> None:
    """Sam is there for Dawn; Priya for the family; where there is one grown-up, it is that one."""
    scene = await scene_of(app)
    dawn, form = str(scene.people["Dawn"]), f"/families/{scene.family}/sessions/new"
    assert chosen((await (await app.as_("sam")).get(form)).text, "parent") == [dawn]
    assert chosen((await (await app.as_("priya")).get(form)).text, "parent") == []
    async with app.services.database.writing() as db:
        await db.execute(update(Person).where(Person.id == scene.people["Chris"]).values(died_on=TODAY))
    page = (await (await app.as_("priya")).get(form)).text
    assert chosen(page, "parent") == [dawn]
    died = f"died {day_and_month(TODAY)} {TODAY.year}"
    assert f"Chris (father, {died})" in page, "the last session with him may be unwritten"


async def test_moved_into_a_week_that_was_signed_off_it_came_after_the_sign_off(app: App) -> None:
    scene = await scene_of(app)
    last = Week.of(TODAY).previous
    _, where = await recorded(app, scene, showed="Written before the sign-off.")
    async with app.services.database.writing() as db:
        ruth = await Cast.practitioner_id(db, "ruth")
        facts = {"manager_id": ruth, "signed_off_at": datetime.now(UTC), "remark": ""}
        db.add(WeekSignOff(case_id=scene.case, week=last.start, **facts))
    sam = await app.as_("sam")
    form = {**form_in((await sam.get(f"{where}/edit")).text, f"{where}/revisions"), "draft_id": str(uuid4())}
    moved = await sam.post(f"{where}/revisions", {**form, "on": (last.start + timedelta(days=1)).isoformat()})
    assert moved.status_code == 303
    for path in (where, f"/families/{scene.family}/weeks/{last}", f"/families/{scene.family}/story"):
        assert "Came after the week was signed off" in text_of(await sam.get(path)), path


async def test_talking_about_change_is_folded_until_something_is_in_it(app: App) -> None:
    scene = await scene_of(app)
    sam, family = await app.as_("sam"), f"/families/{scene.family}"
    _, without = await recorded(app, scene)
    _, with_it = await recorded(app, scene, **DRINKING)
    for path, is_open in ((f"{family}/sessions/new", False), (f"{without}/edit", False), (f"{with_it}/edit", True)):
        page = html.fromstring((await sam.get(path)).text)
        assert page.xpath("boolean(//details[@id='talk'][@open])") is is_open, path


async def test_of_very_many_the_newest_stand_there(app: App) -> None:
    scene = await scene_of(app)
    for days_ago in range(MOST_OFFERED * 2 + 4, 0, -1):
        named = {"behaviour-0": f"Change {days_ago}", "quote-0-0": "", "mark-0-0": ""}
        await recorded(app, scene, days_ago=days_ago, **(DRINKING | ({} if days_ago % 2 else named)))
    sam, family = await app.as_("sam"), f"/families/{scene.family}"
    page = html.fromstring((await sam.get(f"{family}/sessions/new")).text)
    offered = page.xpath("//datalist/option/@value")
    assert len(offered) == MOST_OFFERED and offered[0] == "Drinking on Fridays"
    assert "Change 2" in offered and f"Change {MOST_OFFERED * 2 + 4}" not in offered


async def test_a_behaviour_that_was_named_is_offered_again(app: App) -> None:
    scene = await scene_of(app)
    await recorded(app, scene, **DRINKING)
    page = html.fromstring((await (await app.as_("sam")).get(f"/families/{scene.family}/sessions/new")).text)
    assert page.xpath("//datalist/option/@value") == ["Drinking on Fridays"]
    assert page.xpath("//input[@name='behaviour-0']/@list") == ["behaviours"]


async def test_who_has_left_the_case_writes_what_was_then_and_learns_nothing(app: App) -> None:
    scene = await scene_of(app)
    await recorded(app, scene, "priya", **(DRINKING | {"behaviour-0": "Zebra drinking"}))
    async with app.services.database.writing() as db:
        then = TODAY - timedelta(days=40)
        await db.execute(update(Involvement).where(Involvement.practitioner_id == scene.practitioners["fiona"])
                         .values(until=then))  # fmt: skip
    fiona, path = await app.as_("fiona"), f"/families/{scene.family}/sessions"
    wrong = await fiona.post(path, session(scene, days_ago=60, did="", showed=""))
    assert wrong.status_code == 422 and list(errors_of(wrong)) == ["did"]
    assert "Zebra" not in wrong.text and "Dawn" not in wrong.text and "Chris" not in wrong.text
    form = form_in(wrong.text, path)
    assert form["parent"] == [str(scene.people["Dawn"])], "what was chosen can be sent again"
    assert (await fiona.post(path, {**form, "did": "We drew the week."})).headers["location"] == "/record"
    assert [entry.late for entry in await scene.entries()] == [False, True]


async def test_a_form_that_was_opened_before_a_module_was_put_away_is_taken(app: App) -> None:
    scene = await scene_of(app)
    first = (await modules(app))[0]
    async with app.services.database.writing() as db:
        await db.execute(update(Module).where(Module.id == first.id).values(put_away_at=datetime.now(UTC)))
    _, address = await recorded(app, scene, module=str(first.id))
    sam = await app.as_("sam")
    assert first.title in text_of(await sam.get(address))
    assert first.title not in (await sam.get(f"/families/{scene.family}/sessions/new")).text
    assert chosen((await sam.get(f"{address}/edit")).text, "module") == [str(first.id)]


async def test_parent_by_parent_where_they_are(app: App) -> None:
    scene = await scene_of(app)
    first, second, *_ = await modules(app)
    await recorded(app, scene, days_ago=28, module=str(first.id), **(DRINKING | {"importance-0": "3"}))
    await recorded(app, scene, days_ago=14, module=str(first.id), **DRINKING)
    await recorded(app, scene, days_ago=1, module=str(second.id), **{"behaviour-0": "drinking on Fridays",
                   "confidence-0": "6", "quote-0-0": "I rang her", "mark-0-0": "commitment"})  # fmt: skip
    answer = await (await app.as_("priya")).get(f"/families/{scene.family}/sessions")
    text = text_of(answer)
    for words in ("Dawn Hill", "3 sessions", "2 of 8 modules", "not yet", "No session yet with Chris Okafor",
                  "“I rang her” change talk: will", "next step: Ring her sister"):  # fmt: skip
        assert words in text, words
    page = html.fromstring(answer.text)
    assert len(page.xpath("//svg[@role='img']")) == 1
    shapes = {kind: len(page.xpath(f"//svg[@role='img']//{kind}")) for kind in ("circle", "rect", "path")}
    assert shapes == {"circle": 2, "rect": 3, "path": 2}
    rows = [[cell.text_content().strip() for cell in row.xpath("./td")] for row in page.xpath("//table/tbody/tr")]
    assert rows == [["3", "4", "Thinking about it"], ["7", "4", "Thinking about it"], ["–", "6", "–"]]


async def test_before_the_first_session_the_page_says_so(app: App) -> None:
    scene = await scene_of(app)
    answer = await (await app.as_("priya")).get(f"/families/{scene.family}/sessions")
    assert "No sessions yet" in text_of(answer) and re.search(
        rf'href="/families/{scene.family}/sessions/new"', answer.text
    )
    above = await (await app.as_("hilary")).get(f"/families/{scene.family}/sessions")
    assert "sessions/new" not in above.text


async def test_it_can_be_reached_from_record_and_family_and_people(app: App) -> None:
    scene = await scene_of(app)
    priya, family = await app.as_("priya"), f"/families/{scene.family}"
    for path in (f"/record?family={scene.family}", family):
        assert f'href="{family}/sessions/new"' in (await priya.get(path)).text
    assert f'href="{family}/sessions"' in (await priya.get(f"{family}/people")).text


async def test_a_strange_id_makes_no_session_of_somebody_elses(app: App) -> None:
    scene = await scene_of(app)
    fields, _ = await recorded(app, scene)
    answer = await (await app.as_("priya")).post(
        f"/families/{scene.family}/sessions", {**session(scene), "draft_id": fields["draft_id"]}
    )
    assert answer.status_code == 404
    assert (await (await app.as_("sam")).get(f"/sessions/{uuid4()}")).status_code == 404
