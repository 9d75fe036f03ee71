"""Showing the family: what was chosen is all that is in the page, and with it nobody is signed in any more."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from lxml import html
from sqlalchemy import select, update

from store.practice.entries import ChildSeen, SignificantEvent, Visit, WeeklyEntry
from store.tables.access import SignIn
from store.tables.cases import Case, Involvement
from store.tables.entries import Task
from store.tables.families import Person
from store.tables.people import Practitioner
from store.tables.trail import TrailRow
from tests.cast import TODAY, Cast
from tests.conftest import App, Browser
from tests.statements import counted
from tests.web.coming_in import ago, change
from tests.web.family_records import Records, address, records
from tests.web.visiting import errors_of, text_of
from tests.web.with_vaults import NAVIGATION, carrier

FAMILY = "Okafor-Hill"


async def tick(browser: Browser, app: App, *wanted: str) -> dict[str, list[str]]:
    """What the form would post with exactly these lines ticked, by their beginning."""
    page = html.fromstring((await browser.get(await address(app, FAMILY, "/showings/new"))).text)
    offered = {_words(label): label.xpath(".//input/@value")[0] for label in page.xpath("//li/label")}
    return {"line": [next(key for words, key in offered.items() if words.startswith(one)) for one in wanted]}


def _words(label: html.HtmlElement) -> str:
    return " ".join(" ".join(label.itertext()).split())


async def offered(app: App, name: str = "priya") -> dict[str, bool]:
    page = html.fromstring((await (await app.as_(name)).get(await address(app, FAMILY, "/showings/new"))).text)
    return {_words(label): bool(label.xpath(".//input/@checked")) for label in page.xpath("//li/label")}


async def show(app: App, browser: Browser, *wanted: str) -> httpx.Response:
    """Tick these lines and hand over."""
    return await browser.post(await address(app, FAMILY, "/showings"), await tick(browser, app, *wanted))


async def dawns(family: Records, title: str) -> UUID:
    """A task that is Dawn's."""
    task_id = await family.task(title)
    dawn = (await Cast.person(family.db, "Dawn")).id
    await family.db.execute(update(Task).where(Task.id == task_id).values(owner_id=None, owner_person_id=dawn))
    return task_id


async def a_few_lines(app: App) -> dict[str, UUID]:
    async with records(app, FAMILY) as family:
        made = {"dawns": await dawns(family, "Phone away at breakfast"), "ours": await family.task("Ring the school")}
        entry = WeeklyEntry(headline="x", worked_on="x", strengths="Dawn rang us first.\nChris paid for the boots.")
        return made | {"entry": await family.entry("sam", entry, days_ago=8)}


async def test_one_tap_from_the_familys_page_its_tasks_and_a_visit(app: App) -> None:
    async with records(app, FAMILY) as family:
        visit = await family.entry("priya", Visit(observed="x", agreed=("Gate",)))
    there = f'href="{await address(app, FAMILY, "/showings/new")}"'
    priya = await app.as_("priya")
    assert there in (await priya.get(await address(app, FAMILY))).text
    assert there in (await priya.get(f"/visits/{visit}")).text
    assert there not in (await priya.get(await address(app, FAMILY, "/tasks"))).text, "nothing stands there yet"
    await a_few_lines(app)
    assert there in (await priya.get(await address(app, FAMILY, "/tasks"))).text
    assert there in (await (await app.as_("hilary")).get(await address(app, FAMILY))).text, "whoever reads may show"


async def test_tasks_of_the_family_are_ticked_and_strengths_are_not(app: App) -> None:
    await a_few_lines(app)
    found = await offered(app)
    assert next(iter(found)).startswith("Phone away at breakfast Dawn · by ")
    assert list(found.values()) == [True, False, False, False]
    assert list(found)[1].startswith("Ring the school Priya Raman · by ")
    assert list(found)[2:] == ["Dawn rang us first.", "Chris paid for the boots."]


async def test_nothing_is_ticked_of_who_has_died_or_of_a_visit_that_names_no_grown_up(app: App) -> None:
    async with records(app, FAMILY) as family:
        await dawns(family, "Ring the midwife")
        await family.db.execute(update(Person).where(Person.given_name == "Dawn").values(died_on=TODAY))
        agreed = ("School keeps a bag ready",)
        await family.entry("priya", Visit(observed="At school, Maya alone.", agreed=agreed))
    assert not any((await offered(app)).values())


async def test_the_page_says_what_who_by_when_and_whom_to_call(app: App) -> None:
    await a_few_lines(app)
    answer = await show(app, await app.as_("priya"), "Phone away", "Dawn rang")
    by = datetime.now(UTC).date() + timedelta(days=7)
    said = " ".join(" ".join(html.fromstring(answer.text).xpath("//article")[0].itertext()).split())
    assert answer.status_code == 200
    assert "The Okafor-Hill family What we agreed Phone away at breakfast Dawn, by" in said
    assert f"by {by:%A} {by.day} {by:%B}" in said
    assert said.endswith("What is going well Dawn rang us first. Who to call Priya Raman Hatfield team 01632 960123")
    assert said.startswith(f"{datetime.now(UTC):%A} {datetime.now(UTC).day} {datetime.now(UTC):%B %Y}")


async def test_what_was_not_chosen_is_not_in_its_source(app: App) -> None:
    await a_few_lines(app)
    source = (await show(app, await app.as_("priya"), "Phone away")).text
    for word in ("Ring the school", "Dawn rang us", "boots", "Sam Okoro", "What is going well"):
        assert word not in source
    assert "Phone away at breakfast" in source


async def fill_everything_else(app: App) -> None:
    """MARK stands wherever the record has words that are not to be shown."""
    async with records(app, FAMILY) as family:
        maya = str((await Cast.person(family.db, "Maya")).id)
        await family.entry("priya", WeeklyEntry("MARK headline", "MARK worked", "MARK outcome", {maya: "MARK child"},
                                                "MARK worries", "A fine line.", "MARK next", 3))  # fmt: skip
        child = ChildSeen(True, True, "MARK why", True, "MARK words", "MARK meaning", kept_from_parents=True)
        await family.entry("sam", Visit(True, True, "MARK not", (), {maya: child}, "MARK received", "MARK observed",
                                        "MARK parent", ("Gate",), True, "MARK impact"))  # fmt: skip
        event = await family.entry("priya", SignificantEvent("MARK what", "MARK meant"), signed_off=True)
        await family.amendment(event, "priya", "MARK amendment")
        case = await family.case()
        case.referral, case.facts = "MARK referral", {"need": "MARK"}
        found = await Cast.family(family.db, FAMILY)
        found.warnings, found.address_lines = ["MARK warning"], ["MARK street"]
        found.reference, found.postcode = "MARK-1", "MARK 2"
        chris = await Cast.person(family.db, "Chris")
        chris.phone, chris.family_name, chris.relationship = "MARK 07700", "MARK", "MARK father"
        closed = await family.task("MARK closed", closed=True)
        entry = await family.entry("sam", WeeklyEntry("MARK h", "MARK w"))
        await family.outcome(closed, entry, "done", "MARK difference")
        await dawns(family, "Phone away at breakfast")
    async with records(app, "Brennan") as brennan:
        await brennan.task("MARK of the Brennans")
        await brennan.entry("priya", WeeklyEntry("x", "x", strengths="MARK of the Brennans"))


async def test_nothing_else_of_the_record_is_in_its_source(app: App) -> None:
    """Warnings, address, reference, numbers, worries, a child's words kept from the parents, another family."""
    await fill_everything_else(app)
    priya = await app.as_("priya")
    answer = await show(app, priya, "Phone away", "Gate", "A fine line")
    assert answer.status_code == 200 and "A fine line." in answer.text
    assert "MARK" not in answer.text
    for name in ("Chris", "Maya", "Leo", "Hill, ", "Sam Okoro", "data-me", "H204711", "3 of 10"):
        assert name not in answer.text, name
    assert "<title>For the family" in answer.text, "titles name nobody"


async def test_choosing_shows_no_more_than_can_be_chosen(app: App) -> None:
    await fill_everything_else(app)
    said = text_of(await (await app.as_("priya")).get(await address(app, FAMILY, "/showings/new")))
    assert "MARK" not in said


async def test_from_then_on_nobody_is_signed_in_in_that_browser(app: App) -> None:
    await a_few_lines(app)
    priya, at_the_desk = await app.as_("priya"), await app.as_("priya")
    token = priya.http.cookies["__Host-weekbook"]
    answer = await show(app, priya, "Phone away")
    assert "__Host-weekbook=" in answer.headers["set-cookie"]
    for kept in ("", token):  # also where the browser kept the cookie
        if kept:
            priya.http.cookies.set("__Host-weekbook", kept, domain="weekbook.example")
        for path in ("/week", await address(app, FAMILY), "/you", "/find?q=okafor"):
            page = await priya.get(path)
            assert page.status_code == 303 and page.headers["location"].startswith("/sign-in"), path
            assert (await priya.fragment(path)).status_code == 401
        assert (await priya.get("/carried", headers={"Accept": "application/json"})).status_code == 303
        assert (await priya.post(await address(app, FAMILY, "/showings"))).status_code == 401
    assert (await at_the_desk.get("/week")).status_code == 200, "another browser of hers goes on"


async def test_the_touch_leads_back_to_the_family(app: App) -> None:
    await a_few_lines(app)
    answer = await show(app, await app.as_("priya"), "Phone away")
    page, there = html.fromstring(answer.text), await address(app, FAMILY)
    button = page.xpath("//hand-back//passkey-button")[0]
    assert (button.get("data-options-url"), button.get("data-finish-url")) == ("/sign-in/options", "/sign-in")
    assert page.xpath("//hand-back//form//input[@name='next']/@value") == [there]
    assert page.xpath("//hand-back/@data-address") == [there]
    assert not page.xpath("//hand-back//a") and page.xpath("//nav[contains(@class, 'places')]/@hidden")


async def test_a_phone_with_a_vault_gets_its_lock_for_every_address(app: App) -> None:
    await a_few_lines(app)
    priya = await carrier(app, "priya")
    wanted = await _ticked_as_fragment(app, priya.browser)
    answer = await priya.browser.post(await address(app, FAMILY, "/showings"), wanted, headers=NAVIGATION)
    assert answer.status_code == 200 and "Phone away" in answer.text
    for path in (await address(app, FAMILY), "/week"):
        page = await priya.browser.get(path, headers=NAVIGATION)
        assert "<title>Locked" in page.text and "Okafor" not in page.text
    assert (await priya.browser.fragment("/week")).status_code == 401


async def _ticked_as_fragment(app: App, browser: Browser) -> dict[str, object]:
    page = html.fromstring((await browser.fragment(await address(app, FAMILY, "/showings/new"))).text)
    return {"line": page.xpath("//li/label/input[@checked]/@value")}


@pytest.mark.parametrize(
    ("posted", "words"),
    [([], "Choose at least one line to show"), (["0" * 24], "Something here was changed since you opened this page")],
)
async def test_nothing_chosen_or_something_else_is_said_and_nothing_ends(
    app: App, posted: list[str], words: str
) -> None:
    await a_few_lines(app)
    priya = await app.as_("priya")
    answer = await priya.post(await address(app, FAMILY, "/showings"), {"line": posted})
    assert answer.status_code == 422 and words in errors_of(answer)["lines"]
    assert (await priya.get("/week")).status_code == 200
    assert "shown to the family" not in [row.act for row in await trail(app)]


async def test_what_was_changed_after_it_was_chosen_is_not_shown(app: App) -> None:
    made, priya = await a_few_lines(app), await app.as_("priya")
    wanted = await tick(priya, app, "Phone away")
    async with app.services.database.writing() as db:
        await db.execute(update(Task).where(Task.id == made["dawns"]).values(title="Ask about the bruise"))
    answer = await priya.post(await address(app, FAMILY, "/showings"), wanted)
    assert answer.status_code == 422 and "was changed" in errors_of(answer)["lines"]


async def test_it_never_stands_within_the_app(app: App) -> None:
    """Asked from there, the answer is only whether these lines can be shown."""
    await a_few_lines(app)
    priya = await app.as_("priya")
    there, headers = await address(app, FAMILY, "/showings"), {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = await priya.post(there, await tick(priya, app, "Phone"), headers=headers)
    assert (answer.status_code, answer.text) == (204, "")
    answer = await priya.post(there, headers=headers)
    assert answer.status_code == 422 and "Choose at least one line" in errors_of(answer)["lines"]
    assert (await priya.get("/week")).status_code == 200
    assert "shown to the family" not in [row.act for row in await trail(app)]


async def test_on_a_phone_with_a_vault_a_late_refusal_leads_through_its_lock(app: App) -> None:
    """Between the question and the page somebody changed the task: no page of the app stands without the lock."""
    await a_few_lines(app)
    priya, there = await carrier(app, "priya"), await address(app, FAMILY, "/showings")
    answer = await priya.browser.post(there, {"line": ["0" * 24]}, headers=NAVIGATION)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{there}/new")
    page = await priya.browser.get(f"{there}/new", headers=NAVIGATION)
    assert "<title>Locked" in page.text


async def trail(app: App) -> list[TrailRow]:
    async with app.services.database.reading() as db:
        case_id = await Cast.case_id(db, FAMILY)
        return list(await db.scalars(select(TrailRow).where(TrailRow.case_id == case_id).order_by(TrailRow.number)))


async def test_each_showing_is_on_the_trail_with_its_lines(app: App) -> None:
    made = await a_few_lines(app)
    for _ in range(2):
        await show(app, await app.as_("priya"), "Phone away", "Dawn rang")
    rows = [row for row in await trail(app) if row.act == "shown to the family"]
    facts = {"lines": 2, "strengths": 1, "tasks": [str(made["dawns"])], "entries": [str(made["entry"])]}
    assert [row.facts for row in rows] == [facts, facts]
    assert re.fullmatch(r"/families/\d+/showings", rows[0].subject)
    async with app.services.database.reading() as db:
        assert rows[0].practitioner_id == await Cast.practitioner_id(db, "priya")


async def test_a_restricted_family_asks_for_its_fresh_touch_twice(app: App) -> None:
    """When one chooses, and once more when one hands over after a while."""
    await a_few_lines(app)
    priya = await app.as_("priya")
    wanted = await tick(priya, app, "Phone away")
    async with app.services.database.writing() as db:
        await db.execute(update(Case).values(restricted=True))
    await change(app, SignIn, touched_at=ago(minutes=6))
    assert (await priya.get(await address(app, FAMILY, "/showings/new"))).status_code == 403
    answer = await priya.post(await address(app, FAMILY, "/showings"), wanted)
    assert answer.status_code == 403 and "Phone away" not in answer.text
    assert "shown to the family" not in [row.act for row in await trail(app)]


async def test_without_a_lead_the_team_is_called_and_no_number_is_made_up(app: App) -> None:
    await a_few_lines(app)
    async with app.services.database.writing() as db:
        await db.execute(update(Practitioner).values(phone=""))
    assert "Who to call Priya Raman Hatfield team Print" in text_of(await show(app, await app.as_("priya"), "Phone"))
    async with app.services.database.writing() as db:
        await db.execute(update(Involvement).values(lead=False))
    assert "Who to call Your team Hatfield team" in text_of(await show(app, await app.as_("priya"), "Phone"))


async def test_with_nothing_on_the_record_there_is_nothing_to_hand_over(app: App) -> None:
    page = await (await app.as_("priya")).get(await address(app, FAMILY, "/showings/new"))
    assert "Nothing to show yet" in page.text and "<hand-over>" not in page.text
    assert "Add a task" in page.text
    assert "Add a task" not in (await (await app.as_("hilary")).get(await address(app, FAMILY, "/showings/new"))).text


async def test_a_closed_case_offers_it_no_more(app: App) -> None:
    async with records(app, FAMILY) as family:
        (await family.case()).closed_on = datetime.now(UTC).date()
    assert "/showings/new" not in (await (await app.as_("priya")).get(await address(app, FAMILY))).text


async def test_choosing_costs_no_more_statements_than_a_screen_may(app: App) -> None:
    await a_few_lines(app)
    priya = await app.as_("priya")
    there = await address(app, FAMILY, "/showings/new")
    await priya.get(there)
    with counted(app.services.database) as statements:
        await priya.get(there)
    assert len(statements) <= 8, statements
