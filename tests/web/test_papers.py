"""The core group's and the child in need review's summary, and the group supervision pack: read, gathered, reached."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.tables.cases import CaseDate, Plan
from store.tables.entries import Entry, Signature
from store.tables.supervision import SupervisedFamily, Supervision
from store.tables.trail import TrailRow
from tests import past
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import address, records
from tests.web.supervising import sitting
from tests.web.test_conference_reports import quotations, section, words
from tests.web.test_conferences import conference, decided, hold
from tests.web.visiting import scene_of

FAMILY = "Okafor-Hill"
OTHERS = ("core-group", "child-in-need-review", "group-supervision")


async def paper(app: App, which: str, name: str = "priya") -> html.HtmlElement:
    answer = await (await app.as_(name)).get(await address(app, FAMILY, f"/papers/{which}"))
    assert answer.status_code == 200
    found: html.HtmlElement = html.fromstring(answer.text)
    return found


async def held(app: App, kind: str, days_ago: int) -> str:
    """A meeting of which an import knows; its day in words."""
    on = TODAY - timedelta(days=days_ago)
    async with records(app, FAMILY) as record:
        record.db.add(CaseDate(case_id=(await record.case()).id, kind=kind, on=on, facts={}))
    return f"{on:%-d %B %Y}"


async def write(app: App, *days: int) -> None:
    async with records(app, FAMILY) as record:
        for day in days:
            said = f"Of {day} days ago."
            await record.entry("sam", WeeklyEntry(headline=said, worked_on="x", safety=5), days_ago=day)


@pytest.mark.parametrize("which", OTHERS)
async def test_those_who_may_read_the_family_read_them_and_for_others_they_do_not_exist(app: App, which: str) -> None:
    await write(app, 1)
    where = await address(app, FAMILY, f"/papers/{which}")
    for name in ("priya", "tom", "sam", "ruth", "helen", "mark", "hilary"):
        answer = await (await app.as_(name)).get(where)
        assert answer.status_code == 200 and "Of 1 days ago." in answer.text, name
        assert "Okafor" not in answer.text.partition("</title>")[0], "titles name nobody"
    for name in ("wendy", "grace", "fiona", "olu", "colin", "beth", "alan"):
        refused = await (await app.as_(name)).get(where)
        assert refused.status_code == 404 and "Of 1 days ago." not in refused.text, name
    async with app.services.database.reading() as db:
        rows = (await db.scalars(select(TrailRow).where(TrailRow.subject == where, TrailRow.act == "read"))).all()
    assert len(rows) == 7 and {row.case_id for row in rows} == {(await scene_of(app)).case}


@pytest.mark.parametrize("which", OTHERS)
async def test_of_a_restricted_family_its_own_read_them_only(app: App, which: str) -> None:
    await write(app, 1)
    root = await address(app, FAMILY)
    answer = await (await app.as_("ruth")).post(f"{root}/restrictions", {"reason": "A cousin."})
    assert answer.status_code == 303
    for name in ("tom", "joan", "helen", "mark", "hilary"):
        assert (await (await app.as_(name)).get(f"{root}/papers/{which}")).status_code == 404, name
    assert "Of 1 days ago." in words(await paper(app, which))


@pytest.mark.parametrize("which", ["conference", "tea", "core_group"])
async def test_a_paper_that_there_is_not_is_not_there(app: App, which: str) -> None:
    assert (await (await app.as_("priya")).get(await address(app, FAMILY, f"/papers/{which}"))).status_code == 404


@pytest.mark.parametrize(("which", "kind", "name"), [("core-group", "core_group", "core group"), (
    "child-in-need-review", "child_in_need_review", "child in need review")])  # fmt: skip
async def test_a_summary_gathers_since_the_last_such_meeting_or_the_conference(
    app: App, which: str, kind: str, name: str
) -> None:
    await held(app, "review", 40)
    own = await held(app, kind, 20)
    await write(app, 50, 30, 2)
    found = await paper(app, which)
    assert quotations(section(found, "views")) == ["Of 2 days ago."]
    assert f"What was written since the {name} of {own}" in words(found)
    assert f"Not seen on a visit since the {name} of {own}" in words(section(found, "children"))
    later = await held(app, "review", 10)
    assert f"What was written since the conference of {later}" in words(await paper(app, which))


async def test_a_summary_quotes_and_asks_for_nothing_to_be_written(app: App) -> None:
    maya = str((await scene_of(app)).people["Maya"])
    seen = ChildSeen(seen=True, alone=True, words="I like Fridays at Gran’s.", kept_from_parents=True)
    async with records(app, FAMILY) as record:
        visit = await record.entry("priya", Visit(observed="Both were dressed.", children={maya: seen}), days_ago=1)
        await record.entry("priya", SignificantEvent(what="Dawn rang.", impact="A calm night."), days_ago=1)
    found = await paper(app, "core-group")
    assert quotations(section(found, "happened")) == ["Dawn rang.", "A calm night."]
    assert section(found, "children").xpath(".//dl//a/@href") == [f"/visits/{visit}"]
    (figure,) = section(found, "child_words").xpath(".//figure")
    assert "no-print" in figure.get("class"), "the core group has parents at its table"
    keys = found.xpath("//main//section[contains(@class, 'card')]/@id")
    assert not {"harm", "plan", "recommendation", "family", "reason"} & set(keys)
    assert "% of these words" not in words(found) and not found.xpath("//a[contains(@href, '/writing')]")


async def test_the_pack_gathers_since_the_last_group_supervision_and_while_one_sits(app: App) -> None:
    meeting = await sitting(app)
    before = past.days_ago(28)
    async with records(app, FAMILY) as record:
        case, ruth = await record.case(), await Cast.practitioner_id(record.db, "ruth")
        team = await record.db.scalar(select(Supervision.team_id).where(Supervision.id == meeting.id))
        last = Supervision(id=UUID(int=1), team_id=team, planned_on=before.date(), made_by_id=ruth, made_at=before,
                           started_at=before, version=1)  # fmt: skip
        record.db.add(last)
        await record.db.flush()
        record.db.add(SupervisedFamily(id=UUID(int=2), supervision_id=last.id, case_id=case.id, position=0,
                                       revealed_at=before, revealed_by_id=ruth))  # fmt: skip
    await write(app, 60, 3)
    for opened in (False, True):
        if opened:
            await meeting.opens()
        found = await paper(app, "group-supervision")
        assert quotations(section(found, "views")) == ["Of 3 days ago."]
        assert f"What was written since the group supervision of {before:%-d %B %Y}" in words(found)


async def test_the_pack_shows_nobody_s_number_before_the_views_are_open(app: App) -> None:
    meeting = await sitting(app)
    assert (await meeting.gives("sam", 3, "Zebra by night.")).status_code == 303
    await write(app, 9, 2)
    for name in ("priya", "ruth", "sam"):
        found = await paper(app, "group-supervision", name)
        assert "Zebra" not in words(found) and not found.xpath("//main//svg[contains(@class, 'views')]"), name
        assert not found.xpath("//main//table"), "weekly numbers stand under Safety, not beside a view that is due"


async def test_each_is_reached_from_its_meeting_and_from_the_report(app: App) -> None:
    scene = await scene_of(app)
    priya, root = await app.as_("priya"), f"/families/{scene.family}"
    for kind, path in (("core_group", "/papers/core-group"), ("child_in_need_review", "/papers/child-in-need-review"),
                       ("review", "/report")):  # fmt: skip
        shown = html.fromstring((await priya.get(await conference(scene, kind))).text)
        assert shown.xpath(f"//main//section[@id='what']//a[@href='{root}{path}']"), kind
    shown = html.fromstring((await priya.get(await conference(scene, "pre_proceedings_meeting"))).text)
    assert not shown.xpath("//main//section[@id='what']//p/a[contains(@href, '/families/')]")
    ways = "//nav[@aria-label='Papers of this family']//a"
    report = html.fromstring((await priya.get(f"{root}/report")).text)
    assert [a.get("href") for a in report.xpath(ways)] == [
        f"{root}/report", *(f"{root}/papers/{one}" for one in OTHERS)
    ]  # fmt: skip
    assert words(await paper(app, "core-group"), f"{ways}[@aria-current]") == "Core group summary"
    meeting = await sitting(app)
    assert f"{root}/papers/group-supervision" in (await priya.get(meeting.turn)).text


async def test_what_there_is_no_meeting_for_is_not_offered(app: App) -> None:
    scene = await scene_of(app)
    async with records(app, FAMILY) as record:
        over = TODAY - timedelta(days=200)
        await record.db.execute(update(Plan).where(Plan.case_id == scene.case).values(ended_on=over))
    report = html.fromstring((await (await app.as_("priya")).get(f"/families/{scene.family}/report")).text)
    assert words(report, "//nav[@aria-label='Papers of this family']") == "Conference reportGroup supervision pack"


async def test_a_meeting_that_was_held_today_keeps_its_summary_and_an_earlier_one_has_none(app: App) -> None:
    scene = await scene_of(app)
    place, priya = await conference(scene, "core_group", TODAY), await app.as_("priya")
    assert (await hold(scene, place, decided(scene, "", "") | {"on": TODAY.isoformat()})).status_code == 303
    assert "/papers/core-group" in (await priya.get(place)).text
    async with records(app, FAMILY) as record:
        core = (CaseDate.case_id == scene.case, CaseDate.kind == "core_group")
        await record.db.execute(update(CaseDate).where(*core).values(on=TODAY - timedelta(days=3)))
    assert "/papers/core-group" not in (await priya.get(place)).text


@pytest.mark.parametrize("which", OTHERS)
async def test_a_paper_takes_at_most_eight_journeys_whatever_was_written(app: App, which: str) -> None:
    browser, where = await app.as_("priya"), await address(app, FAMILY, f"/papers/{which}")
    taken = []
    for days in ((1,), tuple(range(2, 25))):
        await write(app, *days)
        await browser.get(where)
        with counted(app.services.database) as statements:
            assert (await browser.get(where)).status_code == 200
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8, statements


async def test_what_happened_before_a_meeting_and_was_written_after_it_stands_there_and_says_so(app: App) -> None:
    maya = str((await scene_of(app)).people["Maya"])
    await held(app, "review", 20)
    seen = Visit(observed="Recorded in time.", children={maya: ChildSeen(seen=True, alone=True)})
    async with records(app, FAMILY) as record:
        await record.entry("priya", seen, days_ago=24)
        late = await record.entry("priya", replace(seen, observed="Recorded late."), days_ago=23)
        await record.db.execute(update(Entry).where(Entry.id == late).values(written_at=past.days_ago(18)))
        await record.entry("priya", replace(seen, observed="Of since."), days_ago=2)
        sam = await Cast.practitioner_id(record.db, "sam")
        signed = {"asked_at": past.days_ago(0), "signed_at": past.days_ago(0)}
        record.db.add(Signature(entry_id=late, practitioner_id=sam, account="I was there.", **signed))
    report = html.fromstring((await (await app.as_("priya")).get(await address(app, FAMILY, "/report"))).text)
    for found in (report, await paper(app, "core-group")):
        children = section(found, "children")
        assert quotations(children) == ["Recorded late.", "I was there.", "Of since."]
        chips = [words(one, ".//p[contains(@class, 'chips')]") for one in children.xpath(".//figure")]
        assert ["happened before the conference" in one for one in chips] == [True, True, False]
        days = [link.text_content() for link in children.xpath(".//dl//a")]
        assert len(days) == 2 and days[0].endswith(", alone, before the conference") and days[1].endswith(", alone")
