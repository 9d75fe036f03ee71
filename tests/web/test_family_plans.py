"""Plans and dates: what is due and why, plans and steps with the census's codes in words, earlier cases."""

from datetime import date, timedelta

from lxml import html
from sqlalchemy import select

from store.tables.cases import Case, CaseDate, Plan
from store.tables.people import Team
from tests.cast import Cast
from tests.conftest import App
from tests.web.family_records import Records, address, records

TODAY = date.today()


async def _plans(app: App, family: str = "Okafor-Hill", name: str = "priya") -> str:
    return (await (await app.as_(name)).get(await address(app, family, "/plans"))).text


async def _earlier(family: Records, *, team: str, restricted: bool = False) -> int:
    team_id = (await family.db.scalars(select(Team.id).where(Team.name == team))).one()
    family_id = (await Cast.family(family.db, family.family)).id
    earlier = Case(family_id=family_id, team_id=team_id,
                   opened_on=date(2019, 1, 4), closed_on=date(2020, 3, 1), restricted=restricted,
                   referral="The earlier referral.", facts={"closure_reason": "RC8"},
                   source_key="census:1")  # fmt: skip
    family.db.add(earlier)
    await family.db.flush()
    return earlier.id


async def test_each_due_date_says_why(app: App) -> None:
    text = await _plans(app)
    assert "Review conf." in text and "this is the day that was booked" in text
    assert "10 working days after the last visit" in text
    assert "A rule of the council" in text and "A national rule" in text
    assert "Working Together to Safeguard Children" in text


async def test_codes_of_the_census_are_words(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        case, maya = await family.case(), await Cast.person(family.db, "Maya")
        case.facts = {"referral_source": "2A", "need": "N4", "referred_on": case.opened_on.isoformat()}
        family.db.add_all([
            CaseDate(case_id=case.id, person_id=maya.id, kind="assessment", on=TODAY - timedelta(days=190),
                     facts={"factors": ["2B", "16A"], "authorised_on": "2026-02-09"}),
            CaseDate(case_id=case.id, person_id=maya.id, kind="section_47", on=TODAY - timedelta(days=215),
                     facts={"conference_not_required": True}),
        ])  # fmt: skip
    text = await _plans(app)
    assert "school" in text and "family in acute stress" in text
    assert "drug misuse: a parent or carer; neglect" in text and "9 February 2026" in text
    assert "Section 47 enquiry · Maya" in text and "No conference was needed" in text
    assert "Child protection plan: neglect" in text


async def test_what_is_known_of_pre_proceedings_without_a_day_is_shown(app: App) -> None:
    """The census allows every day of the block to be missing (rule 9000)."""
    async with records(app, "Okafor-Hill") as family:
        case, maya = await family.case(), await Cast.person(family.db, "Maya")
        maya.council_id = "X77"
        told = {"family_meeting_offered": True, "review_meetings": 2}
        case.facts = {"pre_proceedings": [told], "children": {"X77": {"pre_proceedings": [told]}, "X78": {}}}
    text = " ".join(html.fromstring(await _plans(app)).text_content().split())
    assert "Maya: Pre-proceedings no day is known" in text
    assert "Family group meeting offeredYes" in text and "Review meetings2" in text
    assert text.count("Pre-proceedings") == 1
    assert "no day is known" not in await _plans(app, "Brennan")


async def test_a_plan_that_has_ended_is_folded_away(app: App) -> None:
    async with records(app, "Brennan") as brennan:
        plan = (await brennan.db.scalars(select(Plan).where(Plan.case_id == (await brennan.case()).id))).one()
        plan.ended_on = TODAY - timedelta(days=1)
    text = await _plans(app, "Brennan")
    assert "No plan runs for Aoife." in text and "Plans that have ended (1)" in text


async def test_earlier_work_stands_below_where_one_may_see_it(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await _earlier(family, team="Hatfield")
    text = await _plans(app)
    assert "Earlier work with this family" in text
    assert "The earlier referral." in text and "4 January 2019 to 1 March 2020" in text
    assert "closed after assessment, no further action" in text and "the children in need census" in text


async def test_an_earlier_case_of_another_team_does_not_show(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await _earlier(family, team="Stevenage")
    assert "The earlier referral." not in await _plans(app)
    assert "The earlier referral." in await _plans(app, name="hilary"), "the head of service sees all"


async def test_an_earlier_restricted_case_does_not_show(app: App) -> None:
    async with records(app, "Okafor-Hill") as family:
        await _earlier(family, team="Hatfield", restricted=True)
    assert "The earlier referral." not in await _plans(app)
