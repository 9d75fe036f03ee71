"""A conference chair reads the reports that were shared with them in Weekbook, and nothing else of any family."""

from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select, update

from store.tables.access import SignIn
from store.tables.cases import Case, CaseDate
from store.tables.report_copies import SharedReport
from store.tables.report_versions import ReportVersion
from store.tables.reports import ConferenceReport
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.past import days_ago
from tests.web.report_versions import FAMILY, an_entry, approved, handed_over
from tests.web.said_in_documents import said_in
from tests.web.test_report_copies import DAWNS, OBSERVED, SHOUTS, copies, read, share, withhold
from tests.web.test_report_replies import WRONG, say
from tests.web.visiting import errors_of, text_of

OUTSIDERS = ("priya", "tom", "sam", "ruth", "mark", "hilary", "helen", "beth", "alan", "wendy")


async def shared(app: App, where: dict[str, str] | None = None) -> dict[str, str]:
    """With Colin, who chairs; `report`: where he reads it."""
    where = where or await copies(app)
    async with app.services.database.reading() as db:
        colin = await Cast.practitioner_id(db, "colin")
    answer = await share(app, where["chair"], way="weekbook", chair=str(colin))
    assert answer.status_code == 303, text_of(answer)  # type: ignore[attr-defined, arg-type]
    page = html.fromstring((await (await app.as_("colin")).get("/week")).text)
    [link] = page.xpath("//a[contains(@href, '/shared-reports/')]/@href")
    return where | {"report": str(link)}


async def test_the_chair_finds_it_and_reads_their_copy_with_what_was_said_of_it(app: App) -> None:
    where = await shared(app)
    await say(app, where)
    colin = await app.as_("colin")
    assert "Okafor-Hill family" in text_of(await colin.get("/week"))
    said = text_of(await colin.get(where["report"]))
    for words in (OBSERVED, SHOUTS, DAWNS, WRONG, "Copy for", "Shared with you", "Priya Raman", "Ruth Calder"):
        assert words in said, words
    assert "Withhold" not in said
    for ending in ("docx", "pdf"):
        made = " ".join(said_in(await colin.get(f"{where['report']}/report.{ending}")).split())
        assert "The back door was broken" in made, ending
    links = html.fromstring((await colin.get(where["report"])).text).xpath("//main//a/@href")
    assert {one for one in links if "/families/" in one} == set()
    assert "read by Colin Marsh" in await read(app, where["version"])


async def test_what_is_withheld_from_the_chair_is_not_in_it(app: App) -> None:
    where = await copies(app)
    assert (await withhold(app, where["chair"], OBSERVED, "It is another family's.")).status_code == 303  # type: ignore[attr-defined]
    async with app.services.database.reading() as db:
        colin = str(await Cast.practitioner_id(db, "colin"))
    await share(app, where["chair"], way="weekbook", chair=colin)
    chair = await app.as_("colin")
    [link] = html.fromstring((await chair.get("/week")).text).xpath("//a[contains(@href, '/shared-reports/')]/@href")
    assert OBSERVED not in text_of(await chair.get(link))
    assert "The back door" not in said_in(await chair.get(f"{link}/report.docx"))


async def test_nobody_else_reads_at_that_address_and_the_chair_nothing_else_of_the_family(app: App) -> None:
    where = await shared(app)
    for who in OUTSIDERS:
        for more in ("", "/report.docx", "/report.pdf"):
            assert (await (await app.as_(who)).get(where["report"] + more)).status_code == 404, who
    colin = await app.as_("colin")
    for path in (where["version"], where["chair"], f"{where['chair']}/report.pdf", f"{where['chair']}/reading"):
        assert (await colin.get(path)).status_code == 404, path
    family = where["version"].partition("/report")[0]
    for more in ("", "/story", "/people", "/report", "/plans"):
        assert (await colin.get(family + more)).status_code == 404, more


async def test_once_it_is_ended_it_does_not_exist_for_the_chair(app: App) -> None:
    where = await shared(app)
    colin, priya = await app.as_("colin"), await app.as_("priya")
    assert "No chair reads this report here any more" in await read(app, where["version"])
    for _ in range(2):
        assert (await priya.post(f"{where['version']}/reading/ending", {})).status_code == 303
    assert (await colin.get(where["report"])).status_code == 404
    assert "Okafor-Hill" not in text_of(await colin.get("/week"))
    assert "No chair reads this report here any more" not in await read(app, where["version"])
    async with app.services.database.reading() as db:
        assert (await db.scalars(select(SharedReport))).one().ended_at
        acts = [row.act for row in await db.scalars(select(TrailRow))]
    assert acts.count("report reading ended") == 1


async def test_it_is_ended_for_every_version_and_on_a_closed_case_too(app: App) -> None:
    where = await shared(app)
    colin, priya = await app.as_("colin"), await app.as_("priya")
    second = await handed_over(app, correction="A date.")
    await approved(app, second)
    async with app.services.database.reading() as db:
        chair = str(await Cast.practitioner_id(db, "colin"))
    await share(app, f"{second}/copies/chair", way="weekbook", chair=chair)
    assert "version 2" in text_of(await colin.get("/week"))
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(closed_on=TODAY))
    assert "No chair reads this report here any more" in await read(app, second)
    assert (await priya.post(f"{second}/reading/ending", {})).status_code == 303
    assert (await colin.get(where["report"])).status_code == 404
    assert "Okafor-Hill" not in text_of(await colin.get("/week"))


async def restricting(app: App, where: dict[str, str], sent: dict[str, str]) -> None:
    family, ruth = where["version"].partition("/report")[0], await app.as_("ruth")
    way = f"{family}/restriction/lifting" if "lifting" in sent else f"{family}/restrictions"
    assert (await ruth.post(way, sent)).status_code == 303


async def is_read_by_colin(app: App, report: str) -> bool:
    """At each of its addresses alike, and in the list."""
    colin = await app.as_("colin")
    answers = [(await colin.get(report + more)).status_code for more in ("", "/report.docx", "/report.pdf")]
    is_listed = report in (await colin.get("/week")).text
    assert answers == ([200] * 3 if is_listed else [404] * 3)
    return is_listed


async def test_a_family_that_is_restricted_is_closed_to_its_chair_until_it_is_shared_again(app: App) -> None:
    where = await shared(app)
    assert await is_read_by_colin(app, where["report"])
    await restricting(app, where, {"reason": "A cousin works at the next desk."})
    assert not await is_read_by_colin(app, where["report"])
    assert "Okafor" not in text_of(await (await app.as_("colin")).get("/week"))
    assert "not while the family is restricted" in await read(app, where["version"])
    again = (await shared(app, where))["report"]
    assert again != where["report"] and await is_read_by_colin(app, again)
    assert (await (await app.as_("colin")).get(where["report"])).status_code == 404, "that one was shared before"
    await restricting(app, where, {"reason": "The cousin is still there."})
    assert await is_read_by_colin(app, again), "the reason was given once more"
    await restricting(app, where, {"lifting": "The cousin has left."})
    assert await is_read_by_colin(app, again)
    await restricting(app, where, {"reason": "The cousin came back."})
    assert not await is_read_by_colin(app, again), "restricted anew"


async def test_a_restricted_family_is_opened_by_its_chair_after_a_fresh_touch(app: App) -> None:
    where = await shared(app)
    await restricting(app, where, {"reason": "A cousin works at the next desk."})
    again, colin = (await shared(app, where))["report"], await app.as_("colin")
    async with app.services.database.writing() as db:
        await db.execute(update(SignIn).values(touched_at=days_ago(1)))
    for more in ("", "/report.docx", "/report.pdf"):
        assert (await colin.get(again + more)).status_code == 403, more


async def test_another_case_of_the_family_that_is_restricted_closes_it_too(app: App) -> None:
    where = await shared(app)
    async with app.services.database.writing() as db:
        theirs = (await db.scalars(select(Case).where(Case.id == await Cast.case_id(db, FAMILY)))).one()
        facts = {"family_id": theirs.family_id, "team_id": theirs.team_id, "opened_on": TODAY}
        db.add(Case(**facts, restricted=True))
    assert not await is_read_by_colin(app, where["report"])


async def test_the_report_that_was_handed_over_last_is_the_one_in_the_list(app: App) -> None:
    """Also where it is the first version for the next conference, and another had two."""
    where = await shared(app)
    async with app.services.database.writing() as db:
        await db.execute(update(ReportVersion).values(number=7))
        db.add(CaseDate(case_id=await Cast.case_id(db, FAMILY), kind="review", on=TODAY, facts={}))
        await db.execute(update(ConferenceReport).values(since=TODAY - timedelta(days=200)))
    await an_entry(app, "A new week.")
    version = await handed_over(app)
    await approved(app, version)
    async with app.services.database.reading() as db:
        chair = str(await Cast.practitioner_id(db, "colin"))
    await share(app, f"{version}/copies/chair", way="weekbook", chair=chair)
    said = text_of(await (await app.as_("colin")).get("/week"))
    assert "version 1" in said and "version 7" not in said and where["report"]


async def test_a_chair_is_named_only_where_they_read_it_here(app: App) -> None:
    where = await copies(app)
    async with app.services.database.reading() as db:
        chair = str(await Cast.practitioner_id(db, "colin"))
    assert set(errors_of(await share(app, where["chair"], chair=chair))) == {"chair"}  # type: ignore[arg-type]


async def test_each_reading_is_on_the_trail_and_those_who_hold_the_family_see_it(app: App) -> None:
    where = await shared(app)
    await (await app.as_("colin")).get(where["report"])
    openings = text_of(await (await app.as_("priya")).get("/you/openings"))
    assert "Colin Marsh" in openings and "the conference report that was shared with its chair" in openings


@pytest.mark.parametrize("chair", ["", "999", "sam"])
async def test_who_reads_it_here_is_a_chair(app: App, chair: str) -> None:
    where = await copies(app)
    if chair == "sam":
        async with app.services.database.reading() as db:
            chair = str(await Cast.practitioner_id(db, "sam"))
    refused = await share(app, where["chair"], way="weekbook", chair=chair)
    assert set(errors_of(refused)) == {"chair"}  # type: ignore[arg-type]


async def test_a_parent_does_not_read_it_here(app: App) -> None:
    where = await copies(app)
    assert set(errors_of(await share(app, where["Dawn"], way="weekbook"))) == {"way"}  # type: ignore[arg-type]


async def test_a_report_that_is_not_what_was_handed_over_is_not_read(app: App) -> None:
    where = await shared(app)
    async with app.services.database.writing() as db:
        (await db.scalars(select(ReportVersion))).one().fingerprint = "0" * 64
    assert (await (await app.as_("colin")).get(where["report"])).status_code == 404
