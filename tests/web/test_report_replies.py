"""What the family, an agency or a colleague says of a report stands beside it, and goes to the conference with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from lxml import html
from sqlalchemy import select, update

from store.tables.cases import Case
from store.tables.report_copies import ReportReply
from store.tables.trail import TrailRow
from tests.cast import TODAY
from tests.conftest import App
from tests.web.report_versions import SLEPT, approved, handed_over, report
from tests.web.said_in_documents import said_in
from tests.web.test_report_copies import DAWNS, copies, copy, read, share
from tests.web.visiting import errors_of, text_of

WRONG = "It was the Tuesday, and I did open the door."


async def say(app: App, where: dict[str, str], who: str = "priya", **facts: str) -> object:
    """What Dawn says of the section in which the visits stand, if nothing else is said."""
    whose = where["Dawn"].rsplit("/", 1)[1]
    sent = {"draft_id": str(uuid4()), "whose": whose, "kind": "correction", "section": "children", "words": WRONG,
            "on": TODAY.isoformat()} | facts  # fmt: skip
    return await (await app.as_(who)).post(f"{where['version']}/replies", sent)


async def test_it_stands_in_its_section_with_who_said_it_and_when_and_goes_to_the_conference(app: App) -> None:
    where = await copies(app)
    answer = await say(app, where)
    assert answer.headers["location"] == f"{where['version']}#children"  # type: ignore[attr-defined]
    page = html.fromstring((await (await app.as_("mark")).get(where["version"])).text)
    [figure] = page.xpath(f"//*[@id='children']//figure[contains(., '{WRONG}')]")
    said = " ".join(figure.text_content().split())
    for words in (
        "Says it is wrong",
        "of version 1",
        "Dawn (mother)",
        "written down by Priya Raman, children’s social",
    ):
        assert words in said, said
    assert "something was said of it" in await read(app, await report(app))
    got = {name for name in ("Dawn", "Chris", "Maya", "Leo", "chair") if WRONG in await copy(app, where[name])}
    assert got == {"Dawn", "chair"}
    priya = await app.as_("priya")
    for name in ("chair", "Chris"):
        for ending in ("docx", "pdf"):
            made = said_in(await priya.get(f"{where[name]}/report.{ending}"))
            assert ("I did open the door" in " ".join(made.split())) == (name == "chair"), (name, ending)


async def test_a_colleague_dissents_and_an_agency_speaks_of_the_whole_in_every_copy(app: App) -> None:
    where = await copies(app)
    priya = await app.as_("priya")
    await priya.post(f"{where['version']}/agencies", {"agency": "Oak School"})
    page = html.fromstring((await priya.get(f"{where['version']}/replies/new?section=children")).text)
    [school] = page.xpath("//select[@name='whose']/option[.='Oak School']/@value")
    assert page.xpath("//select[@name='section']/option[@selected]/@value") == ["children"]
    assert "The conference chair" not in page.text_content()
    await say(app, where, "sam", whose="myself", kind="dissent", section="", words="I see less danger than we say.")
    await say(app, where, whose=school, kind="reply", section="", words="She came to school each day.")
    for name in ("Dawn", "Chris", "Leo", "chair"):
        said = await copy(app, where[name])
        assert "Said of the whole report" in said and "She came to school each day." in said
        assert "I see less danger than we say." in said and "Sam Okoro" in said


async def test_a_copy_is_looked_at_again_once_something_was_said_of_it(app: App) -> None:
    where = await copies(app)
    priya = await app.as_("priya")
    seen = html.fromstring((await priya.get(f"{where['chair']}/sharing")).text).xpath("//input[@name='seen']/@value")
    await say(app, where)
    assert "has changed since" in errors_of(await share(app, where["chair"], seen=str(seen[0])))["seen"]  # type: ignore[arg-type]
    assert (await share(app, where["chair"])).status_code == 303  # type: ignore[attr-defined]


async def test_a_copy_is_read_aloud_as_it_stands_with_what_was_said_of_it(app: App) -> None:
    """In the order of the documents; then what they say, and that they have heard it."""
    where = await copies(app)
    await say(app, where)
    priya = await app.as_("priya")
    dawns, chris = [await priya.get(f"{where[name]}/reading") for name in ("Dawn", "Chris")]
    assert WRONG in text_of(dawns) and DAWNS in text_of(dawns)
    assert WRONG not in text_of(chris) and DAWNS not in text_of(chris) and "Withhold" not in text_of(chris)
    headings = [one.text_content() for one in html.fromstring(dawns.text).xpath("//article//h2")]
    assert headings[0] == "The children, and how each was seen" and len(headings) > 10
    [on] = html.fromstring(dawns.text).xpath("//a[contains(., 'They have heard it')]/@href")
    sharing = html.fromstring((await priya.get(on)).text)
    assert sharing.xpath("//input[@name='way'][@checked]/@value") == ["read_aloud"]
    assert (await (await app.as_("mark")).get(f"{where['Dawn']}/reading")).status_code == 404


async def test_it_is_refused_in_words_with_what_was_typed(app: App) -> None:
    where = await copies(app)
    wrong = {"whose": "chair", "kind": "", "section": "nowhere", "on": (TODAY + timedelta(days=1)).isoformat()}
    refused = await say(app, where, **wrong)
    assert set(errors_of(refused)) == {"whose", "kind", "section", "on"}  # type: ignore[arg-type]
    assert WRONG in text_of(refused)  # type: ignore[arg-type]
    assert set(errors_of(await say(app, where, words=" "))) == {"words"}  # type: ignore[arg-type]


async def test_what_was_written_down_by_mistake_is_taken_back_and_stays_known(app: App) -> None:
    where = await copies(app)
    draft = str(uuid4())
    for _ in range(2):
        await say(app, where, draft_id=draft)
    assert (await read(app, where["version"])).count(WRONG) == 1
    ending, why = f"{where['version']}/replies/{draft}/ending", {"why": "It was said of another family."}
    tom, ruth = await app.as_("tom"), await app.as_("ruth")
    assert [(await tom.get(ending)).status_code, (await tom.post(ending, why)).status_code] == [303, 409]
    assert "What was taken back" not in await read(app, where["version"]), "who did not write it down takes it not back"
    assert WRONG in text_of(await ruth.get(ending))
    refused = await ruth.post(ending, {"why": " "})
    assert set(errors_of(refused)) == {"why"} and WRONG in text_of(refused)
    for _ in range(2):
        assert (await ruth.post(ending, why)).status_code == 303
    page = html.fromstring((await ruth.get(where["version"])).text)
    assert not page.xpath(f"//figure[contains(., '{WRONG}')]")
    [taken] = page.xpath("//details[contains(., 'What was taken back')]")
    said = " ".join(taken.text_content().split())
    for words in (WRONG, "Dawn (mother)", "written down by Priya Raman", "Taken back by Ruth", why["why"]):
        assert words in said, said
    assert WRONG not in await copy(app, where["Dawn"]) and WRONG not in await copy(app, where["chair"])
    async with app.services.database.reading() as db:
        kept = (await db.scalars(select(ReportReply))).one()
        acts = [row.act for row in await db.scalars(select(TrailRow).order_by(TrailRow.number))]
    assert kept.words == WRONG and kept.taken_back_at
    assert [act for act in acts if act.startswith("report repl")] == ["report replied to", "report reply taken back"]


async def test_who_comes_too_late_to_take_it_back_reads_how_it_stands_and_keeps_their_reason(app: App) -> None:
    """Priya takes it back while Ruth has the form open: a phone would let go of Ruth's reason for a receipt."""
    where, draft = await copies(app), str(uuid4())
    await say(app, where, draft_id=draft)
    ending = f"{where['version']}/replies/{draft}/ending"
    priya, ruth = await app.as_("priya"), await app.as_("ruth")
    hers = {"draft_id": str(uuid4()), "why": "It was said of another family."}
    assert "Weekbook-Receipt" in (await priya.post(ending, hers)).headers
    late = await ruth.post(ending, {"draft_id": str(uuid4()), "why": "Dawn asked for it."})
    assert late.status_code == 409 and "Weekbook-Receipt" not in late.headers
    said = text_of(late)
    for words in ("This was taken back already", "Dawn asked for it.", "Taken back by Priya Raman", hers["why"]):
        assert words in said, words
    again = await priya.post(ending, hers | {"draft_id": str(uuid4())})
    assert again.status_code == 303 and "Weekbook-Receipt" in again.headers, "the same reason of the same person"
    other = await priya.post(ending, {"draft_id": str(uuid4()), "why": "No: it was said twice."})
    assert other.status_code == 409 and "No: it was said twice." in text_of(other)
    assert (await ruth.get(ending)).headers["location"] == where["version"]


async def test_each_version_on_which_it_stood_shows_that_it_was_taken_back(app: App) -> None:
    where, draft, later = await copies(app), str(uuid4()), str(uuid4())
    await say(app, where, draft_id=draft)
    second = await handed_over(app, correction="A date.")
    await approved(app, second)
    await say(app, where | {"version": second}, draft_id=later, words="Of the second one.")
    priya = await app.as_("priya")
    for reply, why in ((draft, "Another family's."), (later, "Said twice.")):
        assert (await priya.post(f"{second}/replies/{reply}/ending", {"why": why})).headers["location"] == second
    lists = [html.fromstring((await priya.get(one)).text).xpath("//details[contains(., 'What was taken back')]")[0]
             for one in (where["version"], second)]  # fmt: skip
    first, newest = (" ".join(one.text_content().split()) for one in lists)
    assert WRONG in first and "of version 1" in first and "Of the second one." not in first
    assert WRONG in newest and "of version 1" in newest and "Of the second one." in newest


async def test_who_may_not_take_it_back_keeps_their_reason(app: App) -> None:
    where, draft = await copies(app), str(uuid4())
    await say(app, where, draft_id=draft)
    toms = {"draft_id": str(uuid4()), "why": "I heard it otherwise."}
    refused = await (await app.as_("tom")).post(f"{where['version']}/replies/{draft}/ending", toms)
    assert refused.status_code == 409 and "Weekbook-Receipt" not in refused.headers
    said = text_of(refused)
    assert "This is not yours to take back" in said and "I heard it otherwise." in said and WRONG in said
    assert WRONG in await copy(app, where["chair"])


@pytest.mark.parametrize(("who", "status"), [
    ("priya", 200), ("tom", 200), ("ruth", 200), ("mark", 404), ("helen", 404), ("fiona", 404), ("colin", 404),
])  # fmt: skip
async def test_who_writes_down_what_is_said(app: App, who: str, status: int) -> None:
    where = await copies(app)
    form = await (await app.as_(who)).get(f"{where['version']}/replies/new")
    sent = await say(app, where, who)
    assert (form.status_code, sent.status_code) == (status, 303 if status == 200 else 404)  # type: ignore[attr-defined]


async def test_it_is_said_of_a_report_of_this_family_only(app: App) -> None:
    where, theirs = await copies(app), str(uuid4())
    elsewhere = where["version"].rsplit("/", 1)[0] + f"/{theirs}"
    assert (await say(app, where | {"version": elsewhere})).status_code == 404  # type: ignore[attr-defined]
    assert SLEPT not in await report(app)


async def test_other_words_under_the_same_form_are_not_said_to_be_kept(app: App) -> None:
    """Put right and sent again after a lost answer, or after it was taken back."""
    where, draft = await copies(app), str(uuid4())
    await say(app, where, draft_id=draft)
    again = await say(app, where, draft_id=draft, words="It was the Wednesday.")
    assert again.status_code == 409 and "Weekbook-Receipt" not in again.headers  # type: ignore[attr-defined]
    why = {"why": "Another family's words."}
    await (await app.as_("priya")).post(f"{where['version']}/replies/{draft}/ending", why)
    assert (await say(app, where, draft_id=draft, words=WRONG + " Yes.")).status_code == 409  # type: ignore[attr-defined]


async def test_who_hears_it_read_sees_no_other_page_of_the_report(app: App) -> None:
    where = await copies(app)
    priya, reading = await app.as_("priya"), f"{where['Chris']}/reading"
    page = html.fromstring((await priya.get(reading)).text)
    [says] = page.xpath("//a[contains(., 'They say something of it')]/@href")
    [heard] = page.xpath("//a[contains(., 'They have heard it')]/@href")
    for form in (says, heard):
        there = html.fromstring((await priya.get(form)).text)
        assert there.xpath("//a[contains(@class, 'back')]/@href") == [reading]
        assert there.xpath("//input[@name='aloud']/@value") == ["1"]
    said = await say(app, where, whose=where["Chris"].rsplit("/", 1)[1], aloud="1")
    given = await share(app, where["Chris"], way="read_aloud", aloud="1")
    assert [one.headers["location"] for one in (said, given)] == [reading, reading]  # type: ignore[attr-defined]


async def test_who_has_a_copy_already_is_marked_when_something_was_said_since(app: App) -> None:
    where = await copies(app)
    for name in ("chair", "Chris"):
        await share(app, where[name])
    await say(app, where)
    page = html.fromstring((await (await app.as_("priya")).get(where["version"])).text)
    marked = [
        one.text_content() for one in page.xpath("//*[@id='copies']//li[contains(., 'something was said since')]")
    ]
    assert len(marked) == 1 and "The conference chair" in marked[0], "Dawn's words are not in Chris's copy"


async def test_who_looks_at_the_phone_reads_nothing_of_the_others(app: App) -> None:
    """Chris has heard it and sees both forms: no other name in them, and no reason that was written of Dawn."""
    where, priya = await copies(app), await app.as_("priya")
    await priya.post(f"{where['version']}/agencies", {"agency": "Oak Refuge"})
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(next_conference_on=TODAY + timedelta(days=1)))
    late = {"why_late": "Dawn is in Oak Refuge.", "way": "post"}
    assert (await share(app, where["Dawn"], **late)).status_code == 303  # type: ignore[attr-defined]
    page = html.fromstring((await priya.get(f"{where['Chris']}/reading")).text)
    for link in ("They say something of it", "They have heard it"):
        [form] = page.xpath(f"//a[contains(., '{link}')]/@href")
        there = (await priya.get(form)).text
        assert "Dawn" not in there and "Oak Refuge" not in there and "Leaves out" not in there, link
    chris = where["Chris"].rsplit("/", 1)[1]
    says = f"{where['version']}/replies/new"
    assert await offered(app, f"{says}?aloud&whose={chris}") == [chris]
    assert await offered(app, f"{says}?aloud=1") == ["", "myself"], "nobody is known to hear it"
    refused = await say(app, where, whose=chris, aloud="1", kind="")
    assert set(errors_of(refused)) == {"kind"} and "Dawn" not in refused.text  # type: ignore[arg-type, attr-defined]
    other = html.fromstring((await priya.get(f"{where['chair']}/sharing")).text)
    assert other.xpath("//input[@name='way'][@checked]/@value") == ["post"], "as the one before"
    [why] = other.xpath("//textarea[@name='why_late']")
    assert not (why.text or "").strip(), "why it was late, of another"


async def offered(app: App, form: str) -> list[str]:
    page = html.fromstring((await (await app.as_("priya")).get(form)).text)
    return [str(one) for one in page.xpath("//select[@name='whose']/option/@value")]
