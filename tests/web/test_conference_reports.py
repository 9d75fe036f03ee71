"""The report as it stands: who reads it, what is quoted of whom, what never stands in it, and what it costs."""

from datetime import timedelta
from uuid import UUID

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.consultations import CLOSED, HEALTH, Answer, Part, Question, Recommendation
from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.practice.group_supervision import GroupSupervision
from store.practice.sessions import OwnWords, Session, Talk
from store.tables.cases import Case, CaseDate
from store.tables.consultations import Consultation
from store.tables.entries import Signature, Task
from store.tables.families import Person
from store.tables.trail import TrailRow
from tests import past
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import Records, address, records
from tests.web.visiting import scene_of

FAMILY = "Okafor-Hill"


async def page(app: App, name: str = "priya", family: str = FAMILY) -> html.HtmlElement:
    answer = await (await app.as_(name)).get(await address(app, family, "/report"))
    assert answer.status_code == 200
    found: html.HtmlElement = html.fromstring(answer.text)
    return found


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(one.text_content() for one in page.xpath(path)).split())


def section(page: html.HtmlElement, key: str) -> html.HtmlElement:
    found: html.HtmlElement = page.xpath(f"//section[@id='{key}']")[0]
    return found


def quotations(section: html.HtmlElement) -> list[str]:
    return [one.text_content() for one in section.xpath(".//blockquote/p")]


async def test_those_who_may_read_the_family_read_it_and_for_others_it_does_not_exist(app: App) -> None:
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="Maya slept every night.", worked_on="x"))
    where = await address(app, FAMILY, "/report")
    for name in ("priya", "tom", "sam", "ruth", "helen", "mark", "hilary"):
        answer = await (await app.as_(name)).get(where)
        assert answer.status_code == 200 and "Maya slept every night." in answer.text, name
        assert "Okafor" not in answer.text.partition("</title>")[0], "titles name nobody"
    for name in ("wendy", "grace", "fiona", "olu", "colin", "beth", "alan"):
        refused = await (await app.as_(name)).get(where)
        assert refused.status_code == 404 and "Maya slept" not in refused.text, name


async def test_of_a_restricted_family_its_own_read_it_only(app: App) -> None:
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="Maya slept every night.", worked_on="x"))
    scene = await scene_of(app)
    answer = await (await app.as_("ruth")).post(f"/families/{scene.family}/restrictions", {"reason": "A cousin."})
    assert answer.status_code == 303
    for name in ("tom", "joan", "helen", "mark", "hilary"):
        assert (await (await app.as_(name)).get(f"/families/{scene.family}/report")).status_code == 404, name
    assert "Maya slept" in words(await page(app, "priya"))


async def test_each_line_says_who_wrote_it_and_when_and_opens_its_entry(app: App) -> None:
    async with records(app, FAMILY) as record:
        entry = await record.entry("sam", WeeklyEntry(headline="Three clear weeks.", worked_on="We\ndrew a map."))
    found = await page(app)
    (figure,) = section(found, "views").xpath(".//figure[contains(@class, 'quote')]")
    assert quotations(section(found, "views")) == ["Three clear weeks."]
    (link,) = figure.xpath(".//figcaption/a")
    assert link.get("href") == f"/weekly-entries/{entry}"
    assert (
        link.text_content().startswith("Sam Okoro, recovery worker · ")
        and str(past.days_ago(0).year) in link.text_content()
    )
    assert words(figure, ".//details") == "Why is this here?Weekly entry. Headline of the week."
    assert quotations(section(found, "work")) == ["We\ndrew a map."], "letter by letter"


async def test_it_says_what_is_written_already_what_is_empty_and_since_when(app: App) -> None:
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="Before the conference.", worked_on="x"), days_ago=40)
        await record.entry("priya", WeeklyEntry(headline="After the conference.", worked_on="x"), days_ago=2)
        case = await record.case()
        held = TODAY - timedelta(days=20)
        record.db.add(CaseDate(case_id=case.id, kind="review", on=held, facts={}))
        put_off = TODAY - timedelta(days=1)
        record.db.add(CaseDate(case_id=case.id, kind="review", on=put_off, facts={"state": "not_held"}))
        await record.db.execute(update(Case).where(Case.id == case.id).values(next_conference_on=TODAY + timedelta(9)))
    found = await page(app)
    said = words(found)
    assert "Before the conference." not in said and "After the conference." in said
    assert f"What was written since the conference of {held:%-d %B %Y}" in said
    assert words(section(found, "reason"), ".//dl").count("Review conference") == 1
    assert f"{TODAY + timedelta(9):%-d %B %Y}" in said and "% of these words are already written" in said
    empty = words(found, "//nav[@aria-label='Sections that are still empty']")
    assert "Analysis of significant harm" in empty and "How each profession sees it" not in empty
    assert "the author of the report writes this" in words(section(found, "harm"))


async def test_it_gathers_from_an_initial_conference_that_came_after_the_last_review(app: App) -> None:
    async with records(app, FAMILY) as record:
        case = await record.case()
        for kind, days in (("initial_conference", 600), ("review", 500), ("initial_conference", 20)):
            on = TODAY - timedelta(days=days)
            record.db.add(CaseDate(case_id=case.id, kind=kind, on=on, facts={}))
    held = TODAY - timedelta(days=20)
    assert f"What was written since the conference of {held:%-d %B %Y}" in words(await page(app))


async def test_of_a_visit_that_did_not_take_place_nobody_s_account_stands_there(app: App) -> None:
    async with records(app, FAMILY) as record:
        visit = await record.entry("priya", Visit(carried_out=False, why_not="Nobody opened."))
        now, sam = past.days_ago(0), await Cast.practitioner_id(record.db, "sam")
        record.db.add(Signature(entry_id=visit, practitioner_id=sam, account="Zebra.", asked_at=now, signed_at=now))
        await record.entry("priya", WeeklyEntry(headline="A steady week.", worked_on="x"))
    assert "Zebra" not in words(await page(app))


async def test_a_family_of_whom_nothing_is_written_is_told_so(app: App) -> None:
    found = await page(app)
    assert "Nothing is written" in words(found) and not found.xpath("//main//figure")
    assert "% of these words" not in words(found)


async def test_children_are_seen_on_their_days_and_speak_for_themselves(app: App) -> None:
    scene = await scene_of(app)
    maya = str(scene.people["Maya"])
    seen = ChildSeen(seen=True, alone=True, words="I like Fridays at Gran’s.", kept_from_parents=True)
    async with records(app, FAMILY) as record:
        visit = await record.entry("priya", Visit(observed="Both were up and dressed.", children={maya: seen}))
    found = await page(app)
    assert "Seen on one visit, alone on 1" in words(section(found, "children"))
    assert section(found, "children").xpath(".//dl//a/@href") == [f"/visits/{visit}"]
    (figure,) = section(found, "child_words").xpath(".//figure")
    assert "no-print" in figure.get("class") and "not for a parent to see" in words(figure, ".")
    assert "Some of it is left out on paper" in words(found, "//p[contains(@class, 'only-print')]")


async def test_the_paper_does_not_tell_that_a_child_said_what_a_parent_must_not_see(app: App) -> None:
    maya = str((await scene_of(app)).people["Maya"])
    told = ChildSeen(seen=True, alone=False, why_not_alone="Gaz would not leave.", words="I am afraid of Gaz.",
                     meaning="She is afraid at night.", kept_from_parents=True)  # fmt: skip
    async with records(app, FAMILY) as record:
        visit = Visit(observed="Both were up and dressed.", children={maya: told}, parent_words="She is fine, ask her.")
        await record.entry("priya", visit)
    found = await page(app)
    for off_paper in found.xpath("//main//*[contains(concat(' ', @class, ' '), ' no-print ')]"):
        off_paper.drop_tree()
    said = words(found)
    for kept in ("afraid", "would not leave", "wish", "does not want", "She is fine"):
        assert kept not in said, kept
    assert not section(found, "child_words").xpath(".//h3") and not section(found, "parent_words").xpath(".//h3")
    of_nobody = section(found, "strengths")
    assert words(section(found, "child_words"), "./p") == words(of_nobody, "./p") == "Nothing of it stands on paper."


async def test_a_child_who_died_is_not_told_of_as_living(app: App) -> None:
    maya, died = (await scene_of(app)).people["Maya"], TODAY - timedelta(days=30)
    async with records(app, FAMILY) as record:
        await record.entry("priya", WeeklyEntry(headline="A quiet week.", worked_on="x"))
        await record.db.execute(update(Person).where(Person.id == maya).values(died_on=died))
    found = await page(app)
    for key in ("children", "family"):
        (said,) = [one for one in section(found, key).xpath(".//dl/div") if "Maya" in words(one, ".")]
        assert f"died {died:%-d %B %Y}" in words(said, ".")
        assert not any(one in words(said, ".") for one in ("lives in", "Not seen", "plan"))


async def test_what_a_parent_said_about_change_is_not_on_the_paper(app: App) -> None:
    scene = await scene_of(app)
    talk = Talk("Drinking", (OwnWords("I poured it down the sink.", "commitment"),))
    async with records(app, FAMILY) as record:
        await record.entry("sam", Session(parent=scene.people["Dawn"], did="We talked about Friday.", talks=(talk,)))
    (figure,) = section(await page(app), "parent_words").xpath(".//figure")
    assert "no-print" in figure.get("class") and quotations(figure) == ["I poured it down the sink."]


async def _asked_and_answered(record: Records, asked: Question, answered: Answer) -> UUID:
    case = await record.case()
    question = await record.entry("priya", asked, days_ago=3)
    answer = await record.entry("helen", answered, days_ago=2)
    record.db.add(Consultation(entry_id=question, case_id=case.id, state="answered", answer_id=answer,
                               taken_by_id=await Cast.practitioner_id(record.db, "helen")))  # fmt: skip
    return answer


@pytest.mark.parametrize(("asked", "understood", "there"), [("", "", True), ("", CLOSED, False), (HEALTH, "", False)])
async def test_the_task_of_an_answer_stands_there_only_where_its_recommendation_does(
    app: App, asked: str, understood: str, there: bool
) -> None:
    async with records(app, FAMILY) as record:
        answer = await _asked_and_answered(
            record, Question(Part("Zebra", asked)),
            Answer(Part("Zebra", understood), recommendations=(Recommendation("See Leo alone."),)),
        )  # fmt: skip
        weekly = await record.entry("sam", WeeklyEntry(headline="A steady week.", worked_on="x"))
        task = await record.task("See Leo alone.")
        await record.db.execute(update(Task).where(Task.id == task).values(made_in_id=answer))
        await record.outcome(task, weekly, "done", "Leo spoke of the dog.")
    said = words(await page(app))
    assert ("See Leo alone." in said) is ("Leo spoke of the dog." in said) is there


async def test_nothing_of_a_marked_part_stands_there_whoever_reads(app: App) -> None:
    async with records(app, FAMILY) as record:
        await _asked_and_answered(
            record, Question(Part("Zebra question"), Part("Zebra background")),
            Answer(Part("Zebra formulation"), Part("Zebra health", HEALTH), (Recommendation("See Leo alone."),)),
        )  # fmt: skip
        await _asked_and_answered(
            record, Question(Part("Zebra asked", CLOSED)),
            Answer(Part("Zebra two"), recommendations=(Recommendation("Zebra follows"),)),
        )  # fmt: skip
        await _asked_and_answered(
            record, Question(Part("Zebra three")),
            Answer(Part("Zebra four", CLOSED), recommendations=(Recommendation("Zebra five"),)),
        )  # fmt: skip
    for name in ("priya", "ruth", "helen", "hilary"):
        answer = await (await app.as_(name)).get(await address(app, FAMILY, "/report"))
        assert "Zebra" not in answer.text and "See Leo alone." in answer.text, name


async def test_the_accounts_of_colleagues_and_what_tasks_changed_stand_there_and_dissent_by_name(app: App) -> None:
    async with records(app, FAMILY) as record:
        visit = await record.entry("priya", Visit(observed="Both were up and dressed."))
        sam = await Cast.practitioner_id(record.db, "sam")
        now = past.days_ago(0)
        signed = {"asked_at": now, "signed_at": now, "signed_revision": 1}
        record.db.add(Signature(entry_id=visit, practitioner_id=sam, account="I sat with Dawn.", **signed))
        weekly = await record.entry("sam", WeeklyEntry(headline="A steady week.", worked_on="x"))
        await record.outcome(await record.task("Ring before a drink"), weekly, "partly", "She rang twice.")
        said, names = {str(sam): "I would say seven."}, {str(sam): "Sam Okoro"}
        held = GroupSupervision(agreed="Safe enough.", worries="Zebra", present=(sam,), dissent=said, names=names)
        await record.entry("ruth", held)
    found = await page(app)
    assert "Sam Okoro, recovery worker" in words(section(found, "children"))
    assert quotations(section(found, "children")) == ["Both were up and dressed.", "I sat with Dawn."]
    assert words(section(found, "tasks"), ".//h3") == "Ring before a drink"
    assert words(section(found, "disagreements"), ".//h3") == "Sam Okoro"
    assert "Zebra" not in words(found)


async def test_what_is_beyond_a_section_is_one_tap_away(app: App) -> None:
    async with records(app, FAMILY) as record:
        for week in range(12):
            long = f"In week {week} {'the flat was cold and nobody came to mend it ' * 4}so we rang again."
            await record.entry(
                "priya", WeeklyEntry(headline=f"Week {week} it was.", worked_on="x", worries=long), days_ago=week
            )
    worries = section(await page(app), "worries")
    shown, more = worries.xpath("./figure//blockquote/p"), worries.xpath("./details//blockquote/p")
    assert (len(shown), len(more)) == (4, 8)
    assert words(worries, "./details/summary") == "More (8)"


async def test_it_takes_at_most_eight_journeys_whatever_was_written(app: App) -> None:
    browser, where = await app.as_("priya"), await address(app, FAMILY, "/report")
    taken = []
    for weeks in (1, 12):
        async with records(app, FAMILY) as record:
            for week in range(weeks):
                entry = await record.entry(
                    "priya", WeeklyEntry(headline=f"Week {week}", worked_on="x", safety=5), days_ago=week
                )
                await record.entry("joan", SignificantEvent(what=f"It happened {week}", impact="B"), days_ago=week)
                await record.outcome(await record.task(f"Task {week}"), entry, "partly", f"A little {week}")
        await browser.get(where)
        with counted(app.services.database) as statements:
            assert (await browser.get(where)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8, statements


async def test_the_reading_is_on_the_trail(app: App) -> None:
    where = await address(app, FAMILY, "/report")
    await (await app.as_("priya")).get(where)
    async with app.services.database.reading() as db:
        row = (await db.scalars(select(TrailRow).order_by(TrailRow.number.desc()).limit(1))).one()
        assert (row.act, row.subject, row.case_id) == ("read", where, await Cast.case_id(db, FAMILY))
