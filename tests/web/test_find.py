"""What each of the cast finds, and what nobody finds who may not."""

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.find_index import index_families, rebuild_index
from store.tables.cases import Case
from store.tables.families import Family, Person
from store.tables.finding import FindCase, FindListing, FindPosting
from store.tables.people import Team
from store.tables.trail import TrailRow
from tests.cast import Cast
from tests.conftest import App
from tests.statements import counted


@pytest.fixture
async def finding(app: App) -> App:
    async with app.services.database.writing() as db:
        await rebuild_index(db)
    return app


async def found(app: App, who: str, q: str) -> str:
    answer = await (await app.as_(who)).http.get("/find/answers", params={"q": q}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def families(html: str) -> list[str]:
    return re.findall(r">([^<>]+) family</(?:a|h2)>", html)


@pytest.mark.parametrize(
    "q",
    [
        "okafer hil", "hil okafor", "Okafor-Hill", "okaforhill", "Maya", "maya okafor", "hill maya", "Mya Okafor",
        "Dawn Hill", "dawn okafor", "Dwan Hill", "Chris Okafor", "kris okafor", "H204711", "h 204711", "204711",
        "AL10 0ZZ", "al100zz", "0zz", "0ZZ", "cedar 0zz", "14 0zz",
        "al10 cedar", "14 Cedar Close", "ceder close", "cedar", "ced", "07700 900123", "07700900123", "7700-900-123",
        "+44 7700 900 123", "900123", "11/4/2019", "11 April 2019", "2019-04-11", "11.04.19",
        "maya 11/4/2019", "ok", "The Okafor-Hill family",
    ],
)  # fmt: skip
async def test_one_on_the_case_finds_the_family(finding: App, q: str) -> None:
    assert families(await found(finding, "priya", q))[:1] == ["Okafor-Hill"]


@pytest.mark.parametrize(
    ("q", "family"),
    [("brenan", "Brennan"), ("brannen", "Brennan"), ("aoife", "Brennan"), ("2 mill row", "Brennan"), ("neeve", None)],
)
async def test_misspelt_names_of_the_team(finding: App, q: str, family: str | None) -> None:
    assert families(await found(finding, "tom", q))[:1] == ([family] if family else [])


@pytest.mark.parametrize(
    ("name", "q"),
    [
        ("Kathryn O’Sullivan", "catherine osullivan"), ("Kathryn O’Sullivan", "o sulivan"),
        ("Steven Lindqvist", "stephen lindkvist"),
        ("Muhammad Kowalczyk", "mohammed kowalchik"), ("Muhammad Kowalczyk", "kovalchik"),
        ("Kathryn Bradshaw", "bradshore"), ("Łukasz Groß", "lukasz gross"), ("Zoë Bjørnsen", "zoe bjornsen"),
        ("Ann-Marie St John", "annmarie stjohn"), ("Kathryn O’Sullivan", "SULLIVAN kathryn"),
    ],
)  # fmt: skip
async def test_names_of_all_the_world(finding: App, name: str, q: str) -> None:
    given, _, surname = name.partition(" ")
    async with finding.services.database.writing() as db:
        person = await Cast.person(db, "Aoife")
        person.given_name, person.family_name = given, surname
        await index_families(db, [person.family_id])
    assert families(await found(finding, "tom", q)) == ["Brennan"]


@pytest.mark.parametrize("who", ["priya", "tom", "sam", "ruth", "helen", "mark", "hilary"])
async def test_those_who_may_read_see_the_card_for_the_door(finding: App, who: str) -> None:
    html = await found(finding, who, "okafer hil")
    for mark in ("Visit in pairs.", "Dog in the yard.", "14 Cedar Close", "Dawn Hill", 'href="tel:07700900123"',
                 "Priya Raman", "lead", "CP · neglect", "Maya 7", "Review conf."):  # fmt: skip
        assert mark in html, mark


async def test_nobody_is_offered_to_call_themselves(finding: App) -> None:
    assert "Call Priya Raman" in await found(finding, "sam", "okafer hil")
    html = await found(finding, "priya", "okafer hil")
    assert "Priya Raman" in html and "Call Priya Raman" not in html and "Call Sam Okoro" in html


async def test_the_mother_stands_before_a_stepfather(finding: App) -> None:
    async with finding.services.database.writing() as db:
        dawn, chris = await Cast.person(db, "Dawn"), await Cast.person(db, "Chris")
        dawn.relationship, dawn.lives_here, dawn.phone = "mother", True, "07700 900123"
        chris.relationship, chris.lives_here, chris.phone = "stepfather", True, "07700 900124"
        dawn.birth_date, chris.birth_date = date(1992, 1, 1), date(1980, 1, 1)
    html = await found(finding, "sam", "okafer hil")
    assert html.index("Call Dawn") < html.index("Call Chris")


async def add_family(app: App, team: str, name: str, child: str = "") -> None:
    """A family with one child, who bears the family's name unless another is given."""
    async with app.services.database.writing() as db:
        family = Family(name=name, reference=f"X-{team}-{name}", address_lines=["1 Far Street"], postcode="SG2 9QQ")
        db.add(family)
        await db.flush()
        team_id = (await db.scalars(select(Team.id).where(Team.name == team))).one()
        db.add(Person(family_id=family.id, kind="child", given_name="Ivo", family_name=child or name))
        db.add(Case(family_id=family.id, team_id=team_id, opened_on=date(2026, 1, 5)))
        await index_families(db, [family.id])


@pytest.mark.parametrize("q", ["clark", "clarke", "clerke", "clarkee"])
async def test_a_family_of_ones_own_does_not_hide_those_of_other_teams(finding: App, q: str) -> None:
    await add_family(finding, "Welwyn", "Clarke")
    await add_family(finding, "Stevenage", "Campbell", child="Clarke")
    assert families(await found(finding, "priya", q)) == ["Campbell", "Clarke"]
    await add_family(finding, "Hatfield", "Mbeki-Clarke")
    html = await found(finding, "priya", q)
    assert families(html) == ["Mbeki-Clarke", "Campbell", "Clarke"]
    assert "3 families" in html and "Welwyn team" in html and "Stevenage team" in html
    assert not re.search("Ivo .*Ivo|Far Street.*Far Street|SG2.*SG2|X-[WS]", html)


async def test_the_name_as_it_was_typed_stands_first_and_hides_no_other(finding: App) -> None:
    for team, name in (("Hatfield", "Reid"), ("Welwyn", "Reed"), ("Stevenage", "Reid")):
        await add_family(finding, team, name)
    assert families(await found(finding, "priya", "reid")) == ["Reid", "Reid", "Reed"]
    assert families(await found(finding, "helen", "reid")) == ["Reid", "Reid", "Reed"]
    assert families(await found(finding, "wendy", "reid")) == ["Reed", "Reid", "Reid"]
    assert families(await found(finding, "priya", "ivo reid")) == ["Reid", "Reid", "Reed"]


async def test_of_another_team_the_beginning_of_a_name_still_finds_nothing(finding: App) -> None:
    await add_family(finding, "Welwyn", "Clarke")
    await add_family(finding, "Hatfield", "Mbeki-Clarke")
    assert families(await found(finding, "priya", "clar")) == ["Mbeki-Clarke"]


async def test_when_more_is_known_than_is_listed_it_says_so(finding: App) -> None:
    await add_family(finding, "Hatfield", "Reid")
    for name in ("Reed", "Read", "Reids", "Reda", "Rein", "Raid"):
        await add_family(finding, "Welwyn", name)
    html = await found(finding, "priya", "reid")
    assert families(html)[0] == "Reid" and len(families(html)) == 6
    assert "The first 6 families" in html and "There are more." in html


@pytest.mark.parametrize("who", ["wendy", "grace", "fiona", "olu"])
async def test_another_team_sees_the_name_and_whom_to_ask(finding: App, who: str) -> None:
    for q in ("Okafor-Hill", "okafer hil", "Maya Okafor", "dawn hill", "H204711"):
        html = await found(finding, who, q)
        assert families(html) == ["Okafor-Hill"], q
        assert "Hatfield team" in html and "ask for access" in html and "Ruth Calder" in html
        assert not re.search('Maya|Leo|Dawn|Chris|Cedar|AL10|H204711|pairs|07700|neglect|Priya|href="/families', html)


@pytest.mark.parametrize(
    "q",
    ["Maya", "Dawn", "14 Cedar Close", "cedar", "AL10 0ZZ", "al10", "0zy", "Okafor 0zz", "07700 900123", "900123",
     "11/4/2019", "Ok", "Okaf", "Okafor 11/4/2019", "Okafor Hatfield", "okafor cedar", "Hill AL10", "Okafor Zebedee"],
)  # fmt: skip
async def test_another_team_confirms_nothing_by_details(finding: App, q: str) -> None:
    """What one types is in the trail, never in the answer: it equals the answer to what nobody has."""
    assert await found(finding, "grace", q) == await found(finding, "grace", "Zebedee Xanthopoulos")


@pytest.mark.parametrize("who", ["priya", "sam", "wendy", "grace", "helen", "mark", "hilary"])
@pytest.mark.parametrize(
    "q", ["Vine", "vien", "Nell Vine", "H204999", "204999", "7 Quiet Lane", "AL10 0ZX", "0zx", "29/2/2020", "vi"]
)
async def test_a_restricted_family_is_nowhere(finding: App, who: str, q: str) -> None:
    assert "Vine" not in families(await found(finding, who, q))
    html = await found(finding, who, q)
    assert "Quiet" not in html and "Nell" not in html


async def test_a_restricted_family_changes_no_count(finding: App) -> None:
    """The same answer, to the letter, as when the family was never there."""
    before = {q: await found(finding, "grace", q) for q in ("Vine", "fine", "Vinee", "Nell Vine", "H204999")}
    async with finding.services.database.writing() as db:
        family = await Cast.family(db, "Vine")
        family.name, family.reference = "Zzyzx", "Z1"
        (await Cast.person(db, "Nell")).family_name = "Zzyzx"
        await rebuild_index(db)
    assert before == {q: await found(finding, "grace", q) for q in before}


@pytest.mark.parametrize("who", ["tom", "ruth"])
async def test_a_restricted_family_is_found_by_its_own(finding: App, who: str) -> None:
    assert families(await found(finding, who, "nell vien")) == ["Vine"]


@pytest.mark.parametrize("who", ["colin", "beth", "alan"])
async def test_who_has_no_find_has_no_such_page(finding: App, who: str) -> None:
    for path in ("/find", "/find?q=hill", "/find/answers?q=hill"):
        assert (await (await finding.as_(who)).get(path)).status_code == 404


async def test_signed_out_one_signs_in_first(finding: App) -> None:
    assert (await finding.signed_out().get("/find?q=hill")).headers["location"] == "/sign-in?next=/find"


async def test_the_page_answers_without_scripts(finding: App) -> None:
    priya = await finding.as_("priya")
    html = (await priya.get("/find?q=okafer+hil")).text
    assert (
        "<title>Find · Weekbook</title>" in html
        and 'value="okafer hil"' in html
        and families(html)[:1] == ["Okafor-Hill"]
    )
    empty = (await priya.get("/find")).text
    assert "Nothing that you may see" not in empty and families(empty) == []


async def test_the_hint_names_every_way_to_find_in_two_lines_of_a_phone(finding: App) -> None:
    html = (await (await finding.as_("priya")).get("/find")).text
    (hint,) = re.findall(r'id="q-hint">([^<]+)<', html)
    for way in ("parent", "address", "postcode", "phone", "reference", "date of birth"):
        assert way in hint, way
    assert len(hint) <= 86, "three lines at 390 px"


@pytest.mark.parametrize("q", ["", "a", "?"])
async def test_too_short_says_what_to_do(finding: App, q: str) -> None:
    html = await found(finding, "priya", q)
    assert families(html) == [] and "Nothing that you may see" not in html
    assert ("Type at least two letters" in html) == bool(q)


async def test_nothing_found_says_no_more_than_that(finding: App) -> None:
    assert "Nothing that you may see" in await found(finding, "priya", "Zebedee")


async def test_the_search_is_on_the_trail(finding: App) -> None:
    await found(finding, "priya", "okafer hil")
    async with finding.services.database.reading() as db:
        rows = (await db.scalars(select(TrailRow).order_by(TrailRow.number))).all()
        case_id = await Cast.case_id(db, "Okafor-Hill")
    assert [(row.act, row.case_id) for row in rows] == [("search", None), ("read", case_id)]
    assert rows[0].facts == {"q": "okafer hil", "cases": [case_id], "elsewhere": 0}


@pytest.mark.parametrize("who", ["priya", "grace", "helen", "mark", "hilary"])
async def test_an_answer_takes_at_most_eight_statements(finding: App, who: str) -> None:
    browser = await finding.as_(who)
    await browser.get("/find/answers?q=okafer+hil")
    with counted(finding.services.database) as said:
        await browser.get("/find/answers?q=okafer+hil")
    rows = sum(one.startswith("INSERT INTO trail ") for one in said)  # the embedded database tells each row of the one
    assert 3 <= len(said) - max(0, rows - 1) <= 8, "\n".join(one[:60] for one in said)


async def test_a_change_is_found_at_once_and_the_old_no_more(finding: App) -> None:
    async with finding.services.database.writing() as db:
        family = await Cast.family(db, "Brennan")
        family.name, family.address_lines, family.postcode = "Petrov", ["3 Larch Walk"], "WD1 1AA"
        for name in ("Aoife", "Niamh"):
            (await Cast.person(db, name)).family_name = "Petrov"
        await index_families(db, [family.id])
    assert families(await found(finding, "tom", "petroff")) == ["Petrov"]
    assert families(await found(finding, "tom", "larch")) == ["Petrov"]
    for gone in ("Brennan", "2 mill row", "AL10 0ZY"):
        assert families(await found(finding, "tom", gone)) == []


async def test_one_by_one_and_in_bulk_make_the_same_index(finding: App) -> None:
    async with finding.services.database.writing() as db:
        bulk = await _everything(db)
        family = await Cast.family(db, "Okafor-Hill")
        family.name = "Other"
        await index_families(db, [family.id])
        assert await _everything(db) != bulk
        family.name = "Okafor-Hill"
        await index_families(db, [family.id, family.id])
        assert await _everything(db) == bulk


async def _everything(db: AsyncSession) -> set[tuple[object, ...]]:
    tables = (FindPosting.__table__, FindListing.__table__, FindCase.__table__)
    return {tuple(row) for table in tables for row in await db.execute(select(table))}


async def test_a_case_that_moves_to_another_team_moves_here_too(finding: App) -> None:
    async with finding.services.database.writing() as db:
        case = await db.get_one(Case, await Cast.case_id(db, "Adeyemi"))
        case.team_id = (await db.scalars(select(Team.id).where(Team.name == "Welwyn"))).one()
        await index_families(db, [case.family_id])
    assert "9 High Street" in await found(finding, "wendy", "9 high street")
    assert families(await found(finding, "olu", "9 high street")) == []
