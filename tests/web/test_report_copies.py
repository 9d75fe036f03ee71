"""Each person's own copy of a report: what it leaves out, what more is withheld and why, and who got it when."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import ChildSeen, Visit
from store.practice.report.copies import WISH, WORDS
from store.tables.cases import Case, CaseDate
from store.tables.report_copies import ReportSharing
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App
from tests.statements import counted
from tests.web.family_records import address, records
from tests.web.report_versions import FAMILY, approved, handed_over, write
from tests.web.said_in_documents import said_in
from tests.web.visiting import errors_of, text_of

OBSERVED, SHOUTS = "The back door was broken.", "Not when she shouts at night."
DAWNS, BOTH = "I want Chris to stay away from us.", "We get on well these days."
WHY = "Chris would know who told us."


async def copies(app: App, *, is_final: bool = True) -> dict[str, str]:
    """The address of each recipient's copy, by given name or kind: of a visit to Dawn, and one to both parents."""
    async with app.services.database.reading() as db:
        ids = {name: (await Cast.person(db, name)).id for name in ("Maya", "Leo", "Dawn", "Chris")}
    leo = {str(ids["Leo"]): ChildSeen(seen=True, alone=True, words=SHOUTS, kept_from_parents=True)}
    async with records(app, FAMILY) as record:
        one = Visit(observed=OBSERVED, children=leo, adults=(ids["Dawn"],), parent_words=DAWNS)
        await record.entry("priya", one, days_ago=1)
        both = (ids["Dawn"], ids["Chris"])
        await record.entry("priya", Visit(observed="Both sat down.", adults=both, parent_words=BOTH))
    version = await handed_over(app)
    if is_final:
        await approved(app, version)
    adults = {name: f"{version}/copies/adult-{ids[name]}" for name in ("Dawn", "Chris")}
    children = {name: f"{version}/copies/child-{ids[name]}" for name in ("Maya", "Leo")}
    return adults | children | {"chair": f"{version}/copies/chair", "version": version}


async def read(app: App, where: str, who: str = "priya") -> str:
    answer = await (await app.as_(who)).get(where)
    assert answer.status_code == 200, where
    return text_of(answer)


async def copy(app: App, where: str) -> str:
    """What the recipient gets, without what is said above it."""
    return (await read(app, where)).partition("The copy does not tell")[2]


async def share(app: App, where: str, **facts: str) -> object:
    priya = await app.as_("priya")
    seen = html.fromstring((await priya.get(f"{where}/sharing")).text).xpath("//input[@name='seen']/@value")[0]
    sent = {"draft_id": str(uuid4()), "seen": str(seen), "way": "handed_over", "on": TODAY.isoformat()} | facts
    return await priya.post(f"{where}/sharings", sent)


async def withhold(app: App, where: str, words: str, reason: str) -> object:
    """The piece in which the words stand, by the link beside it."""
    priya = await app.as_("priya")
    page = html.fromstring((await priya.get(where)).text)
    link = page.xpath(f"//figure[contains(., '{words}')]//a[contains(@href, '/withholding')]/@href")[0]
    assert words in text_of(await priya.get(link))
    return await priya.post(link + "s", {"draft_id": str(uuid4()), "reason": reason})


async def test_each_copy_leaves_out_by_rule_what_is_not_for_its_reader(app: App) -> None:
    where = await copies(app)
    got = {name: await copy(app, where[name]) for name in ("Dawn", "Chris", "Maya", "Leo", "chair")}
    assert {name for name, text in got.items() if SHOUTS in text} == {"chair"}
    assert {name for name, text in got.items() if DAWNS in text} == {"Dawn", "chair"}
    assert {name for name, text in got.items() if BOTH in text} == {"chair"}
    assert all(OBSERVED in text for text in got.values())
    assert all("14 Cedar Close" not in text and "900123" not in text for text in got.values())
    above = (await read(app, where["Chris"])).partition("The copy does not tell")[0]
    assert f"{WISH}." in above and f"{WORDS}." in above and SHOUTS in above, "its author sees what is withheld"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
async def test_its_documents_say_what_it_says_and_nothing_of_what_it_leaves_out(app: App, ending: str) -> None:
    where, priya, got = await copies(app), await app.as_("priya"), dict[str, str]()
    for name in ("Dawn", "Chris", "Leo", "chair"):
        answer = await priya.get(f"{where[name]}/report.{ending}")
        assert answer.headers["content-disposition"] == f'attachment; filename="conference-report.{ending}"'
        again = await priya.get(f"{where[name]}/report.{ending}")
        assert answer.content == again.content, "the same copy is the same file"
        got[name] = said_in(answer)
    assert {name for name, text in got.items() if SHOUTS in text} == {"chair"}
    assert {name for name, text in got.items() if DAWNS in text} == {"Dawn", "chair"}
    assert {name for name, text in got.items() if BOTH in text} == {"chair"}
    assert all(OBSERVED in text and f"{FAMILY} family" in text for text in got.values())
    assert (await (await app.as_("mark")).get(f"{where['chair']}/report.{ending}")).status_code == 404


@pytest.mark.parametrize(("is_final", "says"), [(True, False), (False, True)])
async def test_the_document_of_what_is_not_final_says_so(app: App, is_final: bool, says: bool) -> None:
    where = await copies(app, is_final=is_final)
    answer = await (await app.as_("priya")).get(f"{where['Dawn']}/report.pdf")
    assert ("Draft: not approved" in said_in(answer)) is says


async def test_what_the_analysis_repeats_of_it_is_out_of_the_copy_too(app: App) -> None:
    await write(app, "harm", f"Dawn said: “{DAWNS[:-1].lower()}”.")
    where = await copies(app)
    assert "stay away" not in (await copy(app, where["Chris"])).lower()
    assert "stay away" in (await copy(app, where["Dawn"])).lower()


async def test_more_is_withheld_with_a_reason_and_put_back(app: App) -> None:
    where = await copies(app)
    assert (await withhold(app, where["Chris"], OBSERVED, " ")).status_code == 422  # type: ignore[attr-defined]
    assert (await withhold(app, where["Chris"], OBSERVED, WHY)).status_code == 303  # type: ignore[attr-defined]
    page = await read(app, where["Chris"])
    assert WHY in page and OBSERVED not in page.partition("The copy does not tell")[2]
    assert OBSERVED in await copy(app, where["Dawn"])
    priya = await app.as_("priya")
    ending = re.search(r'action="([^"]+/ending)"', (await priya.get(where["Chris"])).text)
    assert ending and (await priya.post(ending[1], {})).status_code == 303
    assert OBSERVED in await copy(app, where["Chris"])


async def test_a_second_reason_for_what_is_withheld_already_is_not_dropped(app: App) -> None:
    where, priya, sam = await copies(app), await app.as_("priya"), await app.as_("sam")
    page = html.fromstring((await priya.get(where["Chris"])).text)
    [link] = page.xpath(f"//figure[contains(., '{OBSERVED}')]//a[contains(@href, '/withholding')]/@href")
    for _ in range(2):
        kept = await priya.post(f"{link}s", {"draft_id": str(uuid4()), "reason": WHY})
        assert kept.status_code == 303 and "Weekbook-Receipt" in kept.headers
    for browser in (priya, sam):
        late = await browser.post(f"{link}s", {"draft_id": str(uuid4()), "reason": "He broke it himself."})
        assert late.status_code == 409 and "Weekbook-Receipt" not in late.headers
        said = text_of(late)
        assert "This is not in their copy any more" in said and "He broke it himself." in said and WHY in said
    assert (await sam.post(f"{link}s", {"draft_id": str(uuid4()), "reason": WHY})).status_code == 409, "Priya's words"
    assert (await sam.get(link)).headers["location"] == where["Chris"]


async def test_what_a_rule_withholds_is_not_given_back(app: App) -> None:
    where = await copies(app)
    page = (await (await app.as_("priya")).get(where["Chris"])).text
    assert "by rule" in page and "/ending" not in page
    assert (await (await app.as_("priya")).post(f"{where['Chris']}/withholdings/1/ending", {})).status_code == 404


async def test_it_holds_for_a_later_version_too(app: App) -> None:
    where = await copies(app)
    await withhold(app, where["Chris"], OBSERVED, WHY)
    await write(app, "harm", "It goes on.")
    later = await handed_over(app, correction="The analysis was missing.")
    assert OBSERVED not in await copy(app, where["Chris"].replace(where["version"], later))


async def test_it_is_asked_once_more_with_the_name_and_kept_who_got_it(app: App) -> None:
    where = await copies(app)
    asked = await read(app, f"{where['Dawn']}/sharing")
    assert "Share with Dawn (mother)?" in asked and "Weekbook sends nothing" in asked
    assert (await share(app, where["Dawn"], way="")).status_code == 422  # type: ignore[attr-defined]
    for _ in range(2):
        assert (await share(app, where["Dawn"], way="read_aloud")).status_code == 303  # type: ignore[attr-defined]
    said = await read(app, where["version"], "mark")
    assert said.count("Read aloud to them on") == 1 and "Priya Raman" in said
    async with app.services.database.reading() as db:
        kept = (await db.scalars(select(ReportSharing))).one()
        acts = [row for row in await db.scalars(select(TrailRow)) if row.act == "report shared"]
    assert set(kept.withheld.values()) == {WISH, WORDS} and kept.name == "Dawn (mother)" and kept.why_late == ""
    assert len(acts) == 1 and acts[0].facts["fingerprint"] == kept.fingerprint


async def test_only_what_is_final_is_shared(app: App) -> None:
    where = await copies(app, is_final=False)
    assert "Not final yet" in await read(app, where["Dawn"])
    sent = {"way": "post", "on": TODAY.isoformat()}
    assert (await (await app.as_("priya")).post(f"{where['Dawn']}/sharings", sent)).status_code == 409


async def test_a_copy_that_changed_since_it_was_looked_at_is_looked_at_again(app: App) -> None:
    where = await copies(app)
    refused = await share(app, where["Chris"], seen="0" * 64)
    assert "has changed since" in errors_of(refused)["seen"]  # type: ignore[arg-type]


async def test_what_is_late_needs_to_say_why(app: App) -> None:
    where = await copies(app)
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(next_conference_on=TODAY + timedelta(days=1)))
    refused = await share(app, where["chair"])
    assert list(errors_of(refused)) == ["why_late"]  # type: ignore[arg-type]
    kept = await share(app, where["chair"], why_late="Leo was in hospital.")
    assert kept.status_code == 303  # type: ignore[attr-defined]
    assert "Leo was in hospital." in await read(app, where["version"])


async def test_a_second_reason_why_it_was_late_is_not_dropped(app: App) -> None:
    """Of another colleague, for the same copy on the same day: the phone would let go of it for a receipt."""
    where = await copies(app)
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(next_conference_on=TODAY + timedelta(days=1)))
    for why in ("Leo was in hospital.", "Leo was in hospital.", "The printer was broken."):
        assert (await share(app, where["chair"], why_late=why)).status_code == 303  # type: ignore[attr-defined]
    said = await read(app, where["version"])
    assert said.count("Leo was in hospital.") == 1 and said.count("The printer was broken.") == 1


async def test_it_is_due_no_more_once_the_chair_and_the_family_have_it(app: App) -> None:
    where, plans = await copies(app), await address(app, FAMILY, "/plans")
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(next_conference_on=TODAY + timedelta(days=1)))
    late = {"why_late": "Leo was in hospital."}
    assert "Report overdue" in await read(app, plans) or "Report to family and chair" in await read(app, plans)
    await share(app, where["chair"], **late)
    assert "Report to family and chair" in await read(app, plans)
    await share(app, where["Dawn"], **late)
    assert "Report to family and chair" not in await read(app, plans)
    async with app.services.database.reading() as db:
        assert len([one for one in await db.scalars(select(CaseDate)) if one.kind == "report_shared"]) == 1


async def test_after_its_conference_was_held_it_does_not_count_for_the_next_one(app: App) -> None:
    where = await copies(app)
    async with app.services.database.writing() as db:
        db.add(CaseDate(case_id=await Cast.case_id(db, FAMILY), kind="review", on=TODAY, facts={}))
    for name in ("chair", "Dawn"):
        await share(app, where[name], why_late="It was forgotten.")
    async with app.services.database.reading() as db:
        assert not [one for one in await db.scalars(select(CaseDate)) if one.kind == "report_shared"]


async def test_an_agency_gets_a_copy_by_its_name(app: App) -> None:
    where = await copies(app)
    priya = await app.as_("priya")
    assert (await priya.post(f"{where['version']}/agencies", {"agency": ""})).status_code == 422
    for _ in range(2):
        assert (await priya.post(f"{where['version']}/agencies", {"agency": "Oak School"})).status_code == 303
    page = html.fromstring((await priya.get(where["version"])).text)
    (link,) = page.xpath("//a[contains(., 'Oak School')]/@href")
    assert "Copy for Oak School" in await read(app, link)


@pytest.mark.parametrize(("who", "status"), [
    ("priya", 200), ("tom", 200), ("ruth", 200), ("mark", 404), ("helen", 404), ("fiona", 404), ("colin", 404),
])  # fmt: skip
async def test_who_looks_at_copies(app: App, who: str, status: int) -> None:
    where = await copies(app)
    for path in (where["Dawn"], f"{where['Dawn']}/sharing"):
        assert (await (await app.as_(who)).get(path)).status_code == status
    assert (await (await app.as_(who)).get(f"{where['version']}/copies/adult-999")).status_code == 404


async def test_it_takes_at_most_eight_statements(app: App) -> None:
    where = await copies(app)
    priya = await app.as_("priya")
    for path in (where["version"], where["Chris"], f"{where['Chris']}/sharing"):
        with counted(app.services.database) as statements:
            assert (await priya.get(path)).status_code == 200
        assert len(statements) <= 8, (path, statements)
