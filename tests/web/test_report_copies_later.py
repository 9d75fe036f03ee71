"""What is kept from somebody stays out of their copy when the report changes, or when it becomes known later."""

from uuid import uuid4

from lxml import html
from sqlalchemy import select

from store.practice.entries import ChildSeen, Visit, WeeklyEntry
from store.practice.report.copies import CONTACT
from store.practice.sessions import Session
from store.tables.entries import Entry
from tests.cast import Cast
from tests.conftest import App
from tests.web.family_records import records
from tests.web.report_versions import FAMILY, approved, handed_over, report, write
from tests.web.said_in_documents import said_in
from tests.web.test_report_copies import DAWNS, OBSERVED, WHY, copies, copy, read, withhold
from tests.web.visiting import text_of

TIN = "Dawn hides money from Chris in a tin."
HIT = "I saw him hit her again that night."


async def corrected(app: App, where: dict[str, str], name: str = "Chris") -> str:
    """Their copy of the next version, which corrects the one before."""
    later = await handed_over(app, correction="Something was corrected.")
    await approved(app, later)
    return where[name].replace(where["version"], later)


async def choose(app: App, section: str, words: str, **how: str) -> None:
    """Of the line that says it: `how` by the names of the form's fields, `left_out` or a mark."""
    priya = await app.as_("priya")
    form = html.fromstring((await priya.get(await report(app, f"/{section}/choosing"))).text)
    keys = {figure.text_content(): key for key, figure in zip(form.xpath("//input[@name='key']/@value"),
                                                            form.xpath("//figure"), strict=True)}  # fmt: skip
    [key] = [key for text, key in keys.items() if words in text]
    said = {"left_out": key} if "left_out" in how else {f"mark_{key}": how["mark"]}
    sent = {"draft_id": str(uuid4()), "opened_version": "0", "key": [*keys.values()]} | said
    assert (await priya.post(await report(app, f"/{section}/choices"), sent)).status_code == 303


async def change(app: App, words: str, **content: object) -> None:
    """The entry that says it, as if its author had changed it."""
    async with app.services.database.writing() as db:
        [entry] = [one for one in await db.scalars(select(Entry)) if words in str(one.content)]
        entry.content, entry.revision = {**entry.content, **content}, entry.revision + 1
        entry.significant = bool(content.get("significant", entry.significant))


async def test_it_stays_out_when_its_visit_became_significant_and_it_stands_elsewhere(app: App) -> None:
    where = await copies(app)
    await withhold(app, where["Chris"], OBSERVED, WHY)
    await change(app, OBSERVED, significant=True, impact="They were cold.")
    there = await corrected(app, where)
    assert OBSERVED not in await copy(app, there) and WHY in await read(app, there)
    assert OBSERVED not in said_in(await (await app.as_("priya")).get(f"{there}/report.docx"))
    assert OBSERVED in await copy(app, there.replace(there.rsplit("/", 1)[1], "chair"))


async def test_it_stays_out_when_its_line_is_marked_and_stands_by_itself(app: App) -> None:
    async with app.services.database.reading() as db:
        dawn = (await Cast.person(db, "Dawn")).id
    async with records(app, FAMILY) as record:
        await record.entry("priya", Session(parent=dawn, did="We looked at the bank letters.", showed=TIN, impact=""))
    where = await copies(app)
    await withhold(app, where["Chris"], "Dawn hides money", WHY)
    await choose(app, "work", TIN, mark="allegation")
    assert "hides money" not in await copy(app, await corrected(app, where))


async def test_their_words_that_the_author_left_out_are_not_repeated_to_the_other(app: App) -> None:
    async with records(app, FAMILY) as record:
        await record.entry("sam", WeeklyEntry(headline=f"Dawn said: {DAWNS}", worked_on="x"))
    where = await copies(app)
    await choose(app, "parent_words", DAWNS, left_out="yes")
    await write(app, "harm", f"Dawn told us: {DAWNS}")
    there = await corrected(app, where)
    assert "stay away" not in await copy(app, there)
    assert "stay away" in await copy(app, there.replace(there.rsplit("/", 1)[1], "chair"))


async def test_a_wish_that_becomes_known_later_holds_for_the_final_version(app: App) -> None:
    async with app.services.database.reading() as db:
        maya = (await Cast.person(db, "Maya")).id
    async with records(app, FAMILY) as record:
        said = {str(maya): ChildSeen(seen=True, alone=True, words=HIT)}
        await record.entry("priya", Visit(observed="The kitchen was warm.", children=said))
    where = await copies(app)
    assert HIT in await copy(app, where["Chris"])
    wish = {"seen": True, "alone": True, "words": HIT, "kept_from_parents": True}
    await change(app, HIT, children={str(maya): wish})
    for name in ("Chris", "Dawn", "Maya", "Leo"):
        assert HIT not in await copy(app, where[name]), name
    assert HIT in await copy(app, where["chair"])


async def test_where_dawn_lives_and_her_number_do_not_reach_chris_whoever_wrote_them(app: App) -> None:
    async with records(app, FAMILY) as record:
        told = "Dawn moved to 14 Cedar Close, her number is 07700 900123."
        await record.entry("sam", WeeklyEntry(headline=told, worked_on="x"))
    where = await copies(app)
    theirs = await copy(app, where["Chris"])
    assert "Cedar Close" not in theirs and "900123" not in theirs and f"{CONTACT}." in await read(app, where["Chris"])
    assert "900123" in await copy(app, where["chair"])


async def test_what_looks_like_a_number_is_shown_before_it_is_shared(app: App) -> None:
    await write(app, "harm", "Ring the aunt on 01707 555 123.")
    where = await copies(app)
    for more in ("", "/sharing"):
        assert "01707 555 123 stands in this copy" in await read(app, where["Chris"] + more)
        assert "stands in this copy" not in await read(app, where["chair"] + more)
    assert "stands in this copy" not in await read(app, f"{where['Chris']}/reading")


async def test_what_was_withheld_of_an_earlier_version_can_be_put_back_from_a_later_one(app: App) -> None:
    where = await copies(app)
    await withhold(app, where["Chris"], OBSERVED, WHY)
    await change(app, OBSERVED, observed="")
    await write(app, "harm", f"It is said: {OBSERVED}")
    there, priya = await corrected(app, where), await app.as_("priya")
    assert OBSERVED not in await copy(app, there)
    [back] = html.fromstring((await priya.get(there)).text).xpath("//form[contains(@action, '/ending')]/@action")
    assert (await priya.post(str(back), {"draft_id": str(uuid4())})).status_code == 303
    assert OBSERVED in await copy(app, there) and OBSERVED not in text_of(await priya.get(f"{there}/sharing"))
